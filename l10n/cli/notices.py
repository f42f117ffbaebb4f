"""What several commands say of a project beside their results."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.cli.output import counted

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.documents import Names

_NAMED = 10  # files that are named one by one


def say_reads_like(project: Project, path: Path, found: str) -> None:
    """Warn of a document that seems to be in another language; "" where it does not."""
    from l10n.languages.codes import english_name

    if found:
        source = project.source_locale
        print(
            f"warning: {project.reference(path)}: reads like {found}, not "
            f"{english_name(source)}: source-locale is {source!r}",
            file=sys.stderr,
        )


def say_changed(changed: int) -> None:
    """Say how many sentences have changed since people translated them."""
    if changed:
        them = "it" if changed == 1 else "them"
        print(f"{counted(changed, 'sentence')} changed, review again: `l10n drafts` lists {them}")


def say_continued(project: Project, moved: Mapping[Path, str]) -> None:
    """Say whose catalogs documents have taken over."""
    for path, reference in moved.items():
        print(f"{project.reference(path)}: continues the catalogs of {reference}")


def say_stale(project: Project, locales: Sequence[str], names: Names | None = None) -> None:
    """Name the localized files that no document makes any more."""
    from l10n.errors import SourceError
    from l10n.project.moving import stale

    try:
        found = stale(project, locales, names)
    except SourceError:  # documents that are named need not be the project's
        return
    for path in found[:_NAMED]:
        print(f"{project.reference(path)}: no document makes this file any more", file=sys.stderr)
    if found:
        print("`l10n prune` lists what is left over, and removes it when told to", file=sys.stderr)


def say_left_over(project: Project, names: Names | None = None) -> None:
    """Name the files of documents that are gone."""
    from l10n.project.moving import left_over

    found = left_over(project, names)
    for one in found[:_NAMED]:
        print(f"{project.reference(one.path)}: {one.reason}", file=sys.stderr)
    if len(found) > _NAMED:
        print(f"… and {counted(len(found) - _NAMED, 'file')} more", file=sys.stderr)
    if found:
        print("`l10n prune` lists what is left over, and removes it when told to", file=sys.stderr)
