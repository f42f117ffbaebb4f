"""Catalogs and templates brought in line with their sources, each under its lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from l10n.errors import CatalogError, WriteError
from l10n.files import allow_locks, check_writable, locked, remove
from l10n.memory import Memory, Unit, approved
from l10n.model import Pair, State, Translation
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.documents import Names
from l10n.project.jobs import Job, OnError


@contextmanager
def updated(
    project: Project,
    jobs: Sequence[Job],
    wait: bool,
    on_error: OnError,
    *,
    translates: bool = True,
    learns: bool = True,
) -> Iterator[list[Job]]:
    """Keep other runs off the jobs that have something to do; their catalogs are updated then.

    What people have approved is in the translation memory by then.

    Args:
        project: whose settings count.
        jobs: as :func:`l10n.project.jobs.plan` made them.
        wait: whether to wait for another run that is at work on a catalog.
        on_error: called with what cannot be written, or, without ``wait``, is being worked on.
        translates: whether jobs with something to translate have something to do.
        learns: whether to teach the memory; if not, :func:`taught` says what.

    Yields:
        The jobs that could be done.
    """
    failed: set[int] = set()
    kept = [job for job in jobs if job.needs_catalog]
    busy = [job for job in kept if job.catalog.changed or (translates and job.pending)]
    names = Names(project)
    for job in busy:
        with noting(job, failed, on_error):
            check_writable(job.catalog.path)
    for job in {job.document.path: job for job in kept}.values():
        with noting(job, set(), on_error):
            job.template = _save_template(project, job, names)
    allow_locks(len(busy))
    with ExitStack() as stack:
        # Always in the same order: two runs that need the same catalogs cannot block each other.
        for job in sorted(busy, key=lambda job: job.catalog.path):
            if id(job) not in failed:
                with noting(job, failed, on_error):
                    stack.enter_context(locked(job.catalog.path, purpose="run", wait=wait))
        for job in busy:
            if id(job) not in failed:
                with noting(job, failed, on_error):
                    job.refresh(project)  # the run that was waited for may have done the work
                    job.find_pending()
                    job.save(project, {})
                    _leave_old_name(project, job)
        done = [job for job in jobs if id(job) not in failed]
        if learns:
            _learn(project, done)
        yield done


@contextmanager
def noting(job: Job, failed: set[int], on_error: OnError) -> Iterator[None]:
    """Do something to one job; where that fails the others go on."""
    try:
        yield
    except (CatalogError, WriteError) as error:
        on_error(error)
        failed.add(id(job))


def _save_template(project: Project, job: Job, names: Names) -> bytes:
    """Save a document's template if it is another by now; its digest."""
    path = names.template_path(job.document.path)
    template = Catalog.open(path, None)
    template.merge(job.segments, project.reference(job.document.path))
    template.drop_obsolete()
    if template.changed:
        check_writable(path)
        with locked(path):
            template.save()
    return template.digest


def _leave_old_name(project: Project, job: Job) -> None:
    """Remove the catalog and the template of a renamed document's old name: the new has it all."""
    if job.moved_from is None:
        return
    old = job.moved_from
    with locked(old.path):
        remove(old.path)
    remove(project.template_path(old.name))


def _learn(project: Project, jobs: Sequence[Job]) -> None:
    """Teach the translation memory what people have approved."""
    with Memory.open(project.root) as memory:
        memory.learn(unit for job in jobs for unit in taught(project, job))


def taught(project: Project, job: Job) -> Iterator[Unit]:
    """What a job's catalog teaches the translation memory."""
    pair = Pair(project.source_locale, job.locale)
    name = project.reference(job.document.path)
    return approved(job.segments, partial(_if_approved, job.catalog), pair, name)


def _if_approved(catalog: Catalog, key: str) -> Translation:
    # Whose a draft is need not be found out.
    is_approved = catalog.state(key) is State.APPROVED
    return catalog.translation(key) if is_approved else Translation()
