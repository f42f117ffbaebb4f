"""YAML with texts by key, as Rails, Symfony, Hugo and others keep them (YAML 1.1).

Every string value that has a letter is one segment, in the style that it is written in; keys,
comments, anchors and all other values stay. A mapping of nothing but ``one``, ``other`` and their
like is one message with a plural. PyYAML says where each scalar stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.quantities import ORDER, by_name
from l10n.formats.reading import Lines, Reading, check_length, has_text, is_value, printable
from l10n.formats.scalars import MOST_INDENT, Scalar, taken_apart
from l10n.languages.plurals import Rule
from l10n.model import Block, Inline, Kind, SourceEntry

if TYPE_CHECKING:
    import yaml

_STRING = "tag:yaml.org,2002:str"
_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_MOST_LEVELS = 500  # PyYAML's own bound depends on its version
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_ESCAPED = re.compile("[\x80-\x9f\u2028\u2029\ufeff]")


class _Value(NamedTuple):
    """A text by its key."""

    key: str
    key_start: int
    column: int
    scalar: Scalar
    block: Block


@dataclass
class _Level:
    """A collection that is open."""

    is_mapping: bool
    start: int
    index: int = 0
    key: yaml.ScalarEvent | None = None
    keys: list[str] = field(default_factory=list)
    values: list[_Value] = field(default_factory=list)


def read(text: str) -> Reading:
    """The string values of all documents of a YAML file.

    Raises:
        SourceError: it is not YAML; the message names the line.
    """
    import yaml

    start = 1 if text.startswith("\ufeff") else 0
    reader = _Reader(text, start)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text[start:], Loader=loader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise SourceError(f"{where}not YAML: {error.problem}", "mend it; see `yamllint`") from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())
        raise SourceError(f"not YAML: {what}", "remove what is no text") from None
    return Reading(sorted(reader.blocks, key=lambda one: one.span), tuple(reader.locale))


class _Reader:
    """Takes the events of a file, one after the other."""

    def __init__(self, text: str, offset: int) -> None:
        self._text, self._offset, self._lines = text, offset, Lines(text)
        self._levels: list[_Level] = []
        self._roots: list[tuple[str, tuple[int, int]]] = []
        self.blocks: list[Block] = []
        self.locale: list[tuple[int, int]] = []

    def take(self, event: yaml.Event) -> None:
        """The next event."""
        import yaml

        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self._levels) >= _MOST_LEVELS:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise SourceError(
                    f"line {line}: not YAML: nested more than {_MOST_LEVELS} levels deep",
                    "no such file holds texts",
                )
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            self._levels.append(_Level(is_mapping, len(self.blocks)))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end(self._levels.pop())
            self._next()
        elif isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            level = self._levels[-1] if self._levels else None
            if level and level.is_mapping and level.index % 2 == 0:
                level.key = event if isinstance(event, yaml.ScalarEvent) else None
                level.keys.append(level.key.value if level.key else "")
            elif isinstance(event, yaml.ScalarEvent):
                self._value(event, level)
            self._next()

    def _next(self) -> None:
        if self._levels:
            self._levels[-1].index += 1

    def _span(self, event: yaml.ScalarEvent) -> tuple[int, int]:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None  # PyYAML's parsers set them
        return start.index + self._offset, end.index + self._offset

    def _name(self) -> str:
        names = []
        for level in self._levels:
            if not level.is_mapping:
                names.append(str(level.index))
            else:
                names.append(level.key.value if level.key else "")
        return printable(".".join(names))

    def _value(self, event: yaml.ScalarEvent, level: _Level | None) -> None:
        value = event.value
        if not _is_string(event) or is_value(value) or not has_text(value):
            return
        start, end = self._span(event)
        check_length("a text", end - start)
        scalar = taken_apart(self._text, start, end, event)
        if scalar is None:
            return
        line, raw = self._lines.number(scalar.span[0]), self._text[slice(*scalar.span)]
        block = Block(
            "text", raw, scalar.span, line, scalar.inlines, scalar.syntax, True, self._name()
        )
        self.blocks.append(block)
        if level and level.is_mapping and level.key:
            at = self._span(level.key)[0]
            column = at - self._lines.starts[self._lines.number(at) - 1]
            level.values.append(_Value(level.key.value, at, column, scalar, block))

    def _end(self, level: _Level) -> None:
        root = level.keys[0] if level.keys else ""
        if not self._levels and len(level.keys) == 1 and level.key and _LOCALE.fullmatch(root):
            self.locale.append(self._span(level.key))
        values = level.values
        # Only where each key has a line of its own, and nothing else does.
        if (
            level.is_mapping
            and "other" in level.keys
            and level.keys == [one.key for one in values]
            and set(level.keys) <= set(ORDER)
            and "\n" not in "".join(one.block.content for one in values)
        ):
            span = values[0].key_start, values[-1].scalar.end
            content = self._text[slice(*span)]
            if (
                content.count("\n") == len(values) - 1
                and "{" not in self._text[span[0] - 1 : span[0]]
            ):
                texts = {one.key: "".join(i.text for i in one.block.inlines) for one in values}
                name = self._name()
                entry = SourceEntry(texts.get("one", texts["other"]), name, texts["other"])
                line, syntax = values[0].block.line, f"plural{values[0].column}"
                block = Block("plural", content, span, line, (), syntax, True, name, entry)
                self.blocks[level.start :] = [block]


def _is_string(event: yaml.ScalarEvent) -> bool:
    if event.tag not in (None, "!", _STRING):
        return False
    if event.style or event.tag:
        return True
    return not any(pattern.match(event.value) for _, pattern in _resolvers(event.value[:1]))


def _resolvers(letter: str) -> list[tuple[str, re.Pattern[str]]]:
    from yaml import SafeLoader

    known = SafeLoader.yaml_implicit_resolvers
    found: list[tuple[str, re.Pattern[str]]] = known.get(letter, [])
    return found


def _text(inlines: Sequence[Inline]) -> str:
    return UNWRITABLE.sub("", "".join(inline.text for inline in inlines))


def write_double(inlines: Sequence[Inline]) -> str:
    """A translation between double quotes, which are JSON's."""
    text = json.dumps(_text(inlines), ensure_ascii=False)[1:-1]
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _in_line(inlines: Sequence[Inline]) -> str:
    """A translation where no letter can be escaped: on one line."""
    return _ESCAPED.sub("", _BREAKS.sub(" ", _text(inlines)).replace("\n", " "))


