"""InDesign documents (Adobe, "IDML File Format Specification"): the paragraphs of all stories.

Text stands in ``<Content>``, a paragraph ends at ``<Br/>``. Where the style changes inside of one,
what stands between two contents is a code alone, which ends one range and begins another.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from l10n.formats.format import Format
from l10n.formats.html.tokens import Token, element_ends, text_inlines, tokens
from l10n.formats.office.xml import WRITERS
from l10n.formats.reading import Lines, Reading, shows_text
from l10n.model import Block, Inline, Kind

_STORY = re.compile(r"Stories/Story_[^/]*\.xml")
_RANGE = "characterstylerange"
_LAYOUT = re.compile("([\t\u2028]+)")  # tabs and forced line breaks


def read(text: str) -> Reading:
    """The paragraphs of all stories."""
    found = list(tokens(text))
    ends = element_ends(text, found)
    lines = Lines(text)
    blocks: list[Block] = []
    for group in _paragraphs(found, ends):
        span = found[group[0] + 1].start, found[ends[group[-1]] - 1].end
        inlines = tuple(_inlines(text, found, ends, group))
        if shows_text(inlines):
            line = lines.number(span[0])
            blocks.append(Block("paragraph", text[slice(*span)], span, line, inlines, "xml"))
    return Reading(blocks)


def _paragraphs(found: list[Token], ends: dict[int, int]) -> Iterator[list[int]]:
    """The contents of each paragraph: the indices of their start tags."""
    group: list[int] = []
    closed, skip = 0, 0  # ranges closed since the last content, and where a skipped element ends
    for index, token in enumerate(found):
        if index < skip or token.kind == "text":
            continue
        end = ends.get(index, index)
        if token.kind == "start" and token.name == "content" and end > index + 1:
            if group and closed:
                yield group
                group = []
            group.append(index)
            skip, closed = end + 1, 0
        elif token.kind == "start" and token.name in ("content", "properties"):
            skip = end + 1
        elif token.name == _RANGE and token.kind == "end" and not closed:
            closed = 1
        elif token.name == _RANGE and token.kind == "start" and closed and end > index:
            closed = 0
        elif group:
            yield group
            group, closed = [], 0
    if group:
        yield group


def _inlines(
    text: str, found: list[Token], ends: dict[int, int], group: list[int]
) -> Iterator[Inline]:
    before = 0
    for index in group:
        if before:
            source = text[before : found[index].end]
            yield Inline(Kind.ALONE, source, label="another style")
        for token in found[index + 1 : ends[index]]:
            source = text[token.start : token.end]
            if token.kind != "text":  # a page number and the like
                yield Inline(Kind.ALONE, source)
                continue
            for piece in _LAYOUT.split(source):
                if _LAYOUT.fullmatch(piece):
                    seen = "\n" if "\u2028" in piece else "\t"
                    yield Inline(Kind.ALONE, piece, seen, label="white space")
                elif piece:
                    yield from text_inlines(piece)
        before = found[ends[index]].start


def _members(archive: zipfile.ZipFile) -> list[str] | None:
    names = archive.namelist()
    return sorted(filter(_STORY.fullmatch, names)) if "designmap.xml" in names else None


FORMAT = Format(
    name="idml",
    title="InDesign",
    suffixes=(".idml",),
    read=read,
    writers=WRITERS,
    members=_members,
)
