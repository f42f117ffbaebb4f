"""`l10n export`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Documents, Encoding, Json, To, open_project, plan_jobs, target_locales
from l10n.cli.output import counted, print_json, print_table
from l10n.cli.troubles import Strict, Troubles

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.export import Export
    from l10n.project.jobs import Job


def export(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    reviewed_only: Annotated[
        bool,
        typer.Option(
            "--reviewed-only", help="Leave the source's sentence where no reviewed translation is."
        ),
    ] = False,
    include_drafts: Annotated[
        bool, typer.Option("--include-drafts", help="Put drafts into MO files too.")
    ] = False,
    localize_numbers: Annotated[
        bool,
        typer.Option(
            "--localize-numbers", help="Write numbers, dates and quotes as the locale does."
        ),
    ] = False,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="same (as the source), mo, tmx, xliff, xliff-1.2, bilingual, csv or json.",
        ),
    ] = "same",
    encoding: Encoding = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Write the localized documents from the catalogs."""
    from l10n.project import export as publish

    project = open_project(context)
    locales = target_locales(project, to)
    publish.check_format(format)
    troubles = Troubles(strict)
    done_jobs: list[tuple[Job, Export]] = []
    for job in plan_jobs(project, sources, locales, encoding, troubles):
        with troubles.skipping():
            done = publish.export(
                job,
                project,
                reviewed_only=reviewed_only,
                include_drafts=include_drafts,
                localize_numbers=localize_numbers,
                format=format,
            )
            done_jobs.append((job, done))
    exports = [done for _, done in done_jobs]
    if as_json:
        print_json([_row(done) for done in exports])
        troubles.finish()
        return
    if not exports:
        troubles.finish()
    print_table(
        ("file", "locale", "approved", "drafts", "source text"),
        [
            (project.reference(e.path), e.locale, e.approved, e.drafts, e.untranslated)
            for e in exports
        ],
    )
    for job, done in done_jobs:
        source = project.reference(job.document.path)
        for segment, reason in done.refused:
            message = f"{source}:{segment.line}: {job.locale}: not put in: {reason}"
            print(message, file=sys.stderr)
    if drafts := sum(done.drafts for done in exports):
        said = f"{counted(drafts, 'draft')} went in that nobody has reviewed"
        print(f"{said}; --reviewed-only leaves {'it' if drafts == 1 else 'them'} out")
    _warn(project, done_jobs, format)
    if changed := sum(done.changed for done in exports):
        said = f"warning: {counted(changed, 'sentence')} changed since people translated"
        print(f"{said} {'it' if changed == 1 else 'them'}, review again", file=sys.stderr)
    troubles.finish()


def _warn(project: Project, done: list[tuple[Job, Export]], format: str) -> None:
    """Say where a localized file is none, and which files no document makes any more."""
    from l10n.cli.notices import say_stale

    for job, export in done:
        source = project.reference(job.document.path)
        if not job.messages or export.approved + export.drafts:
            continue
        if not job.catalog.path.exists():
            why = "has no catalog, `l10n translate` makes it"
        elif format == "mo" and any(job.catalog.state(key).waits for key in job.messages):
            why = "nothing is approved, and drafts go in with --include-drafts alone"
        else:
            why = "nothing is translated"
        print(f"warning: {source}: {job.locale}: {why}", file=sys.stderr)
    say_stale(project, list(dict.fromkeys(job.locale for job, _ in done)))


def _row(done: Export) -> dict[str, object]:
    refused = [
        {"key": one.segment.key, "line": one.segment.line, "reason": one.reason}
        for one in done.refused
    ]
    return asdict(done) | {"path": str(done.path), "refused": refused}
