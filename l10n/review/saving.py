"""Saves, notes and undo: each is on the disk when its function returns, or changes nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import polib

from l10n.errors import L10nError
from l10n.po import editing
from l10n.po.editing import Memento
from l10n.review.desk import Desk
from l10n.review.row import Row

_UNDO_STEPS = 1000


class ConflictError(L10nError):
    """The entry is not what the person saw: somebody else has written it since.

    Attributes:
        row: the entry as it is on the disk.
    """

    def __init__(self, row: Row) -> None:
        super().__init__("somebody else has changed this sentence meanwhile")
        self.row = row


class UnknownError(L10nError):
    """The document has no such sentence, or there is nothing to undo."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be taken back: the entry before it, and its version after it."""

    key: str
    before: Memento
    after: str


class History:
    """What was changed on a desk in this session, for undo; the oldest steps are forgotten."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=_UNDO_STEPS)

    def save(
        self, desk: Desk, key: str, version: str, texts: Sequence[str], *, approve: bool
    ) -> Row:
        """Save a translation of a person, as a draft or approved; see :meth:`change`."""
        return self.change(desk, key, version, partial(editing.write, texts=texts, approve=approve))

    def undo(self, desk: Desk) -> Row:
        """Take back the last change that was made on a desk.

        Raises:
            UnknownError: there is none.
            ConflictError: somebody has changed the entry since; the step is forgotten.
        """
        with desk.at_work():
            if not self._steps:
                raise UnknownError("there is nothing to undo")
            step = self._steps.pop()
            restore = partial(editing.restore, memento=step.before)
            return self.change(desk, step.key, step.after, restore, keep=False)

    def change(
        self,
        desk: Desk,
        key: str,
        version: str,
        edit: Callable[[polib.POEntry], bool],
        *,
        keep: bool = True,
    ) -> Row:
        """Change a message by one of the functions of :mod:`l10n.po.editing`.

        Raises:
            ConflictError: the entry has not the version that the person saw.
            CatalogError: what is to be written cannot stand in a PO file.
            WriteError: the disk does not take it.
        """
        with desk.at_work():
            if key not in desk.by_key:
                raise UnknownError("the document has no such sentence any more", "reload the page")
            with desk.writing() as catalog:
                if catalog.look(key, editing.version) != version:
                    raise ConflictError(desk.update(key))
                before = catalog.look(key, editing.remember)
                changed = catalog.change(key, edit)
            row = desk.update(key)
            if changed and keep and before is not None:
                self._steps.append(Step(key, before, row.entry.version))
            return row
