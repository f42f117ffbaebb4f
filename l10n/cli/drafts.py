"""`l10n drafts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from l10n.cli.options import Catalogs, Json, NoIndex, To, open_project, open_survey
from l10n.cli.output import print_json, print_table, shortened
from l10n.cli.targets import catalog_paths
from l10n.cli.troubles import Strict, Troubles
from l10n.model import Origin, State

if TYPE_CHECKING:
    from l10n.project.waiting import Data


def drafts(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    strict: Strict = False,
    no_index: NoIndex = False,
    as_json: Json = False,
) -> None:
    """List what is to be reviewed.

    First sentences whose source has changed, then those in which a check finds
    something now, then the least certain.
    """
    from l10n.project.waiting import rank, waiting

    project = open_project(context)
    troubles = Troubles(strict)
    found: list[Data] = []
    with open_survey(project, None, no_index, make=False) as survey:
        for find in waiting(survey, catalog_paths(project, files, to, survey.names)):
            with troubles.skipping():
                found += find()
    found.sort(key=rank)
    if as_json:
        print_json(found)
    else:
        print_table(
            ("catalog", "key", "state", "origin", "confidence", "findings", "text"),
            [_row(data) for data in found],
        )
    troubles.finish()


def _row(data: Data) -> tuple[object, ...]:
    return (
        data["catalog"],
        data["key"],
        State(data["state"]).value,
        Origin(data["origin"]).value if data["origin"] else "",
        data["confidence"],
        ", ".join(dict.fromkeys(one["check"] for one in data["findings"])),
        shortened(data["msgid"]),
    )
