"""What the page asks for and tells: each method answers one address, in plain data.

Parameters come as they were sent; nothing in them is trusted, and names in them are only looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from l10n.errors import CatalogError, L10nError, SourceError
from l10n.po import editing
from l10n.review import suggestions
from l10n.review.article import article
from l10n.review.data import as_data, finding_as_data
from l10n.review.desk import PAGE, Desk
from l10n.review.differences import difference
from l10n.review.queue import Filter
from l10n.review.row import Row
from l10n.review.saving import UnknownError
from l10n.review.workspace import Workspace

Parameters = Mapping[str, Any]
MAX_TEXT = 20_000
"""Characters that a translation or a note may have."""


class Api:
    """The answers to the page's requests.

    Args:
        workspace: the project.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._alternatives = suggestions.Alternatives(workspace.project)
        self.reading = {
            "progress": self.progress,
            "queue": self.queue,
            "article": self.article,
            "entry": self.entry,
            "alternatives": self.alternatives,
        }
        self.writing = {
            "check": self.check,
            "save": self.save,
            "note": self.note,
            "undo": self.undo,
        }

    def progress(self, parameters: Parameters) -> Any:
        """How many sentences of each document have which state in a locale."""
        locale = _text(parameters, "locale")
        found = []
        for name in self._workspace.documents():
            desk = self._workspace.desk(name, locale)
            with suppress(CatalogError, SourceError), desk.at_work():
                found.append({"document": name, "counts": desk.counts})
        return found

    def queue(self, parameters: Parameters) -> Any:
        """A page of the queue, from a row's number or, with ``key``, with that row in it.

        With ``soon``, the document's first page may come before the rest has been read; then it
        has no total and no counts.
        """
        desk = self._desk(parameters)
        wanted = Filter(
            _text(parameters, "state") or "all",
            _text(parameters, "text"),
            _text(parameters, "check"),
            _text(parameters, "sort") or "document",
        )
        start, key = _number(parameters, "offset"), _text(parameters, "key")
        if _text(parameters, "soon") and wanted.is_plain and not start and not key:
            first = desk.first_rows()
            if first:
                return {"total": None, "offset": 0, "rows": [as_data(row) for row in first]}
        with desk.at_work():
            rows = wanted.rows(desk)
            if key:
                position = next((i for i, row in enumerate(rows) if row.key == key), 0)
                start = position - position % PAGE
            return {
                "total": len(rows),
                "offset": start,
                "rows": [as_data(row) for row in rows[start : start + PAGE]],
                "counts": desk.counts,
            }

    def article(self, parameters: Parameters) -> Any:
        """A stretch of the localized document, block by block."""
        desk = self._desk(parameters)
        with desk.at_work():
            return article(desk, _number(parameters, "offset"), _text(parameters, "key"))

    def entry(self, parameters: Parameters) -> Any:
        """All that helps with one sentence and costs little."""
        desk = self._desk(parameters)
        with desk.at_work():
            row = _row(desk, parameters)
            around = suggestions.neighbours(desk, row)
        entry = row.entry
        matches = suggestions.matches(desk, row)
        return as_data(row) | {
            "before": around.before and as_data(around.before),
            "after": around.after and as_data(around.after),
            "previous": difference(entry.previous, entry.msgid) if entry.previous else [],
            "machine": suggestions.machine_text(desk, row),
            "matches": [
                {
                    "percent": match.similarity,
                    "difference": difference(match.source, entry.msgid),
                    "text": match.target,
                    "document": match.document,
                }
                for match in matches
            ],
            "terms": [
                {
                    "source": term.source,
                    "targets": term.target(desk.locale) or [term.source],
                    "rule": term.rule.value,
                    "note": term.note,
                }
                for term in suggestions.terms(desk, row)
            ],
        }

    def alternatives(self, parameters: Parameters) -> Any:
        """What else the model would say; takes as long as the model does."""
        desk = self._desk(parameters)
        with desk.at_work():
            row = _row(desk, parameters)
        return self._alternatives.of(desk, row)

    def check(self, parameters: Parameters) -> Any:
        """What the checks say of a text in hand, and how it differs from the machine's."""
        desk = self._desk(parameters)
        with desk.at_work():
            row = _row(desk, parameters)
        texts = _texts(parameters, row)
        text = texts[0]
        machine = suggestions.machine_text(desk, row)
        changed = bool(machine and text.strip() and machine != text.strip())
        return {
            "findings": [finding_as_data(one) for one in row.checker.check(row.entry, texts)],
            "difference": difference(machine, text.strip()) if changed else [],
        }

    def save(self, parameters: Parameters) -> Any:
        """Save a translation, as a draft or approved."""
        desk = self._desk(parameters)
        with desk.at_work():
            row = _row(desk, parameters)
        row = self._workspace.history(desk).save(
            desk,
            row.key,
            _text(parameters, "version"),
            _texts(parameters, row),
            approve=parameters.get("approve") is True,
        )
        return self._saved(desk, row)

    def note(self, parameters: Parameters) -> Any:
        """Leave a note, or remove one by its line."""
        desk = self._desk(parameters)
        edit = partial(
            editing.add_note,
            text=_text(parameters, "note"),
            author=self._workspace.author,
            date=date.today().isoformat(),
        )
        if parameters.get("remove") is True:
            edit = partial(editing.remove_note, line=_text(parameters, "note"))
        key, version = _text(parameters, "key"), _text(parameters, "version")
        row = self._workspace.history(desk).change(desk, key, version, edit)
        return self._saved(desk, row)

    def undo(self, parameters: Parameters) -> Any:
        """Take the last change of a document back."""
        desk = self._desk(parameters)
        return self._saved(desk, self._workspace.history(desk).undo(desk))

    def _saved(self, desk: Desk, row: Row) -> Any:
        with desk.at_work():
            return {"row": as_data(row), "counts": desk.counts}

    def _desk(self, parameters: Parameters) -> Desk:
        return self._workspace.desk(_text(parameters, "document"), _text(parameters, "locale"))


def _row(desk: Desk, parameters: Parameters) -> Row:
    row = desk.by_key.get(_text(parameters, "key"))
    if row is None:
        raise UnknownError("the document has no such sentence any more", "reload the page")
    return row


def _text(parameters: Parameters, name: str) -> str:
    value = parameters.get(name, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise L10nError(f"{name} must be text of at most {MAX_TEXT} characters")
    return value


def _texts(parameters: Parameters, row: Row) -> tuple[str, ...]:
    """What a person wrote: a text, or of a message with a plural a list of all forms."""
    if not row.entry.plural:
        return (_text(parameters, "translation"),)
    value = parameters.get("translation")
    if not isinstance(value, list) or len(value) != len(row.texts):
        raise L10nError(f"translation must be a list of {len(row.texts)} plural forms")
    return tuple(_text({"translation": text}, "translation") for text in value)


def _number(parameters: Parameters, name: str) -> int:
    value = str(parameters.get(name, "0"))
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise L10nError(f"{name} must be a number")
    return int(value)
