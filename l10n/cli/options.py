"""Options that several commands share, and what they come to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from l10n.errors import LocaleError

if TYPE_CHECKING:
    from l10n.cli.troubles import Troubles
    from l10n.project.config import Project
    from l10n.project.facts import Survey
    from l10n.project.jobs import Job
    from l10n.project.work import Outcome

T = TypeVar("T")

Documents = Annotated[
    list[Path] | None,
    typer.Argument(metavar="SOURCE", help="Documents; all of the source folder by default."),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="LOCALES", help="Target locales, as in mn,ru,uk."),
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of the documents, if not UTF-8 (as in cp1251).")
]
Wait = Annotated[
    bool, typer.Option("--wait/--no-wait", help="Wait for another run on the same catalogs.")
]
Catalogs = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE", help="Documents, PO files, or folders of them; all of the project's."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def open_project(context: typer.Context) -> Project:
    """The project of the folder that ``--project`` names, or that the command runs in."""
    from l10n.project.config import load_project

    return load_project(context.obj)


NoIndex = Annotated[
    bool, typer.Option("--no-index", help="Read all files; neither use nor keep what is known.")
]


@contextmanager
def open_survey(
    project: Project, encoding: str | None, no_index: bool, *, make: bool = True
) -> Iterator[Survey]:
    """A look at the project's files, with what is known of them; that is kept in the end.

    Args:
        project: whose.
        encoding: of the documents.
        no_index: whether to read all files.
        make: whether a project without a folder ``.l10n`` gets one.
    """
    from l10n.project.facts import Survey
    from l10n.project.index import Index

    with Index(project.root, enabled=not no_index, make=make) as index:
        yield Survey(project, index, encoding)


def note(project: Project, found: Outcome[T], troubles: Troubles) -> None:
    """Say what of documents could not be read, and note what could not be worked on."""
    for path, _, skipped in found.sources:
        say_skipped(project, path, skipped)
    for error in found.errors:
        troubles.note(error)
    troubles.done(len(found.results))


def say_skipped(project: Project, path: Path, skipped: Sequence[str]) -> None:
    """Say what of a document could not be read."""
    for what in skipped:
        print(f"{project.reference(path)}: {what}; left as it is", file=sys.stderr)


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
        say_skipped(project, document.path, document.skipped)
    return jobs


def target_locales(project: Project, to: list[str] | None) -> list[str]:
    """The locales of ``--to``, else the project's: of its settings, else those of its catalogs.

    Raises:
        LocaleError: one is unknown, or there is none.
    """
    from l10n.languages.codes import parse_locales

    if to:
        return parse_locales(to)
    locales = list(project.locales) or catalog_locales(project)
    if not locales:
        raise LocaleError(
            "no target locale given",
            "name some, as in --to mn,ru,uk, or set locales under [tool.l10n] in pyproject.toml",
        )
    return locales


def catalog_locales(project: Project) -> list[str]:
    """The locales that the project's folder has catalogs of."""
    from l10n.languages.codes import parse_locale

    found = set()
    for folder in sorted((project.root / project.catalog_dir).glob("*/LC_MESSAGES")):
        if next(folder.rglob("*.po"), None) is not None:
            with suppress(LocaleError):
                found.add(parse_locale(folder.parent.name))
    return sorted(found)
