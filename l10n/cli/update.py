"""`l10n update`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from l10n.cli.notices import say_changed, say_continued, say_left_over, say_reads_like
from l10n.cli.options import (
    Documents,
    Encoding,
    NoIndex,
    To,
    Wait,
    note,
    open_project,
    open_survey,
    target_locales,
)
from l10n.cli.output import print_table
from l10n.cli.troubles import Strict, Troubles

if TYPE_CHECKING:
    from l10n.project.config import Project
    from l10n.project.known import Counted
    from l10n.project.work import Outcome


def update(
    context: typer.Context,
    sources: Documents = None,
    to: To = None,
    encoding: Encoding = None,
    wait: Wait = True,
    strict: Strict = False,
    no_index: NoIndex = False,
) -> None:
    """Update catalogs after source changes.

    Nothing is machine-translated; `l10n translate` does both.
    """
    from l10n.project import sync
    from l10n.project.work import outcome

    project = open_project(context)
    locales = target_locales(project, to)
    troubles = Troubles(strict)
    with open_survey(project, encoding, no_index) as survey:
        documents = sources or survey.names.documents
        strictly = troubles.note if strict else None
        done = sync.update(survey, documents, locales, wait=wait, strict=strictly)
        report(project, outcome(documents, done), troubles)
        if not sources:
            say_left_over(project, survey.names)
    troubles.finish()


def report(project: Project, found: Outcome[Counted], troubles: Troubles) -> None:
    """Print what was updated, and note what could not be."""
    note(project, found, troubles)
    for path, language, _ in found.sources:
        say_reads_like(project, path, language)
    results = found.results
    if not results:
        troubles.finish()
    print_table(
        ("catalog", "segments", "changed", "to translate", "updated"),
        [
            (
                project.reference(one.place.catalog),
                one.facts.segments,
                one.facts.changed,
                one.facts.new,
                "no" if one.was_clean else "yes",
            )
            for one in results
        ],
    )
    say_changed(sum(one.facts.changed for one in results))
    say_continued(
        project, {one.place.document: one.moved_from for one in results if one.moved_from}
    )
