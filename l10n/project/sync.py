"""Catalogs brought in line with their documents, and how far they are: a project at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.project.facts import Facts, Place, Survey, write
from l10n.project.index import Key
from l10n.project.known import Counted, in_line, known_documents
from l10n.project.status import Status, count_messages, open_catalog, shown_states, status
from l10n.project.work import Chunk, Done, work

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.jobs import Job, OnError


def count(
    survey: Survey, documents: Sequence[Path], locales: Sequence[str], *, strict: OnError | None
) -> Iterator[Done[Counted]]:
    """How far documents are in locales; nothing is written.

    Args:
        survey: of the project.
        documents: the documents.
        locales: the targets.
        strict: called with the first trouble, to end the run; None to go on.
    """
    places = survey.places(documents, locales)
    facts = survey.facts(places)
    known = dict(known_documents(survey, places, facts))
    yield from work(survey, documents, locales, known, _count, (strict,), whole=strict is not None)


def count_catalogs(survey: Survey, paths: Sequence[Path]) -> Iterator[Callable[[], Status]]:
    """For each PO file what counts its messages.

    That raises a CatalogError where the file is not there, or does not parse.
    """
    index = survey.index

    def name(path: Path, digest: bytes) -> Key:
        return index.key("catalog", survey.project.reference(path), digest)

    enabled = paths if index.enabled else ()
    keys = {path: name(path, index.known(path).digest) for path in enabled}
    known = index.facts(keys.values())

    def count_one(path: Path) -> Status:
        if keys.get(path) in known:
            return Status(*known[keys[path]])
        catalog = open_catalog(path)
        found = count_messages(catalog, survey.project)
        index.learn(name(path, catalog.digest), list(astuple(found)))
        return found

    for path in paths:
        yield partial(count_one, path)


def update(
    survey: Survey,
    documents: Sequence[Path],
    locales: Sequence[str],
    *,
    wait: bool,
    strict: OnError | None,
) -> Iterator[Done[Counted]]:
    """Bring catalogs and templates in line with documents, and teach the memory.

    Args:
        survey: of the project.
        documents: the documents.
        locales: the targets.
        wait: whether to wait for another run that is at work on a catalog.
        strict: called with the first trouble, before anything is written where it can be known by
            then, to end the run; None to go on.
    """
    places = survey.places(documents, locales)
    facts = survey.facts(places)
    from l10n.memory import Memory

    with Memory.open(survey.project.root) as memory:
        source_locale = survey.project.source_locale
        known = dict(known_documents(survey, places, facts, in_line(survey, places, facts, memory)))
        options = (strict, wait)
        for done in work(
            survey, documents, locales, known, _update, options, whole=strict is not None
        ):
            if done.units:
                marks = done.taught if survey.index.enabled else ()
                memory.learn(
                    done.units, {(name, source_locale, one): key for name, one, key in marks}
                )
            yield done
    if len(known) < len(set(documents)):
        survey.index.forget()


def _count(chunk: Chunk) -> Done[Counted]:
    (strict,) = chunk.options
    done, jobs = planned(chunk, strict)
    survey = chunk.survey()
    for job in jobs:
        facts = facts_of(chunk, job, done)
        keep(survey, job, facts, done)
        result = _counted(job, facts, not job.catalog.changed)
        done.results.append((job.document.path, result))
    return done


def _update(chunk: Chunk) -> Done[Counted]:
    from l10n.project.updating import taught, updated

    strict, wait = chunk.options
    done, jobs = planned(chunk, strict)
    clean = {id(job) for job in jobs if not job.catalog.changed}
    on_error = strict or done.failed.append
    with updated(
        chunk.project, jobs, wait, on_error, translates=False, learns=False
    ) as updated_jobs:
        pass
    survey = chunk.survey()
    for job in updated_jobs:
        facts = facts_of(chunk, job, done)
        key = keep(survey, job, facts, done)
        units = list(taught(chunk.project, job)) if facts.approved else []
        done.units += units
        if units and key and facts.is_clean:
            name = chunk.project.reference(job.document.path)
            done.taught.append((name, job.locale, key))
        result = _counted(job, facts, id(job) in clean)
        done.results.append((job.document.path, result))
    return done


def planned(chunk: Chunk, strict: OnError | None) -> tuple[Done[Counted], list[Job]]:
    """The jobs of a chunk, and what there is to say of its documents."""
    from l10n.languages.scripts import mismatch
    from l10n.project.jobs import plan

    done: Done[Counted] = Done()
    on_error = strict or done.unread.append
    jobs = plan(
        chunk.project,
        chunk.documents,
        chunk.locales,
        chunk.encoding,
        on_error,
        takes_over=chunk.takes_over,
    )
    for job in jobs:
        if job.document.path not in done.sources:
            text = "\n".join(message.msgid for message in job.messages.values())
            found = mismatch(text, chunk.project.source_locale) or ""
            done.sources[job.document.path] = found, job.document.skipped
    return done, jobs


def facts_of(chunk: Chunk, job: Job, done: Done[Counted]) -> Facts:
    """What a job comes to as it is now."""
    one = status(job, chunk.project)
    reads_like, skipped = done.sources[job.document.path]
    return Facts(
        one.segments,
        one.words,
        one.approved,
        one.changed,
        one.draft,
        one.new,
        not job.catalog.changed,
        reads_like,
        skipped,
    )


def keep(survey: Survey, job: Job, facts: Facts, done: Done[Counted]) -> bytes:
    """Let the index learn what is so whatever other files there are.

    Returns:
        The fact's name; b"" where other files may decide.
    """
    document = job.document
    if job.template:
        template = survey.template_key(document.path, document.digest, job.template)
        done.facts.append((template, True))
    if not (facts.is_clean or job.is_alone or not facts.segments):
        return b""
    about = document.path, job.locale, document.digest, job.catalog.digest
    key = survey.key_of(*about)
    done.facts.append((key, write(facts)))
    done.facts.append((survey.key_of(*about, "states"), shown_states(job)))
    if facts.draft:
        done.facts.append((survey.key_of(*about, "machine"), _machine_drafts(job, survey.project)))
    return key


def _machine_drafts(job: Job, project: Project) -> list[int]:
    """The texts of which an engine's drafts stand in a catalog, as the memory knows them."""
    from l10n.memory import text_hash

    messages = [one for key, one in job.messages.items() if job.catalog.is_machine_draft(key)]
    return [text_hash(one.msgid, project.source_locale) for one in messages if not one.plural]


def _counted(job: Job, facts: Facts, was_clean: bool) -> Counted:
    place = Place(job.document.path, job.locale, job.catalog.path)
    moved_from = job.moved_from.reference if job.moved_from else ""
    return Counted(place, facts, was_clean, moved_from)
