"""One document in one locale on the translator's desk: its sentences with their translations.

A desk is read from the disk once and again whenever the source or the PO file has changed there;
in between, requests are answered from memory.
"""

from __future__ import annotations

import gc
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from l10n.catalog import Catalog, Entry
from l10n.checks import Context, Unit, check_unit
from l10n.config import Project
from l10n.documents import read_document
from l10n.files import locked
from l10n.glossary import Glossary
from l10n.jobs import merged_catalog
from l10n.markup import restore
from l10n.model import Document, Finding, Kind, Origin, Segment, State
from l10n.segmentation import segment_document

STATES = ("new", "machine", "memory", "edited", "approved")
"""What a translator sees at a glance, see :attr:`Row.state`."""

_PLACEABLE = re.compile(r"</?\d+/?>")
_DRAFTS = {Origin.MACHINE: "machine", Origin.MEMORY: "memory", Origin.HUMAN: "edited"}


@dataclass(frozen=True)
class Row:
    """One sentence of the queue; one that occurs several times is one row.

    Attributes:
        index: its position in the document, from 0.
        entry: what the catalog holds.
        segment: the sentence where it first stands in the source.
        known: what the checks may know.
    """

    index: int
    entry: Entry
    segment: Segment
    known: Context = field(compare=False, repr=False)

    @cached_property
    def state(self) -> str:
        """One of :data:`STATES`: who wrote what stands there, or that it is approved."""
        translation = self.entry.translation
        if translation.state is State.NEW:
            return "new"
        if translation.state is State.APPROVED:
            return "approved"
        return _DRAFTS[translation.origin or Origin.HUMAN]

    @cached_property
    def certainty(self) -> tuple[bool, float]:
        """What the queue is sorted by when the least certain comes first."""
        order = {"new": -1.0, "edited": 1.0, "approved": 2.0}
        confidence = self.entry.translation.confidence or 0.0
        return not self.entry.flagged, order.get(self.state, confidence)

    @property
    def reads(self) -> str:
        """The sentence as a reader will see it: codes without their marks."""
        text = self.entry.translation.text or self.entry.msgid
        if not self.segment.inlines:
            return text
        try:
            parts = restore(text, self.segment.inlines)
        except KeyError:  # it has placeables that the source has not; a check says so
            return _PLACEABLE.sub("", text)
        return "".join(part.text for part in parts if part.kind in (Kind.TEXT, Kind.ALONE))

    @cached_property
    def haystack(self) -> str:
        """What a search looks in."""
        entry = self.entry
        return "\n".join((entry.msgid, entry.translation.text, *entry.notes)).casefold()

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks say of the translation."""
        return self.check(self.entry.translation.text)

    def check(self, text: str) -> list[Finding]:
        """What the checks say of another translation; nothing where there is no text yet."""
        if not text.strip():
            return []
        entry = self.entry
        unit = Unit(entry.msgid, text, entry.key, entry.msgctxt, entry.flags)
        return check_unit(unit, self.known)


class Desk:
    """A document in a locale.

    Methods of a desk want its lock, see :meth:`at_work`.

    Attributes:
        project, path, locale: which document, and into what.
        document, segments: the source as it was last read.
        rows: its sentences, in order.
        by_key: the rows by the key of their message.
        counts: how many rows there are of each state.
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
        self._source: tuple[int, int] | None = None

    @property
    def po_path(self) -> Path:
        """The PO file."""
        return self.project.catalog_path(self.project.document_name(self.path), self.locale)

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
    def writing(self) -> Iterator[Catalog]:
        """The catalog as it is on the disk, locked against all other l10n processes.

        What the block changes in it is on the disk when the block has ended.

        Raises:
            WriteError: it cannot be written; nothing has changed then.
        """
        with self._lock, locked(self.po_path):
            self._refresh()
            assert self._catalog is not None
            try:
                yield self._catalog
                self._catalog.save()
            except BaseException:
                if self._catalog.changed:
                    self._catalog = None  # what it holds is not on the disk: read it again
                raise

    def update(self, key: str) -> Row:
        """Bring a row in line with the catalog."""
        assert self._catalog is not None
        entry = self._catalog.entry(key)
        old = self.by_key[key]
        if entry is None:
            return old
        row = Row(old.index, entry, old.segment, old.known)
        self.rows[row.index] = self.by_key[key] = row
        self.counts.update({old.state: -1})
        self.counts.update({row.state: 1})
        return row

    def warm_up(self) -> None:
        """Do now, between requests, what the first save and the first search would wait for."""
        with self.at_work():
            assert self._catalog is not None
            catalog, rows = self._catalog, list(self.rows)
        for row in rows:
            if self._catalog is not catalog:
                return
            _ = row.findings, row.haystack
        # So many objects that live as long as the server: looking through them for garbage at
        # each turn of the collector would stop the page for tenths of a second.
        gc.collect()
        gc.freeze()

    def _refresh(self) -> None:
        stamp = _stamp(self.path)
        if self._source != stamp or self._source is None:
            self.document = read_document(self.path)
            self.segments = segment_document(self.document, self.project.source_locale)
            self._source, self._catalog = stamp, None
        if self._catalog is None or self._catalog.is_stale():
            self._catalog = None
            self._catalog = merged_catalog(self.project, self.path, self.segments, self.locale)
            self._read_rows(self._catalog)

    def _context(self) -> Context:
        # Without a dictionary: that is another program, and slow to ask at each key stroke.
        project = self.project
        glossary = Glossary.open(project.root, project.source_locale)
        disabled = project.checks.disabled(self.locale)
        return Context(
            self.locale,
            project.source_locale,
            glossary if glossary.terms else None,
            disabled=disabled,
        )

    def _read_rows(self, catalog: Catalog) -> None:
        entries = {entry.key: entry for entry in catalog.entries()}
        first: dict[str, Segment] = {}
        for segment in self.segments:
            if segment.content:
                first.setdefault(segment.msgid, segment)
        known, context = self.by_key, self._context()
        self.rows, self.by_key = [], {}
        for index, segment in enumerate(first.values()):
            entry = entries[segment.key]
            row = Row(index, entry, segment, context)
            if (old := known.get(entry.key)) and old == row:
                row = old  # it remembers what the checks said
            self.rows.append(row)
            self.by_key[entry.key] = row
        self.counts = Counter(row.state for row in self.rows)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
