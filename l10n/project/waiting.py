"""What waits for review in a project's PO files, from the index where a file has not changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.glossary.glossary import FILE as GLOSSARY
from l10n.model import State
from l10n.project.facts import Survey
from l10n.project.index import Key

if TYPE_CHECKING:
    from l10n.project.approve import Draft
    from l10n.project.findings import LiveChecks

Data = dict[str, Any]
"""An entry that waits for review, in plain data, as ``l10n drafts --json`` prints it."""


def waiting(survey: Survey, paths: Sequence[Path]) -> Iterator[Callable[[], list[Data]]]:
    """For each PO file what finds its entries that wait for review, in their order.

    What is found raises CatalogError where the file does not parse, or is not there.
    """
    project, index = survey.project, survey.index
    settings = project.checks
    by_locale = sorted((one, sorted(names)) for one, names in settings.by_locale.items())
    glossary = index.known(project.root / GLOSSARY).digest if index.enabled else b""
    about = project.source_locale, sorted(settings.disable), by_locale

    def name(path: Path, digest: bytes) -> Key:
        return index.key("waiting", project.reference(path), digest, glossary, about)

    enabled = paths if index.enabled else ()
    keys = {path: name(path, index.known(path).digest) for path in enabled}
    known = index.facts(keys.values())

    @cache
    def checks() -> LiveChecks:  # not even loaded where all is known
        from l10n.project.findings import LiveChecks

        return LiveChecks(project)

    def find(path: Path) -> list[Data]:
        if keys.get(path) in known:
            found: list[Data] = known[keys[path]]
            return found
        from l10n.project.approve import drafts, open_catalog

        catalog = open_catalog(path)
        reference = project.reference(path)
        found = [_data(reference, draft) for draft in drafts(catalog, checks())]
        index.learn(name(path, catalog.digest), found)
        return found

    for path in paths:
        yield partial(find, path)


def rank(data: Data) -> tuple[int, float]:
    """What is sorted by: changed sources, those with findings, the least certain."""
    first = 0 if data["state"] == State.CHANGED else 1 if data["findings"] else 2
    return first, data["confidence"] or 0.0


def _data(catalog: str, draft: Draft) -> Data:
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
