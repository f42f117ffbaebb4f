"""What the page is told of a sentence, in plain data."""

from __future__ import annotations

from typing import Any

from l10n import markup
from l10n.markup import Placeable
from l10n.markup.protected import protected
from l10n.model import Finding
from l10n.po.notes import Note
from l10n.review.differences import difference
from l10n.review.history import Step
from l10n.review.place import place
from l10n.review.row import Row
from l10n.review.styles import pieces


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
        "pieces": pieces(row),
        "codes": codes(entry.plural or entry.msgid),
        "state": row.state,
        "percent": None if confidence is None else round(100 * confidence),
        "findings": [finding_as_data(one) for one in row.findings] if translation.text else [],
        "notes": [note_as_data(note) for note in entry.notes],
        "place": place(row.segment),
        "line": row.segment.line,
        "version": entry.version,
    }


def codes(text: str) -> list[str]:
    """The placeables and placeholders of a message, in order, as they stand in it."""
    found: list[str] = []
    for part in markup.parse(text):
        if isinstance(part, Placeable):
            found.append(str(part))
        else:
            spans = (part[start:end] for start, end in protected(part))
            found += [one for one in spans if not one[0].isalnum()]
    return found


def about(row: Row) -> list[tuple[str, str]]:
    """What is known of a source beside its text, each with its name; names are the page's words."""
    entry, source = row.entry, row.segment.entry
    found = [("context", entry.msgctxt)]
    if source:
        found.append(("from the developers", source.note))
        found += [("in the program", ":".join(filter(None, one))) for one in source.references[:10]]
    found.append(("marks", ", ".join(sorted(entry.flags))))
    found.append(("in the document", f"{row.catalog.path.stem}:{row.segment.line}"))
    found.append(("placeables", markup.legend(row.segment.inlines)))
    found.append(("drafted by", entry.drafted_by))
    return [(name, text) for name, text in found if text]


def legend(row: Row) -> dict[str, str]:
    """What each placeable that opens or stands alone is in the document."""
    return {
        str(code): inline.label or inline.source
        for inline, code in markup.numbered(row.segment.inlines)
        if code
    }


def note_as_data(note: Note) -> dict[str, Any]:
    """A note with what was said to it, as the page reads it."""
    replies = [note_as_data(one) for one in note.replies]
    return note._asdict() | {"replies": replies, "open": note.is_open, "last": note.last.line}


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """A finding as the page reads it; ``fix`` in the place of ``span`` puts it right."""
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "span": finding.span,
        "fix": finding.fix,
        "form": finding.form,
    }


def step_as_data(step: Step) -> dict[str, Any]:
    """A step of a sentence's history as the page reads it."""
    return {
        "who": step.who,
        "when": step.at,
        "what": step.what,
        "before": step.was,
        "difference": difference(step.was, step.now),
    }
