"""Translations that are far too long or too short."""

from __future__ import annotations

import math
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.model import Finding

# Characters of translation per character of English, and the spread, until a corpus has taught
# better. Both generous: what a single pair is reported for is far out.
DEFAULT_RATIO = (1.05, 1.6)
_SHORT = 15  # characters; shorter texts are labels, whose lengths tell nothing
_FAR = 4.0  # spreads from the usual length


def deviation(source: str, target: str, ratio: tuple[float, float]) -> float:
    """How many spreads the translation's length is off.

    The model is Gale & Church's (1993, "A program for aligning sentences"): the length of a
    translation is the source's times a factor, and its variance grows with the source's length.
    """
    factor, spread = ratio
    length = max(len(source), 1)
    return (len(target) - factor * length) / (spread * math.sqrt(length))


class Length(Check):
    """The translation is about as long as translations of this corpus are."""

    name = "length"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source.strip(), unit.target.strip()
        if len(source) < _SHORT or not target:
            return
        ratio = context.corpus.ratio if context.corpus is not None else DEFAULT_RATIO
        off = deviation(source, target, ratio)
        if abs(off) > _FAR:
            usual = round(ratio[0] * len(source))
            if off > 0:
                yield self.warning(
                    "{length} characters are very long for this source; usual are {usual}",
                    "look for text that the source does not have",
                    length=len(target),
                    usual=usual,
                )
            else:
                yield self.warning(
                    "{length} characters are very short for this source; usual are {usual}",
                    "look for text of the source that is missing",
                    length=len(target),
                    usual=usual,
                )
