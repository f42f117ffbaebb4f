"""The way of a document from source to reviewed-to-be catalog; alone knows the order of the steps.

source ──read──▶ Document ──segment──▶ Segments ──merge──▶ Catalog ──translate──▶ drafts in it
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from l10n.checks import check_unit
from l10n.engines import Engine
from l10n.errors import CatalogError, ModelError, WriteError
from l10n.files import check_writable, locked, remove
from l10n.formats.localized import Localized
from l10n.formats.segmentation import segment_document
from l10n.formats.splicing import localized_text
from l10n.languages import plurals
from l10n.languages.codes import language
from l10n.languages.scripts import check_script
from l10n.memory import Memory, Query, approved, in_context
from l10n.model import Document, Hypothesis, Origin, Pair, Progress, State, Translation
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.documents import catalogs, template_path
from l10n.project.findings import context
from l10n.project.jobs import Job, OnError, stop
from l10n.project.translators import project_translator
from l10n.translation import drafting
from l10n.translation.cache import Cache
from l10n.translation.translator import Translator

# Sentences go to the engine in groups: large enough for full batches on each core, small enough
# that progress shows and an interruption costs little. The first one tells how large the next may
# be to take so long: at the end of each group cores wait for one another.
_FIRST_GROUP = 64
_GROUP_SECONDS = 8.0
_MOST_GROWTH = 8
# The cache has each group at once; writing whole catalogs as often would be slow.
_SAVE_SECONDS = 10.0


def update(
    project: Project, jobs: Sequence[Job], *, wait: bool = True, on_error: OnError = stop
) -> list[Job]:
    """Bring catalogs and templates in line with their sources, and save them.

    Args:
        project: whose settings count.
        jobs: as :func:`l10n.project.jobs.plan` made them.
        wait: whether to wait for another run that is at work on a catalog.
        on_error: called with what cannot be written, or, without ``wait``, is being worked on by
            another run.

    Returns:
        The jobs that were done.
    """
    with _at_work(project, jobs, wait, on_error) as done:
        return done


def translate(
    project: Project,
    jobs: Sequence[Job],
    engine: Engine,
    progress: Progress | None = None,
    *,
    wait: bool = True,
    on_error: OnError = stop,
) -> list[Job]:
    """Update the catalogs, fill them from the memory, machine-translate the rest, and save.

    Whatever was translated is saved also when an error or Ctrl-C ends the run early.

    Args:
        project: whose settings count.
        jobs: as :func:`l10n.project.jobs.plan` made them.
        engine: translates.
        progress: is told how far it is.
        wait: whether to wait for another run that is at work on a catalog.
        on_error: called with a locale that no model translates into, before anything is written:
            its catalogs are brought in line all the same; and with what cannot be written or,
            without ``wait``, is being worked on by another run.

    Returns:
        The jobs that were done.
    """
    mute: set[str] = set()
    for locale, pair in dict.fromkeys((job.locale, job.pair) for job in jobs if job.pending):
        try:
            check_script(locale)
            engine.model_name(pair)
        except ModelError as error:
            on_error(error)
            mute.add(locale)
    with _at_work(project, jobs, wait, on_error) as done:
        _recall(project, done)
        todo = [job for job in done if job.pending and job.locale not in mute]
        for locale in dict.fromkeys(job.locale for job in todo):
            in_locale = [job for job in todo if job.locale == locale]
            _translate_locale(project, in_locale, engine, progress, on_error)
        return done


def put_in(
    project: Project, jobs: Sequence[Job], known: Mapping[str, Hypothesis], model: str
) -> None:
    """As :func:`translate`, with what an engine has said already.

    Args:
        project: whose settings count.
        jobs: as :func:`l10n.project.jobs.plan` made them.
        known: hypotheses by text; what has none stays without a translation.
        model: where they come from.

    Raises:
        L10nError: a catalog cannot be read or written.
    """
    with _at_work(project, jobs, True, stop) as done:
        _recall(project, done)
        needs = [
            (job, {key: drafting.needed(job.messages[key], job.rule) for key in job.pending})
            for job in done
        ]
        _save_drafts(project, needs, known, model, stop)


@contextmanager
def _at_work(
    project: Project, jobs: Sequence[Job], wait: bool, on_error: OnError
) -> Iterator[list[Job]]:
    """Keep other runs off the jobs that have something to do; their catalogs are updated then."""
    failed: set[int] = set()
    kept = [job for job in jobs if job.needs_catalog]
    busy = [job for job in kept if job.pending or job.catalog.changed]
    for job in busy:
        with _noting(job, failed, on_error):
            check_writable(job.catalog.path)
    for job in {job.document.path: job for job in kept}.values():
        with _noting(job, set(), on_error):
            _save_template(project, job)
    with ExitStack() as stack:
        # Always in the same order: two runs that need the same catalogs cannot block each other.
        for job in sorted(busy, key=lambda job: job.catalog.path):
            if id(job) not in failed:
                with _noting(job, failed, on_error):
                    stack.enter_context(locked(job.catalog.path, purpose="run", wait=wait))
        for job in busy:
            if id(job) not in failed:
                with _noting(job, failed, on_error):
                    job.refresh(project)  # the run that was waited for may have done the work
                    job.find_pending()
                    _save(project, job, {})
                    _leave_old_name(project, job)
        done = [job for job in jobs if id(job) not in failed]
        _learn(project, done)
        yield done


def _leave_old_name(project: Project, job: Job) -> None:
    """Remove the catalog and the template of a renamed document's old name: the new has it all."""
    if job.moved_from is None:
        return
    old = job.moved_from
    with locked(old.path):
        remove(old.path)
    for path in catalogs(project, old.name):
        if path.suffix == ".pot":
            remove(path)


