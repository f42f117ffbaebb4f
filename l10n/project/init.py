"""Making a project of a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from l10n.errors import ConfigError, SourceError
from l10n.files import atomic_write
from l10n.project.config import Project, load_project
from l10n.project.documents import find_documents


def start_project(
    root: Path, source_locale: str, locales: Sequence[str], documents: Sequence[str]
) -> tuple[Path, list[str]]:
    """Write a project's ``l10n.toml``.

    Args:
        root: the folder.
        source_locale: of the documents.
        locales: into which they go.
        documents: patterns; by default the folder ``source`` if it is there, else what is found
            in the places where documents are.

    Returns:
        The file, and the documents that are there already.

    Raises:
        ConfigError: there are settings already, or the folder is none.
        WriteError: the file cannot be written.
    """
    if not root.is_dir():
        raise ConfigError(f"{root}: no such folder", "make it first, or name another --project")
    file = root / "l10n.toml"
    if file.exists():
        raise ConfigError(f"{file}: is there already", "change it in an editor")
    project = load_project(root)
    if project.root == root.resolve() and project.locales:
        raise ConfigError(
            f"{root / 'pyproject.toml'}: has settings under [tool.l10n] already",
            "change them there",
        )
    if not documents and not (root / Project(root).source_dir).is_dir():
        usual = ("README.md", "docs/**/*.md", "docs/**/*.html", "content/**/*.md")
        documents = [pattern for pattern in usual if any(root.glob(pattern))]
    patterns = [f"documents = {json.dumps(documents)}"] if documents else []
    lines = [
        "# Settings of l10n; paths are relative to this file.",
        f"source-locale = {json.dumps(source_locale)}",
        f"locales = {json.dumps(list(locales))}",
        *(patterns or ['# documents = ["docs/**/*.md"]  # all of source/ by default']),
        '# ignore = ["docs/internal/**"]',
        "",
    ]
    atomic_write(file, "\n".join(lines).encode())
    try:
        found = find_documents(load_project(root))
    except SourceError:
        return file, []
    return file, [path.relative_to(root.resolve()).as_posix() for path in found]
