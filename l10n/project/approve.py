"""Approving and resetting translations by program, for people who ask for it by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import CatalogError
from l10n.files import locked
from l10n.model import State
from l10n.po.catalog import Catalog, Entry


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entries of a catalog are meant: those that fit every condition given.

    Attributes:
        keys: by key; empty for any.
        above: drafts with at least this confidence, 0 to 1; None for any.
    """

    keys: frozenset[str] = frozenset()
    above: float | None = None

    def __contains__(self, entry: Entry) -> bool:
        if self.keys and entry.key not in self.keys:
            return False
        confidence = entry.translation.confidence
        return self.above is None or (confidence is not None and confidence >= self.above)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was done to one catalog, in entries: changed, and selected but left as they were."""

    path: Path
    changed: int
    left: int


def approve(path: Path, selection: Selection, *, flagged: bool = False) -> Reviewed:
    """Approve the selected drafts of a PO file.

    Args:
        path: the PO file.
        selection: which entries.
        flagged: also drafts in which a check found something; one that is selected by its key is
            approved anyway.
    """
    with _selected(path, selection, {State.DRAFT}) as (catalog, entries):
        take = [e for e in entries if flagged or selection.keys or not e.flagged]
        changed = sum(catalog.approve(entry.key) for entry in take)
    return Reviewed(path, changed, len(entries) - changed)


def reset(path: Path, selection: Selection) -> Reviewed:
    """Take the selected translations of a PO file one step back; see :meth:`Catalog.reset`."""
    with _selected(path, selection, {State.DRAFT, State.APPROVED}) as (catalog, entries):
        changed = sum(catalog.reset(entry.key) for entry in entries)
    return Reviewed(path, changed, len(entries) - changed)


@contextmanager
def _selected(
    path: Path, selection: Selection, states: set[State]
) -> Iterator[tuple[Catalog, list[Entry]]]:
    """A catalog under its lock with the entries that are meant; saved at the end."""
    with locked(path):
        catalog = _open(path)
        yield (
            catalog,
            [e for e in catalog.entries() if e in selection and e.translation.state in states],
        )
        catalog.save()


def check_keys(paths: Collection[Path], keys: Collection[str]) -> None:
    """Refuse keys that no catalog has.

    Raises:
        CatalogError: naming them.
    """
    known = {entry.key for path in paths for entry in _open(path).entries()}
    if unknown := sorted(set(keys) - known):
        raise CatalogError(
            f"no entry has the key {', '.join(unknown)}", "`l10n drafts` lists the keys"
        )


def drafts(path: Path) -> list[Entry]:
    """The entries of a PO file that wait for review."""
    return [e for e in _open(path).entries() if e.translation.state is State.DRAFT]


def _open(path: Path) -> Catalog:
    if not path.exists():
        raise CatalogError(f"{path}: no such catalog", "make it with l10n translate or l10n update")
    return Catalog.open(path, None)
