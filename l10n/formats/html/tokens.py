"""HTML taken apart into tokens that know where they stand, never failing, in linear time.

The rules are those of the WHATWG HTML standard, "Tokenization", as far as they say where a tag, a
comment or raw text ends. No tree is built: no HTML parser in Python says at which offset of the
source a node starts and ends, and splicing needs nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.formats.html.elements import RAW
from l10n.formats.reading import check_length, pieces
from l10n.model import Inline

_MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"  # a comment
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<[!?][^>]*(?:>|\Z)"  # a document type, or what browsers take for a comment
    r"|</[^a-zA-Z][^>]*(?:>|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)(?:\"|\Z)|'(?P<single>[^']*)(?:'|\Z)|(?P<bare>[^\s>]+)))?"
)
_END = re.compile(r"[\s/]*(?:>|\Z)")
_SPECIAL = re.compile(
    r"[ \t\n\r\f]{2,}|[\t\n\r\f]"
    r"|&(?:\#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,7});?|[a-zA-Z][a-zA-Z0-9]{1,40};)"
)
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Attribute(NamedTuple):
    """An attribute of a tag; ``start`` and ``end`` are of its value, without the quotes.

    ``quote`` is what the value stands between: one of the two quotes, "" for a bare value, None
    where there is no value.
    """

    name: str
    start: int
    end: int
    quote: str | None


class Token(NamedTuple):
    """A stretch of the source.

    Attributes:
        kind: "text", "start", "end", or "other" for comments and the like.
        name: of a tag, in lower case.
        raw: whether text belongs to an element whose text has no markup (``script``, ``title``).
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    raw: bool = False


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of a stretch of text, in order, without gaps."""
    end = len(text) if end is None else end
    position = start
    while found := _MARKUP.search(text, position, end):
        if found.start() > position:
            yield Token("text", position, found.start())
        if not found["name"]:
            yield Token("other", found.start(), found.end())
            position = found.end()
            continue
        name = found["name"].lower()
        attributes, position = _attributes(text, found.end(), end)
        kind = "end" if found["slash"] else "start"
        yield Token(kind, found.start(), position, name, attributes)
        if kind == "start" and name in RAW:
            closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position, end)
            stop = closing.start() if closing else end
            if stop > position:
                yield Token("text", position, stop, name, raw=True)
            position = stop
    if position < end:
        yield Token("text", position, end)


def _attributes(text: str, position: int, end: int) -> tuple[tuple[Attribute, ...], int]:
    """The attributes of a tag whose name ends at a position, and where the tag ends."""
    attributes: list[Attribute] = []
    while not (closing := _END.match(text, position, end)):
        found = _ATTRIBUTE.match(text, position, end)
        if found is None:  # cannot be: whatever is no end is an attribute
            return tuple(attributes), end
        position = found.end()
        name = found["name"].lower()
        group = next((g for g in ("double", "single", "bare") if found[g] is not None), None)
        if group is None:
            attributes.append(Attribute(name, position, position, None))
        else:
            quote = {"double": '"', "single": "'", "bare": ""}[group]
            attributes.append(Attribute(name, *found.span(group), quote))
    return tuple(attributes), closing.end()


def text_inlines(source: str) -> list[Inline]:
    """Text as a reader sees it: character references decoded, white space collapsed.

    Raises:
        SourceError: it is too long, see :func:`l10n.formats.reading.check_length`.
    """
    check_length("a text", len(source))
    return list(pieces(source, _SPECIAL, _shown))


def _shown(found: re.Match[str]) -> str:
    raw = found.group()
    return html.unescape(raw) if raw[0] == "&" else " "


def escape(text: str) -> str:
    """Text as HTML and XML write it; letters that neither can hold are left out."""
    return html.escape(UNWRITABLE.sub("", text), quote=False)


def element_ends(text: str, found: Sequence[Token]) -> dict[int, int]:
    """Which end tag closes which start tag, in XML: index in ``found`` by index.

    Args:
        text: what was read.
        found: all of its :func:`tokens`; an element written ``<x/>`` has no end of its own.
    """
    ends: dict[int, int] = {}
    stack: list[int] = []
    for index, token in enumerate(found):
        if token.kind == "start" and text[token.end - 2 : token.end] != "/>":
            stack.append(index)
        elif token.kind == "end" and stack:
            ends[stack.pop()] = index
    return ends
