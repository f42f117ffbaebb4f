"""What is known of a document in a locale without reading them: counts, and whether all is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from l10n.po.head import Head, read_head
from l10n.project.config import Project
from l10n.project.documents import Names
from l10n.project.index import Index, Key


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document and its catalog in one locale come to.

    Attributes:
        segments: the document's sentences; one that occurs twice counts once.
        words: theirs.
        approved, changed, draft, new: sentences by state, see :class:`l10n.model.State`.
        is_clean: whether the catalog is in line with the document.
        reads_like: the language that the document seems to be in, where that is not the project's.
        skipped: what of the document could not be read, see :class:`l10n.model.Document`.
    """

    segments: int
    words: int
    approved: int
    changed: int
    draft: int
    new: int
    is_clean: bool
    reads_like: str
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A document in a locale, and its catalog."""

    document: Path
    locale: str
    catalog: Path


class Survey:
    """One look at a project's files, for one run of a command.

    Args:
        project: whose.
        index: what is known of them.
        encoding: of the documents; None for what they say themselves.
    """

    def __init__(self, project: Project, index: Index, encoding: str | None = None) -> None:
        self.project = project
        self.index = index
        self.encoding = encoding
        self.names = Names(project, self._head if index.enabled else read_head)

    def places(self, documents: Iterable[Path], locales: Sequence[str]) -> list[Place]:
        """The documents in each of the locales, in order."""
        return [
            Place(document, locale, self.names.catalog_path(document, locale))
            for document in documents
            for locale in locales
        ]

    def key(self, place: Place, kind: str = "job", *more: object) -> Key:
        """The name of a fact that a document and its catalog in a locale decide."""
        return self.key_of(
            place.document,
            place.locale,
            self.index.known(place.document).digest,
            self.index.known(place.catalog).digest,
            kind,
            *more,
        )

    def key_of(
        self,
        document: Path,
        locale: str,
        source: bytes,
        catalog: bytes,
        kind: str = "job",
        *more: object,
    ) -> Key:
        """The same, for contents with these digests."""
        return self.index.key(
            kind,
            self.project.source_locale,
            self.encoding,
            self.project.reference(document),
            locale,
            source,
            catalog,
            *more,
        )

    def template_key(self, document: Path, source: bytes, template: bytes) -> Key:
        """The name of the fact that a template is in line with its document."""
        return self.key_of(document, "", source, template, "template")

    def facts(self, places: Iterable[Place]) -> dict[Place, Facts]:
        """What is known of those of the places of which anything is."""
        if not self.index.enabled:
            return {}
        keys = {place: self.key(place) for place in places}
        found = self.index.facts(keys.values())
        return {place: read(found[key]) for place, key in keys.items() if key in found}

    def clean_templates(self, documents: Iterable[Path]) -> set[Path]:
        """Those of the documents whose templates are known to be in line."""
        if not self.index.enabled:
            return set()
        keys = {
            document: self.template_key(
                document,
                self.index.known(document).digest,
                self.index.known(self.names.template_path(document)).digest,
            )
            for document in documents
        }
        found = self.index.facts(keys.values())
        return {document for document, key in keys.items() if key in found}

    def _head(self, path: Path) -> Head:
        return self.index.known(path).head


def write(facts: Facts) -> list[object]:
    """Facts as plain data."""
    return list(astuple(facts))


def read(data: list[object]) -> Facts:
    """Facts from plain data."""
    *rest, skipped = data
    return Facts(*rest, tuple(skipped))  # type: ignore[arg-type, call-arg]
