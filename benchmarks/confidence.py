"""Does the confidence rank? And, with --fit, the weights that it is made of.

    python benchmarks/confidence.py --flores DIR             # rank on FLORES-200 devtest
    python benchmarks/confidence.py --fit en-ru.tsv:ru …     # fit on held-out pairs

Prints, per locale, the mean sentence-level chrF of the third of the sentences with the highest
confidence, the middle and the lowest third, and Spearman's correlation. Needs sacrebleu and numpy.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from held_out import read_pairs
from sacrebleu.metrics.chrf import CHRF

from l10n import translate
from l10n.evaluation.measures import small_words
from l10n.model import Hypothesis
from l10n.translation.confidence import confidence, features

LOCALES = ("mn", "ru", "uk")


def main() -> None:
    """Parse the options, rank or fit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--flores", type=Path, default=os.environ.get("L10N_FLORES"))
    parser.add_argument("--fit", nargs="+", metavar="TSV:LOCALE")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--limit", type=int, default=2000, help="sentences per locale")
    options = parser.parse_args()
    if options.fit:
        fit([name.rsplit(":", 1) for name in options.fit], options.engine, options.limit)
    elif options.flores:
        rank(Path(options.flores), options.engine, options.limit)
    else:
        parser.error("name the folder of FLORES devtest with --flores, or files with --fit")


def rank(flores: Path, engine: str, limit: int) -> None:
    """Print how well the confidence ranks the sentences of FLORES devtest."""
    sources = (flores / "flores.devtest.en").read_text("utf-8").splitlines()[:limit]
    print("locale  chrF of top third  middle  bottom  Spearman  mean confidence  mean chrF/100")
    for locale in LOCALES:
        references = (flores / f"flores.devtest.{locale}").read_text("utf-8").splitlines()
        hypotheses = translate(sources, locale, engine=engine)
        chrf = sentence_chrf(hypotheses, references)
        sure = np.array([confidence(s, h) for s, h in zip(sources, hypotheses, strict=True)])
        order = np.argsort(-sure, kind="stable")
        thirds = [chrf[part].mean() for part in np.array_split(order, 3)]
        print(
            f"{locale:6}  {thirds[0]:17.1f}  {thirds[1]:6.1f}  {thirds[2]:6.1f}  "
            f"{spearman(sure, chrf):8.2f}  {sure.mean():15.2f}  {chrf.mean() / 100:13.2f}"
        )


def fit(files: list[list[str]], engine: str, limit: int) -> None:
    """Print the weights of a logistic model of sentence-level chrF, by gradient descent."""
    rows: list[tuple[float, ...]] = []
    unlisted: list[float] = []
    targets: list[float] = []
    for name, locale in files:
        sources, references = read_pairs(Path(name), limit)
        hypotheses = translate(sources, locale, engine=engine)
        rows += [features(s, h) for s, h in zip(sources, hypotheses, strict=True)]
        counts = (small_words([one.text], locale) for one in hypotheses)
        unlisted += [-unknown / max(words, 1) for words, unknown in counts]
        targets += list(sentence_chrf(hypotheses, references) / 100)
    y = np.array(targets)
    x = np.column_stack([np.ones(len(rows)), np.array(rows)])
    weights = fitted(x, y)
    print("weights:", ", ".join(f"{weight:.2f}" for weight in weights))
    print(f"Spearman on the data fitted to: {spearman(x @ weights, y):.2f}")
    wider = np.column_stack([x, unlisted])
    print(f"weight of words that no list has, beside these: {fitted(wider, y)[-1]:.2f}")


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The weights of a logistic model, none of the features' below 0."""
    weights = np.zeros(x.shape[1])
    for _ in range(20_000):
        predicted = 1 / (1 + np.exp(-x @ weights))
        weights += 0.5 * (x.T @ (y - predicted) / len(y) - 1e-4 * weights)
        weights[1:] = np.maximum(weights[1:], 0)  # each feature may only speak for good
    return weights


def sentence_chrf(hypotheses: list[Hypothesis], references: list[str]) -> np.ndarray:
    """ChrF of each sentence, 0 to 100."""
    metric = CHRF()
    pairs = zip(hypotheses, references, strict=False)
    return np.array(
        [metric.sentence_score(one.text, [reference]).score for one, reference in pairs]
    )


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Spearman's rank correlation, ties broken by position."""
    ranks = [np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (a, b)]
    return float(np.corrcoef(*ranks)[0, 1])


if __name__ == "__main__":
    main()
