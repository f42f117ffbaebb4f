"""How far the translation of a document is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.errors import CatalogError
from l10n.model import Origin, State, Translation
from l10n.project.config import Project
from l10n.project.facts import Facts

if TYPE_CHECKING:
    from l10n.po.catalog import Catalog
    from l10n.project.jobs import Job


_DRAFTS = {Origin.MACHINE: "machine", Origin.MEMORY: "memory", Origin.HUMAN: "edited"}


def shown_state(translation: Translation) -> str:
    """What a translator sees at a glance: the state, of a draft who wrote it."""
    if translation.state is State.DRAFT:
        return _DRAFTS[translation.origin or Origin.HUMAN]
    return str(translation.state.value)


def shown_states(job: Job) -> dict[str, tuple[int, int]]:
    """A job's sentences, and their words in the source, by :func:`shown_state`."""
    found: dict[str, tuple[int, int]] = {}
    for key, message in job.messages.items():
        state = shown_state(job.catalog.translation(key))
        sentences, words = found.get(state, (0, 0))
        found[state] = sentences + 1, words + len(message.msgid.split())
    return found


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

    @classmethod
    def of(cls, document: str, locale: str, facts: Facts) -> Status:
        """The status that facts tell."""
        return cls(
            document,
            locale,
            facts.segments,
            facts.words,
            facts.approved,
            facts.changed,
            facts.draft,
            facts.new,
        )

    @property
    def percent(self) -> int:
        """Approved segments of a hundred, rounded down so that 100 means all."""
        return 100 * self.approved // self.segments if self.segments else 100


def open_catalog(path: Path) -> Catalog:
    """A PO file that is there.

    Raises:
        CatalogError: it is not there, or does not parse.
    """
    if not path.exists():
        raise CatalogError(f"{path}: no such file", "check the path")
    from l10n.po.catalog import Catalog  # no catalog is opened of which all is known

    return Catalog.open(path, None)


def count_messages(catalog: Catalog, project: Project) -> Status:
    """Count the messages of an open catalog by state, as its file is."""
    from l10n.project.locales import locale_of

    counts = dict.fromkeys(State, 0)
    words = 0
    for entry in catalog.entries():
        counts[entry.translation.state] += 1
        words += len(entry.msgid.split())
    return Status(
        project.reference(catalog.path),
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
