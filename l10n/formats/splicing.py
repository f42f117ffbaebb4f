"""The source's own format: translations spliced into the source, all else to the byte."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from l10n import markup
from l10n.formats import FORMATS
from l10n.formats.localized import Localized, Texts
from l10n.formats.office import archives
from l10n.formats.refusing import problems_of
from l10n.languages.plurals import rule
from l10n.model import Block, Document, Inline, Kind, Segment

_BARE_FEED = re.compile(r"(?<!\r)\n")


class _Change(NamedTuple):
    start: int
    end: int
    text: str


def splice(
    document: Document,
    segments: Sequence[Segment],
    translations: Texts,
    locale: str | None = None,
    plural_forms: str = "",
) -> str:
    """The document's text with its sentences replaced.

    Args:
        document: the source.
        segments: all of its segments, in order.
        translations: by key; a sentence that has none, is its own translation, or is one
            of the :func:`refusals`, stays as it stands in the source.
        locale: what the document shall call its language, if anything in it is translated.
        plural_forms: the rule that plural forms are in the order of, "" for the locale's.
    """
    changes = _all_changes(document, segments, translations, locale, plural_forms)
    return _apply(document.text, 0, len(document.text), changes)


def _all_changes(
    document: Document,
    segments: Sequence[Segment],
    translations: Texts,
    locale: str | None,
    plural_forms: str = "",
) -> list[_Change]:
    """What to replace in the text and, if anything is, where it names its language; in order."""
    plurals = [one for one in segments if one.plural]
    changes = _changes(document, [one for one in segments if not one.plural], translations)
    changes += _plural_changes(document, plurals, translations, locale or "en", plural_forms)
    if changes and locale:
        name = locale.split("@")[0].replace("_", "-")
        changes += [
            _Change(start, end, name if end > start else f' lang="{name}"')
            for start, end in document.locale_spans
        ]
    return sorted(changes)


def _changes(document: Document, segments: Sequence[Segment], translations: Texts) -> list[_Change]:
    """What to replace in the text, not overlapping."""
    changes: list[_Change] = []
    outer: list[tuple[int, Segment]] = []
    inner: list[_Change] = []
    covered = 0
    for index, group in groupby(segments, key=lambda segment: segment.block):
        start, end = document.blocks[index].span
        sentences = list(_translated(document, start, group, translations))
        if start >= covered:
            changes += _outer_changes(document, outer, inner, translations)
            outer, inner, covered = sentences, [], end
            changes += _names(document.blocks[index], sentences)
        else:  # the block is inside of the one before
            inner += [_change(document, place, one, translations, []) for place, one in sentences]
    return [*changes, *_outer_changes(document, outer, inner, translations)]


def _plural_changes(
    document: Document,
    segments: Sequence[Segment],
    translations: Texts,
    locale: str,
    plural_forms: str,
) -> Iterator[_Change]:
    """What to replace of messages with a plural, whose forms are as many as the locale wants."""
    write = FORMATS[document.format].write_plural
    if write is None:
        return
    for segment in segments:
        forms = translations.get(segment.key, ())
        is_source = set(forms) <= {segment.msgid, segment.plural}
        if not all(forms) or is_source or any(problems_of(document, segment, f) for f in forms):
            continue
        block = document.blocks[segment.block]
        texts = [markup.plain(form) for form in forms]
        text = write(block, texts, rule(plural_forms, locale), locale)
        yield _Change(*block.span, _broken_as(document, text))


def _names(block: Block, sentences: Sequence[tuple[int, Segment]]) -> Iterator[_Change]:
    """What codes outside of sentences need that go round a text that is replaced."""
    if not sentences or not any(inline.named for inline in block.inlines):
        return
    places = [(at, at + len(sentence.content)) for at, sentence in sentences]
    opened: dict[int, tuple[int, Inline]] = {}
    position = block.span[0]
    for inline in block.inlines:
        end = position + len(inline.source)
        if inline.kind is Kind.OPEN:
            opened[inline.pair] = (position, inline)
        elif inline.kind is Kind.CLOSE:
            begun, opening = opened.get(inline.pair, (end, inline))
            if any(begun <= first and last <= position for first, last in places):
                yield from _named(opening, begun, places)
                yield from _named(inline, position, places)
        position = end


def _named(inline: Inline, start: int, places: Sequence[tuple[int, int]]) -> Iterator[_Change]:
    """The name that a code gets, unless it is in a sentence, which gives it the name itself."""
    if inline.named and not any(first <= start < last for first, last in places):
        end = start + len(inline.source)
        # An empty name, "[]", gives way to the real one.
        yield _Change(end - 2 if inline.source.endswith("][]") else end, end, inline.named)


def _translated(
    document: Document,
    position: int,
    sentences: Iterator[Segment],
    translations: Texts,
) -> Iterator[tuple[int, Segment]]:
    """The segments of a block to be replaced, each with the offset of its content."""
    for sentence in sentences:
        position += len(sentence.before)
        text = _text(translations, sentence)
        if text != sentence.msgid and not problems_of(document, sentence, text):
            yield position, sentence
        position += len(sentence.content) + len(sentence.after)


def _outer_changes(
    document: Document,
    sentences: list[tuple[int, Segment]],
    inner: list[_Change],
    translations: Texts,
) -> Iterator[_Change]:
    """The changes of one block; those inside its codes go in with the codes."""
    for position, sentence in sentences:
        end = position + len(sentence.content)
        first, last = _between(inner, position, end)
        yield from inner[:first]
        yield _change(document, position, sentence, translations, inner[first:last])
        inner = inner[last:]
    yield from inner


def _between(changes: list[_Change], start: int, end: int) -> tuple[int, int]:
    """Indices of the first change that starts in a stretch, and of the first one after it."""
    first = bisect_left(changes, start, key=lambda change: change.start)
    return first, bisect_left(changes, end, lo=first, key=lambda change: change.start)


def _text(translations: Texts, sentence: Segment) -> str:
    return next(iter(translations.get(sentence.key, ())), "") or sentence.msgid


def _change(
    document: Document,
    position: int,
    sentence: Segment,
    translations: Texts,
    inside: list[_Change],
) -> _Change:
    inlines = []
    start = position
    for inline in sentence.inlines:
        end = start + len(inline.source)
        if inside and (here := inside[slice(*_between(inside, start, end))]):
            inline = inline._replace(source=_apply(document.text, start, end, here))
        inlines.append(inline)
        start = end
    write = FORMATS[document.format].writers[document.blocks[sentence.block].syntax]
    text = write(markup.restore(_text(translations, sentence), inlines))
    return _Change(position, position + len(sentence.content), _broken_as(document, text))


def _broken_as(document: Document, text: str) -> str:
    """A text whose lines end as the first line of the document does."""
    if "\n" not in text or document.text[max(document.text.find("\n") - 1, 0)] != "\r":
        return text
    return _BARE_FEED.sub("\r\n", text)


def _apply(text: str, start: int, end: int, changes: Sequence[_Change]) -> str:
    pieces = []
    for change in changes:
        pieces += [text[start : change.start], change.text]
        start = change.end
    return "".join([*pieces, text[start:end]])


def localized_text(localized: Localized) -> str:
    """The text of a localized document."""
    document = localized.document
    if write := FORMATS[document.format].write:
        return write(localized)
    header = localized.headers.get("Plural-Forms", "")
    return splice(document, localized.segments, localized.texts, localized.locale, header)


def export(localized: Localized) -> bytes:
    """The localized document in the source's encoding, or in the one that its format wants.

    Where that has not the letters, HTML gets character references and other text is in UTF-8.
    """
    document = localized.document
    if document.archive is not None:
        return _archive(localized)
    format = FORMATS[document.format]
    text = localized_text(localized)
    if text == document.text:
        return text.encode(document.encoding)
    try:
        return text.encode(format.encoding or document.encoding)
    except UnicodeEncodeError:
        if format.references:
            return text.encode(document.encoding, "xmlcharrefreplace")
        return text.encode("utf-8", "replace")


def _archive(localized: Localized) -> bytes:
    """The same archive where nothing is translated, else one with other texts in its members."""
    document = localized.document
    changes = _all_changes(document, localized.segments, localized.texts, localized.locale)
    if not changes:
        return document.archive or b""
    finish = FORMATS[document.format].finish
    members = {}
    for name, start, end in document.members:
        first, last = _between(changes, start, end)
        if first < last:
            text = _apply(document.text, start, end, changes[first:last])
            members[name] = finish(text).encode("utf-8")
    return archives.pack(document.archive or b"", members)
