"""The memory itself: add, look up, count."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from l10n.memory.database import Database
from l10n.memory.lookup import Lookup
from l10n.memory.rows import UNIT_COLUMNS, add_unit, forget_replaced, unit_of
from l10n.memory.scoring import MINIMUM, Penalties
from l10n.memory.unit import Query, Unit
from l10n.model import Match, Pair

FILE = Path(".l10n") / "memory.db"
_BATCH = 10_000  # units in one transaction of an import


class Stats(NamedTuple):
    """How many translations are remembered for a pair of locales, in units."""

    pair: Pair
    units: int
    reviewed: int
    machine: int
    documents: int


class Memory:
    """A translation memory; safe to share between threads and processes.

    Nothing is opened before it is needed, and no file is made before there is something to keep.
    All methods raise MemoryStoreError for a database that is damaged, another program's or a newer
    version's, and WriteError where the disk is full or the folder read-only; what was in the
    memory before is then still in it.

    Args:
        path: the database file.
        penalties: what is taken off matches.
    """

    def __init__(self, path: Path, penalties: Penalties | None = None) -> None:
        self.path = path
        self.penalties = penalties or Penalties()
        self._database = Database(path)

    @classmethod
    def open(cls, root: Path, penalties: Penalties | None = None) -> Memory:
        """The memory of the project in the folder ``root``."""
        return cls(root / FILE, penalties)

    def learn(
        self, units: Iterable[Unit], taught: Mapping[tuple[str, str, str], bytes] | None = None
    ) -> int:
        """Bring the memory in line with documents: for each sentence of a document what it says.

        A translation that the same document gave for the same sentence before is replaced. All of
        it happens in one transaction, and a second time changes nothing.

        Args:
            units: what the documents say.
            taught: for documents of which that is all, by name, source locale and locale, a digest
                of the state that they are in.

        Returns:
            How many units were new or changed.
        """
        given = list(units)
        if not given:
            return 0
        now = int(time.time())
        with self._database.writing() as db:
            forget_replaced(db, given)
            added = sum(add_unit(db, unit, now) for unit in given)
            db.executemany(
                "INSERT OR REPLACE INTO taught VALUES (?, ?, ?, ?)",
                ((*which, digest) for which, digest in (taught or {}).items()),
            )
            return added

    def taught(self) -> dict[tuple[str, str, str], bytes]:
        """The digests that :meth:`learn` was given, of documents of which nothing has changed."""
        if not self._database.exists():
            return {}
        with self._database.reading() as db:
            rows = db.execute("SELECT document, source, locale, digest FROM taught")
            return {(name, source, locale): digest for name, source, locale, digest in rows}

    def add(self, units: Iterable[Unit]) -> int:
        """Add units beside what is there, as from an import; a second time changes nothing.

        Batches of 10,000 are committed one by one: an import that breaks off can be repeated.

        Returns:
            How many units were new or changed.
        """
        now = int(time.time())
        added = 0
        remaining = iter(units)
        while batch := list(islice(remaining, _BATCH)):
            with self._database.writing() as db:
                added += sum(add_unit(db, unit, now) for unit in batch)
        return added

    def approved(self, pair: Pair) -> set[int]:
        """The texts that have approved translations, each by its :func:`text_hash`."""
        if not self._database.exists():
            return set()
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT DISTINCT source.hash FROM unit JOIN source ON source.id = unit.source "
                "WHERE unit.reviewed AND source.locale = ? AND unit.locale = ?",
                pair,
            )
            return {hash for (hash,) in rows}

    def best(
        self, queries: Sequence[Query], pair: Pair, minimum: int = MINIMUM, *, same: bool = False
    ) -> list[Match | None]:
        """The best match for each sentence, None where there is none.

        Args:
            queries: the sentences of a document, as :func:`l10n.memory.in_context` makes them.
            pair: their locale and the target locale.
            minimum: percent that a match must have after penalties.
            same: only of the same text; similar ones are not looked for.
        """
        if not self._database.exists():
            return [None] * len(queries)
        with self._database.reading() as db:
            lookup = Lookup(db, pair, self.penalties)
            found = (lookup.matches(query, minimum, 1, same=same) for query in queries)
            return [next(iter(matches), None) for matches in found]

    def search(self, text: str, pair: Pair, minimum: int = MINIMUM, limit: int = 10) -> list[Match]:
        """Matches for one sentence out of context, the best first."""
        if not self._database.exists():
            return []
        with self._database.reading() as db:
            return Lookup(db, pair, self.penalties).matches(Query(text), minimum, limit)

    def units(self, pair: Pair | None = None) -> Iterator[Unit]:
        """All units, or those of a pair of locales, in the order they came in."""
        if not self._database.exists():
            return
        with self._database.reading() as db:
            for row in db.execute(
                f"SELECT {UNIT_COLUMNS} FROM unit JOIN source ON source.id = unit.source "
                "WHERE :source IS NULL OR (source.locale = :source AND unit.locale = :target) "
                "ORDER BY unit.id",
                {"source": pair and pair.source, "target": pair and pair.target},
            ):
                yield unit_of(row)

    def stats(self) -> list[Stats]:
        """Counts per pair of locales, sorted by it."""
        if not self._database.exists():
            return []
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT source.locale, unit.locale, count(*), sum(reviewed), "
                "sum(origin = 'machine'), count(DISTINCT nullif(document, '')) "
                "FROM unit JOIN source ON source.id = unit.source GROUP BY 1, 2 ORDER BY 1, 2"
            )
            return [Stats(Pair(source, target), *counts) for source, target, *counts in rows]

    def close(self) -> None:
        """Close the file; another use opens it again."""
        self._database.close()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
