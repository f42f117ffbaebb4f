"""Texts by key on lines: Java's properties and Apple's ``.strings``.

Java: ``java.util.Properties.load`` (Java SE API). Apple: "Internationalization and Localization
Guide", "Localizing strings". Every value that has a letter is one segment; keys and comments stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.reading import Lines, Reading, check_length, has_text, pieces, printable
from l10n.model import Block, Inline

# A comment, a blank line, or a key, what parts it from its value, and the value, which goes on
# after a backslash at the end of a line.
_JAVA = re.compile(
    r"[ \t\f]*(?:[#!][^\r\n]*|(?P<key>(?:\\.|[^\\\s=:])+)(?:[ \t\f]*[=:]|[ \t\f])[ \t\f]*"
    r"(?P<value>(?:\\(?:\r\n|[^\r\n]|[\r\n])|[^\\\r\n])*))?[^\r\n]*(?:\r\n|\n|\r|\Z)"
)
_APPLE = re.compile(
    r"\s+|//[^\r\n]*|/\*.*?\*/"
    r"|(?:\"(?P<key>(?:\\.|[^\"\\])*)\"|(?P<bare>[\w.-]+))\s*=\s*"
    r"\"(?P<value>(?:\\.|[^\"\\])*)\"\s*;",
    re.DOTALL,
)
_ESCAPE = re.compile(r"(?:\\[uU][0-9a-fA-F]{4})+|\\(?:\r\n|\n|\r)[ \t\f]*|\\.", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


def read_properties(text: str) -> Reading:
    """The values of Java's properties."""
    lines = Lines(text)
    position = 1 if text.startswith("\ufeff") else 0
    blocks: list[Block] = []
    while position < len(text) and (found := _JAVA.match(text, position)):
        blocks += _block(text, found, found["key"] or "", "properties", lines)
        position = found.end()
    return Reading(blocks)


def read_strings(text: str) -> Reading:
    """The values of Apple's strings.

    Raises:
        SourceError: something in it is neither a comment nor ``"key" = "value";``.
    """
    lines = Lines(text)
    position = 1 if text.startswith("\ufeff") else 0
    blocks: list[Block] = []
    while position < len(text):
        found = _APPLE.match(text, position)
        if not found:
            number = lines.number(position)
            raise SourceError(f'line {number}: not "key" = "value";', "mend it; see `plutil -lint`")
        blocks += _block(text, found, found["key"] or found["bare"] or "", "strings", lines)
        position = found.end()
    return Reading(blocks)


def _block(text: str, found: re.Match[str], key: str, syntax: str, lines: Lines) -> Iterator[Block]:
    raw = found["value"]
    if not raw:
        return
    check_length("a text", len(raw))
    inlines = tuple(pieces(raw, _ESCAPE, _unescaped))
    seen = "".join(inline.text for inline in inlines)
    if has_text(seen) and not any("\ud800" <= letter <= "\udfff" for letter in seen):
        name = printable(key)
        span = found.span("value")
        yield Block("text", raw, span, lines.number(span[0]), inlines, syntax, True, name)


def _unescaped(found: re.Match[str]) -> str:
    escape = found.group()
    if escape[1] in "uU" and len(escape) >= 6:
        halves = "".join(chr(int(code[1:], 16)) for code in escape.split("\\")[1:])
        return halves.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return "" if escape[1] in "\r\n" else _LETTERS.get(escape[1], escape[1])


def _escaped(inlines: Sequence[Inline]) -> str:
    text = UNWRITABLE.sub("", "".join(inline.text for inline in inlines)).replace("\\", "\\\\")
    return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\f", "\\f")


def write_properties(inlines: Sequence[Inline]) -> str:
    """A value of Java's properties; blanks at its beginning would be no part of it."""
    return re.sub(r"^ ", r"\\ ", _escaped(inlines))


def write_strings(inlines: Sequence[Inline]) -> str:
    """A value of Apple's strings between its quotes."""
    return _escaped(inlines).replace('"', '\\"')


PROPERTIES = Format(
    name="properties",
    title="Java properties",
    suffixes=(".properties",),
    read=read_properties,
    writers={"properties": write_properties},
    tags_are_text=True,
)

STRINGS = replace(
    PROPERTIES,
    name="strings",
    title="Apple strings",
    suffixes=(".strings",),
    read=read_strings,
    writers={"strings": write_strings},
)
