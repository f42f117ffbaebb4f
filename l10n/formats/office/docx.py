"""Word documents (ECMA-376, WordprocessingML): paragraphs, their runs as codes.

Word cuts a paragraph's text into runs. Where a run has another formatting than the paragraph's
first one, it is a pair of codes; runs of one formatting are one text. A hyperlink is a pair too,
and what is no text (a tab, a picture, a note's number) a code alone. Where nothing of this fits, as
between the parts of a field, the paragraph is cut into several blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n import markup
from l10n.formats.format import Format
from l10n.formats.html.tokens import Token, element_ends, text_inlines, tokens
from l10n.formats.office import odt
from l10n.formats.office.archives import named
from l10n.formats.reading import Lines, Reading
from l10n.model import Block, Inline, Kind

_MEMBERS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# Elements inside of a paragraph that say nothing of its text: they go when it is translated.
_NOTHING = frozenset({"w:prooferr", "w:lastrenderedpagebreak", "w:rpr", "w:r", "w:t"})
_WRAPPERS = frozenset(
    {"w:hyperlink", "w:ins", "w:smarttag", "w:sdt", "w:sdtcontent", "w:fldsimple"}
)
_SEEN = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n"}
_FORMATS = {"b": "bold", "i": "italic", "u": "underlined", "strike": "struck through"}
_MOST_TEXTS = 2000


class _Text(NamedTuple):
    """The text of a run; ``skipped`` is what stood between it and the one before."""

    start: int
    end: int
    format: str
    wrappers: tuple[int, ...]
    skipped: tuple[str, ...]


def read(text: str) -> Reading:
    """The paragraphs of all members; one inside of another (a text box) is a block too."""
    found = list(tokens(text))
    lines = Lines(text)
    ends = element_ends(text, found)
    blocks: list[Block] = []
    for index, end in ends.items():
        if found[index].name == "w:p":
            texts = list(_texts(text, found, index + 1, end, ends))
            if len(texts) <= _MOST_TEXTS:
                blocks += _blocks(text, texts, lines)
    return Reading(sorted(blocks, key=lambda block: (block.span[0], -block.span[1])))


def _texts(
    text: str, found: Sequence[Token], index: int, last: int, ends: dict[int, int]
) -> Iterator[_Text]:
    """The texts of a paragraph's runs, without those of paragraphs inside of it."""
    wrappers: list[int] = []
    skipped: list[str] = []
    style = ""
    while index < last:
        token = found[index]
        name, end = token.name, ends.get(index, index)
        if token.kind == "start" and name == "w:rpr":
            style = text[token.start : found[end].end]
            index = end
        elif token.kind == "start" and name == "w:r":
            style = ""
        elif token.kind == "start" and name == "w:t" and end == index + 2:
            inside = found[index + 1]
            yield _Text(inside.start, inside.end, style, tuple(wrappers), tuple(skipped))
            skipped = []
            index = end
        elif token.kind == "start" and name in _WRAPPERS and index in ends:
            wrappers.append(index)
        elif token.kind == "end" and name in _WRAPPERS:
            wrappers.pop()
        elif token.kind == "start" and name not in _NOTHING:
            skipped.append(name)
            index = end
        index += 1


def _blocks(text: str, texts: list[_Text], lines: Lines) -> Iterator[Block]:
    """The blocks of a paragraph: one, unless it must be cut."""
    cuts = {place for place in range(1, len(texts)) if not _joins(texts[place - 1], texts[place])}
    while more := set(_broken(texts, cuts)) - cuts:
        cuts |= more
    starts = [0, *sorted(cuts)]
    for first, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        group = texts[first:end]
        if not group:
            continue
        inlines = markup.pair_up(list(_pieces(text, group)))
        if any(i.kind is Kind.TEXT and any(map(str.isalpha, i.text)) for i in inlines):
            span = (group[0].start, group[-1].end)
            number = lines.number(span[0])
            yield Block("paragraph", text[slice(*span)], span, number, inlines, "xml")


