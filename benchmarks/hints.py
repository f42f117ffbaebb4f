"""What the dictionary's hints bring on held-out lines, by how seldom a word must have been seen.

    python benchmarks/hints.py PAIRS.tsv --to ru [--engine starter] [--limit 200]

PAIRS has a source and its translation on each line, with a tab between; lines that the model was
not trained on, and not FLORES devtest, for the rule's limits are chosen by what this prints. The
model must take hints.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from held_out import read_pairs
from sacrebleu.metrics.chrf import CHRF

from l10n.engines import make_engine
from l10n.evaluation.measures import small_words
from l10n.model import Pair
from l10n.translation import hints
from l10n.translation.translator import Translator

LIMITS = ((0, 0.0), (20, 0.5), (20, 1.0), (60, 0.5), (60, 1.0), (150, 0.3), (150, 1.0))


def main() -> None:
    """Print a line per limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+", metavar="PAIRS.tsv")
    parser.add_argument("--to", nargs="+", default=["ru"], help="a locale for each file")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--limit", type=int, default=200)
    options = parser.parse_args()
    engine = make_engine(options.engine)
    print("| locale | seen less than | share with senses | hints a line | chrF | unknown words |")
    print("| --- | --- | --- | --- | --- | --- |")
    for path, locale in zip(options.pairs, options.to, strict=True):
        sources, references = read_pairs(path, options.limit)
        for seldom, unsure in LIMITS:
            hints.SELDOM, hints.UNSURE = seldom, unsure
            given = sum(len(hints.LexiconHints("en").hints(text, locale)) for text in sources)
            translator = Translator(engine, chooses=False)
            texts = [one.text for one in translator.translate(sources, Pair("en", locale))]
            score = CHRF().corpus_score(texts, [references]).score
            words, unknown = small_words(texts, locale)
            print(
                f"| {locale} | {seldom} | {unsure} | {given / len(sources):.2f} "
                f"| {score:.2f} | {unknown / max(words, 1):.1%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
