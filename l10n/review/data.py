"""What the page is told of a sentence, in plain data."""

from __future__ import annotations

from typing import Any

from l10n.model import Finding
from l10n.review.row import Row


def as_data(row: Row) -> dict[str, Any]:
    """A row as the page reads it."""
    entry, translation = row.entry, row.entry.translation
    confidence = translation.confidence
    return {
        "key": entry.key,
        "index": row.index,
        "source": entry.msgid,
        "plural": entry.plural,
        "text": translation.text,
        "forms": list(row.texts) if entry.plural else [],
        "numbers": row.numbers,
        "reads": row.reads,
        "state": row.state,
        "percent": None if confidence is None else round(100 * confidence),
        "findings": [finding_as_data(one) for one in row.findings] if translation.text else [],
        "notes": [note._asdict() for note in entry.notes],
        "place": row.segment.context,
        "line": row.segment.line,
        "version": entry.version,
    }


def finding_as_data(finding: Finding) -> dict[str, str]:
    """A finding as the page reads it."""
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
    }
