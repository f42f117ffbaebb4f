"""What choosing among candidates brings and costs, and the fit of its weights.

    python benchmarks/choosing.py PAIRS.tsv --to ru [--engine starter] [--limit 300] [--fit]

PAIRS has a source and its translation on each line, with a tab between. It must be lines that the
model was not trained on, and not FLORES devtest: the weights are chosen by what this prints. With
``--fit`` every other line is for the fit, and all figures are of the rest. Glossary terms have no
part in it; their weight is set, for a project that names a term wants it; so is that of words
that there are, which brings chrF nothing and readers much.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from held_out import read_pairs
from sacrebleu.metrics.chrf import CHRF

from l10n.checks import Context
from l10n.engines import Engine, make_engine
from l10n.engines.decoding import Search
from l10n.evaluation.measures import small_words
from l10n.model import Hypothesis, Pair
from l10n.translation import choosing
from l10n.translation.choosing import CANDIDATES, Features
from l10n.translation.inventing import made_up

# Where the fit may look, weight by weight; the weight of the consensus is 1.
GRID = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


class Lines:
    """Sources with candidates, what is seen of these, and their chrF against the reference."""

    def __init__(
        self,
        sources: Sequence[str],
        references: Sequence[str],
        found: Sequence[Sequence[Hypothesis]],
        locale: str,
    ) -> None:
        self.references = list(references)
        self.texts: list[list[str]] = []
        self.features: list[np.ndarray] = []
        self.chrf: list[np.ndarray] = []
        metric = CHRF()
        context = Context(locale)
        for source, reference, own in zip(sources, references, found, strict=True):
            ranked = {one.text: one for one in reversed(own) if one.text}
            unique = list(ranked.values())[::-1] or list(own[:1])
            seen = choosing.features(unique, source, context)
            self.texts.append([one.text for one in unique])
            self.features.append(np.array(seen))
            self.chrf.append(
                np.array(
                    [metric.sentence_score(text, [reference]).score for text in self.texts[-1]]
                )
            )

    def chosen(self, weights: Sequence[float]) -> list[int]:
        """Which candidate of each line has the highest rating."""
        return [int(np.argmax(seen @ np.array(weights))) for seen in self.features]

    def mean(self, weights: Sequence[float]) -> float:
        """Mean sentence chrF of what these weights choose."""
        pairs = zip(self.chrf, self.chosen(weights), strict=True)
        return float(np.mean([scores[index] for scores, index in pairs]))

    def corpus(self, indices: Sequence[int]) -> float:
        """Corpus chrF of a choice."""
        texts = [own[index] for own, index in zip(self.texts, indices, strict=True)]
        return float(CHRF().corpus_score(texts, [self.references]).score)


def candidates(engine: Engine, sources: Sequence[str], pair: Pair) -> list[list[Hypothesis]]:
    """What a translator chooses among, without its hints."""
    search, context = Search(nbest=CANDIDATES), Context(pair.target)
    first = engine.translate(sources, pair, search=search)
    found = [[one, *one.alternatives] for one in first]
    best = [
        choosing.best(own, source, context)[0] for own, source in zip(found, sources, strict=True)
    ]
    avoid = [
        made_up(one.text, pair.target, (), source)
        for one, source in zip(best, sources, strict=True)
    ]
    bad = [index for index, words in enumerate(avoid) if words]
    texts, words = [sources[index] for index in bad], [avoid[index] for index in bad]
    for index, one in zip(
        bad, engine.translate(texts, pair, search=search, avoid=words), strict=True
    ):
        found[index] += [one, *one.alternatives]
    return found


def fit(many: Sequence[Lines]) -> Features:
    """The weights with the best mean chrF over all lines, one weight after the other."""
    weights = list(choosing.WEIGHTS)
    weights[Features._fields.index("terms")] = 0.0

    def value(candidate: Sequence[float]) -> float:
        return float(np.mean([lines.mean(candidate) for lines in many]))

    best = value(weights)
    for _ in range(4):
        before = best
        for index, share in itertools.product(range(1, 7), GRID):
            tried = [*weights[:index], share, *weights[index + 1 :]]
            if (found := value(tried)) > best + 1e-4:
                best, weights = found, tried
        if best == before:
            break
    return Features(*weights)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+", metavar="PAIRS.tsv")
    parser.add_argument("--to", nargs="+", default=["ru"], help="a locale for each file")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    engine = make_engine(options.engine)
    held: list[Lines] = []
    fitted: list[Lines] = []
    print(
        f"| locale | lines | usual | beam {CANDIDATES} | consensus | chosen | could be "
        "| unknown words, usual | chosen | references | time |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    plain: list[list[str]] = []
    for path, locale in zip(options.pairs, options.to, strict=True):
        sources, references = read_pairs(path, options.limit)
        pair = Pair("en", locale)
        engine.translate(["Warm up."], pair)
        start = time.perf_counter()
        first = engine.translate(sources, pair)
        usual = time.perf_counter() - start
        start = time.perf_counter()
        found = candidates(engine, sources, pair)
        for source, own in zip(sources, found, strict=True):
            choosing.best(own, source, Context(locale))
        factor = (time.perf_counter() - start) / usual
        begin, step = (1, 2) if options.fit else (0, 1)
        part = slice(begin, None, step)
        held.append(Lines(sources[part], references[part], found[part], locale))
        if options.fit:
            fitted.append(Lines(sources[::2], references[::2], found[::2], locale))
        plain.append([one.text for one in first[part]])
        _row(locale, plain[-1], held[-1], choosing.WEIGHTS, factor)
    if options.fit:
        weights = fit(fitted)
        print(f"fitted: {weights}")
        for locale, texts, lines in zip(options.to, plain, held, strict=True):
            _row(locale, texts, lines, weights, 0.0)


def _row(locale: str, plain: Sequence[str], lines: Lines, weights: Features, factor: float) -> None:
    usual = CHRF().corpus_score(list(plain), [lines.references]).score
    count = len(lines.texts)
    beam = lines.corpus([0] * count)
    agreed = lines.corpus(lines.chosen(Features(1.0, 0, 0, 0, 0, 0, 0, 0)))
    chosen = lines.corpus(lines.chosen(weights))
    oracle = lines.corpus([int(np.argmax(scores)) for scores in lines.chrf])
    figures = " | ".join(f"{value:.2f}" for value in (usual, beam, agreed, chosen, oracle))
    picked = [own[index] for own, index in zip(lines.texts, lines.chosen(weights), strict=True)]
    counts = (small_words(texts, locale) for texts in (plain, picked, lines.references))
    words = " | ".join(f"{unknown / max(all_words, 1):.2%}" for all_words, unknown in counts)
    print(f"| {locale} | {count} | {figures} | {words} | {factor:.2f} |", flush=True)


if __name__ == "__main__":
    main()
