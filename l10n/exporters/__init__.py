"""Writing localized documents: one exporter per output format, registered in :data:`EXPORTERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.model import Document, Segment, Translation


@dataclass(frozen=True, slots=True)
class Localized:
    """A document with its translations, as exporters get it.

    Attributes:
        document, segments: the source.
        reference: how catalogs name the source.
        source_locale, locale: from what into what.
        translations: by key, whatever stands in the catalog.
        texts: by msgid, the translations that go into the output.
    """

    document: Document
    segments: Sequence[Segment]
    reference: str
    source_locale: str
    locale: str
    translations: Mapping[str, Translation]
    texts: Mapping[str, str]

    def messages(self) -> list[Segment]:
        """The segments that have text, the first of each message."""
        return list({one.key: one for one in reversed(self.segments) if one.content}.values())[::-1]


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
    from l10n.exporters import same

    one = localized
    return same.export(one.document, one.segments, one.texts, one.locale)


def _lazily(module: str, function: str = "export") -> Callable[[Localized], bytes]:
    def write(localized: Localized) -> bytes:
        from importlib import import_module

        written: bytes = getattr(import_module(f"l10n.exporters.{module}"), function)(localized)
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
