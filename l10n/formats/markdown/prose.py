"""A stretch of Markdown as inlines, and a translation as Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from l10n import markup
from l10n.formats.html import elements
from l10n.formats.html.reader import attribute_blocks, is_kept
from l10n.formats.html.tokens import tokens as html_tokens
from l10n.formats.markdown.masks import ALONE, CLOSE, OPEN, RUN, UNSEEN, masked
from l10n.formats.markdown.titles import text_inlines, title_of
from l10n.formats.reading import Lines, has_text, shows_text
from l10n.model import Block, Inline, Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST_MARKS = 500
_MOST_OPEN = 100


class Source:
    """A stretch of a document and the text in it that is Markdown, which may lack line prefixes.

    Args:
        document: the text of the document.
        places: offset in the Markdown and offset in the document of the start of each line.
    """

    def __init__(self, document: str, places: Sequence[tuple[int, int]], lines: Lines) -> None:
        self.document = document
        self.lines = lines
        self._starts = [start for start, _ in places]
        self._places = places

    def place(self, offset: int) -> int:
        """Where in the document an offset in the Markdown is."""
        start, place = self._places[max(bisect_right(self._starts, offset) - 1, 0)]
        return place + offset - start


def block(kind: str, content: str, source: Source, env: dict[str, Any]) -> list[Block]:
    """The block of a stretch of Markdown, and the blocks that its links' titles are."""
    if any(content.count(mark) > _MOST_MARKS for mark in ("^[", "![")) or _is_deep(content):
        return []  # no text: looking for the ends of so many would take minutes
    pieces, extra = _pieces(content, source, env)
    inlines = markup.pair_up(pieces)
    start = source.place(0)
    text = "".join(inline.source for inline in inlines)
    if source.document[start : start + len(text)] != text:
        return []  # markdown-it has changed the text (tabs in a list): it stays as it is
    if not shows_text(inlines):
        return extra
    span = (start, start + len(text))
    return [Block(kind, text, span, source.lines.number(start), inlines, "markdown"), *extra]


def _is_deep(content: str) -> bool:
    """Whether more brackets are open in a place than are looked into."""
    if content.count("[") <= _MOST_OPEN:
        return False
    depth = 0
    for bracket in _BRACKET.findall(content):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        if depth > _MOST_OPEN:
            return True
    return False


_BRACKET = re.compile(r"[\[\]]")


def _pieces(
    content: str, source: Source, env: dict[str, Any]
) -> tuple[list[tuple[Inline, str]], list[Block]]:
    from l10n.formats.markdown.inlines import tokens, without_blanks

    hidden = masked(content)
    found = without_blanks(tokens(hidden, env))
    if hidden != content:
        _unhide(found, content)
    found.sort(key=lambda token: int(token.meta["at"][0]))
    closing = _end_tags(found)
    pieces: list[tuple[Inline, str]] = []
    extra: list[Block] = []
    position = source.place(0)
    kept_until = -1
    label = 0  # where the text of the link begins
    for index, token in enumerate(found):
        if index < kept_until:
            continue
        start, end = token.meta["at"]
        if token.type == "html_inline" and (name := _kept(token.content)):
            kept_until = _next(closing.get(name, ()), index) + 1
            if kept_until > index:
                end = found[kept_until - 1].meta["at"][1]
        stop = source.place(end)
        if token.type == "text" and hidden[start:end] != content[start:end]:
            pieces += _revealed(hidden, start, end, position, source)
        elif token.type == "image":
            new, more = _image(token, source, env, start, end)
            pieces += new
            extra += more
        else:
            raw = source.document[position:stop]
            seen = content[start:end] if kept_until > index else None
            pieces.append(_inline(token, raw, seen))
            if token.type == "link_open":
                label = end
            elif token.type == "link_close" and raw in ("]", "][]"):
                # The translated text is no longer the label of the link's address.
                named = " ".join(content[label:start].split())
                pieces[-1] = (pieces[-1][0]._replace(named=f"[{named}]"), pieces[-1][1])
            extra += _extra(token, source, env, source.place(start), stop, content[start:end])
        position = stop
    return pieces, extra


def _unhide(found: Sequence[Token], content: str) -> None:
    """Give tokens of tags, code and images the content that the document has."""
    for token in found:
        start, end = token.meta["at"]
        if token.type == "image":
            token.content = content[start + 2 : start + 2 + len(token.content)]
        elif token.type == "html_inline":
            token.content = content[start:end]
        elif token.type == "code_inline":
            token.content = content[start:end].strip("`")


def _revealed(
    hidden: str, start: int, end: int, position: int, source: Source
) -> Iterator[tuple[Inline, str]]:
    """The inlines of a text with syntax in it that CommonMark's parser was not to see."""
    kinds = {ALONE: Kind.ALONE, UNSEEN: Kind.ALONE, OPEN: Kind.OPEN, CLOSE: Kind.CLOSE}
    at = start
    for found in [*RUN.finditer(hidden, start, end), None]:
        cut = source.place(found.start() if found else end)
        if cut > position:
            raw = source.document[position:cut]
            yield Inline(Kind.TEXT, raw, raw), ""
            position = cut
        if found:
            at = source.place(found.end())
            raw = source.document[position:at]
            kind = kinds[found.group()[0]]
            named = ""
            if kind is Kind.OPEN and raw == "[[":  # a page of a wiki by its name
                named = f"{hidden[found.end() :].partition(CLOSE)[0]}|"
            yield (
                Inline(kind, raw, raw if hidden[found.start()] == ALONE else "", named=named),
                "syntax",
            )
            position = at


