"""Step 8: translate a test set with CTranslate2 and score it with sacreBLEU.

A test set is a directory of ``NAME.en`` and ``NAME.LANG``, one segment a line. Prints chrF, chrF++
and BLEU with signatures; intervals are 95 %, by bootstrap resampling of the segments.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sentencepiece import SentencePieceProcessor

from training.corpus import LANGUAGES

RESAMPLES = 1000

Scores = dict[str, dict[str, Any]]


class Translator:
    """A model directory of the starter's layout: ``model/`` and ``sentencepiece.model``."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load the model as int8 on CPU with ``threads`` threads."""
        self.pieces = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        self.engine = ctranslate2.Translator(
            str(folder / "model"), device="cpu", compute_type="int8", intra_threads=threads
        )

    def translate(
        self, lines: Sequence[str], lang: str, beam: int = 4, repetition: float = 1.0
    ) -> list[str]:
        """Return the best hypothesis of each line."""
        results = self.engine.translate_batch(
            [self.pieces.encode(line, out_type=str) for line in lines],
            target_prefix=[[f"<2{lang}>"]] * len(lines),
            beam_size=beam,
            repetition_penalty=repetition,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=256,
        )
        return [self.pieces.decode(result.hypotheses[0][1:]) for result in results]


def find_test(folder: Path, lang: str) -> tuple[list[str], list[str]]:
    """Return the English lines of a test set and their references."""
    english = sorted(folder.glob("*.en"))
    if len(english) != 1:
        raise FileNotFoundError(f"{folder}: expected one *.en file, found {len(english)}")
    reference = english[0].with_suffix(f".{lang}")
    sources = english[0].read_text("utf-8").splitlines()
    references = reference.read_text("utf-8").splitlines()
    if len(sources) != len(references):
        raise ValueError(f"{reference}: {len(references)} lines, but {len(sources)} in English")
    return sources, references


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Scores:
    """Return score, interval (half its width; None if it cannot be had), signature by metric."""
    metrics: dict[str, Any] = {
        "chrF": CHRF(references=[list(references)]),
        "chrF++": CHRF(word_order=2, references=[list(references)]),
        "BLEU": BLEU(references=[list(references)]),
    }
    scores: Scores = {}
    for name, metric in metrics.items():
        try:
            result = metric.corpus_score(list(hypotheses), None, n_bootstrap=RESAMPLES)
            interval = round(float(result._ci), 2)
        except TypeError:
            # sacreBLEU 2.6 cannot average resamples of which some score exactly 0 (BLEU of a few
            # bad lines): it adds float to float32. Such a score needs no interval.
            result = metric.corpus_score(list(hypotheses), None)
            interval = None
        scores[name] = {
            "score": round(float(result.score), 2),
            "interval": interval,
            "signature": str(metric.get_signature()),
        }
    return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, nargs="+", required=True, help="starter-like folders")
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--repetition-penalty", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write all scores and signatures here")
    parser.add_argument("--save", type=Path, help="write translations here as NAME.LANG")
    options = parser.parse_args(arguments)
    table: dict[str, dict[str, Scores]] = {}
    for folder in options.model:
        translator = Translator(folder, options.threads)
        for lang in options.languages:
            sources, references = find_test(options.test, lang)
            hypotheses = translator.translate(
                sources, lang, options.beam, options.repetition_penalty
            )
            scores = score(hypotheses, references)
            table.setdefault(str(folder), {})[lang] = scores
            shown = "  ".join(
                f"{name} {s['score']:.1f} ± {s['interval']}" for name, s in scores.items()
            )
            print(f"{folder}  {lang}  {len(sources)} lines  {shown}", flush=True)
            if options.save:
                options.save.mkdir(parents=True, exist_ok=True)
                (options.save / f"{folder.name}.{lang}").write_text("\n".join(hypotheses) + "\n")
    for name, result in scores.items():
        print(f"{name}: {result['signature']}")
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n")


if __name__ == "__main__":
    main()
