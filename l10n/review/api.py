"""What the page asks for and tells: each method answers one address, in plain data.

Parameters come as they were sent; nothing in them is trusted, and names in them are only looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from l10n.errors import CatalogError, L10nError, SourceError
from l10n.po import editing
from l10n.review import bulk, suggestions
from l10n.review.article import article
from l10n.review.data import about, as_data, finding_as_data, legend, step_as_data
from l10n.review.desk import PAGE, Desk
from l10n.review.differences import difference
from l10n.review.queue import Filter
from l10n.review.row import Row
from l10n.review.saving import UnknownError
from l10n.review.workspace import Workspace

Parameters = Mapping[str, Any]
MAX_TEXT = 20_000
"""Characters that a translation or a note may have."""
_FOUND = 100  # sentences that a search in all documents tells
_MOST_KEYS = 20_000


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
            "keys": self.keys,
            "next": self.next,
            "search": self.search,
        }
        self.writing = {
            "check": self.check,
            "save": self.save,
            "note": self.note,
            "undo": self.undo,
            "bulk": self.bulk,
            "replace": self.replace,
            "compare": self.compare,
            "here": self.here,
            "term": self.term,
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
        wanted = _filter(parameters)
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

    def keys(self, parameters: Parameters) -> Any:
        """The keys of all sentences that pass a filter, in its order."""
        desk = self._desk(parameters)
        with desk.at_work():
            return {"keys": [row.key for row in _filter(parameters).rows(desk)]}

    def next(self, parameters: Parameters) -> Any:
        """The key of the first sentence of a kind from an index on; "" where there is none."""
        desk, start = self._desk(parameters), _number(parameters, "from")
        which = _text(parameters, "which")
        with desk.at_work():
            rows = desk.rows[start:] if which != "number" else desk.rows[start : start + 1]
            passing = Filter("all" if which == "number" else which)
            found = next((row.key for row in rows if passing.passes(row)), "")
        return {"key": found}

    def search(self, parameters: Parameters) -> Any:
        """Where a text stands, in sources and translations of all documents in a locale."""
        wanted, locale = Filter(text=_text(parameters, "text")), _text(parameters, "locale")
        found: list[dict[str, Any]] = []
        for name in self._workspace.documents():
            desk = self._workspace.desk(name, locale)
            with suppress(CatalogError, SourceError), desk.at_work():
                found += [
                    {"document": name, "key": row.key, "index": row.index}
                    | {"source": row.entry.msgid, "text": row.translation.text}
                    for row in wanted.rows(desk)[: _FOUND + 1]
                ]
            if len(found) > _FOUND:
                break
        return {"found": found[:_FOUND], "more": len(found) > _FOUND}

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
        steps = self._workspace.store.of(_text(parameters, "document"), desk.locale, row.key)
        return as_data(row) | {
            "of": len(desk.rows),
            "about": about(row),
            "legend": legend(row),
            "history": [step_as_data(step) for step in steps],
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
            "dictionary": suggestions.dictionary(desk, row),
            "terms": [
                {
                    "source": term.source,
                    "form": entry.msgid[start:end],
                    "targets": term.target(desk.locale) or [term.source],
                    "rule": term.rule.value,
                    "note": term.note,
                }
                for term, start, end in suggestions.terms(desk, row)
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
            row.key,
            _text(parameters, "version"),
            _texts(parameters, row),
            approve=parameters.get("approve") is True,
            confirmed=parameters.get("confirmed") is True,
            reason=_text(parameters, "reason"),
            auto=parameters.get("auto") is True,
        )
        others = 0
        if parameters.get("approve") is True:
            suggestions.learn(desk, row)
            others = self._workspace.approve_alike(desk, row)
        return self._saved(desk, row) | {"others": others}

    def note(self, parameters: Parameters) -> Any:
        """Leave a note, or remove one by its line."""
        desk = self._desk(parameters)
        history, note = self._workspace.history(desk), _text(parameters, "note")
        key, version = _text(parameters, "key"), _text(parameters, "version")
        if parameters.get("remove") is True:
            row = history.change(key, version, partial(editing.remove_note, line=note), "note")
        else:
            row = history.note(key, version, note)
        return self._saved(desk, row)

    def undo(self, parameters: Parameters) -> Any:
        """Take the person's last act on a document back."""
        desk = self._desk(parameters)
        row, count = self._workspace.history(desk).undo()
        return self._saved(desk, row) | {"count": count}

    def bulk(self, parameters: Parameters) -> Any:
        """Approve many sentences, or take them one step back."""
        desk = self._desk(parameters)
        history = self._workspace.history(desk)
        return bulk.act(desk, history, _text(parameters, "action"), _keys(parameters))

    def replace(self, parameters: Parameters) -> Any:
        """Find and replace in translations, or tell what would change."""
        desk = self._desk(parameters)
        return bulk.replace(
            desk,
            self._workspace.history(desk),
            _text(parameters, "find"),
            _text(parameters, "with"),
            regex=parameters.get("regex") is True,
            case=parameters.get("case") is True,
            keys=_keys(parameters),
            apply=parameters.get("apply") is True,
        )

    def compare(self, parameters: Parameters) -> Any:
        """How two texts differ."""
        return {"difference": difference(_text(parameters, "old"), _text(parameters, "new"))}

    def term(self, parameters: Parameters) -> Any:
        """Add a term to the project's glossary."""
        source, target = (_text(parameters, name).strip() for name in ("source", "target"))
        suggestions.add_term(self._desk(parameters), source, target)
        return {}

    def here(self, parameters: Parameters) -> Any:
        """Remember at which sentence a page is, to tell the others."""
        self._workspace.hub.move(_text(parameters, "tab"), _text(parameters, "key"))
        return {}

    def _saved(self, desk: Desk, row: Row) -> Any:
        with desk.at_work():
            return {"row": as_data(row), "counts": desk.counts}

    def _desk(self, parameters: Parameters) -> Desk:
        return self._workspace.desk(_text(parameters, "document"), _text(parameters, "locale"))


def _filter(parameters: Parameters) -> Filter:
    return Filter(
        _text(parameters, "state") or "all",
        _text(parameters, "text"),
        _text(parameters, "check"),
        _text(parameters, "sort") or "document",
    )


def _keys(parameters: Parameters) -> list[str]:
    value = parameters.get("keys", [])
    if not isinstance(value, list) or len(value) > _MOST_KEYS:
        raise L10nError(f"keys must be a list of at most {_MOST_KEYS}")
    return [_text({"key": key}, "key") for key in value]


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
