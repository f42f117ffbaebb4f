"""What readers give back, and what several of them need."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.markup import grammar
from l10n.model import Block, Inline, Kind

MOST_LETTERS = 1_000_000
"""Of one line of plain text, one message, one stretch of text between tags: more is no text."""

# What is the same in all languages: addresses, paths, placeholders of templates; nothing is longer.
_PATH = r"""(?<!\S)(?:~|\.{1,2}|[A-Za-z]:)?[/\\][\w.@/\\-]*(?!\S)
    | (?<!\S)[\w.@-]*[/\\][\w.@/\\-]+\.[a-zA-Z0-9]{1,5}(?!\S)"""
_SAME = grammar.pattern(
    grammar.ADDRESS,
    r"(?:mailto|data|tel):\S+",
    grammar.EMAIL,
    grammar.MUSTACHE,
    grammar.TEMPLATE,
    r"<%[^%]*%>",
    grammar.SHELL,
    grammar.NAMED,
    grammar.BRACE,
    _PATH,
)
_MOST_SAME = 2000
_VALUE = re.compile(r"\S*[/\\]\S*\.\w+|#[0-9a-fA-F]{3,8}")
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


def pieces(
    raw: str, special: re.Pattern[str], seen: Callable[[re.Match[str]], str]
) -> Iterator[Inline]:
    """A text taken apart at its escapes, each of which is a piece of its own.

    Args:
        raw: the text as it is written.
        special: finds the escapes.
        seen: what one of them stands for.
    """
    position = 0
    for found in special.finditer(raw):
        if found.start() > position:
            plain = raw[position : found.start()]
            yield Inline(Kind.TEXT, plain, plain)
        yield Inline(Kind.TEXT, found.group(), seen(found))
        position = found.end()
    if position < len(raw):
        yield Inline(Kind.TEXT, raw[position:], raw[position:])


def has_text(text: str) -> bool:
    """Whether a text has letters that are not of an address, a path or a template's placeholder."""
    if not any(map(str.isalpha, text)):
        return False
    return len(text) > _MOST_SAME or any(map(str.isalpha, _SAME.sub(" ", text)))


def is_value(text: str) -> bool:
    """Whether the value of a key is a file or a colour, which is no text."""
    return bool(_VALUE.fullmatch(text))


def printable(key: str) -> str:
    """A key for a comment of a PO file, which is one line and has no halves of letters."""
    return key if key.isprintable() else json.dumps(key)[1:-1]


def shows_text(inlines: Iterable[Inline]) -> bool:
    """Whether there is text between the codes of a block, see :func:`has_text`."""
    return has_text("".join(i.text if i.kind is Kind.TEXT else " " for i in inlines))
