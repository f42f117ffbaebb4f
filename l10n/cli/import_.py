"""`l10n import`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Json, open_project
from l10n.cli.output import counted, print_json, print_table
from l10n.cli.troubles import Troubles
from l10n.errors import ExchangeError

if TYPE_CHECKING:
    from l10n.project.importing import Imported


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="XLIFF files.")],
    as_json: Json = False,
) -> None:
    """Put the translations of XLIFF files back into the catalogs.

    A translation that does not fit its source is not taken; then the exit code is 1.
    """
    from l10n.project.importing import import_xliff
    from l10n.project.journal import Journal

    project = open_project(context)
    journal = Journal(project, "import")
    troubles = Troubles()
    done: list[Imported] = []
    for file in files:
        with troubles.skipping():
            done += import_xliff(project, file, journal)
    if as_json:
        print_json([asdict(one) | {"path": str(one.path)} for one in done])
        _finish(done, troubles)
        return
    if not done:
        troubles.finish()
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
    _finish(done, troubles)


def _finish(done: Sequence[Imported], troubles: Troubles) -> None:
    """Exit with 1 where a translation was refused, or a file; see :meth:`Troubles.finish`."""
    if refused := sum(len(one.refused) for one in done):
        message = f"{counted(refused, 'translation')} not taken"
        troubles.note(
            ExchangeError(message, "correct them in the XLIFF file, then import it again")
        )
    troubles.finish()
