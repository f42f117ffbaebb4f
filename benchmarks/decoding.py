"""What the decoder's settings cost and bring: chrF and words a second on held-out pairs.

    python benchmarks/decoding.py PAIRS.tsv --to ru [--engine starter] [--limit 200]

Beam and length penalty are varied together, then the others one at a time. PAIRS has a source and
its translation on each line, with a tab between. It must not be FLORES devtest: the defaults are
chosen by what this prints, and a test set that settings were chosen on is no test any more.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from held_out import read_pairs
from sacrebleu.metrics.chrf import CHRF

from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.model import Pair

BEAMS = (1, 2, 4, 6)
PENALTIES = (0.2, 1.0)
VARIED: dict[str, tuple[object, ...]] = {
    "repetition_penalty": (1.0, 1.05, 1.1, 1.2),
    "batch_tokens": (256, 1024, 2048, 8192),
    "compute_type": ("auto", "default", "float32"),
    "threads": (1, 0),
}


def settings() -> Iterator[tuple[str, Decoding]]:
    """Each variation of the defaults, and what it is."""
    yield "warm-up", Decoding()
    for beam in BEAMS:
        for penalty in PENALTIES if beam > 1 else (0.0,):
            decoding = replace(Decoding(), beam_size=beam, length_penalty=penalty)
            yield f"beam_size {beam}, length_penalty {penalty}", decoding
    for name, values in VARIED.items():
        for value in values:
            yield f"{name} {value}", replace(Decoding(), **{name: value})  # type: ignore[arg-type]


def main() -> None:
    """Print a line per variation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--to", default="ru")
    parser.add_argument("--limit", type=int, default=200)
    options = parser.parse_args()
    texts, references = read_pairs(options.pairs, options.limit)
    words = sum(len(text.split()) for text in texts)
    print(f"{options.engine}, en to {options.to}, {len(texts)} sentences, {os.cpu_count()} cores")
    print("| setting | chrF | words/s |")
    print("| --- | --- | --- |")
    pair = Pair("en", options.to)
    for name, decoding in settings():
        engine = make_engine(options.engine, decoding)
        engine.translate(["Warm up."], pair)
        start = time.monotonic()
        results = [hypothesis.text for hypothesis in engine.translate(texts, pair)]
        seconds = time.monotonic() - start
        if name != "warm-up":
            score = CHRF().corpus_score(results, [references]).score
            print(f"| {name} | {score:.2f} | {words / seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
