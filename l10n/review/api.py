"""What the page asks for and tells: each method answers one address, in plain data.

Parameters come as they were sent; nothing in them is trusted, and names in them are only looked up.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from l10n.errors import CatalogError, SourceError
from l10n.review import bulk, suggestions
from l10n.review.article import article
from l10n.review.data import about, as_data, finding_as_data, legend, step_as_data
from l10n.review.desk import PAGE, Desk
from l10n.review.differences import difference
from l10n.review.model import Model
from l10n.review.parameters import (
    Parameters,
    filter_of,
    keys_of,
    number_of,
    row_of,
    text_of,
    texts_of,
)
from l10n.review.queue import Filter
from l10n.review.row import Row
from l10n.review.workspace import Workspace

_FOUND = 100  # sentences that a search in all documents tells


class Api:
    """The answers to the page's requests.

    Args:
        workspace: the project.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._model = Model(workspace.project)
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
        locale = text_of(parameters, "locale")
        return [
            {"document": name, "counts": {state: rows for state, (rows, _) in states.items()}}
            for name, states in self._workspace.states(locale)
        ]

    def queue(self, parameters: Parameters) -> Any:
        """A page of the queue, from a row's number or, with ``key``, with that row in it.

        With ``soon``, the document's first page may come before the rest has been read; then it
        has no total and no counts.
        """
        desk = self._desk(parameters)
        wanted = filter_of(parameters)
        start, key = number_of(parameters, "offset"), text_of(parameters, "key")
        if text_of(parameters, "soon") and wanted.is_plain and not start and not key:
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
        """The sentences that pass a filter, in its order: each key with the entry's version."""
        desk = self._desk(parameters)
        with desk.at_work():
            rows = filter_of(parameters).rows(desk)
            return {"keys": {row.key: row.entry.version for row in rows}}

    def next(self, parameters: Parameters) -> Any:
        """The key of the first sentence of a kind from an index on; "" where there is none."""
        desk, start = self._desk(parameters), number_of(parameters, "from")
        which = text_of(parameters, "which")
        with desk.at_work():
            rows = desk.rows[start:] if which != "number" else desk.rows[start : start + 1]
            passing = Filter("all" if which == "number" else which)
            found = next((row.key for row in rows if passing.passes(row)), "")
        return {"key": found}

    def search(self, parameters: Parameters) -> Any:
        """Where a text stands, in sources and translations of all documents in a locale."""
        wanted, locale = Filter(text=text_of(parameters, "text")), text_of(parameters, "locale")
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
            return article(desk, number_of(parameters, "offset"), text_of(parameters, "key"))

    def entry(self, parameters: Parameters) -> Any:
        """All that helps with one sentence and costs little."""
        desk = self._desk(parameters)
        with desk.at_work():
            row = row_of(desk, parameters)
            around = suggestions.neighbours(desk, row)
        entry = row.entry
        matches = suggestions.matches(desk, row)
        steps = self._workspace.store.of(text_of(parameters, "document"), desk.locale, row.key)
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
        """What the model says of a sentence, what it was told, and the forms of the terms in it.

        Takes as long as the model does.
        """
        desk = self._desk(parameters)
        with desk.at_work():
            row = row_of(desk, parameters)
        said = self._model.of(desk, row)
        return said._asdict() | {"told": [one._asdict() for one in said.told]}

    def check(self, parameters: Parameters) -> Any:
        """What the checks say of a text in hand, and how it differs from the machine's."""
        desk = self._desk(parameters)
        with desk.at_work():
            row = row_of(desk, parameters)
        texts = texts_of(parameters, row)
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
            row = row_of(desk, parameters)
        row = self._workspace.history(desk).save(
            row.key,
            text_of(parameters, "version"),
            texts_of(parameters, row),
            approve=parameters.get("approve") is True,
            confirmed=parameters.get("confirmed") is True,
            reason=text_of(parameters, "reason"),
            auto=parameters.get("auto") is True,
        )
        others = 0
        if parameters.get("approve") is True:
            suggestions.learn(desk, row)
            others = self._workspace.approve_alike(desk, row)
        return self._saved(desk, row) | {"others": others}

    def note(self, parameters: Parameters) -> Any:
        """Leave a note; or reply to one, named by its line; or resolve it; or take words back."""
        desk = self._desk(parameters)
        history, note = self._workspace.history(desk), text_of(parameters, "note")
        where = text_of(parameters, "key"), text_of(parameters, "version")
        thread = text_of(parameters, "thread")
        if parameters.get("remove") is True:
            row = history.remove_note(*where, thread or note, note)
        elif parameters.get("resolve") is True:
            row = history.resolve(*where, thread)
        elif thread:
            row = history.reply(*where, thread, note)
        else:
            row = history.note(*where, note)
        return self._saved(desk, row)

    def undo(self, parameters: Parameters) -> Any:
        """Take the person's last act on a document back."""
        desk = self._desk(parameters)
        row, count, left = self._workspace.history(desk).undo()
        return self._saved(desk, row) | {"count": count, "left": left}

    def bulk(self, parameters: Parameters) -> Any:
        """Approve many sentences, or take them one step back."""
        desk = self._desk(parameters)
        history = self._workspace.history(desk)
        return bulk.act(desk, history, text_of(parameters, "action"), keys_of(parameters))

    def replace(self, parameters: Parameters) -> Any:
        """Find and replace in translations, or tell what would change."""
        desk = self._desk(parameters)
        return bulk.replace(
            desk,
            self._workspace.history(desk),
            text_of(parameters, "find"),
            text_of(parameters, "with"),
            regex=parameters.get("regex") is True,
            case=parameters.get("case") is True,
            keys=keys_of(parameters),
            apply=parameters.get("apply") is True,
        )

    def compare(self, parameters: Parameters) -> Any:
        """How two texts differ."""
        return {"difference": difference(text_of(parameters, "old"), text_of(parameters, "new"))}

    def term(self, parameters: Parameters) -> Any:
        """Add a term to the project's glossary."""
        source, target = (text_of(parameters, name).strip() for name in ("source", "target"))
        suggestions.add_term(self._desk(parameters), source, target)
        return {}

    def here(self, parameters: Parameters) -> Any:
        """Remember at which sentence a page is, to tell the others."""
        self._workspace.hub.move(text_of(parameters, "tab"), text_of(parameters, "key"))
        return {}

    def _saved(self, desk: Desk, row: Row) -> Any:
        with desk.at_work():
            return {"row": as_data(row), "counts": desk.counts}

    def _desk(self, parameters: Parameters) -> Desk:
        return self._workspace.desk(text_of(parameters, "document"), text_of(parameters, "locale"))
