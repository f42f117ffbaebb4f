"""Android's string resources: ``strings.xml`` (Android developers' guide, "String resources").

A ``<string>`` and an ``<item>`` of an array is one segment, with its tags and ``<xliff:g>`` as
codes; ``<plurals>`` are one message with a plural. Strings with ``translatable="false"`` and
references (``@string/…``) stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import partial

from l10n import markup
from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE, Token, element_ends, escape, tokens
from l10n.formats.office.archives import check_xml
from l10n.formats.quantities import by_name
from l10n.formats.reading import Lines, Reading, check_length, shows_text
from l10n.languages.plurals import Rule
from l10n.model import Block, Inline, Kind, SourceEntry

_SPECIAL = re.compile(
    r"(?:\\u[0-9a-fA-F]{4})+|\\.|\"|[ \t\r\n\f]{2,}|[\t\r\n\f]"
    r"|&(?:\#(?:[0-9]{1,8}|x[0-9a-fA-F]{1,7})|[a-z]+);",
    re.DOTALL,
)
_REFERENCE = re.compile(r"\s*[@?][\w.:+*/-]*\s*")
_ALL_DATA = re.compile(r"\s*<!\[CDATA\[((?:(?!\]\]>).)*)\]\]>\s*", re.DOTALL)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_LETTERS = {"n": "\n", "t": "\t"}
_QUOTE = Inline(Kind.TEXT, '"', "")  # white space between two of them is kept


def read(text: str) -> Reading:
    """The strings of a resource file.

    Raises:
        SourceError: it is not XML, or its root element is not ``<resources>``.
    """
    check_xml(text.removeprefix("\ufeff").encode("utf-8", "replace"), "the file")
    found = list(tokens(text))
    root = next((token for token in found if token.kind == "start"), None)
    if root is None or root.name != "resources":
        name = root.name if root else ""
        raise SourceError(
            f"the root element is <{name}>, not <resources>",
            "of XML files those with Android's strings are read",
        )
    locale = [(a.start, a.end) for a in root.attributes if a.name == "tools:locale"]
    return Reading(list(_Reader(text, found).blocks()), tuple(locale))


class _Reader:
    """The blocks of a resource file."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text, self._tokens = text, found
        self._ends = element_ends(text, found)
        self._lines = Lines(text)

    def blocks(self) -> Iterator[Block]:
        """All of them, in order."""
        after = 0
        for index, token in enumerate(self._tokens):
            end = self._ends.get(index)
            if index < after or end is None or token.kind != "start" or token.name == "resources":
                continue
            after = end
            if self._attribute(token, "translatable") == "false":
                continue
            name = self._attribute(token, "name")
            if token.name == "string":
                yield from self._block(index, end, name)
            elif token.name == "string-array":
                for number, (item, last) in enumerate(self._items(index, end)):
                    yield from self._block(item, last, f"{name}[{number}]")
            elif token.name == "plurals":
                yield from self._plural(index, end, name)

    def _attribute(self, token: Token, name: str) -> str:
        value = next((self._text[a.start : a.end] for a in token.attributes if a.name == name), "")
        return html.unescape(value)

    def _items(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for index in range(start + 1, end):
            if index in self._ends and self._tokens[index].name == "item":
                yield index, self._ends[index]

    def _block(self, index: int, end: int, name: str) -> Iterator[Block]:
        span = self._tokens[index].end, self._tokens[end].start
        raw = self._text[slice(*span)]
        check_length("a text", len(raw))
        inlines, syntax = self._inlines(index + 1, end), "android"
        if data := _ALL_DATA.fullmatch(raw):
            raw, span = data[1], (span[0] + data.start(1), span[0] + data.end(1))
            pieces = [(one, "") for one in _text_inlines(raw, is_xml=False)]
            inlines, syntax = _whole(pieces), "android-data"
        if inlines and not _REFERENCE.fullmatch(raw) and shows_text(inlines):
            line = self._lines.number(span[0])
            yield Block("string", raw, span, line, inlines, syntax, whole=True, name=name)

    def _inlines(self, start: int, end: int) -> tuple[Inline, ...]:
        """What stands between two tokens; nothing for what no catalog can hold."""
        pieces: list[tuple[Inline, str]] = []
        skip = start
        for index in range(start, end):
            token = self._tokens[index]
            source = self._text[token.start : token.end]
            if index < skip:
                continue
            if token.kind == "text":
                pieces += ((one, "") for one in _text_inlines(source))
            elif source.startswith(_CDATA):
                inside = source[len(_CDATA) : -len(_CDATA_END)]
                pieces.append((Inline(Kind.OPEN, _CDATA), _CDATA))
                pieces += ((one, "") for one in _text_inlines(inside, is_xml=False))
                pieces.append((Inline(Kind.CLOSE, _CDATA_END), _CDATA))
            elif token.name == "xliff:g" and (last := self._ends.get(index)):
                skip = last + 1
                source = self._text[token.start : self._tokens[last].end]
                inner = self._text[token.end : self._tokens[last].start]
                pieces.append((Inline(Kind.ALONE, source, inner), ""))
            elif token.kind == "start" and index in self._ends:
                pieces.append((Inline(Kind.OPEN, source), token.name))
            elif token.kind == "end":
                pieces.append((Inline(Kind.CLOSE, source), token.name))
            else:
                pieces.append((Inline(Kind.ALONE, source), ""))
        return _whole(pieces)

    def _plural(self, start: int, end: int, name: str) -> Iterator[Block]:
        items = list(self._items(start, end))
        texts = {}
        for index, last in items:
            inlines = self._inlines(index + 1, last)
            if not inlines or any(one.kind is not Kind.TEXT for one in inlines):
                # No plural form of a catalog can hold codes: each form as a text of its own.
                for item, behind in items:
                    quantity = self._attribute(self._tokens[item], "quantity")
                    yield from self._block(item, behind, f"{name}[{quantity}]")
                return
            quantity = self._attribute(self._tokens[index], "quantity")
            texts[quantity] = "".join(one.text for one in inlines).strip()
        other = texts.get("other", "")
        if not other or not any(map(str.isalpha, other)):
            return
        entry = SourceEntry(texts.get("one", other), name, other)
        span = self._tokens[items[0][0]].start, self._tokens[items[-1][1]].end
        raw, line = self._text[slice(*span)], self._lines.number(span[0])
        yield Block("plural", raw, span, line, (), "android", True, name, entry)


def _whole(pieces: list[tuple[Inline, str]]) -> tuple[Inline, ...]:
    inlines = markup.pair_up(_joined(pieces))
    is_whole = not any("\ud800" <= char <= "\udfff" for one in inlines for char in one.text)
    return inlines if is_whole else ()


def _joined(pieces: list[tuple[Inline, str]]) -> list[tuple[Inline, str]]:
    """Pieces, those between quotes that are not round the whole text joined into one.

    The quotes then go with a translation, which needs none: they would not pair up elsewhere.
    """
    places = [at for at, (one, _) in enumerate(pieces) if one == _QUOTE]
    shown = [at for at, (one, _) in enumerate(pieces) if one.source.strip()]
    if not places or places == [shown[0], shown[-1]]:
        return pieces
    first, last = places[0], places[-1] + 1
    if any(one.kind is not Kind.TEXT for one, _ in pieces[first:last]):
        return []
    source = "".join(one.source for one, _ in pieces[first:last])
    seen = "".join(one.text for one, _ in pieces[first:last])
    return [*pieces[:first], (Inline(Kind.TEXT, source, seen), ""), *pieces[last:]]


def _text_inlines(source: str, is_xml: bool = True) -> Iterator[Inline]:
    position, is_quoted = 0, False
    for found in _SPECIAL.finditer(source):
        raw = found.group()
        if raw[0] == "&" and not is_xml:
            continue
        if found.start() > position:
            plain = source[position : found.start()]
            yield Inline(Kind.TEXT, plain, plain)
        if raw == '"':
            is_quoted = not is_quoted
            yield _QUOTE
        else:
            yield Inline(Kind.TEXT, raw, _seen(raw, is_quoted))
        position = found.end()
    if position < len(source):
        yield Inline(Kind.TEXT, source[position:], source[position:])


def _seen(raw: str, is_quoted: bool) -> str:
    if raw[0] == "&":
        return html.unescape(raw)
    if raw[0] != "\\":
        return raw if is_quoted else " "
    if raw[1] == "u" and len(raw) > 2:
        halves = "".join(chr(int(code, 16)) for code in raw.split("\\u")[1:])
        return halves.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return _LETTERS.get(raw[1], raw[1])


def write(inlines: Sequence[Inline], is_data: bool = False) -> str:
    """A translation as Android reads it: blanks that it would drop are written by number."""
    written = ""
    for number, inline in enumerate(inlines):
        if inline.kind is not Kind.TEXT:
            written += inline.source
            is_data = inline.source == _CDATA if inline.source in (_CDATA, _CDATA_END) else is_data
            continue
        text = UNWRITABLE.sub("", inline.text).replace("\r", " ")
        text = re.sub(r"[\\'\"]", r"\\\g<0>", text)
        text = text.replace("\n", "\\n").replace("\t", "\\t")
        edges = [r"(?<= ) ", *(["^ ", "^(?=[@?])"] if not number else [])]
        if number == len(inlines) - 1:
            edges.append(" $")
        text = re.sub("|".join(edges), _by_number, text)
        written += text.replace(_CDATA_END, "]] >") if is_data else escape(text)
    return written


def _by_number(found: re.Match[str]) -> str:
    return "\\u0020" if found.group() else "\\"


def write_plural(block: Block, forms: Sequence[str], rule: Rule, locale: str) -> str:
    """The items of a ``<plurals>``, one for each number that the locale tells apart."""
    between = re.search(r"</item>(\s*)<item", block.content)
    return (between[1] if between else "\n        ").join(
        f'<item quantity="{name}">{write([Inline(Kind.TEXT, "", form)])}</item>'
        for name, form in by_name(forms, rule, locale).items()
    )


FORMAT = Format(
    name="android",
    title="Android strings",
    suffixes=(".xml",),
    names=r"(?:.*[-_.])?(?:strings|plurals|arrays)(?:[-_.].*)?\.xml",
    read=read,
    writers={"android": write, "android-data": partial(write, is_data=True)},
    write_plural=write_plural,
    tags_are_text=True,
)
