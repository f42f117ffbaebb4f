"""Options that several commands share, and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.errors import LocaleError

if TYPE_CHECKING:
    from l10n.config import Project

Documents = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[SOURCE]...", help="Documents; all of the source folder by default."),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="LOCALE,…", help="Target locales, as in mn,ru,uk."),
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of the documents, if not UTF-8 (as in cp1251).")
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def open_project(context: typer.Context) -> Project:
    """The project of the folder that ``--project`` names, or that the command runs in."""
    from l10n.config import load_project

    return load_project(context.obj)


def target_locales(project: Project, to: list[str] | None) -> list[str]:
    """The locales of ``--to``, else the project's.

    Raises:
        LocaleError: one is unknown, or there is none.
    """
    from l10n.languages import parse_locales

    if to:
        return parse_locales(to)
    if not project.locales:
        raise LocaleError(
            "no target locale given",
            "name some, as in --to mn,ru,uk, or set locales under [tool.l10n] in pyproject.toml",
        )
    return list(project.locales)
