"""What several commands say of a project beside their results."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from l10n.cli.output import counted

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.jobs import Job


def say_language(project: Project, jobs: Sequence[Job]) -> None:
    """Warn of documents that read like another language than the project says they are in."""
    from l10n.languages.codes import english_name
    from l10n.languages.scripts import mismatch

    source = project.source_locale
    for job in {job.document.path: job for job in jobs}.values():
        text = "\n".join(message.msgid for message in job.messages.values())
        if found := mismatch(text, source):
            print(
                f"warning: {project.reference(job.document.path)}: reads like {found}, not "
                f"{english_name(source)}: source-locale is {source!r}",
                file=sys.stderr,
            )


def say_changed(jobs: Sequence[Job]) -> int:
    """Say how many sentences have changed since people translated them; the number."""
    changed = sum(job.changed for job in jobs)
    if changed:
        print(f"{counted(changed, 'sentence')} changed, review again: `l10n drafts` lists them")
    return changed


def say_moved(project: Project, jobs: Sequence[Job]) -> None:
    """Say which documents have been recognized as renamed ones."""
    moved = {job.document.path: job.moved_from.reference for job in jobs if job.moved_from}
    for path, reference in moved.items():
        print(f"{project.reference(path)}: continues the catalogs of {reference}")


_NAMED = 10


def say_left_over(project: Project) -> None:
    """Name the files of documents that are gone."""
    from l10n.project.moving import left_over

    found = left_over(project)
    for one in found[:_NAMED]:
        print(f"{project.reference(one.path)}: {one.reason}", file=sys.stderr)
    if len(found) > _NAMED:
        print(f"… and {counted(len(found) - _NAMED, 'file')} more", file=sys.stderr)
    if found:
        print("`l10n prune` lists what is left over, and removes it when told to", file=sys.stderr)
