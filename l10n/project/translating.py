"""`l10n translate` in a whole project: read are the documents that may have something to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from l10n.memory import Memory, Unit, text_hash
from l10n.model import Pair
from l10n.project.facts import Place, Survey
from l10n.project.jobs import Job, OnError
from l10n.project.known import Counted, in_line, known_documents
from l10n.project.sync import facts_of, keep, planned
from l10n.project.updating import taught
from l10n.project.work import Chunk, Done, share_a_catalog


@dataclass(frozen=True, slots=True)
class Translated:
    """A document in a locale, and what happened to it in this run.

    Attributes:
        place: the document and its catalog.
        segments: its sentences; one that occurs twice counts once.
        moved_from: the document that it continues the catalog of, "" for its own.

    All others are those of :class:`l10n.project.jobs.Job`, as numbers.
    """

    place: Place
    segments: int
    changed: int
    new: int
    pending: int
    memory: int = 0
    machine: int = 0
    flagged: int = 0
    words: int = 0
    seconds: float = 0.0
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be translated, and what is known of the rest.

    Attributes:
        documents: all, in order.
        jobs: of those that were read, in the order of the documents.
        known: those that were not.
        sources: for each document its path, in what language it seems to be written instead of
            the project's, and what of it could not be read.
    """

    documents: list[Path]
    jobs: list[Job]
    known: dict[Path, Done[Counted]]
    sources: list[tuple[Path, str, tuple[str, ...]]]
    _chunk: Chunk
    _done: Done[Counted]

    def results(self, jobs: Sequence[Job]) -> list[Translated]:
        """What there is to report of the jobs that were done and of what was known, in order."""
        rows = [_of_job(job) for job in jobs]
        for done in self.known.values():
            for _, one in done.results:
                facts = one.facts
                segments, new = facts.segments, facts.new
                rows.append(Translated(one.place, segments, facts.changed, new, new))
        order = {document: at for at, document in reversed(list(enumerate(self.documents)))}
        return sorted(rows, key=lambda row: order[row.place.document])

    def keep(self, survey: Survey, jobs: Sequence[Job]) -> None:
        """Let the index, and the memory, know in which state jobs are now."""
        if not survey.index.enabled:
            return
        project, done = survey.project, self._done
        units: list[Unit] = []
        marks: dict[tuple[str, str, str], bytes] = {}
        for job in jobs:
            if job.catalog.changed:  # it could not be saved, and the file says something else
                continue
            facts = facts_of(self._chunk, job, done)
            key = keep(survey, job, facts, done)
            if key and facts.approved:
                units += taught(project, job)
                name = project.reference(job.document.path)
                marks[name, project.source_locale, job.locale] = key
        with Memory.open(project.root) as memory:
            memory.learn(units, marks)
        for key, value in done.facts:
            survey.index.learn(key, value)
        survey.index.forget()


def plan(
    survey: Survey,
    documents: Sequence[Path],
    locales: Sequence[str],
    on_error: OnError,
    *,
    dry_run: bool,
) -> Plan:
    """Find out what is to be done, see :func:`l10n.project.jobs.plan`.

    Args:
        survey: of the project.
        documents: the documents.
        locales: the targets.
        on_error: called with each document or catalog that cannot be worked on.
        dry_run: whether nothing else than that is wanted.
    """
    places = survey.places(documents, locales)
    facts = {} if share_a_catalog(survey, documents) else survey.facts(places)
    with Memory.open(survey.project.root) as memory:
        is_in_line = in_line(survey, places, facts, memory)
        known = dict(
            known_documents(
                survey,
                places,
                facts,
                lambda place: dry_run or (is_in_line(place) and not facts[place].new),
            )
        )
        left = [document for document in documents if document not in known]
        chunk = Chunk(
            survey.project, tuple(left), tuple(locales), survey.encoding, True, options=None
        )
        done, jobs = planned(chunk, on_error)
        again = () if dry_run else _to_look_at_again(survey, memory, known, jobs)
    if again:
        more = Chunk(survey.project, again, tuple(locales), survey.encoding, False, options=None)
        also, more_jobs = planned(more, on_error)
        done.sources |= also.sources
        jobs += more_jobs
        for document in again:
            del known[document]
    order = {document: at for at, document in reversed(list(enumerate(documents)))}
    jobs.sort(key=lambda job: order[job.document.path])
    sources = dict(done.sources)
    for one in known.values():
        sources |= one.sources
    return Plan(
        list(documents),
        jobs,
        known,
        [(path, *sources[path]) for path in sorted(sources, key=order.__getitem__)],
        chunk,
        done,
    )


def _to_look_at_again(
    survey: Survey, memory: Memory, known: dict[Path, Done[Counted]], jobs: Sequence[Job]
) -> tuple[Path, ...]:
    """The documents with machine drafts of texts that have approved translations elsewhere.

    Elsewhere is in the memory, and in what the jobs are about to teach it.
    """
    project = survey.project
    source = project.source_locale
    drafted = [one.place for done in known.values() for _, one in done.results if one.facts.draft]
    approved = {
        locale: memory.approved(Pair(source, locale))
        for locale in dict.fromkeys(place.locale for place in drafted)
    }
    for job in jobs:
        if job.locale in approved:
            texts = (unit.source for unit in taught(project, job))
            approved[job.locale].update(text_hash(text, source) for text in texts)
    keys = {place: survey.key(place, "machine") for place in drafted if approved[place.locale]}
    drafts = survey.index.facts(keys.values())
    found = (
        place.document
        for place, key in keys.items()
        if key not in drafts or not approved[place.locale].isdisjoint(drafts[key])
    )
    return tuple(dict.fromkeys(found))


def _of_job(job: Job) -> Translated:
    return Translated(
        Place(job.document.path, job.locale, job.catalog.path),
        len(job.messages),
        job.changed,
        job.new,
        len(job.pending),
        job.memory,
        job.machine,
        job.flagged,
        job.words,
        job.seconds,
        job.moved_from.reference if job.moved_from else "",
    )
