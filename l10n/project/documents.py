"""A project's documents: which there are, and how their catalogs are named."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from l10n.errors import ConfigError, SourceError
from l10n.formats import format_of, suffixes
from l10n.po.head import Head, read_head
from l10n.project.config import Project


def find_documents(project: Project) -> list[Path]:
    """The project's documents that can be read, sorted.

    A symbolic link to a file is a document with a name of its own; devices, pipes and links to
    them are none.

    Raises:
        SourceError: there is none.
    """
    patterns = project.documents or (f"{project.source_dir}/**/*",)
    made = (project.catalog_dir, project.output_dir)
    found = set()
    for pattern in patterns:
        try:
            paths = list(project.root.glob(pattern))
        except (ValueError, NotImplementedError) as error:
            raise ConfigError(
                f"documents: {pattern!r} is no pattern: {error}", "as in docs/**/*.md"
            ) from None
        for path in paths:
            name = path.relative_to(project.root).as_posix()
            hidden = any(part.startswith(".") for part in path.relative_to(project.root).parts)
            ours = bool(project.documents) and any(name.startswith(f"{folder}/") for folder in made)
            known = format_of(path) is not None and path.is_file()
            if known and not (hidden or ours or _is_ignored(name, project.ignore)):
                found.add(path)
    if not found:
        raise SourceError(
            f"no documents in {project.root}: {', '.join(patterns)}",
            f"name some, or put {', '.join(suffixes())} files there",
        )
    return sorted(found)


def _is_ignored(name: str, patterns: Sequence[str]) -> bool:
    # A star matches slashes too, so that "drafts/*" is all there is below the folder.
    return any(fnmatch(name, pattern.replace("**/", "*")) for pattern in patterns)


class Names:
    """How a project's documents and their catalogs are named, looked at once for one run.

    Args:
        project: whose.
        head: tells how a PO file begins.
    """

    def __init__(self, project: Project, head: Callable[[Path], Head] = read_head) -> None:
        self.project = project
        self.head = head
        self._names: dict[Path, str] = {}
        self._there: dict[Path, bool] = {}
        self._listed: dict[Path, set[str]] = {}

    @cached_property
    def documents(self) -> list[Path]:
        """See :func:`find_documents`."""
        return find_documents(self.project)

    def catalog_name(self, path: Path) -> str:
        """See :func:`catalog_name`."""
        if path not in self._names:
            self._names[path] = self._find(path)
        return self._names[path]

    def catalog_path(self, path: Path, locale: str) -> Path:
        """See :func:`catalog_path`."""
        return self.project.catalog_path(self.catalog_name(path), locale)

    def template_path(self, path: Path) -> Path:
        """The POT file of a document."""
        return self.project.template_path(self.catalog_name(path))

    def catalogs(self, name: str) -> list[Path]:
        """See :func:`catalogs`."""
        template = self.project.template_path(name)
        there = [template] if os.path.isfile(template) else []  # noqa: PTH113
        for folder in self._locale_folders:
            path = f"{folder}{os.sep}{name}.po"
            if os.path.isfile(path):  # noqa: PTH113
                there.append(Path(path))
        return there

    @cached_property
    def _suffixes(self) -> list[str]:
        return suffixes()

    @cached_property
    def _locale_folders(self) -> list[str]:
        folder = self.project.root / self.project.catalog_dir
        return [str(one) for one in sorted(folder.glob("*/LC_MESSAGES"))]

    @cached_property
    def in_use(self) -> set[str]:
        """How the catalogs of the documents that there are are named."""
        try:
            return {self.catalog_name(one) for one in self.documents}
        except SourceError:
            return set()

    @cached_property
    def _resolved(self) -> set[Path]:
        try:
            return {one.resolve() for one in self.documents}
        except SourceError:
            return set()

    def exists(self, document: Path) -> bool:
        """Whether a document is there."""
        if document not in self._there:
            self._there[document] = document.exists()
        return self._there[document]

    def _find(self, path: Path) -> str:
        bare = self.project.document_name(path)
        full = f"{bare}{path.suffix}"
        reference = self.project.reference(path)
        if full != bare and self._is_of(full, reference):
            return full
        if not self._has_namesake(path) or self._is_of(bare, reference):
            return bare
        return full

    def _is_of(self, name: str, reference: str) -> bool:
        """Whether the first message of one of a name's catalogs is from a document."""
        return any(self.head(file).is_of(reference) for file in self.catalogs(name))

    def _has_namesake(self, path: Path) -> bool:
        """Whether the project has a document beside this one that differs in the suffix alone."""
        if path.parent not in self._listed:
            # Names as a file system that knows no capitals has them: what is like is looked at.
            with suppress(OSError):
                self._listed[path.parent] = {one.name.lower() for one in os.scandir(path.parent)}
        beside = self._listed.get(path.parent, set())
        stem, own = path.stem, path.suffix
        others = (f"{stem}{suffix}" for suffix in self._suffixes if suffix != own)
        alike = [path.with_name(other) for other in others if other.lower() in beside]
        there = [other.resolve() for other in alike if other.is_file()]
        return bool(there) and any(other in self._resolved for other in there)


def catalog_name(project: Project, path: Path) -> str:
    """How a document's catalogs are named: its path without the suffix.

    With the suffix, ``guide.html``, where another document of the project has the same path but
    for the suffix. One that has catalogs keeps their name, whatever comes beside it or goes.
    """
    return Names(project).catalog_name(path)


def catalog_path(project: Project, path: Path, locale: str) -> Path:
    """The PO file of a document in a locale."""
    return Names(project).catalog_path(path, locale)


def catalogs(project: Project, name: str) -> list[Path]:
    """The template and the PO files of a name that there are."""
    return Names(project).catalogs(name)
