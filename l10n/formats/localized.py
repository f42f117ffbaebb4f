"""A document with its translations, on its way into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.languages.plurals import rule
from l10n.model import Document, Segment, Translation

Texts = Mapping[str, tuple[str, ...]]
"""Translations by key; of a message with a plural all forms, of any other one text."""


class Row(NamedTuple):
    """A source text, its translation ("" for none) and which plural form that is ("" for none)."""

    source: str
    target: str
    form: str


@dataclass(frozen=True, slots=True)
class Localized:
    """A document with its translations, as exporters get it.

    Attributes:
        document, segments: the source.
        reference: how catalogs name the source.
        source_locale, locale: from what into what.
        translations: by key, whatever stands in the catalog.
        texts: by key, the translations that go into the output: of a message with a plural all
            its forms, else one text.
        headers: of the catalog's PO file.
    """

    document: Document
    segments: Sequence[Segment]
    reference: str
    source_locale: str
    locale: str
    translations: Mapping[str, Translation]
    texts: Texts
    headers: Mapping[str, str] = field(default_factory=dict)

    def messages(self) -> list[Segment]:
        """The segments that have text, the first of each message."""
        return list({one.key: one for one in reversed(self.segments) if one.content}.values())[::-1]

    def rows(self, segment: Segment) -> list[Row]:
        """A message's texts side by side: a row per plural form, one where there is no plural."""
        texts = self.texts.get(segment.key)
        if not segment.plural:
            return [Row(segment.msgid, texts[0] if texts else "", "")]
        texts = texts or ("",) * rule(self.headers.get("Plural-Forms", ""), self.locale).nplurals
        sources = [segment.msgid, *[segment.plural] * (len(texts) - 1)]
        forms = zip(sources, texts, strict=True)
        return [Row(source, text, str(form)) for form, (source, text) in enumerate(forms)]
