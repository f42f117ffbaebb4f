"""Jobs: a document on its way into a locale, with its catalog brought in line in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from l10n.errors import CatalogError, L10nError
from l10n.files import locked
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.languages.codes import language
from l10n.languages.plurals import Rule
from l10n.model import Document, Finding, Origin, Pair, Segment, State, Translation
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.documents import Names, catalog_path
from l10n.project.orphans import Orphan, Renames


class Draft(NamedTuple):
    """A program's draft of a message, with what the checks find in it."""

    translation: Translation
    findings: Sequence[Finding]


@dataclass(slots=True)
class Job:
    """One document on its way into one locale, and what happened to it.

    Attributes:
        document, segments: the source.
        locale: the target.
        catalog: its PO file.
        pair: the direction, as models name it.
        moved_from: the catalog that it continues, of a document that is gone; None for its own.
        template: digest of the document's template, once that is in line; b"" before.
        is_alone: whether no other file than the document and its catalog decided about it.
        messages: by key, each message where it first stands.
        pending: keys of those without a translation when the run began.
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
    moved_from: Orphan | None = None
    is_alone: bool = False
    template: bytes = b""
    messages: dict[str, Segment] = field(init=False)
    pending: list[str] = field(init=False)
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

    @property
    def new(self) -> int:
        """Sentences without a translation."""
        return sum(self.catalog.state(key) is State.NEW for key in self.messages)

    @property
    def needs_catalog(self) -> bool:
        """Whether there is text for one, or was; a document without any needs none."""
        return bool(self.messages) or self.catalog.path.exists()

    def refresh(self, project: Project) -> None:
        """Read the catalog again if somebody has written it since it was read."""
        if self.catalog.is_stale():
            path = self.document.path
            self.catalog = merged_catalog(
                project, path, self.segments, self.locale, self.moved_from
            )

    def find_pending(self) -> None:
        """Look for the sentences without a translation."""
        self.pending = [key for key in self.messages if self.catalog.state(key) is State.NEW]

    def save(self, project: Project, drafts: Mapping[str, Draft]) -> None:
        """Put drafts of pending messages into the catalog as it is on the disk by now; write it."""
        drafts = {key: drafts[key] for key in self.pending if key in drafts}
        if not drafts and not (self.catalog.changed and self.needs_catalog):
            return
        with locked(self.catalog.path):
            self.refresh(project)
            for key, draft in drafts.items():
                if self.catalog.set_draft(key, draft.translation, draft.findings):
                    self.memory += draft.translation.origin is Origin.MEMORY
                    self.machine += draft.translation.origin is Origin.MACHINE
                    self.flagged += bool(draft.findings)
            self.catalog.save()


OnError = Callable[[L10nError], None]
"""Called with what cannot be worked on; the rest goes on once it returns."""


def stop(error: L10nError) -> None:
    """Let the first thing that cannot be worked on end the run.

    Raises:
        L10nError: the error.
    """
    raise error


def plan(
    project: Project,
    sources: Sequence[Path],
    locales: Sequence[str],
    encoding: str | None = None,
    on_error: OnError = stop,
    *,
    takes_over: bool = True,
) -> list[Job]:
    """Read sources and catalogs and bring the catalogs in line, in memory only.

    Args:
        project: whose settings count.
        sources: the documents.
        locales: the target locales.
        encoding: of the documents; None for what they say themselves, else UTF-8.
        on_error: called with each source or catalog that cannot be worked on, before anything is
            written; it is left out then.
        takes_over: whether documents without catalogs take over those of documents that are gone.
    """
    jobs: list[Job] = []
    names = Names(project)
    renames = Renames(project, names) if takes_over else None
    taken: dict[Path, Path] = {}
    for path in sources:
        try:
            document = read_document(path, encoding)
            segments = segment_document(document, project.source_locale)
        except L10nError as error:
            on_error(error)
            continue
        for locale in locales:
            pair = Pair(language(project.source_locale), language(locale))
            try:
                own = names.catalog_path(path, locale)
                moved_from = None if renames is None else renames.of(own, segments, locale)
                catalog = _opened(project, path, locale, moved_from, own)
                reference = project.reference(path)
                is_alone = catalog.path.exists() and catalog.sources() <= {reference}
                catalog.merge(segments, reference)
                other = taken.setdefault(catalog.path, path)
                if other != path:
                    raise _belongs(catalog.path, project.reference(other), project.reference(path))
            except L10nError as error:
                on_error(error)
                continue
            jobs.append(Job(document, segments, locale, catalog, pair, moved_from, is_alone))
    return jobs


def merged_catalog(
    project: Project,
    path: Path,
    segments: Sequence[Segment],
    locale: str,
    moved_from: Orphan | None = None,
) -> Catalog:
    """A document's catalog as it is on the disk, brought in line with the segments in memory.

    Args:
        project: whose.
        path: the document.
        segments: its sentences.
        locale: the catalog's.
        moved_from: what it continues, should there be none of its own yet.

    Raises:
        CatalogError: it does not parse, or belongs to another document.
    """
    own = catalog_path(project, path, locale)
    catalog = _opened(project, path, locale, moved_from, own)
    catalog.merge(segments, project.reference(path))
    return catalog


def _opened(
    project: Project, path: Path, locale: str, moved_from: Orphan | None, own: Path
) -> Catalog:
    """A document's catalog as it is on the disk, seen to be of no other document."""
    if moved_from and not own.exists() and moved_from.path.exists():
        catalog = Catalog.open(moved_from.path, locale)
        catalog.move(own)
    else:
        catalog = Catalog.open(own, locale)
    reference = project.reference(path)
    others = {source for source in catalog.sources() - {reference} if _exists(project, source)}
    if others:
        raise _belongs(catalog.path, ", ".join(sorted(others)), reference)
    return catalog


def _belongs(catalog: Path, other: str, reference: str) -> CatalogError:
    return CatalogError(
        f"{catalog}: belongs to {other}, not to {reference}",
        "give one of the two documents another name",
    )


def _exists(project: Project, source: str) -> bool:
    return (project.root / source).exists()
