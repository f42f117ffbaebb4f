"""What tests of all formats need: a translation that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from l10n import markup
from l10n.formats import format_of, make_document, refusing
from l10n.formats import splicing as same
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.localized import Localized
from l10n.formats.segmentation import segment_document
from l10n.model import Document, Segment

_LETTERS = str.maketrans("aeiouAEIOU", "аеіоуАЕІОУ")


def pseudo(msgid: str) -> str:
    """A message with Cyrillic vowels, its placeables as they were."""
    parts = markup.parse(msgid)
    return markup.build(
        part if isinstance(part, markup.Placeable) else part.translate(_LETTERS) for part in parts
    )


def document(text: str, suffix: str) -> Document:
    """A document of a format, from text."""
    path = Path(f"document{suffix}")
    format = format_of(path)
    assert format
    return make_document(path, text, format=format)


def messages(segments: list[Segment]) -> list[str]:
    """The messages of the segments that have one."""
    return [segment.msgid for segment in segments if segment.content]


def keyed(segments: Sequence[Segment], texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Translations as exporters take them, of translations by msgid."""
    return {one.key: (texts[one.msgid],) for one in segments if one.content and one.msgid in texts}


def splice(
    document: Document,
    segments: Sequence[Segment],
    texts: Mapping[str, str],
    locale: str | None = None,
) -> str:
    """The document's text with translations by msgid."""
    return same.splice(document, segments, keyed(segments, texts), locale)


def refusals(
    document: Document, segments: Sequence[Segment], texts: Mapping[str, str]
) -> list[refusing.Refusal]:
    """Which translations by msgid are refused."""
    return refusing.refusals(document, segments, keyed(segments, texts))


def export(
    document: Document,
    segments: Sequence[Segment],
    texts: Mapping[str, str],
    locale: str | None = None,
) -> bytes:
    """The document's bytes with translations by msgid."""
    found = keyed(segments, texts)
    return same.export(Localized(document, segments, "", "en", locale or "", {}, found))


def seen(document: Document) -> list[str]:
    """The blocks of a document as messages, with white space that does not depend on sentences."""
    return [
        " ".join(UNWRITABLE.sub("", markup.message(block.inlines) or block.content).split())
        for block in document.blocks
    ]


def check_round_trip(text: str, suffix: str) -> str:
    """Assert that a document keeps its bytes, and that a translation of it can be read again.

    Returns:
        the document in pseudo-translation.
    """
    source = document(text, suffix)
    segments = segment_document(source)
    for index, block in enumerate(source.blocks):
        assert text[slice(*block.span)] == block.content
        mine = [segment for segment in segments if segment.block == index]
        assert "".join(map(str, mine)) == block.content
        assert "".join(inline.source for inline in block.inlines) in ("", block.content)
    assert splice(source, segments, {}) == text
    assert splice(source, segments, {m: m for m in messages(segments)}) == text
    for msgid in messages(segments):
        assert not markup.problems(msgid, msgid)
        assert markup.build(markup.parse(msgid)) == msgid
    localized = splice(source, segments, {m: pseudo(m) for m in messages(segments)})
    again = document(localized, suffix)
    assert seen(again) == [pseudo(text) for text in seen(source)], localized
    return localized
