"""JSON with texts by key, as interface translations are kept: i18next, ARB, Chrome's, …

Every string value that has a letter is one segment; keys are never translated. The text is
checked by the standard library's parser; where its strings stand is found here, for no JSON
parser in Python tells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.reading import Lines, Reading, check_length, has_text, is_value, pieces, printable
from l10n.model import Block, Inline

_TOKEN = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"|[{}\[\],:]')
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\.")


def read(text: str) -> Reading:
    """The string values of a JSON document.

    Raises:
        SourceError: it is not JSON.
    """
    start = 1 if text.startswith("\ufeff") else 0
    try:
        json.loads(text[start:], parse_int=str)  # whose digits nobody counts here
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error}", "mend it; a JSON file has no comments") from None
    except RecursionError:
        raise SourceError("nested too deeply for JSON", "no such file holds texts") from None
    lines = Lines(text)
    blocks: list[Block] = []
    locale: list[tuple[int, int]] = []
    for path, span in _values(text, start):
        if path[-1:] == ["@@locale"]:
            locale.append(span)
        elif not any(key.startswith(("@", "$")) for key in path):
            blocks += _block(text, printable(".".join(path)), span, lines)
    return Reading(blocks, tuple(locale))


def _values(text: str, position: int) -> Iterator[tuple[list[str], tuple[int, int]]]:
    """Each string value with the keys that lead to it, and its offsets inside the quotes."""
    path: list[str] = []
    indices: list[int | None] = []  # of the list that each level is, None for an object
    is_key = False
    for token in _TOKEN.finditer(text, position):
        mark = token.group()
        if mark in "{[":
            indices.append(None if mark == "{" else 0)
            path.append("" if mark == "{" else "0")
            is_key = mark == "{"
        elif mark in "}]":
            indices.pop()
            path.pop()
        elif mark == ",":
            index = indices[-1]
            is_key = index is None
            if index is not None:
                indices[-1] = index + 1
                path[-1] = str(index + 1)
        elif mark == ":":
            is_key = False
        elif is_key:
            path[-1] = json.loads(mark)
        else:
            yield list(path), token.span(1)


def _block(text: str, name: str, span: tuple[int, int], lines: Lines) -> Iterator[Block]:
    raw = text[slice(*span)]
    check_length("a text", len(raw))
    inlines = tuple(pieces(raw, _ESCAPE, lambda found: json.loads(f'"{found.group()}"')))
    seen = "".join(inline.text for inline in inlines)
    if is_value(seen) or not has_text(seen):
        return
    if any("\ud800" <= letter <= "\udfff" for letter in seen):
        return  # half a letter: no PO file can hold it
    yield Block("text", raw, span, lines.number(span[0]), inlines, "json", whole=True, name=name)


def write(inlines: Sequence[Inline]) -> str:
    """A translation between the quotes of a JSON string."""
    text = UNWRITABLE.sub("", "".join(inline.text for inline in inlines))
    return json.dumps(text, ensure_ascii=False)[1:-1]


FORMAT = Format(
    name="json",
    title="JSON",
    suffixes=(".json", ".arb"),
    read=read,
    writers={"json": write},
    tags_are_text=True,
)
