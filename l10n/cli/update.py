"""`l10n update`."""

from __future__ import annotations

import typer

from l10n.cli.notices import say_changed, say_language, say_left_over, say_moved
from l10n.cli.options import (
    Documents,
    Encoding,
    To,
    Wait,
    open_project,
    plan_jobs,
    target_locales,
)
from l10n.cli.output import print_table
from l10n.cli.troubles import Strict, Troubles


def update(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    encoding: Encoding = None,
    wait: Wait = True,
    strict: Strict = False,
) -> None:
    """Update catalogs after source changes.

    Nothing is machine-translated; `l10n translate` does both.
    """
    from l10n.project import run as pipeline

    project = open_project(context)
    locales = target_locales(project, to)
    troubles = Troubles(strict)
    planned = plan_jobs(project, sources, locales, encoding, troubles)
    say_language(project, planned)
    changed = {id(job) for job in planned if job.catalog.changed}
    jobs = pipeline.update(project, planned, wait=wait, on_error=troubles.note)
    troubles.done(len(jobs))
    if not jobs:
        troubles.finish()
    print_table(
        ("catalog", "segments", "changed", "to translate", "updated"),
        [
            (
                project.reference(job.catalog.path),
                len(job.messages),
                job.changed,
                len(job.pending),
                "yes" if id(job) in changed else "no",
            )
            for job in jobs
        ],
    )
    say_changed(sum(job.changed for job in jobs))
    say_moved(project, jobs)
    if not sources:
        say_left_over(project)
    troubles.finish()
