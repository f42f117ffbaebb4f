"""Paragraphs of runs, as Word, PowerPoint and Excel keep text (ECMA-376): runs as codes.

An office cuts a paragraph's text into runs. Where a run has another formatting than the paragraph's
first one, it is a pair of codes; runs of one formatting are one text. A hyperlink is a pair too,
and what is no text (a tab, a picture, a note's number) a code alone. Where nothing of this fits, as
between the parts of a field, the paragraph is cut into several blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n import markup
from l10n.formats.html.tokens import Token, element_ends, text_inlines, tokens
from l10n.formats.office.xml import attribute_block, local_names, prefixes
from l10n.formats.reading import Lines, Reading, shows_text
from l10n.model import Block, Inline, Kind

_FORMATS = {"b": "bold", "i": "italic", "u": "underlined", "strike": "struck through"}
_MOST_TEXTS = 2000
# Blanks that somebody has typed for a tab; two are a slip.
_COLUMN = re.compile(r" {3,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What an office calls the parts of a paragraph, in small letters and without a prefix.

    Attributes:
        namespaces: of all that follow; names of others have their prefix.
        paragraphs: elements that hold runs.
        style: of a run.
        nothing: elements inside of a paragraph that say nothing of its text: they go when it is
            translated.
        wrappers: elements that go round runs.
        seen: what stands for a text in a paragraph, and what a reader sees there.
        letters: what stands for a letter of a word, and for which one.
        is_field: whether a skipped element is part of a field, where a paragraph is cut.
        preserves: whether texts say ``xml:space="preserve"``.
    """

    namespaces: tuple[str, ...]
    paragraphs: frozenset[str]
    style: str = "rpr"
    nothing: frozenset[str] = frozenset()
    wrappers: frozenset[str] = frozenset()
    seen: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    is_field: Callable[[str], bool] = lambda name: False
    preserves: bool = True


class _Text(NamedTuple):
    """The text of a run.

    Attributes:
        start, end: offsets of what is inside of its element.
        prefix: of that element, with its colon.
        format: the run's style, as it stands there.
        wrappers: the elements that go round it.
        skipped: what stood between it and the text before.
    """

    start: int
    end: int
    prefix: str
    format: str
    wrappers: tuple[int, ...]
    skipped: tuple[str, ...]


def read(text: str, words: Vocabulary) -> Reading:
    """The paragraphs of all members; one inside of another (a text box) is a block too."""
    found = local_names(text, list(tokens(text)), words.namespaces)
    lines = Lines(text)
    ends = element_ends(text, found)
    blocks: list[Block] = []
    for index, end in ends.items():
        if found[index].name in words.paragraphs:
            texts = list(_texts(text, found, index + 1, end, ends, words))
            if len(texts) <= _MOST_TEXTS:
                blocks += _blocks(text, texts, lines, words)
    for token in found:
        blocks += _alternatives(text, token, lines)
    return Reading(sorted(blocks, key=lambda block: (block.span[0], -block.span[1])))


def _alternatives(text: str, token: Token, lines: Lines) -> Iterator[Block]:
    """What a picture shows or a table holds, in words, for those who do not see it."""
    names: tuple[str, ...] = ()
    if token.name.endswith((":docpr", ":cnvpr")):
        names = ("descr", "title")
    elif token.name.startswith("v:"):  # VML, of Word 2007 and older
        names = ("alt",)
    elif token.name in ("tblcaption", "tbldescription"):
        names = ("val",)
    for attribute in token.attributes if names else ():
        if attribute.name.rpartition(":")[2] in names:
            yield from attribute_block("alternative text", text, attribute, lines)


def _texts(
    text: str,
    found: Sequence[Token],
    index: int,
    last: int,
    ends: dict[int, int],
    words: Vocabulary,
) -> Iterator[_Text]:
    """The texts of a paragraph's runs, without those of paragraphs inside of it."""
    wrappers: list[int] = []
    skipped: list[str] = []
    style = ""
    while index < last:
        token = found[index]
        name, end = token.name, ends.get(index, index)
        if token.kind == "start" and name == words.style:
            style = text[token.start : found[end].end]
            index = end
        elif token.kind == "start" and name == "r":
            style = ""
        elif token.kind == "start" and name == "t" and end == index + 2:
            inside = found[index + 1]
            prefix = text[token.start + 1 : inside.start].partition("t")[0]
            yield _Text(inside.start, inside.end, prefix, style, tuple(wrappers), tuple(skipped))
            skipped = []
            index = end
        elif token.kind == "start" and name in words.wrappers and index in ends:
            wrappers.append(index)
        elif token.kind == "end" and name in words.wrappers:
            wrappers.pop()
        elif token.kind == "start" and name not in words.nothing and name not in ("r", "t"):
            skipped.append(name)
            index = end
        index += 1


