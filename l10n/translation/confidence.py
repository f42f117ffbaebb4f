"""How likely a machine's sentence is to be right: what to review first.

A logistic model over what can be seen without a reference. Its weights were fitted by
``benchmarks/confidence.py --fit`` to sentence-level chrF on held-out training data.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise

from l10n.model import Hypothesis

_WORD = re.compile(r"\w+")
_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")

# Intercept, then one weight per feature, in the order of `features`.
_WEIGHTS = (1.12, 1.84, 0.88, 0.05, 0.0)


def features(source: str, hypothesis: Hypothesis) -> tuple[float, ...]:
    """What the model looks at, each about 0 for a good translation and below it for a bad one.

    - the mean log-probability of the tokens;
    - how far the translation's length is from the source's (log ratio);
    - which share of its two-word sequences is a repetition;
    - how many of the words were left in Latin letters.

    Words that no list of words has are left out: ``--fit`` gives their share next to no weight, for
    sentences are searched for without them (:mod:`l10n.translation.inventing`).
    """
    text = hypothesis.text
    words = _WORD.findall(text.casefold())
    pairs = list(pairwise(words))
    ratio = math.log((len(text) + 5) / (len(source) + 5))
    return (
        max(hypothesis.score, -5.0),
        -abs(ratio),
        -(1 - len(set(pairs)) / len(pairs)) if pairs else 0.0,
        -len(_LATIN_WORD.findall(text)) / max(len(words), 1),
    )


def confidence(source: str, hypothesis: Hypothesis) -> float:
    """0 to 1: about the sentence-level chrF (as a fraction) that such a sentence gets.

    Text that was copied because there is nothing to translate in it has 1.
    """
    if hypothesis.text == source and hypothesis.score == 0:
        return 1.0
    total = _WEIGHTS[0] + sum(
        weight * value
        for weight, value in zip(_WEIGHTS[1:], features(source, hypothesis), strict=True)
    )
    return round(1 / (1 + math.exp(-total)), 2)
