"""Moving documents with all that is theirs; clearing away what is left of those that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import CatalogError, SourceError, WriteError
from l10n.exchange import EXPORTERS
from l10n.files import locked, remove
from l10n.formats import format_of, read_document
from l10n.formats.segmentation import segment_document
from l10n.model import State
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.documents import Names, catalog_name, catalogs
from l10n.project.export import output_names, output_path
from l10n.project.journal import Journal
from l10n.project.orphans import find_localized, find_orphans


def move(project: Project, old: Path, new: Path) -> list[tuple[Path, Path]]:
    """Give a document another path: the file, its catalogs, its template, its localized files.

    A document that has been moved already is left where it is, and the rest follows it.

    Returns:
        What was moved, from where to where.

    Raises:
        SourceError: there is no such document, or both are there.
        CatalogError: a catalog of the new name is there already, or one does not parse.
        WriteError: a file cannot be written.
    """
    if old.exists() == new.exists():
        what = "both are there" if old.exists() else "neither is there"
        raise SourceError(f"{old}, {new}: {what}", "name a document, then the path it is to have")
    names = catalog_name(project, old), catalog_name(project, new)
    files = [(path, _renamed(project, path, *names)) for path in catalogs(project, names[0])]
    for _, target in files if names[0] != names[1] else ():
        if target.exists():
            raise CatalogError(f"{target}: is there already", "remove it, or choose another name")
    opened = [Catalog.open(path, None) for path, _ in files]
    moved = [(old, new)] if old.exists() else []
    for path, target in moved:
        target.parent.mkdir(parents=True, exist_ok=True)
        _rename(path, target)
    segments = segment_document(read_document(new), project.source_locale)
    for (path, target), catalog in zip(files, opened, strict=True):
        with locked(path), locked(target, purpose="move"):
            catalog.move(target)
            catalog.merge(segments, project.reference(new))
            if path.suffix == ".pot":
                catalog.drop_obsolete()
            catalog.save()
            if path != target:
                remove(path)
        moved.append((path, target))
    names_now = Names(project)
    for locale in _locales(project):
        path, target = (output_path(names_now, one, locale) for one in (old, new))
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _rename(path, target)
            moved.append((path, target))
    return moved


def _renamed(project: Project, path: Path, old: str, new: str) -> Path:
    if path == project.template_path(old):
        return project.template_path(new)
    locale = path.relative_to(project.root / project.catalog_dir).parts[0]
    return project.catalog_path(new, locale)


def _rename(path: Path, target: Path) -> None:
    try:
        path.rename(target)
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be moved to {target} ({error.strerror})", "check the folders"
        ) from error


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A file of a document that is gone.

    Attributes:
        path: the file.
        reason: what it is, in words.
        approved: translations in it that people have approved.
    """

    path: Path
    reason: str
    approved: int = 0


def left_over(project: Project, names: Names | None = None) -> list[LeftOver]:
    """The catalogs, templates and localized files of documents that are gone.

    Raises:
        SourceError: the project has no documents at all: its settings may be wrong.
    """
    names = names or Names(project)
    assert names.documents
    found = []
    for orphan in find_orphans(project, names=names):
        what = "catalog" if orphan.locale else "template"
        approved = 0
        with suppress(CatalogError):
            catalog = Catalog.open(orphan.path, None)
            approved = sum(one.translation.state is State.APPROVED for one in catalog.entries())
        found.append(
            LeftOver(orphan.path, f"{what} of {orphan.reference}, which is gone", approved)
        )
    reason = "localized file that no document makes any more"
    return found + [LeftOver(path, reason) for path in stale(project, _locales(project), names)]


def stale(project: Project, locales: Sequence[str], names: Names | None = None) -> list[Path]:
    """Localized files that no document of the project makes any more, in whatever format.

    Raises:
        SourceError: the project has no documents.
    """
    names = names or Names(project)
    documents = names.documents
    there = list(find_localized(project, locales))
    if not there:
        return []
    exporters = list(EXPORTERS.complete().values())
    made = {name for one in documents for name in output_names(names, one, exporters)}
    return [path for path, name in there if name not in made and format_of(path) is not None]


def prune(project: Project, files: Sequence[LeftOver]) -> None:
    """Remove what is left over; ``l10n undo`` brings it back.

    Raises:
        WriteError: a file cannot be removed.
    """
    journal = Journal(project, "prune")
    for one in files:
        with locked(one.path):
            if one.path.is_file():
                journal.file(one.path)
                remove(one.path)


def _locales(project: Project) -> list[str]:
    """The locales that there are catalogs or localized files of."""
    folders = [
        *(project.root / project.catalog_dir).glob("*/LC_MESSAGES"),
        *(path / "-" for path in (project.root / project.output_dir).glob("*") if path.is_dir()),
    ]
    return sorted({folder.parent.name for folder in folders} | set(project.locales))
