"""The YAML in front of a Markdown text: the values that people read, where they are on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.reading import Lines
from l10n.model import Block, Inline, Kind

_VALUE = re.compile(
    r"^(?P<key>title|subtitle|description|summary|excerpt|abstract|lead)[ \t]*:[ \t]+"
    r"(?:\"(?P<double>(?:[^\"\\\r\n]|\\[\"\\])*)\"|'(?P<single>(?:[^'\r\n]|'')*)'"
    r"|(?P<plain>[^\s\"'\[\]{}>|*&!%#`@,?:-](?:[^\r\n:#]|:(?=\S)|(?<=\S)\#)*?))"
    r"[ \t]*(?:[ \t]\#[^\r\n]*)?$",
    re.MULTILINE | re.IGNORECASE,
)
_SAFE = re.compile(r"[^\W\d_](?:[^\r\n:#]|:(?=\S)|(?<=\S)#)*")


def blocks(text: str, start: int, end: int, lines: Lines) -> Iterator[Block]:
    """The values between two offsets, each one segment."""
    for found in _VALUE.finditer(text, start, end):
        style = next(g for g in ("double", "single", "plain") if found[g] is not None)
        raw = found[style]
        if not any(map(str.isalpha, raw)):
            continue
        escapes = {"double": r"\\(.)", "single": r"'(')", "plain": r"(?!)()"}[style]
        span = found.span(style)
        yield Block(
            found["key"].lower(),
            raw,
            span,
            lines.number(span[0]),
            tuple(_inlines(raw, escapes)),
            f"yaml-{style}",
            whole=True,
        )


def _inlines(raw: str, escapes: str) -> Iterator[Inline]:
    position = 0
    for found in re.finditer(escapes, raw):
        if found.start() > position:
            plain = raw[position : found.start()]
            yield Inline(Kind.TEXT, plain, plain)
        yield Inline(Kind.TEXT, found.group(), found[1])
        position = found.end()
    if position < len(raw):
        yield Inline(Kind.TEXT, raw[position:], raw[position:])


def _text(inlines: Sequence[Inline]) -> str:
    return " ".join(UNWRITABLE.sub("", "".join(i.text for i in inlines)).split("\n"))


def write_double(inlines: Sequence[Inline]) -> str:
    """A value between double quotes."""
    return json.dumps(_text(inlines), ensure_ascii=False)[1:-1]


def write_single(inlines: Sequence[Inline]) -> str:
    """A value between single quotes."""
    return _text(inlines).replace("'", "''")


def write_plain(inlines: Sequence[Inline]) -> str:
    """A value without quotes; it gets some where YAML would read anything else in it."""
    text = _text(inlines)
    return text if _SAFE.fullmatch(text) and text == text.strip() else f'"{write_double(inlines)}"'


WRITERS = {"yaml-double": write_double, "yaml-single": write_single, "yaml-plain": write_plain}
