"""TMX 1.4b, by the translation memory's own writer."""

from __future__ import annotations

import tempfile
from pathlib import Path

from l10n.exporters import Localized
from l10n.memory.exchange import tmx
from l10n.memory.unit import Unit, in_context
from l10n.model import Origin, Pair, State


def export(localized: Localized) -> bytes:
    """A unit per message, with its neighbours, origin and whether it was approved."""
    pair = Pair(localized.source_locale, localized.locale)
    segments = [segment for segment in localized.segments if segment.content]
    units: dict[tuple[str, str], Unit] = {}
    for segment, query in zip(segments, in_context([s.msgid for s in segments]), strict=True):
        rows = localized.rows(segment)
        # Of plural forms the first and the last: a memory has texts, not numbers.
        for row in dict.fromkeys((rows[0], rows[-1])):
            if row.target:
                translation = localized.translations[segment.key]
                unit = Unit(
                    row.source,
                    row.target,
                    pair,
                    translation.origin or Origin.HUMAN,
                    translation.state is State.APPROVED,
                    query.before,
                    query.after,
                    localized.reference,
                )
                units.setdefault((segment.key, row.form), unit)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.tmx"
        tmx.write(path, units.values(), pair)
        return path.read_bytes()
