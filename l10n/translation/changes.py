"""Stretches of a translation replaced, with its alignment kept in step."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Link

Span = tuple[int, int]


def changed(
    text: str, changes: Sequence[tuple[Span, str]], links: Sequence[Link]
) -> tuple[str, tuple[Link, ...]]:
    """The text with stretches replaced, and its links moved along."""
    parts, position = [], 0
    for (start, end), new in changes:
        parts += [text[position:start], new]
        position = end

    def moved(offset: int) -> int:
        return offset + sum(
            len(new) - (end - start) for (start, end), new in changes if end <= offset
        )

    shifted = tuple(
        link._replace(target=(moved(link.target[0]), max(moved(link.target[1]), 0)))
        for link in links
    )
    return "".join([*parts, text[position:]]), shifted
