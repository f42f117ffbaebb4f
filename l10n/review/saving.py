"""Saves, notes, changes in bulk, undo: each is on the disk when its function returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from l10n.errors import L10nError
from l10n.model import Finding, Severity
from l10n.po import editing, notes
from l10n.po.message import Message
from l10n.project import journal
from l10n.review.desk import Desk
from l10n.review.history import Step, Store
from l10n.review.people import check_is_reviewer, check_may_approve, present
from l10n.review.row import Row

Edit = Callable[[Message], bool]


class ConflictError(L10nError):
    """The entry is not what the person saw: somebody else has written it since.

    Attributes:
        row: the entry as it is on the disk.
    """

    def __init__(self, row: Row) -> None:
        super().__init__("somebody else has changed this sentence meanwhile")
        self.row = row


class ConfirmError(L10nError):
    """A check has found an error: whoever approves all the same says so.

    Attributes:
        findings: what the checks say.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("a check has found an error", "approve again to approve it all the same")
        self.findings = findings


class UnknownError(L10nError):
    """The document has no such sentence, or there is nothing to undo."""


class History:
    """What is changed on a desk, remembered for undo.

    Args:
        desk: document and locale.
        store: where it is kept.
    """

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk = desk
        self._store = store
        self._document = desk.project.reference(desk.path)

    def save(
        self,
        key: str,
        version: str,
        texts: Sequence[str],
        *,
        approve: bool,
        confirmed: bool = False,
        reason: str = "",
        auto: bool = False,
    ) -> Row:
        """Save a translation of a person, as a draft or approved; see :meth:`change`.

        Args:
            key: of the message.
            version: of the entry that the person saw.
            texts: its translation; of a message with a plural all forms.
            approve: whether it is right as it stands.
            confirmed: approve it though a check has found an error.
            reason: why; left as a note.
            auto: nobody has asked for it: what is being typed is kept.

        Raises:
            ConfirmError: it is to be approved, has an error, and is not ``confirmed``.
            RoleError: only reviewers approve.
        """
        if approve:
            check_may_approve()
            if not confirmed:
                self._check(self._row(key), texts)
        edit: Edit = partial(editing.write, texts=texts, approve=approve)
        if approve and reason.strip():
            edit = _both(edit, _by(notes.add, reason))
        what = "approve" if approve else "autosave" if auto else "draft"
        return self.change(key, version, edit, what)

    def note(self, key: str, version: str, text: str) -> Row:
        """Leave a note for other translators; see :meth:`change`."""
        return self.change(key, version, _by(notes.add, text), "note")

    def reply(self, key: str, version: str, note: str, text: str) -> Row:
        """Say something to a note, named by its line; see :meth:`change`."""
        return self.change(key, version, _by(notes.reply, note, text), "note")

    def resolve(self, key: str, version: str, note: str) -> Row:
        """Say that a note is settled; see :meth:`change`."""
        return self.change(key, version, _by(notes.resolve, note), "note")

    def remove_note(self, key: str, version: str, note: str, line: str) -> Row:
        """Remove what was said last at a note; see :meth:`change`.

        Raises:
            RoleError: a translator removes what somebody else has said.
        """
        edit: Edit = partial(notes.remove, note=note, line=line)
        said = [one for thread in self._row(key).entry.notes for one in (thread, *thread.replies)]
        if any(one.line == line and one.author != present.get().name for one in said):
            check_is_reviewer("only a reviewer removes what somebody else has said")
        return self.change(key, version, edit, "note")

    def change(self, key: str, version: str, edit: Edit, what: str) -> Row:
        """Change a message by one of the functions of :mod:`l10n.po.editing`.

        Raises:
            ConflictError: the entry has not the version that the person saw.
            CatalogError: what is to be written cannot stand in a PO file.
            WriteError: the disk does not take it.
        """
        self._apply({key: edit}, {key: version}, what)
        with self._desk.at_work():
            return self._desk.by_key[key]

    def change_all(self, edits: Mapping[str, Edit], what: str, *, bulk: bool = False) -> int:
        """Change many messages as one act, whatever they say by now.

        Args:
            edits: by the key of the message.
            what: what is done.
            bulk: whether `l10n undo` shall take it back as well.

        Returns:
            How many changed.
        """
        return self._apply(edits, {}, what, bulk=bulk)

    def undo(self) -> tuple[Row, int, int]:
        """Take back the person's last act on this desk, but for what has been changed since.

        Returns:
            One of its sentences as it is now, how many were taken back, and how many were left.

        Raises:
            UnknownError: there is none.
            ConflictError: somebody has changed all of it since; the act is forgotten.
        """
        desk, name = self._desk, present.get().name
        while steps := self._store.last(self._document, desk.locale, name):
            self._store.forget(steps)
            if self._is_undone(steps):
                continue  # `l10n undo` was quicker
            versions = {step.key: step.version for step in steps}
            count = self._apply({step.key: _taking_back(step) for step in steps}, {}, "undo")
            row = self._row(steps[0].key)
            if not count:
                raise ConflictError(row)
            journal.forget(desk.project, desk.po_path, versions)
            return row, count, len(steps) - count
        raise UnknownError("there is nothing to undo")

    def _is_undone(self, steps: Sequence[Step]) -> bool:
        with self._desk.reading() as catalog:
            return all(catalog.look(one.key, editing.remember) == one.before for one in steps)

    def _apply(
        self, edits: Mapping[str, Edit], versions: Mapping[str, str], what: str, bulk: bool = False
    ) -> int:
        desk, done = self._desk, list[tuple[str, editing.Memento, str]]()
        with desk.at_work():
            if unknown := [key for key in edits if key not in desk.by_key]:
                if versions:
                    raise UnknownError(
                        "the document has no such sentence any more", "reload the page"
                    )
                edits = {key: edit for key, edit in edits.items() if key not in unknown}
            with desk.writing() as catalog:
                for key, version in versions.items():
                    if catalog.look(key, editing.version) != version:
                        raise ConflictError(desk.update(key))
                for key, edit in edits.items():
                    before = catalog.look(key, editing.remember)
                    was = catalog.translation(key).text
                    if catalog.change(key, edit) and before is not None:
                        done.append((key, before, was))
                if bulk:
                    note = journal.Journal(desk.project, f"{what} (review page)")
                    note.entries(catalog, {key: before for key, before, _ in done})
            rows = desk.update_all([key for key, _, _ in done])
            steps = [
                Step(key, before, was, row.translation.text, row.entry.version, what)
                for (key, before, was), row in zip(done, rows, strict=True)
            ]
            # Before anybody else's: the history has the order in which things happened.
            if steps:
                self._store.add(self._document, desk.locale, steps, present.get().name)
        return len(steps)

    @staticmethod
    def _check(row: Row, texts: Sequence[str]) -> None:
        """Refuse an error; what cannot be written at all, writing refuses with its reason."""
        fitting = [editing.fit(text, row.entry.plural or row.entry.msgid) for text in texts]
        findings = row.checker.check(row.entry, texts) if all(fitting) else []
        if any(one.severity is Severity.ERROR for one in findings):
            raise ConfirmError(findings)

    def _row(self, key: str) -> Row:
        with self._desk.at_work():
            if key not in self._desk.by_key:
                raise UnknownError("the document has no such sentence any more", "reload the page")
            return self._desk.by_key[key]


def _by(edit: Callable[..., bool], *said: str) -> Edit:
    """Says something at a message, in the name of whose request this is."""
    # As the dates of a PO file's header.
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M%z")
    author = present.get().name
    return lambda entry: edit(entry, *said, author, now)


def _taking_back(step: Step) -> Edit:
    """Makes an entry what it was, unless somebody has changed it since."""

    def take_back(entry: Message) -> bool:
        if editing.version(entry) != step.version:
            return False
        return editing.restore(entry, step.before)

    return take_back


def _both(first: Edit, second: Edit) -> Edit:
    def both(entry: Message) -> bool:
        changed = first(entry)
        return second(entry) or changed

    return both
