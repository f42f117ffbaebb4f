"""HTML: a block per run of text between block elements, inline tags as codes.

What is translated: text; the attributes that people read (``title``, ``alt``, ``aria-label``, …);
the description of a page for search engines. What is kept: scripts, styles, ``pre``, ``code`` and
its like, everything under ``translate="no"`` or the class ``notranslate``, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from l10n import markup
from l10n.formats.format import Format, Writer
from l10n.formats.html import elements
from l10n.formats.html.tokens import Attribute, Token, escape, text_inlines, tokens
from l10n.formats.reading import Lines, Reading, has_text, shows_text
from l10n.model import Block, Inline, Kind

_CHARSET = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_SYNTAX = {'"': "attribute-double", "'": "attribute-single", "": "attribute-bare"}


def read(text: str) -> Reading:
    """The translatable blocks of an HTML document, and where it names its language."""
    found = list(tokens(text))
    blocks = _Reader(text, Lines(text)).blocks(found)
    return Reading(blocks, tuple(locale_spans(found)))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the first 1,024 bytes declare (WHATWG HTML), None for UTF-8 and -16."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    found = _CHARSET.search(data[:1024])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    return None if name in ("utf-8", "utf8") or name.startswith("utf-16") else name


def read_fragment(text: str, start: int, end: int, lines: Lines) -> list[Block]:
    """The blocks of a stretch of HTML inside another format's text."""
    return _Reader(text, lines).blocks(list(tokens(text, start, end)))


def attribute_blocks(text: str, token: Token, lines: Lines) -> Iterator[Block]:
    """The values of a tag's attributes that people read."""
    values = {a.name: text[a.start : a.end].lower() for a in token.attributes}
    for attribute in token.attributes:
        if attribute.quote is None or not _is_read(token.name, attribute, values):
            continue
        source = text[attribute.start : attribute.end]
        inlines = tuple(text_inlines(source))
        if has_text("".join(inline.text for inline in inlines)):
            yield Block(
                f"{attribute.name} attribute" if token.name != "meta" else "description",
                source,
                (attribute.start, attribute.end),
                lines.number(attribute.start),
                inlines,
                _SYNTAX[attribute.quote],
                whole=True,
            )


def _is_read(element: str, attribute: Attribute, values: dict[str, str]) -> bool:
    if element == "meta":
        name = values.get("name", values.get("property", ""))
        return attribute.name == "content" and name in elements.META
    if element == "input":
        button = values.get("type") in ("submit", "button", "reset")
        return attribute.name in elements.ATTRIBUTES or (attribute.name == "value" and button)
    return attribute.name in elements.ATTRIBUTES and not (
        attribute.name == "title" and element == "link"
    )


def is_kept(text: str, token: Token) -> bool:
    """Whether a start tag says that its element is not to be translated."""
    for attribute in token.attributes:
        value = text[attribute.start : attribute.end].lower()
        if attribute.name == "translate" and value == "no":
            return True
        if attribute.name == "class" and "notranslate" in value.split():
            return True
    return False


class _Reader:
    """Gathers runs of text and inline tags into blocks."""

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._lines = lines
        self._blocks: list[Block] = []
        self._run: list[tuple[Inline, str]] = []
        self._start = 0
        self._attributes: list[Block] = []
        self._kind = "text"

    def blocks(self, found: Sequence[Token]) -> list[Block]:
        """The blocks of all tokens."""
        ends = _ends(self._text, found)
        index = 0
        while index < len(found):
            token = found[index]
            if index in ends:
                self._keep(token, found[ends[index]])
                index = ends[index]
            elif token.kind in ("start", "end") and token.name in elements.BLOCKS:
                self._flush()
                self._kind = (
                    elements.KINDS.get(token.name, "text") if token.kind == "start" else "text"
                )
                self._attributes += attribute_blocks(self._text, token, self._lines)
                self._flush()
            elif token.kind == "text":
                source = self._text[token.start : token.end]
                for inline in text_inlines(source):
                    self._add(inline, "", token.start)
            else:
                self._code(token)
            index += 1
        self._flush()
        return self._blocks

    def _keep(self, first: Token, last: Token) -> None:
        """An element that stays as it is: no text where it is a block, else one code."""
        is_block = first.name in elements.BLOCKS
        if is_block:
            self._flush()
        else:
            source = self._text[first.start : last.end]
            seen = "" if first.name in elements.INVISIBLE else " ".join(source.split())
            self._add(Inline(Kind.ALONE, source, seen), "", first.start)
        if not is_kept(self._text, first):  # "no" is of the attributes too
            self._attributes += attribute_blocks(self._text, first, self._lines)
        if is_block:
            self._flush()

    def _code(self, token: Token) -> None:
        source = self._text[token.start : token.end]
        if token.name == "br":
            spaced = [inline for inline, _ in self._run if inline.text != " "]
            if spaced and spaced[-1].text == "\n":
                self._flush()  # two line breaks make a paragraph
                return
            self._add(Inline(Kind.ALONE, source, "\n"), "", token.start)
            self._attributes += attribute_blocks(self._text, token, self._lines)
            return
        kind = Kind.ALONE
        if token.kind == "start" and token.name not in elements.VOID and not source.endswith("/>"):
            kind = Kind.OPEN
        elif token.kind == "end":
            kind = Kind.CLOSE
        self._add(Inline(kind, source), token.name, token.start)
        self._attributes += attribute_blocks(self._text, token, self._lines)

    def _add(self, inline: Inline, name: str, start: int) -> None:
        if not self._run:
            self._start = start
        self._run.append((inline, name))

    def _flush(self) -> None:
        if shows_text(inline for inline, _ in self._run):
            inlines = markup.pair_up(self._run)
            content = "".join(inline.source for inline in inlines)
            span = (self._start, self._start + len(content))
            self._blocks.append(
                Block(self._kind, content, span, self._lines.number(span[0]), inlines, "html")
            )
        self._blocks += self._attributes
        self._run, self._attributes = [], []


