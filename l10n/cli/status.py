"""`l10n status`."""

from __future__ import annotations

from dataclasses import asdict

import typer

from l10n.cli.notices import say_changed, say_left_over
from l10n.cli.options import (
    Documents,
    Encoding,
    Json,
    To,
    open_project,
    plan_jobs,
    target_locales,
)
from l10n.cli.output import print_json, print_table
from l10n.cli.troubles import Strict, Troubles


def status(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    encoding: Encoding = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Show how far each document is in each locale."""
    from l10n.project.status import status as count

    project = open_project(context)
    locales = target_locales(project, to)
    troubles = Troubles(strict)
    jobs = plan_jobs(project, sources, locales, encoding, troubles)
    troubles.done(len(jobs))
    if not jobs:
        troubles.finish()
    states = [count(job, project) for job in jobs]
    if as_json:
        print_json([asdict(state) | {"percent": state.percent} for state in states])
        troubles.finish()
        return
    print_table(
        ("document", "locale", "segments", "words", "approved", "changed", "draft", "new", "%"),
        [
            (
                s.document,
                s.locale,
                s.segments,
                s.words,
                s.approved,
                s.changed,
                s.draft,
                s.new,
                s.percent,
            )
            for s in states
        ],
    )
    say_changed(jobs)
    if not sources:
        say_left_over(project)
    troubles.finish()
