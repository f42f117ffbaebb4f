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
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from l10n.checks import Context, Unit, run_checks
from l10n.model import Hypothesis
from l10n.translation.inventing import made_up

CANDIDATES = 8
"""How many hypotheses a model is asked for."""

_ORDERS = 6  # of chrF: n-grams of up to so many letters
_BETA = 2.0
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z]{3,}")


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
                -len(made_up(text, context.locale, (), source)) / max(len(words), 1),
                -float(broken_terms(text)) if broken_terms else 0.0,
            )
        )
    return found


def consensus(texts: Sequence[str], weights: Sequence[float]) -> list[float]:
    """For each text its mean chrF against all others, which count by their weights.

    >>> consensus(["a house", "a mouse", "zzz"], [1, 1, 1])[2]
    0.0
    """
    scores = _chrf(texts)
    found = []
    for row, own in zip(scores, weights, strict=True):
        others = sum(weights) - own
        total = sum(score * weight for score, weight in zip(row, weights, strict=True))
        found.append(total / others if others > 0 else total)
    return found


def _chrf(texts: Sequence[str]) -> list[list[float]]:
    """chrF2 of each text (row) against each other as its reference (column), 0 to 1.

    Nothing but Python: to load NumPy takes as long as a hundred sentences do here.
    """
    letters = [_SPACE.sub("", text) for text in texts]
    pairs = list(combinations(range(len(texts)), 2))
    # Of each pair the sums over the orders: precision, recall, how many orders both have.
    sums = [[0.0, 0.0, 0] for _ in pairs]
    for order in range(1, _ORDERS + 1):
        grams = [_grams(text, order) for text in letters]
        for (one, other), found in zip(pairs, sums, strict=True):
            if grams[one] and grams[other]:
                common = len(grams[one] & grams[other])
                found[0] += common / len(grams[one])
                found[1] += common / len(grams[other])
                found[2] += 1
    scores = [[0.0] * len(texts) for _ in texts]
    for (one, other), (precision, recall, orders) in zip(pairs, sums, strict=True):
        if precision:
            p, r = precision / orders, recall / orders
            scores[one][other] = (1 + _BETA**2) * p * r / (_BETA**2 * p + r)
            scores[other][one] = (1 + _BETA**2) * p * r / (_BETA**2 * r + p)
    return scores


def _grams(text: str, order: int) -> set[str | tuple[str, int]]:
    """The n-grams of a text; one that is there again has a number, so that each counts."""
    grams = [text[start : start + order] for start in range(len(text) - order + 1)]
    found: set[str | tuple[str, int]] = set(grams)
    if len(found) < len(grams):
        times = Counter(grams).items()
        found.update([(gram, number) for gram, most in times for number in range(1, most)])
    return found