def write_single(inlines: Sequence[Inline]) -> str:
    """A translation between single quotes."""
    return _in_line(inlines).replace("'", "''")


def write_plain(inlines: Sequence[Inline]) -> str:
    """A translation without quotes, where YAML reads it as the same text, else with double ones."""
    import yaml

    text = _text(inlines)
    try:
        if yaml.safe_load(f"a: {text}\nb: [{text}, b]") == {"a": text, "b": [text, "b"]}:
            return text
    except yaml.YAMLError:
        pass
    return f'"{write_double(inlines)}"'


def write_block(inlines: Sequence[Inline], indent: int, is_folded: bool) -> str:
    """A translation on lines of its own, which begin with as many blanks as the source's."""
    text = _ESCAPED.sub("", _BREAKS.sub(" ", _text(inlines).replace("\r\n", "\n")))
    lines = [line.strip() if is_folded else line.rstrip() for line in text.strip().split("\n")]
    start = f"\n{' ' * indent}"
    written = (f"\n{start}" if is_folded else start).join(lines)
    return re.sub(r"\n +(?=\n|\Z)", "\n", written)


def write_plural(block: Block, forms: Sequence[str], rule: Rule, locale: str) -> str:
    """The keys of a plural, one for each number that the locale tells apart."""
    indent = " " * int(block.syntax.removeprefix("plural"))
    return f"\n{indent}".join(
        f"{name}: {write_plain([Inline(Kind.TEXT, '', form)])}"
        for name, form in by_name(forms, rule, locale).items()
    )


FORMAT = Format(
    name="yaml",
    title="YAML",
    suffixes=(".yaml", ".yml"),
    read=read,
    writers={
        "plain": write_plain,
        "single": write_single,
        "double": write_double,
        **{
            f"literal{n}": partial(write_block, indent=n, is_folded=False)
            for n in range(1, MOST_INDENT)
        },
        **{
            f"folded{n}": partial(write_block, indent=n, is_folded=True)
            for n in range(1, MOST_INDENT)
        },
    },
    write_plural=write_plural,
    tags_are_text=True,
)
