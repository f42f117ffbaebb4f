"""Plain text: a block per paragraph.

Two habits are told apart. Where each line is a paragraph, each line is a block. Where an editor
has broken paragraphs into lines of a fixed width, the lines of one paragraph are one block, or
else sentences would be cut in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from l10n.formats.format import Format
from l10n.formats.reading import Reading
from l10n.model import Block, Inline

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_LIST_MARKER = re.compile(r"[^\S\r\n]*(?:[-*•‣–]|\(?(?:\d{1,3}|[a-z])[.)])[^\S\r\n]+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:;]['\"»”’)\]]*\s*\Z")

# Plain text is wrapped at 60 to 80 columns, seldom up to 100; shorter lines are verse, addresses
# or lists, where the breaks mean something.
_WRAP_MIN, _WRAP_MAX = 50, 100
_HEADING_MAX = 120


class _Line(NamedTuple):
    start: int
    end: int  # without the line break
    number: int
    text: str


def read(text: str) -> Reading:
    """The blocks of a plain text."""
    return Reading(read_blocks(text))


def read_blocks(text: str) -> list[Block]:
    """The paragraphs, headings and list items of a plain text; a list's markers stay outside."""
    stretches = [stretch for group in _groups(text) for stretch in _paragraphs(group)]
    blocks: list[Block] = []
    for index, stretch in enumerate(stretches):
        first = stretch[0]
        marker = _LIST_MARKER.match(first.text)
        start = first.start + (marker.end() if marker else 0)
        content = text[start : stretch[-1].end]
        last = index == len(stretches) - 1
        kind = "list item" if marker else _kind(content, single=len(stretch) == 1, last=last)
        blocks.append(Block(kind, content, (start, stretch[-1].end), first.number))
    return blocks


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line between them."""
    group: list[_Line] = []
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match.group().rstrip("\r\n")
        # A byte-order mark is no text; it stays in front of the first block.
        offset = 1 if number == 1 and line.startswith("\ufeff") else 0
        if line[offset:].strip():
            start = match.start() + offset
            group.append(_Line(start, match.start() + len(line), number, line[offset:]))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _paragraphs(group: list[_Line]) -> Iterator[list[_Line]]:
    """The paragraphs in a run of lines: each list item, or all lines of a wrapped paragraph."""
    items: list[list[_Line]] = []
    for line in group:
        if not items or _LIST_MARKER.match(line.text):
            items.append([])
        items[-1].append(line)
    for item in items:
        if len(item) > 1 and _is_wrapped(item):
            yield item
        else:
            yield from ([line] for line in item)


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether an editor broke the lines: each is as full as it can be within their common width."""
    width = max(len(line.text.rstrip()) for line in lines)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return False
    return all(
        len(line.text.rstrip()) + 1 + len(following.text.split()[0]) > width
        for line, following in pairwise(lines)
    )


def _kind(content: str, *, single: bool, last: bool) -> str:
    short = single and len(content) <= _HEADING_MAX
    return "heading" if short and not last and not _SENTENCE_END.search(content) else "paragraph"


def read_lines(text: str) -> Reading:
    """A block per line: who sends lines gets as many back, so no line is joined to another."""
    blocks = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        content = line.splitlines()[0]
        if content.strip():
            blocks.append(Block("line", content, (start, start + len(content)), number))
        start += len(line)
    return Reading(blocks)


def write(inlines: Sequence[Inline]) -> str:
    """A translation as it is."""
    return "".join(inline.text for inline in inlines)


TEXT = Format(
    name="text",
    title="Plain text",
    suffixes=(".txt", ".text"),
    read=read,
    writers={"plain": write},
    lined=True,
    limited=False,
)

LINES = Format(
    name="lines", title="Lines of text", suffixes=(), read=read_lines, writers={"plain": write}
)
