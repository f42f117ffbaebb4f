"""Choosing among the candidates of a sentence: the best is not always the one a model likes best.

The candidates agree in what the model is sure of, so the one that is most like all the others is
mostly the best (minimum Bayes risk: Kumar & Byrne 2004; with chrF: Popović 2015). Beside that
counts what can be seen without a reference: the model's score, glossary terms, numbers, names,
words that exist, length. The weights were fitted by ``benchmarks/choosing.py --fit`` on held-out
lines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from l10n.checks import Context, Unit, run_checks
from l10n.languages.words import unknown_words
from l10n.model import Hypothesis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 8
"""How many hypotheses a model is asked for."""

_ORDERS = 6  # of chrF: n-grams of up to so many letters
_BETA = 2.0
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_FACTOR = 0x9E3779B97F4A7C15  # odd, and its bits are well mixed (Knuth, golden ratio)


class Features(NamedTuple):
    """What is seen of a candidate; more is better in each.

    Attributes:
        consensus: how like the others it is, mean chrF, 0 to 1.
        score: the mean log-probability of its tokens.
        length: 0 where it is as long as the others are on the whole, less if shorter.
        numbers: 0 where the source's numbers are there, less one for each that is not.
        names: the same of names and acronyms.
        latin: less the share of words left in Latin letters that the source has too.
        known: less the share of words that are in no list of words.
        terms: less one for each glossary term that is not honoured.
    """

    consensus: float
    score: float
    length: float
    numbers: float
    names: float
    latin: float
    known: float
    terms: float


WEIGHTS = Features(1.0, 0.4, 0.8, 0.1, 0.05, 0.4, 2.0, 0.2)
"""How much each of them counts."""

_TEMPERATURE = 2.0  # of the model's scores, for how much each candidate's opinion counts


def best(
    candidates: Sequence[Hypothesis],
    source: str,
    context: Context,
    broken_terms: Callable[[str], int] | None = None,
) -> list[Hypothesis]:
    """The candidates, the best first, each text once.

    Args:
        candidates: what a model says of one text, plain.
        source: the text.
        context: for the checks that are asked.
        broken_terms: how many terms of the text a translation does not honour.
    """
    unique = list({one.text: one for one in reversed(candidates)}.values())[::-1]
    unique = [one for one in unique if one.text.strip()] or unique[:1]
    if len(unique) < 2:
        return unique
    seen = features(unique, source, context, broken_terms)
    rated = [sum(w * f for w, f in zip(WEIGHTS, one, strict=True)) for one in seen]
    order = sorted(range(len(unique)), key=lambda index: -rated[index])
    return [unique[index] for index in order]


def features(
    candidates: Sequence[Hypothesis],
    source: str,
    context: Context,
    broken_terms: Callable[[str], int] | None = None,
) -> list[Features]:
    """What is seen of each candidate; the arguments are those of :func:`best`."""
    texts = [one.text for one in candidates]
    scores = [one.score if math.isfinite(one.score) else 0.0 for one in candidates]
    weights = [math.exp(_TEMPERATURE * (score - max(scores))) for score in scores]
    agreement = consensus(texts, weights)
    usual = sorted(map(len, texts))[len(texts) // 2]
    latin = set(_LATIN.findall(source))
    found = []
    for text, score, like in zip(texts, scores, agreement, strict=True):
        words = _WORD.findall(text)
        unit = Unit(source, text)
        found.append(
            Features(
                like,
                max(score, -5.0),
                min(math.log((len(text) + 5) / (usual + 5)), 0.0),
                -float(sum(1 for _ in run_checks(("numbers", "dates"), unit, context))),
                -float(sum(1 for _ in run_checks(("names", "acronyms"), unit, context))),
                -len(latin.intersection(words)) / max(len(words), 1),
                -len(unknown_words(text, context.locale)) / max(len(words), 1),
                -float(broken_terms(text)) if broken_terms else 0.0,
            )
        )
    return found


def consensus(texts: Sequence[str], weights: Sequence[float]) -> list[float]:
    """For each text its mean chrF against all others, which count by their weights.

    >>> consensus(["a house", "a mouse", "zzz"], [1, 1, 1])[2]
    0.0
    """
    import numpy as np

    score = _chrf(texts)
    np.fill_diagonal(score, 0.0)
    share = np.asarray(weights, dtype=float)
    others = share.sum() - share
    mean = score @ share / np.where(others > 0, others, 1.0)
    return [float(value) for value in mean]


def _chrf(texts: Sequence[str]) -> NDArray[np.float64]:
    """chrF2 of each text (row) against each as its reference (column), 0 to 1."""
    import numpy as np

    letters = [
        np.array([ord(letter) for letter in _SPACE.sub("", text)], dtype=np.uint64)
        for text in texts
    ]
    count = len(texts)
    precision, recall = np.zeros((count, count)), np.zeros((count, count))
    orders = np.zeros((count, count))
    hashes = letters
    for order in range(1, _ORDERS + 1):
        if order > 1:  # each n-gram's number from that of the one before, one letter longer
            hashes = [
                old[:-1] * np.uint64(_FACTOR) + own[order - 1 :] if len(old) else old
                for old, own in zip(hashes, letters, strict=True)
            ]
        sizes = [len(one) for one in hashes]
        kinds, inverse = np.unique(np.concatenate(hashes), return_inverse=True)
        rows = np.repeat(np.arange(count), sizes)
        counts = np.bincount(
            rows * max(len(kinds), 1) + inverse.reshape(-1), minlength=count * max(len(kinds), 1)
        ).reshape(count, -1)
        common = np.minimum(counts[:, None, :], counts[None, :, :]).sum(axis=2)
        total = np.array(sizes, dtype=float)
        both = (total[:, None] > 0) & (total[None, :] > 0)
        precision += np.where(both, common / np.maximum(total[:, None], 1), 0.0)
        recall += np.where(both, common / np.maximum(total[None, :], 1), 0.0)
        orders += both
    orders = np.maximum(orders, 1)
    p, r = precision / orders, recall / orders
    bottom = _BETA**2 * p + r
    result: NDArray[np.float64] = np.where(
        bottom > 0, (1 + _BETA**2) * p * r / np.where(bottom > 0, bottom, 1.0), 0.0
    )
    return result
