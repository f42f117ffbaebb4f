"""Markdown: CommonMark with GFM's tables and strikethrough, footnotes and front matter.

markdown-it says which lines a paragraph stands on; where in those lines its text is, is found
here, so that prefixes (of quotes, lists) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from l10n.formats.format import Format
from l10n.formats.html import reader as html
from l10n.formats.markdown import dialects, front_matter, prose, writer
from l10n.formats.markdown.prose import Source
from l10n.formats.markdown.titles import title_block
from l10n.formats.reading import Lines, Reading, has_text
from l10n.model import Block, Inline, Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
# What GitHub takes for a check box or a note's kind is no text.
_PREFIX = re.compile(r"\[[ xX]\][ \t]+|\[![A-Za-z-]+\][+-]?[ \t]*(?:\n|(?=\S))")
_TITLE = re.compile(
    r"""[ \t\n\r]("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))\s*\Z""", re.DOTALL
)
_CONTAINERS = {
    "blockquote_open": "quote",
    "list_item_open": "list item",
    "footnote_reference_open": "footnote",
}
_CLOSES = {name.replace("_open", "_close") for name in _CONTAINERS}


def read(text: str) -> Reading:
    """The translatable blocks of a Markdown document."""
    blocks = _Reader(text).blocks()
    return Reading(sorted(blocks, key=lambda block: (block.span[0], -block.span[1])))


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        # A byte-order mark would keep the first line from being a heading.
        self._mark = 1 if text.startswith("\ufeff") else 0
        self._env: dict[str, Any] = {}

    def blocks(self) -> Iterator[Block]:
        """All blocks, not in order."""
        text = self._text[self._mark :]
        if end := front_matter.toml_end(text):
            yield from front_matter.blocks(self._text, self._mark, self._mark + end, self._lines)
            text = re.sub(r"[^\r\n]", " ", text[:end]) + text[end:]
        text, titles = dialects.common_markdown(text)
        for title in titles:
            yield from self._title(title)
        from l10n.formats.markdown.inlines import parser  # markdown-it: only for Markdown files

        tokens = parser().parse(text, self._env)
        containers: list[str] = []
        row: Iterator[tuple[str, int]] = iter(())
        for index, token in enumerate(tokens):
            if token.type in _CONTAINERS:
                containers.append(_CONTAINERS[token.type])
            elif token.type in _CLOSES:
                containers.pop()
            elif token.type == "tr_open" and token.map:
                row = self._cells(token.map[0])
            elif token.type == "inline" and token.map:
                parent = tokens[index - 1].type
                if parent in ("th_open", "td_open"):
                    yield from self._cell(token, row, parent)
                else:
                    kind = "heading" if parent == "heading_open" else "paragraph"
                    found = self._paragraph(token, containers[-1] if containers else kind)
                    if tokens[index - 1].markup == "-":
                        found[:1] = [
                            replace(one, syntax="markdown-underlined") for one in found[:1]
                        ]
                    yield from found
            elif token.type == "html_block" and token.map and "quote" not in containers:
                start, end = self._start(token.map[0]), self._start(token.map[1])
                yield from html.read_fragment(self._text, start, end, self._lines)
            elif token.type == "front_matter" and token.map:
                end = self._start(token.map[1])
                yield from front_matter.blocks(self._text, self._mark, end, self._lines)
        yield from self._definitions()

    def _title(self, title: dialects.Title) -> list[Block]:
        """The title of a box, a tab, a figure."""
        start, end = title.start + self._mark, title.end + self._mark
        raw = self._text[start:end]
        if title.syntax == "markdown":
            return prose.block("title", raw, Source(self._text, [(0, start)], self._lines), {})
        if not has_text(raw):
            return []
        inlines = (Inline(Kind.TEXT, raw, raw),)
        number = self._lines.number(start)
        return [Block("title", raw, (start, end), number, inlines, title.syntax, whole=True)]

    def _start(self, line: int) -> int:
        starts = self._lines.starts
        return max(starts[line], self._mark) if line < len(starts) else len(self._text)

    def _line(self, line: int) -> tuple[int, str]:
        """Offset and text of a line."""
        start, end = self._start(line), self._start(line + 1)
        return start, self._text[start:end].rstrip("\r\n")

    def _paragraph(self, token: Token, kind: str) -> list[Block]:
        assert token.map
        content = token.content
        places: list[tuple[int, int]] = []
        offset = 0
        for number, part in enumerate(content.split("\n"), start=token.map[0]):
            start, line = self._line(number)
            body = part.lstrip(" \t")
            # The last occurrence: what follows it is a heading's closing marks at most.
            column = line.rfind(body)
            if column < 0:
                return []
            places.append((offset + len(part) - len(body), start + column))
            offset += len(part) + 1
        if prefix := _PREFIX.match(content):
            cut = prefix.end()
            places = [(max(at - cut, 0), to + max(cut - at, 0)) for at, to in places]
            places = places[prefix.group().count("\n") :]
            content = content[cut:]
            if not places:
                return []
        return prose.block(kind, content, Source(self._text, places, self._lines), self._env)

    def _cells(self, number: int) -> Iterator[tuple[str, int]]:
        """What stands between the bars of a table's row, each with its offset."""
        start, line = self._line(number)
        position = 0
        for bar in re.finditer(r"(?<!\\)\||\Z", line):
            cell = line[position : bar.start()]
            yield cell.strip(), start + position + len(cell) - len(cell.lstrip())
            position = bar.end()

    def _cell(self, token: Token, row: Iterator[tuple[str, int]], parent: str) -> list[Block]:
        if not token.content:
            return []
        for cell, start in row:
            plain = cell.replace("\\|", "|")
            if plain.endswith(token.content):  # before the first one, there may be a prefix
                cell = cell[len(cell) - len(token.content) - cell.count("\\|") :].lstrip()
                start += len(plain) - len(token.content)
                break
        else:
            return []
        kind = "table header" if parent == "th_open" else "table cell"
        source = Source(self._text, [(0, start)], self._lines)
        return prose.block(kind, cell, source, self._env)

    def _definitions(self) -> Iterator[Block]:
        """The titles of link definitions: ``[label]: address "title"``."""
        for reference in self._env.get("references", {}).values():
            if not reference["title"]:
                continue
            start, end = (self._start(line) for line in reference["map"])
            if found := _TITLE.search(self._text, start, end):
                title = found[1][1:-1]
                yield from title_block(title, found.start(1) + 1, self._lines)


FORMAT = Format(
    name="markdown",
    title="Markdown",
    suffixes=(".md", ".markdown", ".mdx"),
    read=read,
    writers={
        "markdown": writer.write,
        "markdown-title": writer.write_title,
        "markdown-quoted": writer.write_quoted,
        "markdown-underlined": writer.write_underlined,
        **front_matter.WRITERS,
        **html.WRITERS,
    },
    lined=True,
    references=True,
)
