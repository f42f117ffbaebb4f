"""What is left of documents that are gone: their catalogs, their templates, their localized files.

A document that was renamed is recognized by its content: one without a catalog takes over the one
of a document that is gone, where at least half of both is the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import CatalogError
from l10n.formats import format_of
from l10n.po.catalog import Catalog
from l10n.project.config import Project

_HEAD = 1 << 16  # bytes in which the first reference of a catalog is looked for
_REFERENCE = re.compile(
    r"^#: (?:\u2068(?P<marked>[^\u2069]+)\u2069|(?P<bare>\S+?))(?::\d+)?(?:\s|$)", re.M
)
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


def find_orphans(project: Project, locale: str = "*") -> Iterator[Orphan]:
    """The catalogs of a locale, or of all and the templates, whose documents are gone.

    A file counts where its first message names a document that is not there, and its own name is
    that which the document's catalog would have: catalogs of other programs are none of ours.
    """
    folder = project.root / project.catalog_dir
    if locale == "*":
        for path in sorted(folder.rglob("*.pot")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if reference := _gone(project, path, name):
                yield Orphan(path, reference, "", name)
    for inside in sorted(folder.glob(f"{locale}/LC_MESSAGES")):
        for path in sorted(inside.rglob("*.po")):
            name = path.relative_to(inside).with_suffix("").as_posix()
            if reference := _gone(project, path, name):
                yield Orphan(path, reference, inside.parent.name, name)


def _gone(project: Project, path: Path, name: str) -> str:
    """The document that a catalog is of, where that is gone, else ""."""
    if not path.is_file():
        return ""
    with suppress(OSError), path.open("rb") as file:
        found = _REFERENCE.search(file.read(_HEAD).decode("utf-8", "replace"))
        reference = (found["marked"] or found["bare"]) if found else ""
        document = project.root / reference
        if reference and format_of(document) is not None and not document.exists():
            bare = project.document_name(document)
            return reference if name in (bare, f"{bare}{document.suffix}") else ""
    return ""


class Renames:
    """The catalogs that documents may take over, each once.

    Args:
        project: whose.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_locale: dict[str, list[tuple[Orphan, frozenset[str]]]] = {}

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
        for orphan in find_orphans(self._project, locale):
            with suppress(CatalogError):
                entries = Catalog.open(orphan.path, locale).entries()
                yield orphan, frozenset(entry.key for entry in entries)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much is the same, of both together (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other)) if other else 0.0


def find_stale(project: Project, made: Collection[Path], locales: Sequence[str]) -> Iterator[Path]:
    """Localized files that no document of the project makes any more.

    Args:
        project: whose.
        made: the localized documents that there should be.
        locales: in whose folders to look.
    """
    for locale in locales:
        folder = project.root / project.output_dir / locale
        for path in sorted(folder.rglob("*")):
            if path not in made and path.is_file() and format_of(path) is not None:
                yield path
