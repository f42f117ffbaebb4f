"""Writing a translation with the marks that :mod:`l10n.markup.placing` has found places for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """A pair of codes round a stretch of the source text, or one code at a place in it.

    Attributes:
        open, close: the codes; ``close`` is "" for a code alone.
        start, end: offsets in the source text.
        space_before, space_after: of a code alone, whether white space was beside it.
    """

    open: str
    close: str
    start: int
    end: int
    space_before: bool
    space_after: bool


class Span(NamedTuple):
    """Start and end offset of a word."""

    start: int
    end: int


class Placed(NamedTuple):
    """A mark with the words it goes round, or the word it goes before."""

    start: int
    end: int
    order: int
    parent: int


class Writer:
    """Writes words and codes in order, white space where it belongs."""

    def __init__(self, target: str, words: list[Span], marks: Sequence[Mark]) -> None:
        self._target = target
        self._words = words
        self._marks = marks
        self._parts: list[str] = []
        self._cursor = 0

    def write(self, placed: Sequence[Placed]) -> list[str]:
        """All parts."""
        inside: dict[int, list[Placed]] = {}
        for one in placed:
            inside.setdefault(one.parent, []).append(one)
        stack = sorted(inside.get(-1, ()), reverse=True)
        closing: set[int] = set()
        while stack:
            one = stack.pop()
            mark = self._marks[one.order]
            if one.order in closing:
                self._close(one, mark.close)
                continue
            self._open(one, mark)
            if mark.close:
                closing.add(one.order)
                stack += [one, *sorted(inside.get(one.order, ()), reverse=True)]
        self._text(len(self._target))
        return self._parts

    def _open(self, one: Placed, mark: Mark) -> None:
        if one.start < one.end:
            self._text(self._words[one.start].start)
            self._parts.append(mark.open)
            return
        self._text(self._words[one.start - 1].end if one.start else 0)
        if mark.space_before and self._parts and not self._parts[-1][-1:].isspace():
            self._parts.append(" ")
        self._parts.append(mark.open)
        rest = self._target[self._cursor : self._cursor + 1]
        if mark.space_after and rest.isalnum():
            self._parts.append(" ")

    def _close(self, one: Placed, code: str) -> None:
        if one.start < one.end:
            self._text(self._words[one.end - 1].end)
        self._parts.append(code)

    def _text(self, end: int) -> None:
        if end > self._cursor:
            self._parts.append(self._target[self._cursor : end])
            self._cursor = end
