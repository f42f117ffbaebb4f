"""Texts of several lines, as programs have them.

A line of a program's text is translated by itself, so that line breaks and white space at the
ends, which gettext wants to be the source's, stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n import markup
from l10n.markup import Placeable
from l10n.model import Hypothesis

_BREAK = re.compile(r"(\s*\n\s*|^\s+|\s+$)")


def lines(text: str) -> list[str]:
    """Lines and what is between them, in turn; a text with placeables is one line."""
    if not _BREAK.search(text) or any(isinstance(part, Placeable) for part in markup.parse(text)):
        return [text]
    return _BREAK.split(text)


def joined(text: str, known: Mapping[str, Hypothesis]) -> Hypothesis:
    """What is known of a text, of its lines put together; without text where one lacks any.

    Alternatives are put together by their rank.
    """
    parts = lines(text)
    found = [known[line] for line in parts[::2]]
    if len(found) == 1:
        return found[0]
    if any(source and not line.text for source, line in zip(parts[::2], found, strict=True)):
        return Hypothesis("", 0.0)
    ranks = max(len(one.alternatives) for one in found)
    best, *others = (
        _one(parts, [_ranked(one, rank) for one in found]) for rank in range(ranks + 1)
    )
    return Hypothesis(best.text, best.score, tuple(others))


def _ranked(hypothesis: Hypothesis, rank: int) -> Hypothesis:
    ranked = (hypothesis, *hypothesis.alternatives)
    return ranked[min(rank, len(ranked) - 1)]


def _one(parts: list[str], found: list[Hypothesis]) -> Hypothesis:
    parts = list(parts)
    parts[::2] = [line.text for line in found]
    return Hypothesis("".join(parts), min(line.score for line in found))
