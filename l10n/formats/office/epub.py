"""EPUB books (W3C, EPUB 3.3): their pages, their table of contents, what is said of them."""

from __future__ import annotations

import re
from itertools import pairwise

from l10n.formats.format import Format
from l10n.formats.html import reader as html
from l10n.formats.html.tokens import Token, text_inlines, tokens
from l10n.formats.office.archives import named
from l10n.formats.office.xml import WRITERS
from l10n.formats.reading import Lines, Reading, has_text
from l10n.model import Block

_MEMBERS = re.compile(r"(?!META-INF/).*\.(?:x?html?|opf|ncx)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?(html|package|ncx)[\s>]", re.IGNORECASE)
# Of a package document and of the table of contents that older readers want.
_TEXTS = {
    "dc:title": "title",
    "dc:description": "description",
    "dc:subject": "subject",
    "text": "contents",
}


def read(text: str) -> Reading:
    """The blocks of all members, one after the other, and where they name their language."""
    roots = [(found.start(), found[1].lower()) for found in _ROOT.finditer(text)]
    lines = Lines(text)
    blocks: list[Block] = []
    locales: list[tuple[int, int]] = []
    for (start, root), (end, _) in zip(roots, [*roots[1:], (len(text), "")], strict=True):
        found = list(tokens(text, start, end))
        if root == "html":
            blocks += html.read_fragment(text, start, end, lines)
            locales += html.locale_spans(found)
            continue
        for tag, inside in pairwise(found):
            if tag.kind != "start" or inside.kind != "text":
                continue
            if tag.name == "dc:language":
                locales.append((inside.start, inside.end))
            elif tag.name in _TEXTS:
                blocks += _block(text, tag, inside, lines)
    return Reading(blocks, tuple(locales))


def _block(text: str, tag: Token, inside: Token, lines: Lines) -> list[Block]:
    source = text[inside.start : inside.end]
    inlines = tuple(text_inlines(source))
    if not has_text("".join(inline.text for inline in inlines)):
        return []
    span = (inside.start, inside.end)
    return [Block(_TEXTS[tag.name], source, span, lines.number(span[0]), inlines, "xml")]


FORMAT = Format(
    name="epub",
    title="EPUB",
    suffixes=(".epub",),
    read=read,
    writers={**WRITERS, **html.XHTML.writers},
    members=named(_MEMBERS),
    doctypes=True,
)
