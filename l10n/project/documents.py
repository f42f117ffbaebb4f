"""A project's documents: which there are, and how their catalogs are named."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

from l10n.errors import ConfigError, SourceError
from l10n.formats import format_of, suffixes
from l10n.po.comments import CLOSE, OPEN
from l10n.project.config import Project

_HEAD = 1 << 16  # bytes in which the first reference of a catalog is looked for
_REFERENCES = (("#: ", ":"), (f"#: {OPEN}", CLOSE))


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


def catalog_name(project: Project, path: Path) -> str:
    """How a document's catalogs are named: its path without the suffix.

    With the suffix, ``guide.html``, where another document of the project has the same path but
    for the suffix. One that has catalogs keeps their name, whatever comes beside it or goes.
    """
    bare = project.document_name(path)
    full = f"{bare}{path.suffix}"
    reference = project.reference(path)
    if _is_of(catalogs(project, full), reference):
        return full
    if not _has_namesake(project, path) or _is_of(catalogs(project, bare), reference):
        return bare
    return full


def catalog_path(project: Project, path: Path, locale: str) -> Path:
    """The PO file of a document in a locale."""
    return project.catalog_path(catalog_name(project, path), locale)


def template_path(project: Project, path: Path) -> Path:
    """The POT file of a document."""
    return project.template_path(catalog_name(project, path))


def _is_of(files: Sequence[Path], reference: str) -> bool:
    """Whether the first message of one of the catalogs is from a document.

    Looked up in the first lines: a catalog is not taken apart for its name, nor need it be whole.
    """
    wanted = tuple(f"{prefix}{reference}{end}".encode() for prefix, end in _REFERENCES)
    for file in files:
        with suppress(OSError), file.open("rb") as lines:
            head = lines.read(_HEAD).split(b"\n")
            first = next((line for line in head if line.startswith(b"#: ")), b"")
            if first.startswith(wanted):
                return True
    return False


def catalogs(project: Project, name: str) -> list[Path]:
    """The template and the PO files of a name that there are."""
    template = project.template_path(name)
    folder = project.root / project.catalog_dir
    pattern = f"*/LC_MESSAGES/{glob.escape(name)}.po"
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    return [template, *found] if template.is_file() else found


def _has_namesake(project: Project, path: Path) -> bool:
    """Whether the project has a document beside this one that differs in the suffix alone."""
    stem, own = str(path.with_suffix("")), path.suffix
    others = (f"{stem}{suffix}" for suffix in suffixes() if suffix != own)
    there = [Path(other).resolve() for other in others if os.path.isfile(other)]  # noqa: PTH113
    if not there:
        return False
    try:
        documents = {one.resolve() for one in find_documents(project)}
    except SourceError:
        return False
    return any(other in documents for other in there)