@contextmanager
def _noting(job: Job, failed: set[int], on_error: OnError) -> Iterator[None]:
    """Do something to one job; where that fails the others go on."""
    try:
        yield
    except (CatalogError, WriteError) as error:
        on_error(error)
        failed.add(id(job))


def _learn(project: Project, jobs: Sequence[Job]) -> None:
    """Teach the translation memory what people have approved."""
    with Memory.open(project.root) as memory:
        for job in jobs:
            pair = Pair(project.source_locale, job.locale)
            name = project.reference(job.document.path)
            memory.learn(approved(job.segments, partial(_if_approved, job.catalog), pair, name))


def _if_approved(catalog: Catalog, key: str) -> Translation:
    # Whose a draft is need not be found out.
    is_approved = catalog.state(key) is State.APPROVED
    return catalog.translation(key) if is_approved else Translation()


def _recall(project: Project, jobs: Sequence[Job]) -> None:
    """Put in what the translation memory knows of sentences that have no translation."""
    with Memory.open(project.root) as memory:
        for job in jobs:
            pair = Pair(project.source_locale, job.locale)
            # Of plural forms the memory knows two at most, a locale may have more.
            pending = {key for key in job.pending if not job.messages[key].plural}
            places = [one for one in job.segments if one.content]
            sentences = zip(places, in_context([one.msgid for one in places]), strict=True)
            queries = [(one.key, query) for one, query in sentences if one.key in pending]
            found = memory.best([query for _, query in queries], pair)
            matches = {
                key: Translation(
                    match.target, State.DRAFT, Origin.MEMORY, "", min(match.similarity / 100, 1.0)
                )
                for (key, _), match in zip(queries, found, strict=True)
                if match
            }
            _save(project, job, matches)
            job.pending = [key for key in job.pending if key not in matches]
            _replace_drafts(project, job, memory)


def _replace_drafts(project: Project, job: Job, memory: Memory) -> None:
    """Put what was approved elsewhere in the place of the machine's drafts of the same text."""
    keys = [
        key
        for key, message in job.messages.items()
        if not message.plural and job.catalog.is_machine_draft(key)
    ]
    found = memory.best(
        [Query(job.messages[key].msgid) for key in keys],
        Pair(project.source_locale, job.locale),
        same=True,
    )
    better = {
        key: Translation(match.target, State.DRAFT, Origin.MEMORY, "", 1.0)
        for key, match in zip(keys, found, strict=True)
        if match and match.reviewed
    }
    if not better:
        return
    checked = context(project, job.locale)
    with locked(job.catalog.path):
        job.refresh(project)
        for key, draft in better.items():
            findings = check_unit(drafting.unit(job.messages[key], draft), checked)
            job.memory += job.catalog.replace_draft(key, draft, findings)
        job.catalog.save()


