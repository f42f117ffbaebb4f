"""The way of a document from source to reviewed-to-be catalog; alone knows the order of the steps.

source ──read──▶ Document ──segment──▶ Segments ──merge──▶ Catalog ──translate──▶ drafts in it
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from l10n.catalog import Catalog
from l10n.checks import check
from l10n.config import Project
from l10n.engines import Engine
from l10n.exporters.same import splice
from l10n.files import check_writable, locked
from l10n.jobs import Job, merged_catalog
from l10n.model import Document, Hypothesis, Pair, Progress
from l10n.segmentation import segment_document

# Sentences go to the engine in groups of this size: large enough for full batches, small enough
# that progress shows and an interruption costs little.
_GROUP = 64
_SAVE_SECONDS = 10.0  # how much machine work may be lost to a crash


def translate(
    project: Project, jobs: Sequence[Job], engine: Engine, progress: Progress | None = None
) -> None:
    """Machine-translate what has no translation, and save the catalogs.

    Whatever was translated is saved also when an error or Ctrl-C ends the run early.

    Raises:
        ModelError: no model for a pair, found out before anything is written.
        WriteError: a catalog cannot be written; found out before translating where possible.
    """
    for pair in {job.pair for job in jobs if job.pending}:
        engine.model_name(pair)
    for job in jobs:
        if job.catalog.changed or job.pending:
            check_writable(job.catalog.path)
    for job in {job.document.path: job for job in jobs}.values():
        _save_template(project, job)
    for job in jobs:
        _save(project, job, {}, "")
    for locale in dict.fromkeys(job.locale for job in jobs):
        _translate_locale(project, [job for job in jobs if job.locale == locale], engine, progress)


def _translate_locale(
    project: Project, jobs: Sequence[Job], engine: Engine, progress: Progress | None
) -> None:
    """Translate one locale's pending sentences, each once however many documents hold it."""
    pending = list(dict.fromkeys(msgid for job in jobs for msgid in job.pending))
    if not pending:
        return
    locale, pair = jobs[0].locale, jobs[0].pair
    model = engine.model_name(pair)
    # Sentences of like length make full batches; the longest first, so that the rest goes faster
    # than the progress bar has promised.
    pending.sort(key=len, reverse=True)
    done: dict[str, Hypothesis] = {}
    unsaved: dict[str, Hypothesis] = {}
    start = saved = time.monotonic()
    try:
        for group in _groups(pending):
            if progress:
                progress(locale, len(done), len(pending))
            results = dict(zip(group, engine.translate(group, pair), strict=True))
            done |= results
            unsaved |= results
            if time.monotonic() - saved > _SAVE_SECONDS:
                _save_all(project, jobs, unsaved, model)
                unsaved, saved = {}, time.monotonic()
        if progress:
            progress(locale, len(done), len(pending))
    finally:
        seconds = time.monotonic() - start
        for job in jobs:
            job.seconds = seconds * len(job.pending) / len(pending)
        _save_all(project, jobs, unsaved, model)


def _save_all(
    project: Project, jobs: Sequence[Job], done: dict[str, Hypothesis], model: str
) -> None:
    for job in jobs:
        _save(project, job, {msgid: done[msgid] for msgid in job.pending if msgid in done}, model)


def _save(project: Project, job: Job, done: dict[str, Hypothesis], model: str) -> None:
    """Put drafts into the catalog as it is on the disk by now, and write it."""
    if not done and not job.catalog.changed:
        return
    keys = job.messages
    with locked(job.catalog.path):
        if job.catalog.is_stale():
            job.catalog = merged_catalog(project, job.document.path, job.segments, job.locale)
        for msgid, hypothesis in done.items():
            findings = check(msgid, hypothesis.text)
            if job.catalog.set_machine(keys[msgid], hypothesis, model, findings):
                job.machine += 1
                job.flagged += bool(findings)
        job.catalog.save()


def _save_template(project: Project, job: Job) -> None:
    path = project.template_path(project.document_name(job.document.path))
    template = Catalog.open(path, None)
    template.merge(job.segments, project.reference(job.document.path))
    template.drop_obsolete()
    if template.changed:
        check_writable(path)
        with locked(path):
            template.save()


def _groups(texts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), _GROUP):
        yield texts[start : start + _GROUP]


def translate_text(document: Document, source_locale: str, pair: Pair, engine: Engine) -> str:
    """The machine translation of a document in hand; no catalog is read or written.

    Raises:
        ModelError: no model serves the pair.
    """
    segments = segment_document(document, source_locale)
    texts = list(dict.fromkeys(segment.msgid for segment in segments if segment.content))
    results = engine.translate(texts, pair)
    translations = {text: result.text for text, result in zip(texts, results, strict=True)}
    return splice(document, segments, translations)
