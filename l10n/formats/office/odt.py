"""OpenDocument text (OASIS OpenDocument 1.3): paragraphs and headings, wherever they stand.

The XML is taken as text, so that whatever is not translated stays as it is; see
:mod:`l10n.formats.html.tokens` for the tokens.
"""

from __future__ import annotations

import re

from l10n import markup
from l10n.formats.format import Format
from l10n.formats.html.tokens import Token, element_ends, text_inlines, tokens
from l10n.formats.office.archives import named
from l10n.formats.office.xml import WRITERS
from l10n.formats.reading import Lines, Reading, shows_text
from l10n.model import Block, Inline, Kind

_MEMBERS = re.compile(r"content\.xml|styles\.xml")
_PARAGRAPHS = {
    "text:p": "paragraph",
    "text:h": "heading",
    "svg:title": "alternative text",
    "svg:desc": "alternative text",
}
# What is no text of the document: what tracked changes have deleted, and comments.
_SKIPPED = frozenset({"text:tracked-changes", "office:annotation"})
# Inline elements that go round text; all others are one code with what is in them.
_PAIRS = frozenset({"text:span", "text:a", "text:meta", "text:ruby", "text:ruby-base"})
_SEEN = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}


def read(text: str) -> Reading:
    """The paragraphs of all members; one inside of another (a note, a frame) is a block too."""
    lines = Lines(text)
    found = list(tokens(text))
    blocks: list[Block] = []
    open_paragraphs: list[tuple[int, str]] = []
    ends = element_ends(text, found)
    skipped_until = -1
    for index, token in enumerate(found):
        if index < skipped_until:
            continue
        if token.kind == "start" and token.name in _SKIPPED:
            skipped_until = ends.get(index, index)
        elif token.kind == "start" and token.name in _PARAGRAPHS and index in ends:
            open_paragraphs.append((index, _PARAGRAPHS[token.name]))
    for index, kind in open_paragraphs:
        blocks += _block(text, found, index, ends, kind, lines)
    return Reading(sorted(blocks, key=lambda block: (block.span[0], -block.span[1])))


def _block(
    text: str, found: list[Token], first: int, ends: dict[int, int], kind: str, lines: Lines
) -> list[Block]:
    pieces: list[tuple[Inline, str]] = []
    index, last = first + 1, ends[first]
    while index < last:
        token = found[index]
        source = text[token.start : token.end]
        if token.kind == "text":
            pieces += [(inline, "") for inline in text_inlines(source)]
        elif token.name in _PAIRS and (token.kind == "end" or index in ends):
            pieces.append(
                (Inline(Kind.OPEN if token.kind == "start" else Kind.CLOSE, source), token.name)
            )
        else:
            end = ends.get(index, index)
            source = text[token.start : found[end].end]
            pieces.append((Inline(Kind.ALONE, source, _SEEN.get(token.name, "")), ""))
            index = end
        index += 1
    inlines = markup.pair_up(pieces)
    if not shows_text(inlines):
        return []
    span = (found[first].end, found[last].start)
    content = text[slice(*span)]
    return [Block(kind, content, span, lines.number(span[0]), inlines, "xml")]


FORMAT = Format(
    name="odt",
    title="OpenDocument",
    suffixes=(".odt", ".ott", ".odp", ".ods"),
    read=read,
    writers=WRITERS,
    members=named(_MEMBERS),
)