def _ends(text: str, found: Sequence[Token]) -> dict[int, int]:
    """Index of the last token of each element that is kept, by that of its first one."""
    ends: dict[int, int] = {}
    index = 0
    while index < len(found):
        token = found[index]
        if token.kind == "start" and token.name not in elements.VOID:
            kept = token.name in elements.KEPT_BLOCKS or token.name in elements.KEPT_INLINES
            if kept or is_kept(text, token):
                ends[index] = _end(found, index)
                index = ends[index]
        elif token.kind == "start" and is_kept(text, token):
            ends[index] = index
        index += 1
    return ends


def _end(found: Sequence[Token], index: int) -> int:
    """Where an element ends: at its end tag; an inline one at the next block at the latest."""
    name = found[index].name
    inline = name not in elements.BLOCKS
    depth = 0
    for place in range(index, len(found)):
        token = found[place]
        if token.name == name and token.kind == "start":
            depth += 1
        elif token.name == name and token.kind == "end":
            depth -= 1
            if not depth:
                return place
        elif inline and name not in ("svg", "math") and token.name in elements.BLOCKS:
            return max(index, place - 1)
    return len(found) - 1


def locale_spans(found: Iterable[Token]) -> Iterator[tuple[int, int]]:
    """Where a page names its language; an empty span is where it could."""
    for token in found:
        if token.kind == "start" and token.name == "html":
            named = [a for a in token.attributes if a.name in ("lang", "xml:lang")]
            for attribute in named:
                if attribute.end > attribute.start:
                    yield attribute.start, attribute.end
            if not named:
                after_name = token.start + len("<html")
                yield after_name, after_name
            return


def write(inlines: Sequence[Inline]) -> str:
    """A translation as HTML text: codes as they were, text escaped."""
    return "".join(
        escape(inline.text).replace("\u00a0", "&nbsp;")
        if inline.kind is Kind.TEXT
        else inline.source
        for inline in inlines
    )


def write_double(inlines: Sequence[Inline]) -> str:
    """An attribute's value between double quotes."""
    return write(inlines).replace('"', "&quot;")


def write_single(inlines: Sequence[Inline]) -> str:
    """An attribute's value between single quotes."""
    return write(inlines).replace("'", "&#39;")


def write_bare(inlines: Sequence[Inline]) -> str:
    """An attribute's value that had no quotes; it gets some."""
    return f'"{write_double(inlines)}"'


WRITERS = {
    "html": write,
    "attribute-double": write_double,
    "attribute-single": write_single,
    "attribute-bare": write_bare,
}

FORMAT = Format(
    name="html",
    title="HTML",
    suffixes=(".html", ".htm"),
    read=read,
    writers=WRITERS,
    declared_encoding=declared_encoding,
    references=True,
)


def _without_names(write: Writer) -> Writer:
    """A writer for XML, which knows no ``&nbsp;``."""
    return lambda inlines: write(inlines).replace("&nbsp;", "&#160;")


XHTML = replace(
    FORMAT,
    name="xhtml",
    title="XHTML",
    suffixes=(".xhtml", ".xht"),
    writers={syntax: _without_names(write) for syntax, write in WRITERS.items()},
)
