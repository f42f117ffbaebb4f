"""YAML's five ways to write a text, taken apart: which letters of the source stand for which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10n.formats.reading import pieces
from l10n.model import Inline, Kind

if TYPE_CHECKING:
    import yaml

MOST_INDENT = 80
"""Blanks before a line; what stands further to the right is left as it is."""

_PROPERTIES = re.compile(r"(?:[&!][^\s\[\]{},]*\s+)*")
_FOLD = r"[ \t]*(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*"
_BREAK = re.compile(r"\r\n|\n|\r")
_ESCAPES = {
    "plain": re.compile(_FOLD),
    "single": re.compile(rf"''|{_FOLD}"),
    "double": re.compile(
        r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n|\n|\r)[ \t]*|.)"
        rf"|{_FOLD}",
        re.DOTALL,
    ),
}
_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double"}
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|\n|\r)")


class Scalar(NamedTuple):
    """A text: where it stands without its quotes, what it is made of, how it is written there.

    ``end`` is behind the closing quote.
    """

    span: tuple[int, int]
    inlines: tuple[Inline, ...]
    syntax: str
    end: int


def taken_apart(text: str, start: int, end: int, event: yaml.ScalarEvent) -> Scalar | None:
    """A scalar that PyYAML has found; None for one that cannot be written again.

    Whatever is made of it must be the value that PyYAML reads.
    """
    found = _PROPERTIES.match(text, start, end)
    start = found.end() if found else start
    if event.style in ("|", ">"):
        scalar = _block(text, start, end, event.style)
    else:
        style = _STYLES[event.style]
        inside = (start, end) if style == "plain" else (start + 1, end - 1)
        inlines = tuple(pieces(text[slice(*inside)], _ESCAPES[style], _seen))
        scalar = Scalar(inside, inlines, style, end)
    seen = "".join(one.text for one in scalar.inlines) if scalar else ""
    value = event.value.strip("\n") if event.style in ("|", ">") else event.value
    if scalar is None or seen != value or any("\ud800" <= char <= "\udfff" for char in seen):
        return None
    # A line break can only be written in these.
    can_break = event.style in ('"', "|", ">")
    return scalar if can_break or "\n" not in seen else None


def _seen(found: re.Match[str]) -> str:
    piece = found.group()
    if piece == "''":
        return "'"
    if piece[0] != "\\":
        return _folded(piece)
    if piece[1] in "\r\n":
        return ""
    if piece[1] in "xuU" and len(piece) > 2:
        code = int(piece[2:], 16)
        return chr(code) if code < 0x110000 else ""
    return _LETTERS.get(piece[1], piece[1])


def _folded(piece: str) -> str:
    """What line breaks in a row are read as: one as a blank, of more the first as nothing."""
    count = len(_BREAK.findall(piece))
    return " " if count == 1 else "\n" * (count - 1)


def _block(text: str, start: int, end: int, style: str) -> Scalar | None:
    header = _HEADER.match(text, start, end)
    if not header or re.search(r"\d", header.group().partition("#")[0]):
        return None  # an indentation by number
    body = text[header.end() : end]
    first = re.match(r"(?:[ \t]*(?:\r\n|\n|\r))*( +)(?=\S)", body)
    indent = len(first[1]) if first else 0
    if not first or not 0 < indent < MOST_INDENT:
        return None
    begin = header.end() + first.end()
    span = begin, header.end() + len(body.rstrip(" \t\r\n"))
    between = r"(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*" + f"(?: {{{indent}}})"
    inlines = []
    position = span[0]
    for found in re.compile(between).finditer(text, *span):
        plain = text[position : found.start()]
        if plain:
            inlines.append(Inline(Kind.TEXT, plain, plain))
        breaks = "\n" * len(_BREAK.findall(found.group()))
        seen = breaks if style == "|" else _folded(found.group())
        inlines.append(Inline(Kind.TEXT, found.group(), seen))
        position = found.end()
    plain = text[position : span[1]]
    inlines.append(Inline(Kind.TEXT, plain, plain))
    kind = "literal" if style == "|" else "folded"
    return Scalar(span, tuple(inlines), f"{kind}{indent}", span[1])
