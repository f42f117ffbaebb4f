"""Writing localized documents: one exporter per output format, registered in :data:`EXPORTERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from l10n.languages.plurals import rule
from l10n.model import Document, Segment, Translation


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
    texts: Mapping[str, tuple[str, ...]]
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


class Exporter(NamedTuple):
    """An output format.

    Attributes:
        write: makes the bytes of the file.
        suffix: put after the source's name; "" for the source's own name.
        approved_only: whether drafts stay out unless they are asked for.
        folder: below the locale's folder; the suffix then replaces the source's.
    """

    write: Callable[[Localized], bytes]
    suffix: str = ""
    approved_only: bool = False
    folder: str = ""


def _same(localized: Localized) -> bytes:
    from l10n.exchange import po
    from l10n.formats import splicing

    one = localized
    if po.is_po(one.document):
        return po.export(one)
    return splicing.export(one.document, one.segments, one.texts, one.locale)


def _lazily(module: str, function: str = "export") -> Callable[[Localized], bytes]:
    def write(localized: Localized) -> bytes:
        from importlib import import_module

        written: bytes = getattr(import_module(f"l10n.exchange.{module}"), function)(localized)
        return written

    return write


EXPORTERS: dict[str, Exporter] = {
    "same": Exporter(_same),
    "mo": Exporter(_lazily("mo"), ".mo", approved_only=True, folder="LC_MESSAGES"),
    "tmx": Exporter(_lazily("tmx"), ".tmx"),
    "xliff": Exporter(_lazily("xliff"), ".xlf"),
    "xliff-1.2": Exporter(_lazily("xliff", "export_1_2"), ".1.2.xlf"),
    "bilingual": Exporter(_lazily("bilingual"), ".bilingual.html"),
    "csv": Exporter(_lazily("csv"), ".csv"),
    "json": Exporter(_lazily("json"), ".segments.json"),
}
