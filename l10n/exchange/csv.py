"""CSV (RFC 4180) that Excel and LibreOffice open as a table: UTF-8 with a byte-order mark."""

from __future__ import annotations

import csv
import io

from l10n.formats.localized import Localized

_COLUMNS = (
    "key",
    "file",
    "line",
    "context",
    "source",
    "target",
    "plural form",
    "state",
    "origin",
    "engine",
    "confidence",
)


def export(localized: Localized) -> bytes:
    """A row per message, of one with a plural a row per form."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for segment in localized.messages():
        translation = localized.translations[segment.key]
        for row in localized.rows(segment):
            writer.writerow(
                [
                    segment.key,
                    localized.reference,
                    segment.line,
                    _harmless(segment.context),
                    _harmless(row.source),
                    _harmless(row.target),
                    row.form,
                    translation.state.value,
                    translation.origin.value if translation.origin else "",
                    translation.engine,
                    "" if translation.confidence is None else translation.confidence,
                ]
            )
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
