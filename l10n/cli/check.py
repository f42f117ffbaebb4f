"""`l10n check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import (
    Catalogs,
    Json,
    NoIndex,
    To,
    open_project,
    open_survey,
    target_locales,
)

if TYPE_CHECKING:
    from l10n.checks.files import Result, Settings
    from l10n.model import Severity
    from l10n.project.config import Project


class Format(str, Enum):
    """The forms that findings can be printed in; see ``l10n.checks.formats``."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    JUNIT = "junit"
    SARIF = "sarif"


class FailOn(str, Enum):
    """The least finding that makes the command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


def check(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least finding that exits with 1.")
    ] = FailOn.ERROR,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    as_json: Json = False,
    locale: Annotated[
        str, typer.Option(help="The files' locale, if their headers do not say.")
    ] = "",
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="CHECK", help="Run this check only; may be repeated."),
    ] = None,
    reviewed_only: Annotated[
        bool, typer.Option("--reviewed-only", help="Leave out drafts (fuzzy entries).")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="First put right in drafts what certainly can be: blanks, quotes, …"
        ),
    ] = False,
    approved: Annotated[
        bool, typer.Option("--approved", help="With --fix: in approved translations too.")
    ] = False,
    no_index: NoIndex = False,
    list_checks: Annotated[
        bool, typer.Option("--list", help="List the checks; check nothing.")
    ] = False,
) -> None:
    """Check PO files for mistakes.

    Exits with 1 when there are errors. Any PO file will do, broken ones too: what is wrong with a
    file is a finding, with its line.
    """
    import sys
    from dataclasses import replace

    from l10n.checks.files import all_checks, find_catalogs
    from l10n.checks.formats import FORMATS
    from l10n.checks.precision import precision
    from l10n.errors import ConfigError
    from l10n.languages.codes import parse_locale
    from l10n.model import Severity
    from l10n.project.checking import check as find

    project = open_project(context)
    known = all_checks()
    if list_checks:
        width = max(map(len, known))
        for name, text in known.items():
            sure = precision(name, Severity.ERROR)
            print(f"{name:{width}}  {text}{f' {sure}' if sure else ''}")
        return
    settings = project.checks
    if only:
        settings = replace(settings, disable=settings.disable | _others(only, known))
    paths = find_catalogs(_paths(project, files, to))
    threshold = None if fail_on is FailOn.NEVER else Severity(fail_on.value)
    if fix or approved:
        if not fix:
            raise ConfigError("--approved is for --fix", "write l10n check --fix --approved")
        _fix(paths, settings, locale, project.source_locale, approved)
    with open_survey(project, None, no_index, make=False) as survey:
        results = _Counted(
            find(
                survey,
                paths,
                settings,
                locale=parse_locale(locale) if locale else "",
                reviewed_only=reviewed_only,
                once=not only,
            ),
            threshold,
        )
        FORMATS["json" if as_json else output.value](results, paths, threshold, sys.stdout)
    if results.failed:
        raise typer.Exit(1)


def _paths(project: Project, files: list[Path] | None, to: list[str] | None) -> list[Path]:
    """The files and folders that are meant; templates too, where they are named."""
    from l10n.cli.targets import catalog_paths

    folder = project.root / project.catalog_dir
    if not files:
        locales = target_locales(project, to) if to else []
        return [folder / locale / "LC_MESSAGES" for locale in locales] or [folder]
    # What is wrong with a file that is not there, or has no text, is said by the checks.
    plain = [file for file in files if file.suffix in (".po", ".pot") or not file.exists()]
    others = [file for file in files if file not in plain]
    found = {*plain, *(catalog_paths(project, others, to) if others else ())}
    return sorted(found, key=str) if others else plain


def _fix(
    paths: list[Path], settings: Settings, locale: str, source_locale: str, approved: bool
) -> None:
    """Put right what can be, and say it where it does not mix with findings as data."""
    import sys
    from collections import Counter

    from l10n.checks.fixing import fix_files
    from l10n.languages.codes import parse_locale

    own = parse_locale(locale) if locale else ""
    many: Counter[Path] = Counter()
    names: dict[Path, set[str]] = {}
    for one in fix_files(
        [path for path in paths if path.suffix != ".pot"],
        settings,
        locale=own,
        source_locale=source_locale,
        approved=approved,
    ):
        many[one.path] += 1
        names.setdefault(one.path, set()).update(one.checks)
    for path, count in many.items():
        what = "1 message" if count == 1 else f"{count} messages"
        print(f"{path}: put right {what} ({', '.join(sorted(names[path]))})", file=sys.stderr)


class _Counted:
    """Results on their way to a writer, watched for one that fails the run."""

    def __init__(self, results: Iterable[Result], threshold: Severity | None) -> None:
        self._results = results
        self._threshold = threshold
        self.failed = False

    def __iter__(self) -> Iterator[Result]:
        from l10n.checks.formats import fails

        for result in self._results:
            self.failed |= fails(result, self._threshold)
            yield result


def _others(only: list[str], known: dict[str, str]) -> frozenset[str]:
    """All checks but these.

    Raises:
        ConfigError: one is unknown.
    """
    from l10n.errors import ConfigError, did_you_mean

    for name in only:
        if name not in known:
            hint = did_you_mean(name, known, "`l10n check --list` names them")
            raise ConfigError(f"unknown check {name!r}", hint)
    return frozenset(known) - set(only)