def _end_tags(found: Sequence[Token]) -> dict[str, list[int]]:
    """Where each element's end tags are, in order."""
    places: dict[str, list[int]] = {}
    for index, token in enumerate(found):
        if token.type == "html_inline" and token.content.startswith("</"):
            places.setdefault(token.content[2:-1].strip().lower(), []).append(index)
    return places


def _next(places: Sequence[int], index: int) -> int:
    """The first place behind an index, -1 for none."""
    at = bisect_right(places, index)
    return places[at] if at < len(places) else -1


def _kept(tag: str) -> str:
    """The name of the element that is not to be translated whose start tag this is."""
    token = next(html_tokens(tag))
    if token.kind != "start" or tag.endswith("/>") or token.name in elements.VOID:
        return ""
    kept = token.name in elements.KEPT_INLINES or token.name in elements.KEPT_BLOCKS
    return token.name if kept or is_kept(tag, token) else ""


def _inline(token: Token, raw: str, kept: str | None) -> tuple[Inline, str]:
    """The inline of a token; ``kept`` is the whole of an element that is not translated."""
    if kept is not None:
        return Inline(Kind.ALONE, raw, " ".join(kept.split())), ""
    match token.type:
        case "text":
            return Inline(Kind.TEXT, raw, raw), ""
        case "text_special":
            return Inline(Kind.TEXT, raw, token.content), ""
        case "softbreak":
            return Inline(Kind.TEXT, raw, " "), ""
        case "hardbreak":
            return Inline(Kind.ALONE, raw, "\n"), ""
        case "code_inline" | "autolink":
            return Inline(Kind.ALONE, raw, token.content), ""
        case "html_inline":
            tag = next(html_tokens(token.content))
            if tag.kind == "start" and tag.name not in elements.VOID and not raw.endswith("/>"):
                return Inline(Kind.OPEN, raw), f"<{tag.name}"
            if tag.kind == "end":
                return Inline(Kind.CLOSE, raw), f"<{tag.name}"
            return Inline(Kind.ALONE, raw, "\n" if tag.name == "br" else ""), ""
    if token.nesting:
        kind = Kind.OPEN if token.nesting > 0 else Kind.CLOSE
        return Inline(kind, raw), token.type.partition("_")[0]
    return Inline(Kind.ALONE, raw), ""


def _image(
    token: Token, source: Source, env: dict[str, Any], start: int, end: int
) -> tuple[list[tuple[Inline, str]], list[Block]]:
    """An image: its description is text between two codes."""
    label, label_end = start + 2, start + 2 + len(token.content)
    first, second = source.place(label), source.place(label_end)
    raw = (
        source.document[source.place(start) : first],
        source.document[second : source.place(end)],
    )
    inside = source.document[first:second]
    title = title_of(raw[1], second, source.lines)
    if not has_text(inside):
        whole = Inline(Kind.ALONE, raw[0] + inside + raw[1])
        return [(whole, "")], title
    text = [(inline, "") for inline in text_inlines(inside)]
    named = " ".join(token.content.split()) if raw[1] in ("]", "][]") else ""
    closing_code = Inline(Kind.CLOSE, raw[1], named=f"[{named}]" if named else "")
    return [(Inline(Kind.OPEN, raw[0]), "!"), *text, (closing_code, "!")], title


def _extra(
    token: Token, source: Source, env: dict[str, Any], start: int, end: int, text: str
) -> Iterator[Block]:
    """The blocks inside a code: titles, attributes, notes."""
    if token.type == "link_close":
        yield from title_of(source.document[start:end], start, source.lines)
    elif token.type == "html_inline" and source.document[start:end] == token.content:
        for tag in html_tokens(source.document, start, end):
            yield from attribute_blocks(source.document, tag, source.lines)
    elif token.type == "footnote_ref" and text.startswith("^["):
        inside = text[2:-1]
        if source.document[start + 2 : end - 1] == inside and "\n" not in inside:
            note = Source(source.document, [(0, start + 2)], source.lines)
            yield from block("footnote", inside, note, env)


def shape(inlines: Sequence[tuple[Inline, str]]) -> list[str]:
    """What a reader sees, and the codes between: two texts of one shape look the same."""
    parts: list[str] = []
    was_text = False
    for inline, _ in inlines:
        is_text = inline.kind is Kind.TEXT
        if is_text and was_text:
            parts[-1] += inline.text
        else:
            parts.append(inline.text if is_text else f"\0{inline.source}")
        was_text = is_text
    return parts


def parses_as(text: str, wanted: list[str]) -> bool:
    """Whether Markdown text has the shape."""
    from l10n.formats.markdown.inlines import AnyReference

    env: dict[str, Any] = {"references": AnyReference()}
    source = Source(text, [(0, 0)], Lines(""))
    return shape(_pieces(text, source, env)[0]) == wanted
