"""The source's own format: translations spliced into the source, all else to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from l10n.model import Document, Segment


def splice(document: Document, segments: Sequence[Segment], translations: Mapping[str, str]) -> str:
    """The document's text with its sentences replaced.

    Args:
        document: the source.
        segments: all of its segments, in order.
        translations: by msgid; a sentence that is not in it, or is its own translation, stays as
            it stands in the source.
    """
    return "".join(_pieces(document, segments, translations))


def _pieces(
    document: Document, segments: Sequence[Segment], translations: Mapping[str, str]
) -> Iterator[str]:
    position = 0
    for index, sentences in groupby(segments, key=lambda segment: segment.block):
        start, end = document.blocks[index].span
        yield document.text[position:start]
        position = end
        for sentence in sentences:
            text = translations.get(sentence.msgid, sentence.msgid)
            content = sentence.content if text == sentence.msgid else text
            yield f"{sentence.before}{content}{sentence.after}"
    yield document.text[position:]


def export(
    document: Document, segments: Sequence[Segment], translations: Mapping[str, str]
) -> bytes:
    """The localized document in the source's encoding, in UTF-8 where that has not the letters."""
    text = splice(document, segments, translations)
    try:
        return text.encode(document.encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8")
