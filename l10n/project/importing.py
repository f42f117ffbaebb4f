"""Translations that come back in XLIFF 2.x or 1.2, into the catalogs they were exported from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from l10n import markup
from l10n.errors import ExchangeError
from l10n.exchange.xliff import Unit, XliffFile, read
from l10n.files import locked
from l10n.languages.codes import parse_locale
from l10n.model import State
from l10n.po.catalog import Catalog, Entry
from l10n.project.config import Project
from l10n.project.documents import catalog_path
from l10n.project.journal import Journal


@dataclass(slots=True)
class Imported:
    """What was done to one catalog, in messages.

    Attributes:
        path: the PO file.
        locale: its locale.
        changed: got another text or state.
        same: had both already, or the file has no translation for them.
        unknown: are not in the catalog: the source has changed since.
        refused: their placeables are not the source's; key and reason of each.
    """

    path: Path
    locale: str
    changed: int = 0
    same: int = 0
    unknown: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_xliff(project: Project, path: Path, journal: Journal | None = None) -> list[Imported]:
    """Put a file's translations into the catalogs of the documents that it names.

    A person's act: what the file says replaces what the catalog has.

    Raises:
        ExchangeError: it is no XLIFF, or names a document that has no catalog.
        CatalogError: a catalog does not parse.
        WriteError: a catalog cannot be written.
    """
    return [_file(project, path, file, journal) for file in read(path)]


def _file(project: Project, path: Path, file: XliffFile, journal: Journal | None) -> Imported:
    original = file.original
    locale = parse_locale(file.language)
    po = catalog_path(project, project.root / original, locale)
    if not original or not po.is_file():
        raise ExchangeError(
            f"{path}: no catalog for {original or 'a file without a name'} in {locale}",
            f"{po} should be it: run `l10n translate` first",
        )
    done = Imported(po, locale)
    with locked(po):
        catalog = Catalog.open(po, locale)
        before = catalog.remember(entry.key for entry in catalog.entries())
        for key, forms in _messages(file).items():
            entry = catalog.entry(key)
            texts = _texts(entry, forms) if entry else ()
            states = {unit.state for unit in forms.values()}
            approved = states == {State.APPROVED} and all(texts)
            if entry is None:
                done.unknown += 1
            elif problems := [unit.problem for unit in forms.values() if unit.problem]:
                done.refused.append((key, "; ".join(problems)))
            elif not any(unit.text for unit in forms.values()):
                done.same += 1
            elif problems := [one for text in texts for one in _problems(entry, text)]:
                done.refused.append((key, "; ".join(problems)))
            elif catalog.edit(key, texts, State.APPROVED if approved else State.DRAFT):
                done.changed += 1
            else:
                done.same += 1
        if journal is not None:
            journal.entries(catalog, before)
        catalog.save()
    return done


def _messages(file: XliffFile) -> dict[str, dict[int, Unit]]:
    """The units of a file by key and plural form, 0 where there is no plural."""
    messages: dict[str, dict[int, Unit]] = {}
    for unit in file.units:
        key, _, form = unit.id.removeprefix("u").partition("-")
        if not form or (form.isdecimal() and len(form) < 3):
            messages.setdefault(key, {})[int(form or "0")] = unit
    return messages


def _texts(entry: Entry, forms: dict[int, Unit]) -> tuple[str, ...]:
    """All texts of a message: a plural form that the file lacks stays as the catalog has it."""
    known = entry.translation.forms or ("",) * len(forms if entry.plural else "-")
    return tuple((forms[n].text if n in forms else "") or text for n, text in enumerate(known))


def _problems(entry: Entry, text: str) -> list[str]:
    return markup.problems(entry.msgid, text) if text else []
