"""`l10n export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import (
    Documents,
    Encoding,
    Json,
    NoIndex,
    To,
    note,
    open_project,
    open_survey,
    target_locales,
)
from l10n.cli.output import counted, print_json, print_table
from l10n.cli.troubles import Strict, Troubles

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.documents import Names
    from l10n.project.publishing import Exported


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
    no_index: NoIndex = False,
    as_json: Json = False,
) -> None:
    """Write the localized documents from the catalogs."""
    from l10n.project import publishing
    from l10n.project.export import check_format
    from l10n.project.work import outcome

    project = open_project(context)
    locales = target_locales(project, to)
    check_format(format)
    options = publishing.Options(reviewed_only, include_drafts, localize_numbers, format)
    troubles = Troubles(strict)
    with open_survey(project, encoding, no_index) as survey:
        documents = sources or survey.names.documents
        strictly = troubles.note if strict else None
        done = publishing.export(survey, documents, locales, options, strict=strictly)
        found = outcome(documents, done)
    note(project, found, troubles)
    exports = found.results
    if as_json:
        print_json([_row(done) for done in exports])
        troubles.finish()
        return
    if not exports:
        troubles.finish()
    _report(project, exports, survey.names)
    troubles.finish()


def _report(project: Project, exports: list[Exported], names: Names) -> None:
    """Say what went into the files, and what did not."""
    from l10n.cli.notices import say_stale

    print_table(
        ("file", "locale", "approved", "drafts", "source text"),
        [
            (project.reference(Path(e.path)), e.locale, e.approved, e.drafts, e.untranslated)
            for e in exports
        ],
    )
    for done in exports:
        for _, line, reason in done.refused:
            message = f"{done.source}:{line}: {done.locale}: not put in: {reason}"
            print(message, file=sys.stderr)
    if drafts := sum(done.drafts for done in exports):
        said = f"{counted(drafts, 'draft')} went in that nobody has reviewed"
        print(f"{said}; --reviewed-only leaves {'it' if drafts == 1 else 'them'} out")
    for done in exports:
        if done.nothing:
            print(f"warning: {done.source}: {done.locale}: {done.nothing}", file=sys.stderr)
    say_stale(project, list(dict.fromkeys(done.locale for done in exports)), names)
    if changed := sum(done.changed for done in exports):
        said = f"warning: {counted(changed, 'sentence')} changed since people translated"
        print(f"{said} {'it' if changed == 1 else 'them'}, review again", file=sys.stderr)


def _row(done: Exported) -> dict[str, object]:
    return {
        "path": done.path,
        "locale": done.locale,
        "approved": done.approved,
        "drafts": done.drafts,
        "untranslated": done.untranslated,
        "refused": [
            {"key": key, "line": line, "reason": reason} for key, line, reason in done.refused
        ],
        "changed": done.changed,
    }
