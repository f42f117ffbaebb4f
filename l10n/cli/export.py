"""`l10n export`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from l10n.cli.options import Documents, Encoding, Json, To, open_project, target_locales
from l10n.cli.output import print_json, print_table


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
    encoding: Encoding = None,
    as_json: Json = False,
) -> None:
    """Write the localized documents from the catalogs."""
    from l10n import publish
    from l10n.jobs import find_documents, plan

    project = open_project(context)
    locales = target_locales(project, to)
    jobs = plan(project, sources or find_documents(project), locales, encoding)
    exports = [publish.export(job, project, reviewed_only=reviewed_only) for job in jobs]
    if as_json:
        print_json([asdict(done) | {"path": str(done.path)} for done in exports])
        return
    print_table(
        ("file", "locale", "approved", "drafts", "source text"),
        [
            (project.reference(e.path), e.locale, e.approved, e.drafts, e.untranslated)
            for e in exports
        ],
    )
    if drafts := sum(done.drafts for done in exports):
        print(f"{drafts} drafts went in that nobody has reviewed; --reviewed-only leaves them out")
