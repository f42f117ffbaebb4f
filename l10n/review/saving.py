"""Saves, notes, changes in bulk, undo: each is on the disk when its function returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from l10n.errors import L10nError
from l10n.model import Finding, Severity
from l10n.po import editing, notes
from l10n.po.message import Message
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

    def change_all(self, edits: Mapping[str, Edit], what: str) -> int:
        """Change many messages as one act, whatever they say by now; returns how many changed."""
        return self._apply(edits, {}, what)

    def undo(self) -> tuple[Row, int]:
        """Take back the person's last act on this desk.

        Returns:
            One of its sentences as it is now, and how many were taken back.

        Raises:
            UnknownError: there is none.
            ConflictError: somebody has changed the entry since; the step is forgotten.
        """
        steps = self._store.last(self._document, self._desk.locale, present.get().name)
        if not steps:
            raise UnknownError("there is nothing to undo")
        self._store.forget(steps)
        edits = {step.key: partial(editing.restore, memento=step.before) for step in steps}
        self._apply(edits, {step.key: step.version for step in steps}, "undo")
        with self._desk.at_work():
            return self._desk.by_key[steps[0].key], len(steps)

    def _apply(self, edits: Mapping[str, Edit], versions: Mapping[str, str], what: str) -> int:
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
            rows = desk.update_all([key for key, _, _ in done])
            steps = [
                Step(key, before, was, row.translation.text, row.entry.version, what)
                for (key, before, was), row in zip(done, rows, strict=True)
            ]
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


def _both(first: Edit, second: Edit) -> Edit:
    def both(entry: Message) -> bool:
        changed = first(entry)
        return second(entry) or changed

    return both
