"""`l10n drafts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from l10n.cli.options import Catalogs, Json, To, open_project
from l10n.cli.output import print_json, print_table, shortened
from l10n.cli.targets import catalog_paths
from l10n.cli.troubles import Strict, Troubles

if TYPE_CHECKING:
    from l10n.project.approve import Draft


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
        shortened(draft.entry.msgid),
    )
