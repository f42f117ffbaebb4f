"""`l10n drafts`, `l10n approve` and `l10n reset`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Catalogs, Json, To, catalog_paths, open_project
from l10n.cli.output import print_json, print_table
from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.project.approve import Reviewed, Selection
    from l10n.project.config import Project

Keys = Annotated[
    list[str] | None, typer.Option("--key", metavar="KEY", help="Only this entry; repeatable.")
]
Above = Annotated[
    float | None, typer.Option(min=0, max=1, help="Only drafts with this confidence or more.")
]
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]


def drafts(
    context: typer.Context, files: Catalogs = None, to: To = None, as_json: Json = False
) -> None:
    """List what is to be reviewed, the least certain first."""
    from l10n.project.approve import drafts as find

    project = open_project(context)
    found = [(path, entry) for path in catalog_paths(project, files, to) for entry in find(path)]
    found.sort(key=lambda item: (not item[1].flagged, item[1].translation.confidence or 0.0))
    if as_json:
        print_json(
            [
                {
                    "catalog": project.reference(path),
                    "key": entry.key,
                    "origin": entry.translation.origin,
                    "confidence": entry.translation.confidence,
                    "flagged": entry.flagged,
                    "msgid": entry.msgid,
                    "msgstr": entry.translation.text,
                }
                for path, entry in found
            ]
        )
        return
    print_table(
        ("catalog", "key", "origin", "confidence", "flagged", "text"),
        [
            (
                project.reference(path),
                entry.key,
                entry.translation.origin.value if entry.translation.origin else "",
                entry.translation.confidence,
                "yes" if entry.flagged else "",
                _short(entry.msgid),
            )
            for path, entry in found
        ],
    )


def approve(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    keys: Keys = None,
    above: Above = None,
    everything: Everything = False,
    flagged: Annotated[
        bool, typer.Option(help="Also drafts in which a check found something.")
    ] = False,
) -> None:
    """Approve drafts as they stand.

    Name them by key, by a least confidence, or all.
    """
    from l10n.project import approve as reviewing

    project = open_project(context)
    selection = _selection(keys, above, everything)
    paths = _paths(project, files, to, keys)
    done = [reviewing.approve(path, selection, flagged=flagged) for path in paths]
    _report(project, done, "approved")


def reset(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    keys: Keys = None,
    above: Above = None,
    everything: Everything = False,
) -> None:
    """Take translations one step back.

    Approved ones become drafts, drafts of programs become new and are
    translated again. What a person wrote is never removed.
    """
    from l10n.project import approve as reviewing

    project = open_project(context)
    selection = _selection(keys, above, everything)
    paths = _paths(project, files, to, keys)
    _report(project, [reviewing.reset(path, selection) for path in paths], "reset")


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
        [(project.reference(one.path), one.changed, one.left) for one in done],
    )


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
