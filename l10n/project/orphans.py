"""What is left of documents that are gone: their catalogs, their templates, their localized files.

A document that was renamed is recognized by its content: one without a catalog takes over the one
of a document that is gone, where at least half of both is the same.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import CatalogError
from l10n.formats import format_of
from l10n.model import Segment
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.documents import Names

# How much of two documents must be the same, of both together: what git asks of a renamed file.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Orphan:
    """A catalog, or a template, of a document that is gone.

    Attributes:
        path: the PO or POT file.
        reference: the document, as references name it.
        locale: the catalog's, "" of a template.
        name: how the document's catalogs are named.
    """

    path: Path
    reference: str
    locale: str
    name: str


def find_orphans(
    project: Project, locale: str = "*", names: Names | None = None
) -> Iterator[Orphan]:
    """The catalogs of a locale, or of all and the templates, whose documents are gone.

    A file counts where its first message names a document that is not there, and its own name is
    that which the document's catalog would have: catalogs of other programs are none of ours. One
    that has the name of another document's catalog by now is that document's to continue.
    """
    names = names or Names(project)
    folder = project.root / project.catalog_dir
    if locale == "*":
        yield from _orphans_in(names, folder, ".pot", "")
    for inside in sorted(folder.glob(f"{locale}/LC_MESSAGES")):
        yield from _orphans_in(names, inside, ".po", inside.parent.name)


def _orphans_in(names: Names, folder: Path, suffix: str, locale: str) -> Iterator[Orphan]:
    for path in sorted(files_below(folder, suffix)):
        # Most catalogs are of a document that is there: nothing but its name is made of them.
        reference = names.head(Path(path)).reference
        document = names.project.root / reference
        if not reference or names.exists(document):
            continue
        name = Path(path).relative_to(folder).with_suffix("").as_posix()
        if format_of(document) is not None:
            bare = names.project.document_name(document)
            if name in (bare, f"{bare}{document.suffix}") and name not in names.in_use:
                yield Orphan(Path(path), reference, locale, name)


def files_below(folder: Path, suffix: str = "") -> Iterator[str]:
    """The files of a suffix below a folder, but for those that links to folders lead to."""
    for inside, _, files in os.walk(folder):
        for name in files:
            path = f"{inside}{os.sep}{name}"
            if name.endswith(suffix) and os.path.isfile(path):  # noqa: PTH113
                yield path


class Renames:
    """The catalogs that documents may take over, each once.

    Args:
        project: whose.
        names: how they are named.
    """

    def __init__(self, project: Project, names: Names | None = None) -> None:
        self._project = project
        self._names = names
        self._by_locale: dict[str, list[tuple[Orphan, frozenset[str]]]] = {}

    def of(self, catalog: Path, segments: Sequence[Segment], locale: str) -> Orphan | None:
        """The catalog that a document takes over; None where it has its own, or there is none."""
        if catalog.exists():
            return None
        return self.take({one.key for one in segments if one.content}, locale)

    def take(self, keys: Collection[str], locale: str) -> Orphan | None:
        """The catalog of a document that has been renamed, None where there is none.

        Args:
            keys: those of the messages that the document has now.
            locale: the catalog's.
        """
        if locale not in self._by_locale:
            self._by_locale[locale] = list(self._read(locale))
        known = self._by_locale[locale]
        wanted = frozenset(keys)
        if not known or not wanted:
            return None
        best = max(known, key=lambda one: _alike(wanted, one[1]))
        if _alike(wanted, best[1]) < _ALIKE:
            return None
        known.remove(best)
        return best[0]

    def _read(self, locale: str) -> Iterator[tuple[Orphan, frozenset[str]]]:
        for orphan in find_orphans(self._project, locale, self._names):
            with suppress(CatalogError):
                entries = Catalog.open(orphan.path, locale).entries()
                yield orphan, frozenset(entry.key for entry in entries)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much is the same, of both together (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other)) if other else 0.0


def find_localized(project: Project, locales: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The files in the folders of localized documents, each with its path in its locale's folder.

    Args:
        project: whose.
        locales: in whose folders to look.
    """
    for locale in locales:
        folder = project.root / project.output_dir / locale
        for path in sorted(map(Path, files_below(folder))):
            yield path, path.relative_to(folder).as_posix()