def _blocks(text: str, texts: list[_Text], lines: Lines, words: Vocabulary) -> Iterator[Block]:
    """The blocks of a paragraph: one, unless it must be cut."""
    cuts = {
        place for place in range(1, len(texts)) if not _joins(texts[place - 1], texts[place], words)
    }
    while more := set(_broken(texts, cuts)) - cuts:
        cuts |= more
    starts = [0, *sorted(cuts)]
    for first, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        group = texts[first:end]
        if not group:
            continue
        inlines = markup.pair_up(list(_pieces(text, group, words)))
        if shows_text(inlines):
            span = (group[0].start, group[-1].end)
            number = lines.number(span[0])
            yield Block("paragraph", text[slice(*span)], span, number, inlines, "xml")


def _joins(one: _Text, other: _Text, words: Vocabulary) -> bool:
    """Whether what stands between two texts can be codes."""
    if any(map(words.is_field, other.skipped)):
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


def _pieces(text: str, group: list[_Text], words: Vocabulary) -> Iterator[tuple[Inline, str]]:
    """The inlines of texts and of what stands between them, with the names of pairs."""
    base: dict[tuple[int, ...], str] = {}
    for one in group:
        base.setdefault(one.wrappers, one.format)
    before: _Text | None = None
    for one in group:
        if before is not None:
            yield from _between(text, before, one, base, words)
        for inline in text_inlines(text[one.start : one.end]):
            is_column = words.preserves and _COLUMN.fullmatch(inline.source)
            yield Inline(Kind.ALONE, inline.source, "\t") if is_column else inline, ""
        before = one
    if before is not None and before.format != base[before.wrappers]:
        tail = _switch(base[before.wrappers], before.prefix, words)
        yield Inline(Kind.CLOSE, "", tail=tail), "format"


def _between(
    text: str,
    one: _Text,
    other: _Text,
    base: dict[tuple[int, ...], str],
    words: Vocabulary,
) -> Iterator[tuple[Inline, str]]:
    """The codes between two texts. One of them has the source; each leaves its own formatting."""
    source = text[one.end : other.start]
    old, new = base[one.wrappers], base[other.wrappers]
    moved = one.wrappers != other.wrappers
    changes = moved or one.format != other.format
    closes, opens = changes and one.format != old, changes and other.format != new
    seen = "".join(words.seen.get(name, "") for name in other.skipped)
    tail = _switch(new, other.prefix, words) if other.format != new and opens else ""
    is_text = all(name in words.letters for name in other.skipped)
    if is_text and not (closes or opens or moved):
        letters = "".join(words.letters[name] for name in other.skipped)
        yield Inline(Kind.TEXT, source, letters), ""
        return
    alone = moved or bool(other.skipped)
    if closes:
        whole = not (alone or opens)
        code = (
            Inline(Kind.CLOSE, source)
            if whole
            else Inline(Kind.CLOSE, "", tail=_switch(old, other.prefix, words))
        )
        yield code, "format"
    if moved:
        kind = Kind.OPEN if len(other.wrappers) > len(one.wrappers) else Kind.CLOSE
        wrapper = (other.wrappers if kind is Kind.OPEN else one.wrappers)[-1]
        yield Inline(kind, source, tail=tail, label="a link"), f"wrapper {wrapper}"
    elif other.skipped:
        names = ", ".join(name.rpartition(":")[2] for name in other.skipped)
        yield Inline(Kind.ALONE, source, seen, tail=tail, label=names), ""
    if opens:
        label = _label(other.format)
        if alone:
            yield (
                Inline(Kind.OPEN, "", tail=_switch(other.format, other.prefix, words), label=label),
                "format",
            )
        else:
            yield Inline(Kind.OPEN, source, label=label), "format"


def _label(style: str) -> str:
    """A formatting in Word's own words: "b" is bold, "i" italic; "plain" for none."""
    names = [name for name in re.findall(r"<(?:\w+:)?(\w+)", style) if name != "rPr"]
    return " ".join(_FORMATS.get(name, name) for name in names) or "plain"


def _switch(style: str, prefix: str, words: Vocabulary) -> str:
    """The end of one run and the beginning of the next."""
    space = ' xml:space="preserve"' if words.preserves else ""
    return f"</{prefix}t></{prefix}r><{prefix}r>{style}<{prefix}t{space}>"


def preserving(member: str, namespaces: Sequence[str]) -> str:
    """A changed member: white space at the ends of texts counts, as translations may need it."""
    for prefix in prefixes(member, namespaces):
        member = member.replace(f"<{prefix}t>", f'<{prefix}t xml:space="preserve">')
    return member
