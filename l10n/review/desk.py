"""One document in one locale on the translator's desk: its sentences with their translations.

A desk is read from the disk once and again whenever the source or the PO file has changed there;
in between, requests are answered from memory. The first reading shows its first rows before it has
read the rest.
"""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from l10n.errors import L10nError
from l10n.files import file_stamp, locked
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.garbage import uncollected
from l10n.model import Document, Segment
from l10n.po.catalog import Catalog
from l10n.project.config import Project
from l10n.project.documents import catalog_path
from l10n.project.jobs import merged_catalog
from l10n.project.orphans import Renames
from l10n.review.alike import Alike
from l10n.review.checker import Checker
from l10n.review.people import present
from l10n.review.row import Row

PAGE = 50
"""Rows that are shown at once."""


class Desk:
    """A document in a locale.

    Methods of a desk want its lock, see :meth:`at_work`.

    Attributes:
        project, path, locale: which document, and into what.
        document, segments: the source as it was last read.
        rows: its sentences, in order.
        by_key: the rows by the key of their message.
        counts: how many rows there are of each state.
        told: called with the keys of rows that have another text or state.
    """

    def __init__(self, project: Project, path: Path, locale: str) -> None:
        self.project = project
        self.path = path
        self.locale = locale
        self.document: Document
        self.segments: list[Segment] = []
        self.rows: list[Row] = []
        self.by_key: dict[str, Row] = {}
        self.counts: Counter[str] = Counter()
        self._lock = threading.RLock()
        self._catalog: Catalog | None = None
        self._alike = Alike()
        self._checker = Checker(project, locale)
        self._source: tuple[int, int, int] | None = None
        self._first: list[Row] = []
        self._begun = threading.Event()  # the first rows are there, or will come with the others
        self._reader: threading.Thread | None = None
        self.told: Callable[[Collection[str]], None] = lambda keys: None

    @property
    def po_path(self) -> Path:
        """The PO file."""
        return catalog_path(self.project, self.path, self.locale)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Keep other threads off this desk, with the state of the disk read.

        Raises:
            SourceError, CatalogError: what is on the disk cannot be read.
        """
        with self._lock:
            self._refresh()
            yield

    @contextmanager
    def reading(self) -> Iterator[Catalog]:
        """The catalog as it is on the disk, to look into.

        Raises:
            SourceError, CatalogError: what is on the disk cannot be read.
        """
        with self.at_work():
            assert self._catalog is not None
            yield self._catalog

    @contextmanager
    def writing(self) -> Iterator[Catalog]:
        """The catalog as it is on the disk, locked against all other l10n processes.

        What the block changes in it is on the disk when the block has ended.

        Raises:
            WriteError: it cannot be written; nothing has changed then.
        """
        with self._lock, locked(self.po_path):
            self._refresh()
            assert self._catalog is not None
            self._catalog.person = present.get().name or None
            try:
                yield self._catalog
                self._catalog.save()
            except BaseException:
                if self._catalog.changed:
                    self._catalog = None  # what it holds is not on the disk: read it again
                raise

    def update(self, key: str) -> Row:
        """Bring a row in line with the catalog."""
        old = self.by_key[key]
        row = replace(old)  # without what it remembers
        self._alike.remove(key, old.translation.text)
        self._learn(row)
        self.rows[row.index] = self.by_key[key] = row
        self.counts.update({old.state: -1})
        self.counts.update({row.state: 1})
        return row

    def update_all(self, keys: Sequence[str]) -> list[Row]:
        """Bring rows in line with the catalog, and tell whoever listens."""
        rows = [self.update(key) for key in keys]
        if keys:
            self.told(keys)
        return rows

    def look(self) -> None:
        """Read anew what somebody else has written; whoever listens is told what it is."""
        with suppress(L10nError), self.at_work():
            pass

    def forget_terms(self) -> None:
        """Read the glossary again when it is next needed."""
        self._checker.refresh(self._alike)

    def start_reading(self) -> None:
        """Read the document in a thread of its own, unless that has been begun."""
        with _starting:
            if self._reader is None:
                self._reader = threading.Thread(target=self._read, daemon=True)
                self._reader.start()

    def first_rows(self) -> Sequence[Row]:
        """The first :data:`PAGE` rows while the others are still being read, () afterwards.

        They can be shown, and nothing else: all other methods wait for the whole.
        """
        self.start_reading()
        self._begun.wait()
        return self._first

    def warm_up(self, give_way: Callable[[], None]) -> None:
        """Do now, between requests, what the first search and filter would wait for.

        Args:
            give_way: waits while somebody wants an answer.
        """
        with self.at_work():
            catalog, rows = self._catalog, list(self.rows)
        for row in rows:
            give_way()
            if self._catalog is not catalog:
                return
            _ = row.findings, row.haystack
        gc.freeze()

    def _read(self) -> None:
        # Whoever asks for the desk reads again what could not be read, and is told why.
        try:
            with suppress(L10nError), self.at_work():
                pass
        finally:
            self._first = []
            self._begun.set()

    def _refresh(self) -> None:
        stamp = file_stamp(self.path)
        if self._source == stamp and self._catalog and not self._catalog.is_stale():
            return
        with uncollected(kept=True):
            if self._source != stamp or self._source is None:
                self.document = read_document(self.path)
                if not self._begun.is_set():
                    self._first = self._read_first_rows()
                    self._begun.set()
                self.segments = segment_document(self.document, self.project.source_locale)
                self._source = stamp
            before = self.by_key
            self._catalog = None
            renames = Renames(self.project)
            origin = renames.of(self.po_path, self.segments, self.locale)
            catalog = merged_catalog(self.project, self.path, self.segments, self.locale, origin)
            self._read_rows(catalog)
            self._catalog = catalog
        if before:
            self.told(_others(before, self.by_key))

    def _read_first_rows(self) -> list[Row]:
        """The rows that can be told without the rest of both files; none where that cannot be."""
        few = replace(self.document, blocks=self.document.blocks[: 2 * PAGE])
        segments = segment_document(few, self.project.source_locale)
        places = _places(segments)
        catalog = Catalog.peek(self.po_path, self.locale, PAGE)
        keys = list(places)[:PAGE]
        if catalog is None or [entry.key for entry in catalog.entries()] != keys:
            return []
        shown = [segment for segment in segments if segment.key in set(keys)]
        catalog.merge(shown, self.project.reference(self.path))
        return [
            Row(index, key, places[key], catalog, self._checker) for index, key in enumerate(keys)
        ]

    def _read_rows(self, catalog: Catalog) -> None:
        self.rows = [
            Row(index, key, segment, catalog, self._checker)
            for index, (key, segment) in enumerate(_places(self.segments).items())
        ]
        self.by_key = {row.key: row for row in self.rows}
        self._alike = Alike()
        for row in self.rows:
            self._learn(row)
        self._checker.refresh(self._alike)
        self.counts = Counter(row.state for row in self.rows)

    def _learn(self, row: Row) -> None:
        segment, text = row.segment, row.translation.text
        if not segment.plural:
            self._alike.put(row.key, segment.msgid, text, f"{self.path.name}:{segment.line}")


_starting = threading.Lock()


def _others(before: dict[str, Row], now: dict[str, Row]) -> list[str]:
    """The keys of rows that are not what they were."""
    return [
        key
        for key in before.keys() | now.keys()
        if key not in before
        or key not in now
        or before[key].translation != now[key].translation
        or before[key].index != now[key].index
    ]


def _places(segments: Sequence[Segment]) -> dict[str, Segment]:
    """The messages by their key, each where it first stands."""
    first: dict[str, Segment] = {}
    for segment in segments:
        if segment.content:
            first.setdefault(segment.key, segment)
    return first
