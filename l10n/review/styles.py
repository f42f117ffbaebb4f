"""How a sentence looks where it will be read: what of it is bold, a link, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.markup import restore
from l10n.model import Inline, Kind
from l10n.review.row import Row

Piece = tuple[str, tuple[str, ...]]
"""A stretch of text and its styles: "strong", "em", "code", "link", "picture"."""

# By how a code is written in Markdown, or by the name of its element.
_STYLES = (
    ("strong", re.compile(r"\*\*|__|<(?:b|strong|th|w:b|text:strong)\b", re.I)),
    ("em", re.compile(r"\*|_|<(?:i|em|cite|dfn|var|w:i)\b", re.I)),
    ("code", re.compile(r"`|<(?:code|kbd|samp|tt|pre)\b", re.I)),
    ("link", re.compile(r"\[|<(?:a|w:hyperlink|text:a)\b", re.I)),
)
_PICTURE = re.compile(r"!\[|<(?:img|svg|video|picture)\b", re.I)


def pieces(row: Row) -> list[Piece]:
    """A sentence as a reader will see it, stretch by stretch."""
    text = row.translation.text or row.entry.msgid
    if row.segment.inlines:
        try:
            return list(_pieces(restore(text, row.segment.inlines)))
        except KeyError:  # it has placeables that the source has not; a check says so
            pass
    return [(row.reads, ())]


def _pieces(inlines: list[Inline]) -> Iterator[Piece]:
    open_styles: list[str] = []
    for inline in inlines:
        if inline.kind is Kind.OPEN:
            open_styles.append(_style(inline.source))
        elif inline.kind is Kind.CLOSE:
            if open_styles:
                open_styles.pop()
        elif inline.kind is Kind.ALONE and _PICTURE.match(inline.source):
            yield inline.text or "▣", ("picture",)
        elif inline.text:
            own = ("code",) if inline.kind is Kind.ALONE and inline.source.startswith("`") else ()
            yield inline.text, (*dict.fromkeys(filter(None, open_styles)), *own)


def _style(source: str) -> str:
    return next((name for name, pattern in _STYLES if pattern.match(source)), "")
