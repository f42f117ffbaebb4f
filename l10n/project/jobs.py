"""Jobs: a document on its way into a locale, with its catalog brought in line in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from l10n.errors import CatalogError, ConfigError, SourceError
from l10n.formats import format_of, read_document, suffixes
from l10n.formats.segmentation import segment_document
from l10n.languages.codes import language
from l10n.languages.plurals import Rule
from l10n.model import Document, Pair, Segment, State
from l10n.po.catalog import Catalog
from l10n.project.config import Project


@dataclass(slots=True)
class Job:
    """One document on its way into one locale, and what happened to it.

    Attributes:
        document, segments: the source.
        locale: the target.
        catalog: its PO file.
        pair: the direction, as models name it.
        messages: by key, each message where it first stands.
        pending: keys of those without a translation when the run began.
        drafted: keys of those whose draft of the engine was saved since.
        memory: sentences that got a draft from the translation memory since.
        machine: sentences machine-translated since.
        flagged: how many of those a check found something in.
        words: words that the engine translated, not counting what it had translated before.
        seconds: time that the engine took for this locale, all documents together.
    """

    document: Document
    segments: list[Segment]
    locale: str
    catalog: Catalog
    pair: Pair
    messages: dict[str, Segment] = field(init=False)
    pending: list[str] = field(init=False)
    drafted: set[str] = field(default_factory=set)
    memory: int = 0
    machine: int = 0
    flagged: int = 0
    words: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.messages = {}
        for segment in self.segments:
            if segment.content:
                self.messages.setdefault(segment.key, segment)
        self.find_pending()

    @property
    def rule(self) -> Rule:
        """Which number wants which plural form, as the catalog's header says."""
        return self.catalog.plural_rule

    @property
    def changed(self) -> int:
        """Sentences whose source has changed since a person translated them."""
        return sum(self.catalog.state(key) is State.CHANGED for key in self.messages)

    def refresh(self, project: Project) -> None:
        """Read the catalog again if somebody has written it since it was read."""
        if self.catalog.is_stale():
            path = self.document.path
            self.catalog = merged_catalog(project, path, self.segments, self.locale)

    def find_pending(self) -> None:
        """Look for the sentences without a translation."""
        self.pending = [key for key in self.messages if self.catalog.state(key) is State.NEW]


def find_documents(project: Project) -> list[Path]:
    """The project's documents that can be read, sorted.

    Raises:
        SourceError: there is none.
    """
    patterns = project.documents or (f"{project.source_dir}/**/*",)
    made = (project.catalog_dir, project.output_dir)
    found = set()
    for pattern in patterns:
        try:
            paths = list(project.root.glob(pattern))
        except (ValueError, NotImplementedError) as error:
            raise ConfigError(
                f"documents: {pattern!r} is no pattern: {error}", "as in docs/**/*.md"
            ) from None
        for path in paths:
            name = path.relative_to(project.root).as_posix()
            hidden = any(part.startswith(".") for part in path.relative_to(project.root).parts)
            ours = bool(project.documents) and any(name.startswith(f"{folder}/") for folder in made)
            known = format_of(path) is not None and path.is_file()
            if known and not (hidden or ours or _is_ignored(name, project.ignore)):
                found.add(path)
    if not found:
        raise SourceError(
            f"no documents in {project.root}: {', '.join(patterns)}",
            f"name some, or put {', '.join(suffixes())} files there",
        )
    return sorted(found)


def _is_ignored(name: str, patterns: Sequence[str]) -> bool:
    # A star matches slashes too, so that "drafts/*" is all there is below the folder.
    return any(fnmatch(name, pattern.replace("**/", "*")) for pattern in patterns)


def plan(
    project: Project, sources: Sequence[Path], locales: Sequence[str], encoding: str | None = None
) -> list[Job]:
    """Read sources and catalogs and bring the catalogs in line, in memory only.

    Raises:
        L10nError: whatever is wrong with a source or a catalog, before anything is written.
    """
    jobs: list[Job] = []
    for path in sources:
        document = read_document(path, encoding)
        segments = segment_document(document, project.source_locale)
        for locale in locales:
            pair = Pair(language(project.source_locale), language(locale))
            catalog = merged_catalog(project, path, segments, locale)
            jobs.append(Job(document, segments, locale, catalog, pair))
    return jobs


def merged_catalog(
    project: Project, path: Path, segments: Sequence[Segment], locale: str
) -> Catalog:
    """A document's catalog as it is on the disk, brought in line with the segments in memory.

    Raises:
        CatalogError: it does not parse, or belongs to another document.
    """
    catalog = Catalog.open(project.catalog_path(project.document_name(path), locale), locale)
    reference = project.reference(path)
    others = {source for source in catalog.sources() - {reference} if _exists(project, source)}
    if others:
        raise CatalogError(
            f"{catalog.path}: belongs to {', '.join(sorted(others))}, not to {reference}",
            "give one of the two documents another name",
        )
    catalog.merge(segments, reference)
    return catalog


def _exists(project: Project, source: str) -> bool:
    return (project.root / source).exists()
