"""Localized documents of a whole project: written are those that would be other ones by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from l10n.errors import L10nError
from l10n.plugins import announced
from l10n.project.facts import Place, Survey
from l10n.project.sync import facts_of, keep, planned
from l10n.project.work import Chunk, Done, as_known, work

if TYPE_CHECKING:
    from l10n.project.jobs import Job, OnError


class Options(NamedTuple):
    """How to export, see :func:`l10n.project.export.export`."""

    reviewed_only: bool
    include_drafts: bool
    localize_numbers: bool
    format: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A localized document as it is on the disk now, and what went into it, in segments.

    Attributes:
        path: the file.
        locale: its locale.
        approved, drafts, changed, untranslated: see :class:`l10n.project.export.Export`.
        refused: translations that could not go in: key, line in the source, reason.
        source: the document, as references name it.
        nothing: why nothing is translated in it, "" where something is, or is not to be.
        digest: of its content, in hexadecimal digits.
    """

    path: str
    locale: str
    approved: int
    drafts: int
    changed: int
    untranslated: int
    refused: tuple[tuple[str, int, str], ...]
    source: str
    nothing: str
    digest: str


def export(
    survey: Survey,
    documents: Sequence[Path],
    locales: Sequence[str],
    options: Options,
    *,
    strict: OnError | None,
) -> Iterator[Done[Exported]]:
    """Write localized documents.

    Args:
        survey: of the project.
        documents: the documents.
        locales: their locales.
        options: how.
        strict: called with the first trouble, to end the run; None to go on.
    """
    places = survey.places(documents, locales)
    facts = survey.facts(places)
    known: dict[Path, Done[Exported]] = {}
    if options.format not in announced("l10n.exporters"):  # what those write is their affair
        keys = {place: _key(survey, place, options) for place in facts}
        found = survey.index.facts(keys.values())
        exported = {place: as_exported(found[key]) for place, key in keys.items() if key in found}
        for document, group in groupby(places, key=lambda place: place.document):
            own = list(group)
            if all(place in exported and _is_there(survey, exported[place]) for place in own):
                results = [exported[place] for place in own]
                known[document] = as_known(own, [facts[place] for place in own], results)
    chunks = (strict, options)
    yield from work(survey, documents, locales, known, _export, chunks, whole=strict is not None)


def as_exported(data: dict[str, Any]) -> Exported:
    """What is known of a localized document, from plain data."""
    refused = tuple((key, line, reason) for key, line, reason in data.pop("refused"))
    return Exported(**data, refused=refused)


def _is_there(survey: Survey, exported: Exported) -> bool:
    return survey.index.known(Path(exported.path)).digest.hex() == exported.digest


def _key(survey: Survey, place: Place, options: Options) -> bytes:
    return survey.key(place, "export", *_about(survey, place, options))


def _about(survey: Survey, place: Place, options: Options) -> tuple[object, ...]:
    """What decides about a localized document and its place beside its source and its catalog."""
    project = survey.project
    name = survey.names.catalog_name(place.document)
    return str(project.root), project.output_dir, name, tuple(options)


def _export(chunk: Chunk) -> Done[Exported]:
    strict, options = chunk.options
    done, jobs = planned(chunk, strict)
    survey = chunk.survey()
    results: Done[Exported] = Done(
        unread=done.unread, failed=done.failed, sources=done.sources, facts=done.facts
    )
    for job in jobs:
        try:
            exported = _written(survey, job, options)
        except L10nError as error:
            (strict or results.failed.append)(error)
            continue
        results.results.append((job.document.path, exported))
        if keep(survey, job, facts_of(chunk, job, done), done):
            place = Place(job.document.path, job.locale, job.catalog.path)
            about = _about(survey, place, options)
            source, catalog = job.document.digest, job.catalog.digest
            key = survey.key_of(place.document, place.locale, source, catalog, "export", *about)
            results.facts.append((key, asdict(exported)))
    return results


def _written(survey: Survey, job: Job, options: Options) -> Exported:
    from l10n.project.export import export

    done = export(job, survey.names, **options._asdict())
    return Exported(
        str(done.path),
        job.locale,
        done.approved,
        done.drafts,
        done.changed,
        done.untranslated,
        tuple((one.segment.key, one.segment.line, one.reason) for one in done.refused),
        survey.project.reference(job.document.path),
        "" if done.approved + done.drafts else _nothing(job, options.format),
        done.digest.hex(),
    )


def _nothing(job: Job, format: str) -> str:
    """Why nothing is translated in a localized document."""
    if not job.messages:
        return ""
    if not job.catalog.path.exists():
        return "has no catalog, `l10n translate` makes it"
    if format == "mo" and any(job.catalog.state(key).waits for key in job.messages):
        return "nothing is approved, and drafts go in with --include-drafts alone"
    return "nothing is translated"
