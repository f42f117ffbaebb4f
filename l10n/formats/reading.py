"""What readers give back, and what several of them need."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.model import Block

MOST_LETTERS = 1_000_000
"""Of one line of plain text, one message, one stretch of text between tags: more is no text."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Reading(NamedTuple):
    """What a reader finds in a text; see the attributes of :class:`l10n.model.Document`."""

    blocks: list[Block]
    locale_spans: tuple[tuple[int, int], ...] = ()
    skipped: tuple[str, ...] = ()


class Lines:
    """The lines of a text; ``starts`` are their offsets."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def number(self, offset: int) -> int:
        """The number, from 1, of the line that an offset is in."""
        return bisect_right(self.starts, offset)


def one_level(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks in order, without those inside of a block that is inside of another one itself."""
    kept: list[Block] = []
    outer = inner = 0
    for block in blocks:
        start, end = block.span
        if start >= outer:
            outer, inner = end, 0
        elif start >= inner:
            inner = end
        else:
            continue
        kept.append(block)
    return tuple(kept)


def check_length(what: str, letters: int) -> None:
    """Refuse a text that would take minutes and gigabytes to be cut into sentences.

    Raises:
        SourceError: it has more than :data:`MOST_LETTERS` letters.
    """
    if letters > MOST_LETTERS:
        raise SourceError(f"{what} of more than {MOST_LETTERS:,} letters", "break it into several")