def _translate_locale(
    project: Project,
    jobs: Sequence[Job],
    engine: Engine,
    progress: Progress | None,
    on_error: OnError,
) -> None:
    """Translate one locale's pending sentences, each once however many documents hold it."""
    needs = [
        (job, {key: drafting.needed(job.messages[key], job.rule) for key in job.pending})
        for job in jobs
    ]
    pending = list(
        dict.fromkeys(one for _, own in needs for texts in own.values() for one in texts)
    )
    locale, pair = jobs[0].locale, jobs[0].pair
    model = engine.model_name(pair)
    # By all sentences, not by those that are left: a run goes on as it began.
    chooses = project.decoding.chooses(sum(len(job.messages) for job in jobs))
    cache = Cache(project.root)
    translator = project_translator(project, engine, locale, cache=cache, chooses=chooses)
    seconds, saved = 0.0, time.monotonic()
    said = translator.known(pending, pair, locale)
    known = dict(zip(said, translator.translate(said, pair, locale=locale), strict=True))
    # Sentences of like length make full batches; the longest first, so that the rest goes faster
    # than the progress bar has promised.
    rest = sorted((text for text in pending if text not in known), key=len, reverse=True)
    try:
        size, at = _FIRST_GROUP, 0
        while at < len(rest):
            if progress:
                progress(locale, len(known), len(pending))
            start = time.monotonic()
            group = rest[at : at + size]
            results = translator.translate(group, pair, locale=locale)
            taken = time.monotonic() - start
            seconds, at = seconds + taken, at + size
            size = max(size, int(size * min(_GROUP_SECONDS / max(taken, 1e-3), _MOST_GROWTH)))
            known |= zip(group, results, strict=True)
            if time.monotonic() - saved > _SAVE_SECONDS:
                _save_drafts(project, needs, known, model, on_error)
                saved = time.monotonic()
        if progress:
            progress(locale, len(known), len(pending))
    finally:
        fresh = set(rest)
        for job, own in needs:
            job.seconds = seconds
            texts = {one for texts in own.values() for one in texts if one in fresh}
            job.words = sum(len(text.split()) for text in texts)
        _save_drafts(project, needs, known, model, on_error)


def _save_drafts(
    project: Project,
    needs: Sequence[tuple[Job, Mapping[str, Sequence[str]]]],
    known: Mapping[str, Hypothesis],
    model: str,
    on_error: OnError,
) -> None:
    """Save the drafts of messages all of whose texts are translated by now."""
    for job, own in needs:
        ready = [
            key
            for key, texts in own.items()
            if key not in job.drafted and all(text in known for text in texts)
        ]
        rule = job.rule
        drafts = {key: drafting.draft(job.messages[key], rule, known, model) for key in ready}
        with _noting(job, set(), on_error):
            _save(project, job, drafts)
            job.drafted.update(ready)


def _save(project: Project, job: Job, drafts: Mapping[str, Translation]) -> None:
    """Put drafts into the catalog as it is on the disk by now, and write it."""
    drafts = {key: drafts[key] for key in job.pending if key in drafts}
    if not drafts and not (job.catalog.changed and job.needs_catalog):
        return
    checked = context(project, job.locale)
    with locked(job.catalog.path):
        job.refresh(project)
        for key, draft in drafts.items():
            findings = check_unit(drafting.unit(job.messages[key], draft), checked)
            if job.catalog.set_draft(key, draft, findings):
                job.memory += draft.origin is Origin.MEMORY
                job.machine += draft.origin is Origin.MACHINE
                job.flagged += bool(findings)
        job.catalog.save()


def _save_template(project: Project, job: Job) -> None:
    path = template_path(project, job.document.path)
    template = Catalog.open(path, None)
    template.merge(job.segments, project.reference(job.document.path))
    template.drop_obsolete()
    if template.changed:
        check_writable(path)
        with locked(path):
            template.save()


def translate_text(
    document: Document, source_locale: str, locale: str, translator: Translator
) -> str:
    """The machine translation of a document in hand; no catalog is read or written.

    Args:
        document: what to translate.
        source_locale: the locale that it is in.
        locale: the translation's.
        translator: see :func:`l10n.project.translators.project_translator`.

    Raises:
        ModelError: no model serves the pair.
    """
    segments = segment_document(document, source_locale)
    messages = {segment.key: segment for segment in segments if segment.content}
    pair = Pair(language(source_locale), language(locale))
    rule = plurals.rule("", pair.target)
    needs = [text for one in messages.values() for text in drafting.needed(one, rule)]
    texts = list(dict.fromkeys(needs))
    known = dict(zip(texts, translator.translate(texts, pair, locale=locale), strict=True))
    drafts = {key: drafting.draft(one, rule, known, "") for key, one in messages.items()}
    found = {key: draft.texts for key, draft in drafts.items() if draft.text}
    return localized_text(
        Localized(document, segments, "", source_locale, pair.target, drafts, found)
    )