def _joins(one: _Text, other: _Text) -> bool:
    """Whether what stands between two texts can be codes."""
    if "w:fldchar" in other.skipped or "w:instrtext" in other.skipped:
        return False
    a, b = one.wrappers, other.wrappers
    return a == b or a == b[:-1] or a[:-1] == b


def _broken(texts: list[_Text], cuts: set[int]) -> Iterator[int]:
    """Where an element that goes round texts begins or ends, but is not whole between two cuts."""
    edges: dict[int, list[int]] = {}
    for place in range(1, len(texts)):
        for wrapper in set(texts[place - 1].wrappers) ^ set(texts[place].wrappers):
            edges.setdefault(wrapper, []).append(place)
    for places in edges.values():
        whole = len(places) == 2 and not any(cut in cuts for cut in range(places[0], places[1] + 1))
        if not whole:
            yield from places


def _pieces(text: str, group: list[_Text]) -> Iterator[tuple[Inline, str]]:
    """The inlines of texts and of what stands between them, with the names of pairs."""
    base: dict[tuple[int, ...], str] = {}
    for one in group:
        base.setdefault(one.wrappers, one.format)
    before: _Text | None = None
    for one in group:
        if before is not None:
            yield from _between(text, before, one, base)
        for inline in text_inlines(text[one.start : one.end]):
            yield inline, ""
        before = one
    if before is not None and before.format != base[before.wrappers]:
        yield Inline(Kind.CLOSE, "", tail=_switch(base[before.wrappers])), "format"


def _between(
    text: str, one: _Text, other: _Text, base: dict[tuple[int, ...], str]
) -> Iterator[tuple[Inline, str]]:
    """The codes between two texts. One of them has the source; each leaves its own formatting."""
    source = text[one.end : other.start]
    old, new = base[one.wrappers], base[other.wrappers]
    moved = one.wrappers != other.wrappers
    changes = moved or one.format != other.format
    closes, opens = changes and one.format != old, changes and other.format != new
    seen = "".join(_SEEN.get(name, "") for name in other.skipped)
    tail = _switch(new) if other.format != new and opens else ""
    if not (closes or opens or moved or other.skipped):
        yield Inline(Kind.TEXT, source, ""), ""
        return
    alone = moved or bool(other.skipped)
    if closes:
        whole = not (alone or opens)
        code = Inline(Kind.CLOSE, source) if whole else Inline(Kind.CLOSE, "", tail=_switch(old))
        yield code, "format"
    if moved:
        kind = Kind.OPEN if len(other.wrappers) > len(one.wrappers) else Kind.CLOSE
        wrapper = (other.wrappers if kind is Kind.OPEN else one.wrappers)[-1]
        yield Inline(kind, source, tail=tail, label="a link"), f"wrapper {wrapper}"
    elif other.skipped:
        names = ", ".join(name.partition(":")[2] for name in other.skipped)
        yield Inline(Kind.ALONE, source, seen, tail=tail, label=names), ""
    if opens:
        label = _label(other.format)
        if alone:
            yield Inline(Kind.OPEN, "", tail=_switch(other.format), label=label), "format"
        else:
            yield Inline(Kind.OPEN, source, label=label), "format"


def _label(style: str) -> str:
    """A formatting in Word's own words: "b" is bold, "i" italic; "plain" for none."""
    names = [name for name in re.findall(r"<w:(\w+)", style) if name != "rPr"]
    return " ".join(_FORMATS.get(name, name) for name in names) or "plain"


def _switch(style: str) -> str:
    """The end of one run and the beginning of the next."""
    return f'</w:t></w:r><w:r>{style}<w:t xml:space="preserve">'


def finish(member: str) -> str:
    """A changed member: white space at the ends of texts counts, as translations may need it."""
    return member.replace("<w:t>", '<w:t xml:space="preserve">')


FORMAT = Format(
    name="docx",
    title="Word",
    suffixes=(".docx",),
    read=read,
    writers={"xml": odt.write},
    members=named(_MEMBERS),
    finish=finish,
)
