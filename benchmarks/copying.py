"""How often the model itself keeps markup placeables and numbers, on held-out pairs.

    python benchmarks/copying.py PAIRS.tsv --to ru [--engine starter] [--limit 300]

One pair of tags, or one tag, is put at a random place between the words of each line; a line
counts when the translation has the same tags, each once. Numbers count on the lines that have
some, as they are. l10n itself gives models no tags (``l10n.projection``): this is what other
callers of a model get.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from l10n.engines import make_engine
from l10n.model import Pair

TAG = re.compile(r"</?\d+/?>")
NUMBER = re.compile(r"\d+")


def tagged(line: str, rng: random.Random) -> str:
    """Return the line with ``<1>…</1>`` around up to three words, or ``<1/>`` between two."""
    words = line.split()
    start = rng.randrange(len(words))
    if rng.random() < 0.5:
        return " ".join([*words[:start], "<1/>", *words[start:]])
    end = min(len(words), start + rng.randint(1, 3))
    marked = f"<1>{' '.join(words[start:end])}</1>"
    return " ".join([*words[:start], marked, *words[end:]])


def main() -> None:
    """Print how many lines kept their tags, and how many their numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--to", default="ru")
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    lines = options.pairs.read_text("utf-8").splitlines()[: options.limit]
    texts = [line.split("\t")[0] for line in lines]
    rng = random.Random(1)
    engine = make_engine(options.engine)
    for name, pattern, sources in (
        ("tags", TAG, [tagged(text, rng) for text in texts]),
        ("numbers", NUMBER, [text for text in texts if NUMBER.search(text)]),
    ):
        results = engine.translate(sources, Pair("en", options.to))
        kept = sum(
            Counter(pattern.findall(source)) == Counter(pattern.findall(result.text))
            for source, result in zip(sources, results, strict=True)
        )
        print(f"{options.to}: {name} kept in {kept} of {len(sources)} lines")


if __name__ == "__main__":
    main()
