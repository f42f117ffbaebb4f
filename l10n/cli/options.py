"""Options that several commands share, and what they come to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.errors import LocaleError

if TYPE_CHECKING:
    from l10n.cli.troubles import Troubles
    from l10n.project.config import Project
    from l10n.project.jobs import Job

Documents = Annotated[
    list[Path] | None,
    typer.Argument(metavar="SOURCE", help="Documents; all of the source folder by default."),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="LOCALE,…", help="Target locales, as in mn,ru,uk."),
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of the documents, if not UTF-8 (as in cp1251).")
]
Wait = Annotated[
    bool, typer.Option("--wait/--no-wait", help="Wait for another run on the same catalogs.")
]
Catalogs = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="Documents or PO files; all of the project's."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def open_project(context: typer.Context) -> Project:
    """The project of the folder that ``--project`` names, or that the command runs in."""
    from l10n.project.config import load_project

    return load_project(context.obj)


def catalog_paths(project: Project, files: list[Path] | None, to: list[str] | None) -> list[Path]:
    """The PO files that are meant: named ones, and those of documents in the target locales.

    Raises:
        L10nError: a locale is unknown, or there are no documents.
    """
    from l10n.project.documents import catalog_path, find_documents

    named = [file for file in files or [] if file.suffix == ".po"]
    documents = [file for file in files or [] if file.suffix != ".po"]
    if not files:
        documents = find_documents(project)
    if not documents:
        return named
    locales = target_locales(project, to)
    return named + [catalog_path(project, one, locale) for one in documents for locale in locales]


def plan_jobs(
    project: Project,
    sources: list[Path] | None,
    locales: list[str],
    encoding: str | None,
    troubles: Troubles,
) -> list[Job]:
    """The jobs of the documents that are named, else of all; see `l10n.project.jobs.plan`.

    What cannot be worked on is left out, and noted in ``troubles``.

    Raises:
        L10nError: there are no documents, or the run is strict and something cannot be worked on.
    """
    from l10n.project.documents import find_documents
    from l10n.project.jobs import plan

    documents = sources or find_documents(project)
    jobs = plan(project, documents, locales, encoding, troubles.note)
    for document in {job.document.path: job.document for job in jobs}.values():
        for what in document.skipped:
            print(f"{project.reference(document.path)}: {what}; left as it is", file=sys.stderr)
    return jobs


def target_locales(project: Project, to: list[str] | None) -> list[str]:
    """The locales of ``--to``, else the project's.

    Raises:
        LocaleError: one is unknown, or there is none.
    """
    from l10n.languages.codes import parse_locales

    if to:
        return parse_locales(to)
    if not project.locales:
        raise LocaleError(
            "no target locale given",
            "name some, as in --to mn,ru,uk, or set locales under [tool.l10n] in pyproject.toml",
        )
    return list(project.locales)
