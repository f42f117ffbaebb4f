"""`l10n drafts`, `l10n approve` and `l10n reset`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from l10n.cli.options import Catalogs, Json, To, catalog_paths, open_project
from l10n.cli.output import print_json, print_table
from l10n.cli.troubles import Strict, Troubles
from l10n.errors import L10nError

if TYPE_CHECKING:
    from l10n.project.approve import Draft, Reviewed, Selection
    from l10n.project.config import Project

Keys = Annotated[
    list[str] | None, typer.Option("--key", metavar="KEY", help="Only this entry; repeatable.")
]
Above = Annotated[
    float | None, typer.Option(min=0, max=1, help="Only drafts with this confidence or more.")
]
_NAMED = 20  # entries left that are named one by one
Everything = Annotated[bool, typer.Option("--all", help="All of them.")]


def drafts(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """List what is to be reviewed.

    First sentences whose source has changed, then those in which a check finds
    something now, then the least certain.
    """
    from l10n.project.approve import drafts as find
    from l10n.project.findings import LiveChecks

    project = open_project(context)
    checks = LiveChecks(project)
    troubles = Troubles(strict)
    found: list[tuple[str, Draft]] = []
    for path in catalog_paths(project, files, to):
        with troubles.skipping():
            found += [(project.reference(path), draft) for draft in find(path, checks)]
    found.sort(key=lambda item: item[1].rank)
    if as_json:
        print_json([_data(catalog, draft) for catalog, draft in found])
    else:
        print_table(
            ("catalog", "key", "state", "origin", "confidence", "findings", "text"),
            [_row(catalog, draft) for catalog, draft in found],
        )
    troubles.finish()


def _data(catalog: str, draft: Draft) -> dict[str, object]:
    entry = draft.entry
    translation = entry.translation
    return {
        "catalog": catalog,
        "key": entry.key,
        "state": translation.state,
        "origin": translation.origin,
        "confidence": translation.confidence,
        "flagged": bool(draft.findings),
        "findings": [
            {"check": one.check, "severity": one.severity, "message": one.message}
            for one in draft.findings
        ],
        "previous": entry.previous,
        "msgctxt": entry.msgctxt,
        "msgid": entry.msgid,
        "msgid_plural": entry.plural,
        "msgstr": translation.text,
        "forms": translation.forms,
    }


def _row(catalog: str, draft: Draft) -> tuple[object, ...]:
    translation = draft.entry.translation
    return (
        catalog,
        draft.entry.key,
        translation.state.value,
        translation.origin.value if translation.origin else "",
        translation.confidence,
        ", ".join(dict.fromkeys(one.check for one in draft.findings)),
        _short(draft.entry.msgid),
    )


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

    project = open_project(context)
    selection = _selection(keys, above, everything)
    checks = LiveChecks(project)
    troubles = Troubles(strict)
    done = []
    for path in _paths(project, files, to, keys):
        with troubles.skipping():
            one = reviewing.approve(path, selection, checks, even_if_flagged=even_if_flagged)
            done.append(one)
    _report(project, done, "approved")
    troubles.finish()


def reset(
    context: typer.Context,
    files: Catalogs = None,
    to: To = None,
    keys: Keys = None,
    above: Above = None,
    everything: Everything = False,
    strict: Strict = False,
) -> None:
    """Take translations one step back.

    Approved ones become drafts, drafts of programs become new and are
    translated again. What a person wrote is never removed.
    """
    from l10n.project import approve as reviewing

    project = open_project(context)
    selection = _selection(keys, above, everything)
    troubles = Troubles(strict)
    done = []
    for path in _paths(project, files, to, keys):
        with troubles.skipping():
            done.append(reviewing.reset(path, selection))
    _report(project, done, "reset")
    troubles.finish()


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
        text = f"{catalog}: {which.entry.key}: left: {which.reason}: {_short(which.entry.msgid)}"
        print(text, file=sys.stderr)
    if len(left) > _NAMED:
        print(f"… and {len(left) - _NAMED} more; `l10n drafts` lists them", file=sys.stderr)


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
