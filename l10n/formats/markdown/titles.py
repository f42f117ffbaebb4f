"""Markdown's titles of links, and text in which there are escapes and no other markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from l10n.formats.reading import Lines, has_text, pieces
from l10n.model import Block, Inline

_ESCAPED = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});"
)
_SPECIAL = re.compile(rf"{_ESCAPED.pattern}|\s*\n\s*")


def title_of(raw: str, start: int, lines: Lines) -> list[Block]:
    """The title in what follows a link's text: ``](address "title")``."""
    if not raw.startswith("]("):
        return []
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    position = len(raw) - len(raw[2:].lstrip())
    address = parseLinkDestination(raw, position, len(raw))
    if not address.ok:
        return []
    position = len(raw) - len(raw[address.pos :].lstrip())
    title = parseLinkTitle(raw, position, len(raw))
    if position == address.pos or not title.ok:
        return []
    return title_block(raw[position + 1 : title.pos - 1], start + position + 1, lines)


def title_block(raw: str, start: int, lines: Lines) -> list[Block]:
    """The block of a title between its quotes."""
    inlines = tuple(text_inlines(raw))
    if not has_text(raw):
        return []
    span = (start, start + len(raw))
    return [
        Block("link title", raw, span, lines.number(start), inlines, "markdown-title", whole=True)
    ]


def text_inlines(raw: str) -> Iterator[Inline]:
    """Text with backslash escapes and character references, and no other markup."""
    return pieces(raw, _SPECIAL, _seen)


def _seen(found: re.Match[str]) -> str:
    whole = found.group()
    return found[1] or (html.unescape(whole) if whole[0] == "&" else " ")
