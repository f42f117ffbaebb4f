"""Writing localized documents: one exporter per output format, registered in :data:`EXPORTERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.exporters import same
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
        suffix: of the file's name, after the name of the source; "" for the source's own name.
        write: makes the bytes of the file.
    """

    suffix: str
    write: Callable[[Localized], bytes]


def _same(localized: Localized) -> bytes:
    one = localized
    return same.export(one.document, one.segments, one.texts, one.locale)


EXPORTERS: dict[str, Exporter] = {
    "same": Exporter("", _same),
}
