"""How far the translation of a document is."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.model import State
from l10n.project.config import Project
from l10n.project.jobs import Job


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
