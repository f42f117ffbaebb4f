"""Fluent, Mozilla's format (Project Fluent, "Syntax 1.0"): values, attributes and terms are texts.

``fluent.syntax`` reads it, an extra. Placeables are codes. A value that does nothing but choose by
a number is a message with a plural; one that chooses in another way is named and left to people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.quantities import ORDER, by_name
from l10n.formats.reading import Lines, Reading, check_length, shows_text
from l10n.installation import install_command
from l10n.languages.plurals import Rule
from l10n.model import Block, Inline, Kind, SourceEntry

if TYPE_CHECKING:
    from fluent.syntax import ast

_INDENT, _MOST_INDENT = 4, 40
_PLACEABLE = re.compile(r"(\{[^{}\"]*\})")
_BRACE = re.compile("[{}]")
# At the beginning of a line these would be read as something else, or not at all.
_AT_START = re.compile(r"^ *[\[*.]")
_OR_BLANKS = re.compile(r"^(?: *[\[*.]| +)")
_BLANK_LINE = re.compile(r"(?m)^ +$")


def read(text: str) -> Reading:
    """The texts of a Fluent file; what cannot be read, or chooses between texts, is named.

    Raises:
        SourceError: it has no message, or fluent.syntax is not installed.
    """
    try:
        from fluent.syntax import FluentParser, ast
    except ImportError:
        hint = f"install it: {install_command('fluent')}"
        raise SourceError("Fluent files need fluent.syntax", hint) from None
    try:
        body = FluentParser(with_spans=True).parse(text).body
    except RecursionError:
        raise SourceError("nested too deeply for Fluent", "no such file holds texts") from None
    entries = [one for one in body if isinstance(one, (ast.Message, ast.Term))]
    junk = [one for one in body if isinstance(one, ast.Junk)]
    lines = Lines(text)
    if junk and not entries:
        number = lines.number(_span(junk[0])[0])
        raise SourceError(f"line {number}: no message of Fluent", "see the syntax of Fluent 1.0")
    skipped = [f"line {lines.number(_span(one)[0])}: no message of Fluent" for one in junk]
    blocks: list[Block] = []
    for entry in entries:
        name = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
        patterns = [(name, entry.value)]
        patterns += [(f"{name}.{one.id.name}", one.value) for one in entry.attributes]
        for full, pattern in patterns:
            if pattern is None:
                continue
            if _chooses(pattern):
                block = _plural(text, full, pattern, lines)
                if block is None:
                    number = lines.number(_span(pattern.elements[0])[0])
                    skipped.append(f"line {number}: {full!r} chooses between texts")
            else:
                block = _text(text, full, pattern, lines)
            blocks += [block] if block else []
    return Reading(blocks, (), tuple(skipped))


def _span(node: ast.SyntaxNode) -> tuple[int, int]:
    assert node.span is not None  # the parser was asked for spans
    return node.span.start, node.span.end


def _chooses(pattern: ast.Pattern) -> bool:
    return any(
        type(getattr(element, "expression", None)).__name__ == "SelectExpression"
        for element in pattern.elements
    )


def _text(text: str, name: str, pattern: ast.Pattern, lines: Lines) -> Block | None:
    span = _span(pattern.elements[0])[0], _span(pattern.elements[-1])[1]
    raw = text[slice(*span)]
    check_length("a text", len(raw))
    inlines: list[Inline] = []
    for element in pattern.elements:
        start, end = _span(element)
        value = getattr(element, "value", None)
        if value is None:
            code = text[start:end]
            inlines.append(Inline(Kind.ALONE, code, code))
        else:
            inlines += _lines(text[start:end], value)
    is_whole = "".join(one.source for one in inlines) == raw
    if not is_whole or not shows_text(inlines):
        return None
    # Lines of a value go as far to the right as its first one does, where that is one of its own.
    before = text[text.rfind("\n", 0, span[0]) + 1 : span[0]]
    indent = _INDENT if before.strip() else max(1, min(len(before), _MOST_INDENT))
    line = lines.number(span[0])
    return Block("message", raw, span, line, tuple(inlines), f"fluent{indent}", True, name)


def _lines(raw: str, value: str) -> list[Inline]:
    """Text as inlines, the blanks at the beginnings of its lines with the line breaks."""
    inlines: list[Inline] = []
    rows, seen = raw.split("\n"), value.split("\n")
    if len(rows) != len(seen):
        return []
    for number, (row, shown) in enumerate(zip(rows, seen, strict=True)):
        end = "\r" if row.endswith("\r") else ""
        row = row.removesuffix("\r")
        indent = row[: len(row) - len(shown)]
        if number:
            inlines.append(Inline(Kind.TEXT, f"\n{indent}", "\n"))
        if shown:
            inlines.append(Inline(Kind.TEXT, shown, shown))
        if end:
            inlines.append(Inline(Kind.TEXT, end, ""))
    return inlines


def _plural(text: str, name: str, pattern: ast.Pattern, lines: Lines) -> Block | None:
    """The block of a value that chooses by a number; None for one that does more."""
    span = _span(pattern.elements[0])
    raw = text[slice(*span)]
    expression = getattr(pattern.elements[0], "expression", None)
    if len(pattern.elements) > 1 or '"' in raw or expression is None:
        return None
    texts = {}
    for variant in expression.variants:
        key = getattr(variant.key, "name", "")
        if key not in ORDER or _chooses(variant.value) or variant.default != (key == "other"):
            return None
        texts[key] = "".join(
            one.value if hasattr(one, "value") else text[slice(*_span(one))]
            for one in variant.value.elements
        )
    if "other" not in texts or not any(map(str.isalpha, _PLACEABLE.sub("", texts["other"]))):
        return None
    entry = SourceEntry(texts.get("one", texts["other"]), name, texts["other"])
    return Block("plural", raw, span, lines.number(span[0]), (), "fluent4", True, name, entry)


def _escaped(text: str) -> str:
    return _BRACE.sub(r'{"\g<0>"}', UNWRITABLE.sub("", text).replace("\r", ""))


def write(inlines: Sequence[Inline], indent: int = _INDENT) -> str:
    """A translation as a value: what Fluent would take for something else is quoted."""
    texts = [_BLANK_LINE.sub("", one.text) for one in inlines if one.kind is Kind.TEXT]
    lines = [line for text in texts for line in text.split("\n")[1:] if line]
    # Blanks that all lines begin with are indentation, which Fluent takes away.
    special = _AT_START if any(not line.startswith(" ") for line in lines) else _OR_BLANKS
    written = ""
    for inline in inlines:
        if inline.kind is not Kind.TEXT:
            written += inline.source
            continue
        first, *rest = _escaped(_BLANK_LINE.sub("", inline.text)).split("\n")
        # Only the first text begins a line, unless it breaks one.
        first = first if written else _OR_BLANKS.sub(r'{"\g<0>"}', first)
        rest = [special.sub(r'{"\g<0>"}', line) for line in rest]
        written += f"\n{' ' * indent}".join([first, *rest])
    written = re.sub(r"\n +(?=\n|\Z)", "\n", written).strip("\n")
    return re.sub(r" +\Z", r'{"\g<0>"}', written)


def write_plural(block: Block, forms: Sequence[str], rule: Rule, locale: str) -> str:
    """A choice with a variant for each number that the locale tells apart."""
    selector = block.content[1:].partition("->")[0].strip()
    known = set(_PLACEABLE.findall(block.content))
    variants = ""
    for name, form in by_name(forms, rule, locale).items():
        parts = _PLACEABLE.split(" ".join(form.split()))
        text = "".join(part if part in known else _escaped(part) for part in parts)
        variants += f"\n   {'*' if name == 'other' else ' '}[{name}] {text}"
    return f"{{ {selector} ->{variants}\n}}"


FORMAT = Format(
    name="fluent",
    title="Fluent",
    suffixes=(".ftl",),
    read=read,
    writers={f"fluent{n}": partial(write, indent=n) for n in range(1, _MOST_INDENT + 1)},
    write_plural=write_plural,
)
