"""What a command works on: FILE means the same in all, a document, a PO file, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from l10n.cli.options import target_locales
from l10n.errors import SourceError

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.documents import Names

_CATALOGS = (".po", ".pot")


def split_files(files: list[Path]) -> tuple[list[Path], list[Path]]:
    """Documents, and PO files, that FILE arguments name; of a folder the PO files, if it has any.

    Raises:
        SourceError: one is not there, or a folder has neither.
    """
    from l10n.formats import format_of

    documents: list[Path] = []
    catalogs: list[Path] = []
    for file in files:
        if not file.is_dir():
            (catalogs if file.suffix == ".po" else documents).append(file)
            continue
        inside = sorted(path for path in file.rglob("*") if path.is_file())
        found = [path for path in inside if path.suffix == ".po"]
        if found:
            catalogs += found
            continue
        found = [path for path in inside if format_of(path) is not None]
        if not found:
            raise SourceError(
                f"{file}: has no PO files and no documents", "name a folder that has some"
            )
        documents += found
    return documents, catalogs


def catalog_paths(
    project: Project,
    files: list[Path] | None,
    to: list[str] | None,
    names: Names | None = None,
) -> list[Path]:
    """The PO files that are meant: named ones, and those of documents in the target locales.

    ``--to`` chooses among those of folders and of documents; a PO file that is named is meant.

    Raises:
        L10nError: a locale is unknown, a file is not there, or there are no documents.
    """
    from l10n.project.documents import Names

    names = names or Names(project)
    documents, named = split_files(files or [])
    if not files:
        documents = names.documents
    named = wanted(project, named, files or [], to)
    if not documents:
        return list(dict.fromkeys(named))
    for document in documents:
        if not document.exists():
            raise SourceError(f"{document}: no such file", "check the path")
    locales = target_locales(project, to)
    paths = [names.catalog_path(one, locale) for one in documents for locale in locales]
    return list(dict.fromkeys([*named, *paths]))


def wanted(
    project: Project, catalogs: list[Path], files: list[Path], to: list[str] | None
) -> list[Path]:
    """PO files of folders in the locales of ``--to``, and those that are named."""
    locales = set(target_locales(project, to)) if to else None
    return [
        path for path in catalogs if locales is None or path in files or _locale(path) in locales
    ]


def _locale(path: Path) -> str:
    """The locale of a PO file by its folder; "" where that does not tell."""
    return path.parents[1].name if path.parent.name == "LC_MESSAGES" else ""
