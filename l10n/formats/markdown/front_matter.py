"""YAML or TOML in front of a Markdown text: values that people read, where they are on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.reading import Lines, has_text, pieces
from l10n.model import Block, Inline

_KEYS = "title|subtitle|description|summary|excerpt|abstract|lead"
_LINE_END = r"(?=\r|\n|\Z)"
_YAML = re.compile(
    rf"^(?P<key>{_KEYS})[ \t]*:[ \t]+"
    r"(?:\"(?P<double>(?:[^\"\\\r\n]|\\[\"\\])*)\"|'(?P<single>(?:[^'\r\n]|'')*)'"
    r"|(?P<plain>[^\s\"'\[\]{}>|*&!%#`@,?:-](?:[^\r\n:#]|:(?=\S)|(?<=\S)\#)*?))"
    rf"[ \t]*(?:[ \t]\#[^\r\n]*)?{_LINE_END}",
    re.MULTILINE | re.IGNORECASE,
)
_TOML = re.compile(
    rf"^[ \t]*(?P<key>{_KEYS})[ \t]*=[ \t]*"
    r"(?:\"(?P<double>(?:[^\"\\\r\n]|\\[^\r\n])*)\"|'(?P<literal>[^'\r\n]*)')"
    rf"[ \t]*(?:\#[^\r\n]*)?{_LINE_END}",
    re.MULTILINE | re.IGNORECASE,
)
_TOML_FENCE = re.compile(rf"^\+\+\+[ \t]*{_LINE_END}", re.MULTILINE)
_ESCAPES = {
    "double": re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8})+|\\."),
    "single": re.compile("''"),
    "plain": re.compile("(?!)"),
    "literal": re.compile("(?!)"),
}
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_SAFE = re.compile(r"[^\W\d_](?:[^\r\n:#]|:(?=\S)|(?<=\S)#)*")


def toml_end(text: str) -> int:
    """The offset after TOML front matter and its second fence; 0 where there is none."""
    first = _TOML_FENCE.match(text)
    second = _TOML_FENCE.search(text, first.end()) if first else None
    return second.end() if second else 0


def blocks(text: str, start: int, end: int, lines: Lines) -> Iterator[Block]:
    """The values between two offsets, each one segment."""
    is_toml = text.startswith("+++", start)
    for found in (_TOML if is_toml else _YAML).finditer(text, start, end):
        style = next(s for s in _ESCAPES if found.groupdict().get(s) is not None)
        raw = found[style]
        if not has_text(raw):
            continue
        span = found.span(style)
        syntax = f"{'toml' if is_toml else 'yaml'}-{style}"
        number = lines.number(span[0])
        inlines = tuple(pieces(raw, _ESCAPES[style], _unescaped))
        yield Block(found["key"].lower(), raw, span, number, inlines, syntax, whole=True)


def _unescaped(found: re.Match[str]) -> str:
    escape = found.group()
    if escape == "''":
        return "'"
    if escape[1] in "uU":
        codes = [int(code[1:], 16) for code in escape.split("\\")[1:]]
        halves = "".join(chr(min(code, 0x10FFFF)) for code in codes)
        return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _LETTERS.get(escape[1], escape[1])


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


def write_literal(inlines: Sequence[Inline]) -> str:
    """A value of TOML between single quotes, which can hold none."""
    return _text(inlines).replace("'", "’")


WRITERS = {
    "yaml-double": write_double,
    "yaml-single": write_single,
    "yaml-plain": write_plain,
    "toml-double": write_double,
    "toml-literal": write_literal,
}
