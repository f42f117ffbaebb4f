"""`l10n status`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.notices import say_changed, say_left_over
from l10n.cli.options import (
    Catalogs,
    Encoding,
    Json,
    To,
    open_project,
    plan_jobs,
    target_locales,
)
from l10n.cli.output import counted, print_json, print_table
from l10n.cli.targets import split_files, wanted
from l10n.cli.troubles import Strict, Troubles
from l10n.errors import SourceError

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.status import Status


def status(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    encoding: Encoding = None,
    fail_under: Annotated[
        int | None,
        typer.Option(
            "--fail-under",
            min=0,
            max=100,
            metavar="PERCENT",
            help="Exit with 1 if less of a locale is approved.",
        ),
    ] = None,
    fail_on_changed: Annotated[
        bool,
        typer.Option(
            "--fail-on-changed", help="Exit with 1 if a source has changed since its review."
        ),
    ] = False,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Show how far each document is in each locale."""
    from l10n.project.status import catalog_status
    from l10n.project.status import status as count

    project = open_project(context)
    troubles = Troubles(strict)
    documents, catalogs = split_files(files or [])
    states = []
    if not files and _has_only_catalogs(project):
        _, catalogs = split_files([project.root / project.catalog_dir])
    elif documents or not files:
        locales = target_locales(project, to)
        jobs = plan_jobs(project, documents, locales, encoding, troubles)
        states = [count(job, project) for job in jobs]
        troubles.done(len(jobs))
    for path in wanted(project, catalogs, files or [], to):
        with troubles.skipping():
            states.append(catalog_status(path, project))
    if not states:
        troubles.finish()
    if as_json:
        print_json([asdict(state) | {"percent": state.percent} for state in states])
        _judge(states, fail_under, fail_on_changed, troubles)
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
    say_changed(sum(state.changed for state in states))
    if not files:
        say_left_over(project)
    _judge(states, fail_under, fail_on_changed, troubles)


def _has_only_catalogs(project: Project) -> bool:
    """Whether a folder has PO files and nothing that they could be of."""
    from l10n.cli.options import catalog_locales
    from l10n.project.documents import find_documents

    try:
        find_documents(project)
    except SourceError:
        return bool(catalog_locales(project))
    return False


def _judge(
    states: list[Status], fail_under: int | None, fail_on_changed: bool, troubles: Troubles
) -> None:
    """Exit with 1 where the gate is shut."""
    shut = False
    for locale in dict.fromkeys(state.locale for state in states) if fail_under else ():
        own = [state for state in states if state.locale == locale]
        approved, segments = (sum(s.approved for s in own), sum(s.segments for s in own))
        if 100 * approved < (fail_under or 0) * segments:
            percent = 100 * approved // segments
            print(f"{locale}: {percent} % approved, less than {fail_under} %", file=sys.stderr)
            shut = True
    if fail_on_changed and (changed := sum(state.changed for state in states)):
        said = counted(changed, "sentence")
        print(f"{said} changed since people translated them", file=sys.stderr)
        shut = True
    troubles.finish()
    if shut:
        raise typer.Exit(1)
