"""`l10n approve` and `l10n reset`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Catalogs, To, open_project
from l10n.cli.output import counted, print_table, shortened
from l10n.cli.targets import catalog_paths
from l10n.cli.troubles import Strict, Troubles
from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.model import Translation
    from l10n.project.approve import Reviewed, Selection
    from l10n.project.config import Project
    from l10n.project.findings import LiveChecks
    from l10n.project.journal import Journal

Keys = Annotated[
    list[str] | None, typer.Option("--key", metavar="KEY", help="Only this entry; repeatable.")
]
Above = Annotated[
    float | None, typer.Option(min=0, max=1, help="Only drafts with this confidence or more.")
]
_NAMED = 20  # entries left that are named one by one
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]


def approve(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    keys: Keys = None,
    above: Above = None,
    everything: Everything = False,
    even_if_flagged: Annotated[
        bool,
        typer.Option(
            "--even-if-flagged", "--flagged", help="Also those in which a check finds something."
        ),
    ] = False,
    strict: Strict = False,
) -> None:
    """Approve drafts as they stand.

    Name them by key, by a least confidence, or all. Left, and named, are those in which a
    check finds something now; and, unless they are named by key, those whose source has
    changed since they were translated, and those that the memory has of similar sentences.
    """
    from l10n.project import approve as reviewing
    from l10n.project.findings import LiveChecks
    from l10n.project.journal import Journal

    project = open_project(context)
    selection = _selection(keys, above, everything)
    checks = LiveChecks(project)
    troubles = Troubles(strict)
    journal = Journal(project, "approve")
    done = []
    for path in _paths(project, files, to, keys):
        with troubles.skipping():
            one = reviewing.approve(
                path, selection, checks, even_if_flagged=even_if_flagged, journal=journal
            )
            done.append(one)
    _report(project, done, "approved")
    _spread(done, checks, journal)
    troubles.finish()


def reset(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    keys: Keys = None,
    above: Above = None,
    everything: Everything = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --all.")] = False,
    strict: Strict = False,
) -> None:
    """Take translations one step back.

    Approved ones become drafts, drafts of programs become new and are
    translated again. What a person wrote is never removed.
    """
    from l10n.project import approve as reviewing
    from l10n.project.journal import Journal

    project = open_project(context)
    selection = _selection(keys, above, everything)
    troubles = Troubles(strict)
    paths = _paths(project, files, to, keys)
    if not (keys or yes):
        _ask(paths, selection)
    journal = Journal(project, "reset")
    done = []
    for path in paths:
        with troubles.skipping():
            done.append(reviewing.reset(path, selection, journal))
    _report(project, done, "reset")
    troubles.finish()


def _ask(paths: list[Path], selection: Selection) -> None:
    """Ask before many translations are taken back.

    Raises:
        L10nError: there is nobody to ask.
        typer.Exit: the person would rather not.
    """
    from contextlib import suppress

    from l10n.project.approve import count

    total = approved = 0
    for path in paths:
        with suppress(L10nError):  # named when it is worked on
            texts, reviewed = count(path, selection)
            total, approved = total + texts, approved + reviewed
    what = f"{counted(total, 'translation')} would be taken back, {approved:,} of them approved"
    if not total:
        return
    if not sys.stdin.isatty():
        raise L10nError(what, "say --yes if that is meant; `l10n undo` brings them back")
    if not typer.confirm(f"{what}. Go on?"):
        raise typer.Exit(1)


def _spread(done: list[Reviewed], checks: LiveChecks, journal: Journal) -> None:
    """Let what was approved reach the machine's drafts of the same sentences elsewhere."""
    from contextlib import suppress

    from l10n.project.approve import spread

    by_folder: dict[Path, dict[str, Translation]] = {}
    for one in done:
        # A PO file anywhere else is of no project: nothing beside it is touched.
        for folder in [up for up in one.path.parents if up.name == "LC_MESSAGES"][:1]:
            own = {entry.key: entry.translation for entry in one.approved}
            by_folder.setdefault(folder, {}).update(own)
    replaced = 0
    for folder, approved in by_folder.items():
        for path in sorted(folder.rglob("*.po")) if approved else ():
            with suppress(L10nError):  # what is wrong with another file is no affair of this
                replaced += spread(path, approved, checks, journal)
    if replaced:
        drafts = "a machine draft" if replaced == 1 else f"{replaced:,} machine drafts"
        print(f"put in the place of {drafts} of the same text in other documents, for review")


def _selection(keys: list[str] | None, above: float | None, everything: bool) -> Selection:
    from l10n.project.approve import Selection

    if not keys and above is None and not everything:
        raise L10nError("nothing selected", "name entries by --key, --above CONFIDENCE, or --all")
    return Selection(frozenset(keys or ()), above)


def _paths(
    project: Project, files: list[Path] | None, to: list[str] | None, keys: list[str] | None
) -> list[Path]:
    from l10n.project.approve import check_keys

    paths = catalog_paths(project, files, to)
    check_keys(paths, keys or ())
    return paths


def _report(project: Project, done: list[Reviewed], what: str) -> None:
    print_table(
        ("catalog", what, "left as they are"),
        [(project.reference(one.path), one.changed, len(one.left)) for one in done],
    )
    left = [(project.reference(one.path), which) for one in done for which in one.left]
    for catalog, which in left[:_NAMED]:
        text = f"{catalog}: {which.entry.key}: left: {which.reason}: {shortened(which.entry.msgid)}"
        print(text, file=sys.stderr)
    if len(left) > _NAMED:
        print(f"… and {len(left) - _NAMED} more; `l10n drafts` lists them", file=sys.stderr)
