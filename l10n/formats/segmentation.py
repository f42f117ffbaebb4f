"""Documents in segments: the sentences of each block, with their markup, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from l10n import markup
from l10n.formats.reading import has_text, shows_text
from l10n.formats.sentences import split_sentences
from l10n.model import Block, Document, Inline, Kind, Segment

# What stands for a code that people see, where sentences are told apart.
_CODE = "Code"
_NEXT = re.compile(rf"\s*({_CODE}|\S)")
_STOPS = frozenset(".!?…:;")
# A pair closes in the midst of a piece that another pair has joined, and so on: never in practice.
_MOST_ROUNDS = 8


def segment(text: str, locale: str = "en") -> list[Segment]:
    """The sentences of one paragraph as segments; ``"".join(map(str, segments))`` is the text.

    Args:
        text: a paragraph, or any text.
        locale: the text's, in any spelling that :func:`l10n.languages.codes.parse_locale` takes.
    """
    segments: list[Segment] = []
    line = 1
    for piece in split_sentences(text, locale):
        segments.append(_plain(piece, line))
        line += _line_breaks(piece)
    return segments


def _plain(piece: str, line: int) -> Segment:
    content = piece.strip()
    if not has_text(content) and any(map(str.isalpha, content)):
        return Segment("", piece, line=line)  # an address, a path
    start = piece.index(content)
    before, after = piece[:start], piece[start + len(content) :]
    found = Segment(content, before, after, line=line + _line_breaks(before))
    escaped = markup.escape(found.msgid)
    return found if escaped == found.msgid else replace(found, message=escaped)


def segment_document(document: Document, locale: str = "en") -> list[Segment]:
    """All segments of a document, in order, each with its place in the structure."""
    segments: list[Segment] = []
    counts: dict[str, int] = {}
    for index, block in enumerate(document.blocks):
        counts[block.kind] = number = counts.get(block.kind, 0) + 1
        sentences = segment_block(block, locale)
        for position, sentence in enumerate(sentences, start=1):
            context = f"{block.kind} {number}"
            if len(sentences) > 1:
                context += f", sentence {position} of {len(sentences)}"
            if block.name:
                context += f": {block.name}"
            if codes := markup.legend(sentence.inlines):
                context += f"; {codes}"
            line = block.line + sentence.line - 1
            segments.append(replace(sentence, context=context, line=line, block=index))
    return segments


def segment_block(block: Block, locale: str = "en") -> list[Segment]:
    """The sentences of one block; ``"".join(map(str, segments))`` is its content.

    A sentence keeps the codes inside it; codes at its edges go into ``before`` and ``after``. A
    pair of codes is never cut in two: sentences that one holds together are one segment.
    """
    if block.entry:
        msgid, plural = markup.escape(block.entry.msgid), markup.escape(block.entry.plural)
        entry = block.entry._replace(msgid=msgid, plural=plural)
        return [Segment(block.content, message=entry.msgid, entry=entry)]
    if not block.inlines:
        return [_plain(block.content, 1)] if block.whole else segment(block.content, locale)
    segments: list[Segment] = []
    line = 1
    for piece in _pieces(block, locale):
        before, content, after = _edges(piece)
        content = list(_unglued(content))
        sources = ["".join(inline.source for inline in part) for part in (before, content, after)]
        found = Segment(sources[1], sources[0], sources[2], line=line + _line_breaks(sources[0]))
        if content:
            found = replace(found, message=markup.message(content), inlines=tuple(content))
        segments.append(found)
        line += _line_breaks("".join(sources))
    return segments


def _pieces(block: Block, locale: str) -> list[list[Inline]]:
    """A block's inlines, sentence by sentence."""
    seen = "".join(map(_stand_in, block.inlines))
    sentences = [seen]
    if not block.whole:
        lines = _lines(block.inlines, seen)
        sentences = [one for line in lines for one in split_sentences(line, locale)]
    pieces: list[list[Inline]] = [[]]
    end = len(sentences[0]) if sentences else 0
    index = position = 0
    for inline in block.inlines:
        rest = inline
        while True:
            width = len(_stand_in(rest))
            at_end = position >= end and index + 1 < len(sentences)
            if at_end and rest.kind is not Kind.CLOSE:
                index += 1
                end += len(sentences[index])
                pieces.append([])
                continue
            room = end - position
            if width <= room or rest.source != rest.text or index + 1 == len(sentences):
                pieces[-1].append(rest)
                position += width
                break
            pieces[-1].append(Inline(Kind.TEXT, rest.text[:room], rest.text[:room]))
            rest = Inline(Kind.TEXT, rest.text[room:], rest.text[room:])
            position += room
    return _whole(_opened_late(pieces))


