"""Approving and resetting translations by program, for people who ask for it by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.errors import CatalogError
from l10n.files import locked
from l10n.model import Finding, Origin, State, Translation
from l10n.po.catalog import Catalog, Entry
from l10n.project.findings import LiveChecks
from l10n.project.journal import Journal


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
class Left:
    """An entry that was selected and left as it was, and why."""

    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was done to one catalog: entries changed, and those selected but left as they were.

    ``approved`` are those that are approved now, as they were before.
    """

    path: Path
    changed: int
    left: tuple[Left, ...] = ()
    approved: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that waits for review, and what the checks say of it now."""

    entry: Entry
    findings: tuple[Finding, ...] = ()


def approve(
    path: Path,
    selection: Selection,
    checks: LiveChecks | None = None,
    *,
    even_if_flagged: bool = False,
    journal: Journal | None = None,
) -> Reviewed:
    """Approve the selected drafts of a PO file.

    Left as they are, in whatever way they were selected: drafts in which a check finds something
    now. In bulk (by confidence, or all) also what was translated for another text: changed
    sources, and similar matches of the translation memory.

    Args:
        path: the PO file.
        selection: which entries.
        checks: what looks at them; None for nothing.
        even_if_flagged: also those in which a check finds something.
        journal: is told what was changed.
    """
    left: list[Left] = []
    approved: list[Entry] = []
    waiting = {State.DRAFT, State.CHANGED}
    with _selected(path, selection, waiting, journal) as (catalog, entries):
        for entry in entries:
            reason = "" if selection.keys else _unseen(entry)
            if not (reason or even_if_flagged or checks is None):
                reason = "; ".join(
                    f"{one.check}: {one.message}" for one in checks.findings(catalog, entry)
                )
            if reason:
                left.append(Left(entry, reason))
            else:
                catalog.approve(entry.key)
                approved.append(entry)
    return Reviewed(path, len(approved), tuple(left), tuple(approved))


def _unseen(entry: Entry) -> str:
    """Why a translation is not approved unseen, "" where nothing is against it."""
    translation = entry.translation
    if translation.state is State.CHANGED:
        return "the source has changed since it was translated"
    if translation.origin is Origin.MEMORY and (translation.confidence or 0.0) < 1.0:
        return f"it is of a similar sentence ({translation.confidence or 0.0:.0%} alike)"
    return ""


def reset(path: Path, selection: Selection, journal: Journal | None = None) -> Reviewed:
    """Take the selected translations of a PO file one step back; see :meth:`Catalog.reset`."""
    left: list[Left] = []
    changed = 0
    every = {State.DRAFT, State.CHANGED, State.APPROVED}
    with _selected(path, selection, every, journal) as (catalog, entries):
        for entry in entries:
            if catalog.reset(entry.key):
                changed += 1
            else:
                left.append(Left(entry, "a person wrote it"))
    return Reviewed(path, changed, tuple(left))


@contextmanager
def _selected(
    path: Path, selection: Selection, states: set[State], journal: Journal | None
) -> Iterator[tuple[Catalog, list[Entry]]]:
    """A catalog under its lock with the entries that are meant; saved at the end."""
    with locked(path):
        catalog = open_catalog(path)
        entries = [e for e in catalog.entries() if e in selection and e.translation.state in states]
        before = catalog.remember(entry.key for entry in entries)
        yield catalog, entries
        if journal is not None:
            journal.entries(catalog, before)
        catalog.save()


def count(path: Path, selection: Selection) -> tuple[int, int]:
    """How many entries of a PO file a reset would look at, and how many of them are approved."""
    found = [
        entry.translation.state for entry in open_catalog(path).entries() if entry in selection
    ]
    texts = [state for state in found if state is not State.NEW]
    return len(texts), texts.count(State.APPROVED)


def spread(
    path: Path,
    approved: Mapping[str, Translation],
    checks: LiveChecks,
    journal: Journal | None = None,
) -> int:
    """Replace the machine's drafts of sentences that were approved elsewhere, as drafts.

    Args:
        path: the PO file of another document in the locale.
        approved: translations by key.
        checks: what looks at them in their new place.
        journal: is told what was changed.

    Returns:
        How many were replaced.
    """
    catalog = open_catalog(path)
    keys = [key for key in approved if catalog.is_machine_draft(key)]
    if not keys:
        return 0
    with locked(path):
        catalog = open_catalog(path)
        done = 0
        before = catalog.remember(key for key in keys if catalog.is_machine_draft(key))
        for key in keys:
            draft = recalled(approved[key])
            entry = catalog.entry(key)
            if entry is not None:
                found = checks.findings(catalog, replace(entry, translation=draft))
                done += catalog.replace_draft(key, draft, found)
        if journal is not None:
            journal.entries(catalog, before)
        catalog.save()
    return done


def recalled(approved: Translation) -> Translation:
    """An approved translation as a draft for the same sentence elsewhere."""
    return Translation(approved.text, State.DRAFT, Origin.MEMORY, "", 1.0, approved.forms)


def check_keys(paths: Collection[Path], keys: Collection[str]) -> None:
    """Refuse keys that no catalog has.

    Raises:
        CatalogError: naming them.
    """
    known: set[str] = set()
    for path in paths if keys else ():
        with suppress(CatalogError):  # whoever works on it says so
            known |= {entry.key for entry in open_catalog(path).entries()}
    if unknown := sorted(set(keys) - known):
        raise CatalogError(
            f"no entry has the key {', '.join(unknown)}", "`l10n drafts` lists the keys"
        )


def drafts(catalog: Catalog, checks: LiveChecks) -> list[Draft]:
    """The entries of a catalog that wait for review."""
    return [
        Draft(entry, tuple(checks.findings(catalog, entry)))
        for entry in catalog.entries()
        if entry.translation.state.waits
    ]


def open_catalog(path: Path) -> Catalog:
    """A PO file that is there.

    Raises:
        CatalogError: it is not there, or does not parse.
    """
    if not path.exists():
        raise CatalogError(f"{path}: no such catalog", "make it with l10n translate or l10n update")
    return Catalog.open(path, None)
