"""How far the translation of a document is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from l10n.errors import CatalogError
from l10n.model import State
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.jobs import Job
from l10n.project.locales import locale_of


@dataclass(frozen=True, slots=True)
class Status:
    """How far one document is in one locale; ``words`` are of the source, the rest in segments.

    ``changed`` had a translation of a person's when their source was another.
    """

    document: str
    locale: str
    segments: int
    words: int
    approved: int
    changed: int
    draft: int
    new: int

    @property
    def percent(self) -> int:
        """Approved segments of a hundred, rounded down so that 100 means all."""
        return 100 * self.approved // self.segments if self.segments else 100


def catalog_status(path: Path, project: Project) -> Status:
    """Count the messages of a PO file by state, as the file is.

    Raises:
        CatalogError: it is not there, or does not parse.
    """
    if not path.exists():
        raise CatalogError(f"{path}: no such file", "check the path")
    catalog = Catalog.open(path, None)
    counts = dict.fromkeys(State, 0)
    words = 0
    for entry in catalog.entries():
        counts[entry.translation.state] += 1
        words += len(entry.msgid.split())
    return Status(
        project.reference(path),
        locale_of(catalog),
        sum(counts.values()),
        words,
        counts[State.APPROVED],
        counts[State.CHANGED],
        counts[State.DRAFT],
        counts[State.NEW],
    )


def status(job: Job, project: Project) -> Status:
    """Count one document's sentences by state; a sentence that occurs twice counts once."""
    counts = dict.fromkeys(State, 0)
    for key in job.messages:
        counts[job.catalog.translation(key).state] += 1
    return Status(
        project.reference(job.document.path),
        job.locale,
        len(job.messages),
        sum(len(segment.msgid.split()) for segment in job.messages.values()),
        counts[State.APPROVED],
        counts[State.CHANGED],
        counts[State.DRAFT],
        counts[State.NEW],
    )
