"""The way of a document from source to reviewed-to-be catalog; alone knows the order of the steps.

source ──read──▶ Document ──segment──▶ Segments ──merge──▶ Catalog ──translate──▶ drafts in it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from l10n.engines import Engine
from l10n.errors import ModelError
from l10n.languages.scripts import check_script
from l10n.model import Hypothesis, Progress
from l10n.project.config import Project
from l10n.project.findings import LiveChecks
from l10n.project.jobs import Job, OnError, stop
from l10n.project.machine import Unfinished, translate_locale
from l10n.project.recall import recall
from l10n.project.updating import updated


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
    with updated(project, jobs, wait, on_error, translates=False) as done:
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
    with updated(project, jobs, wait, on_error) as done:
        checks = LiveChecks(project)
        recall(project, done, checks)
        todo = [job for job in done if job.pending and job.locale not in mute]
        for locale in dict.fromkeys(job.locale for job in todo):
            in_locale = [job for job in todo if job.locale == locale]
            translate_locale(project, in_locale, engine, checks, progress, on_error)
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
    with updated(project, jobs, True, stop) as done:
        checks = LiveChecks(project)
        recall(project, done, checks)
        for job in done:
            unfinished = Unfinished(job, model, checks)
            unfinished.finish(known)
            unfinished.save(project, stop)