def _lines(inlines: Sequence[Inline], seen: str) -> Iterator[str]:
    """A block's text, cut at line breaks, unless a sentence goes on in small letters behind one."""
    start = position = 0
    for inline in inlines:
        position += len(_stand_in(inline))
        if inline.kind is Kind.ALONE and inline.text.isspace() and "\n" in inline.text:
            following = _NEXT.match(seen, position)
            ends = seen[start:position].rstrip()[-1:] in _STOPS
            goes_on = not following or following[1].islower() or following[1].startswith(_CODE)
            if ends or not goes_on:
                yield seen[start:position]
                start = position
    yield seen[start:]


def _stand_in(inline: Inline) -> str:
    """What stands for an inline where sentences are told apart."""
    if inline.kind is Kind.ALONE and inline.text.strip():
        return _CODE
    return inline.text


def _opened_late(pieces: list[list[Inline]]) -> list[list[Inline]]:
    """Pieces, a pair that opens before the white space between two in the second one."""
    for index in range(len(pieces) - 1):
        piece = pieces[index]
        last = next((at for at in reversed(range(len(piece))) if _is_visible(piece[at])), -1)
        opens = (at for at in range(last + 1, len(piece)) if piece[at].kind is Kind.OPEN)
        if last >= 0 and (at := next(opens, None)) is not None:
            pieces[index + 1][:0] = piece[at:]
            del piece[at:]
    return pieces


def _whole(pieces: list[list[Inline]]) -> list[list[Inline]]:
    """Pieces, joined until none has one half of a pair in its midst."""
    for _ in range(_MOST_ROUNDS):
        joined = list(_joined(pieces))
        if len(joined) == len(pieces):
            return joined
        # What was at the edge of a piece may be in the midst of the joined one.
        pieces = joined
    return [[inline for piece in pieces for inline in piece]]


def _joined(pieces: list[list[Inline]]) -> Iterator[list[Inline]]:
    """Pieces, joined where a pair opens in the midst of one and closes in a later one."""
    opened: dict[int, tuple[int, bool]] = {}
    reaches = list(range(len(pieces)))  # up to which piece each must go
    for index, piece in enumerate(pieces):
        shown = [place for place, inline in enumerate(piece) if _is_visible(inline)]
        first, last = (shown[0], shown[-1]) if shown else (len(piece), -1)
        for place, inline in enumerate(piece):
            if inline.kind is Kind.OPEN:
                opened[inline.pair] = (index, place < first)
            elif inline.kind is Kind.CLOSE:
                start, at_edge = opened[inline.pair]
                if start != index and not (at_edge and place > last):
                    reaches[start] = max(reaches[start], index)
    index = 0
    while index < len(pieces):
        joined, reach = list(pieces[index]), reaches[index]
        while index < reach:
            index += 1
            joined += pieces[index]
            reach = max(reach, reaches[index])
        yield joined
        index += 1


def _unglued(content: Sequence[Inline]) -> Iterator[Inline]:
    """A sentence with a blank before each line break or tab between two words.

    The blank is in the message only: without it, the words would be one to whoever leaves the
    codes out. :func:`l10n.markup.restore` takes it away again.
    """
    previous = ""
    for index, inline in enumerate(content):
        is_space = inline.kind is Kind.ALONE and inline.text.isspace()
        after = content[index + 1].text if index + 1 < len(content) else ""
        if is_space and previous and not previous[-1].isspace() and not after[:1].isspace():
            yield markup.BLANK
        yield inline
        previous = inline.text or previous


def _is_visible(inline: Inline) -> bool:
    return inline.kind in (Kind.TEXT, Kind.ALONE) and bool(inline.text.strip())


def _edges(piece: Sequence[Inline]) -> tuple[list[Inline], list[Inline], list[Inline]]:
    """A piece as what is before, in and after the sentence; nothing in it where no letter is."""
    items = [part for inline in piece for part in _without_edge_space(inline)]
    letters = shows_text(items)
    shown = [place for place, inline in enumerate(items) if _is_visible(inline)]
    if not letters:
        return items, [], []
    first, last = shown[0], shown[-1] + 1
    inside = {inline.pair for inline in items[first:last] if inline.kind is not Kind.TEXT}
    for place in range(first):
        if items[place].kind is Kind.OPEN and items[place].pair in inside:
            first = place
            break
    for place in range(len(items) - 1, last - 1, -1):
        if items[place].kind is Kind.CLOSE and items[place].pair in inside:
            last = place + 1
            break
    return items[:first], items[first:last], items[last:]


def _without_edge_space(inline: Inline) -> Iterator[Inline]:
    """Text with its white space apart, where it is written letter by letter."""
    core = inline.text.strip()
    if inline.kind is not Kind.TEXT or inline.source != inline.text or core in ("", inline.text):
        yield inline
        return
    start = inline.text.index(core)
    for text in (inline.text[:start], core, inline.text[start + len(core) :]):
        if text:
            yield Inline(Kind.TEXT, text, text)


def _line_breaks(text: str) -> int:
    return len(re.findall(r"\r\n|\n|\r", text))
