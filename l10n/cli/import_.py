"""`l10n import`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from l10n.cli.options import Json, open_project
from l10n.cli.output import print_json, print_table


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="XLIFF files.")],
    as_json: Json = False,
) -> None:
    """Put the translations of XLIFF files back into the catalogs."""
    from l10n.project.importing import import_xliff
    from l10n.project.journal import Journal

    project = open_project(context)
    journal = Journal(project, "import")
    done = [one for file in files for one in import_xliff(project, file, journal)]
    if as_json:
        print_json([asdict(one) | {"path": str(one.path)} for one in done])
        return
    print_table(
        ("catalog", "locale", "changed", "same", "unknown", "refused"),
        [
            (project.reference(d.path), d.locale, d.changed, d.same, d.unknown, len(d.refused))
            for d in done
        ],
    )
    for one in done:
        for key, reason in one.refused:
            print(f"{project.reference(one.path)}: {key}: not taken: {reason}", file=sys.stderr)
