"""Connections to the memory's SQLite file, one for each thread of each process.

Durability: the write-ahead log is flushed to the disk at each commit (``synchronous=FULL``), so
what was committed survives a crash and a power cut, and what was not leaves no trace.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from l10n.errors import MemoryStoreError, WriteError
from l10n.files import atomic_write
from l10n.memory.migrations import migrate

_WAIT_SECONDS = 30.0  # for another process to finish writing
_CACHE_KIB = 64 * 1024


class Database:
    """The file, and a connection to it for whoever asks.

    Attributes:
        path: the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connections: dict[tuple[int, int], sqlite3.Connection] = {}

    def exists(self) -> bool:
        """Whether there is a file: reading is pointless where there is none."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the database until the block ends.

        Raises:
            MemoryStoreError, WriteError: it cannot be used.
        """
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that nobody else writes in; an error undoes all of it.

        Raises:
            MemoryStoreError, WriteError: it cannot be used; nothing has changed then.
        """
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for (process, _), connection in self._connections.items():
                if process == os.getpid():
                    connection.close()
            self._connections.clear()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with _explained(self.path):
            db = self._connection()
            db.execute(begin)
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:  # SQLite itself rolls back when the disk is full
                    db.execute("ROLLBACK")
                raise

    def _connection(self) -> sqlite3.Connection:
        # A connection must not cross a fork, hence the process in the key.
        key = (os.getpid(), threading.get_ident())
        with self._lock:
            if key not in self._connections:
                self._connections[key] = self._connect()
            return self._connections[key]

    def _connect(self) -> sqlite3.Connection:
        if not self.path.exists():
            # The memory is a cache: version control must not see it.
            ignore = self.path.parent / ".gitignore"
            if not ignore.exists():
                atomic_write(ignore, b"*\n")
        db = sqlite3.connect(
            self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            migrate(db, self.path)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except BaseException:
            db.close()
            raise
        return db


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        reason = str(error)
        if "locked" in reason:
            raise MemoryStoreError(
                f"{path}: is in use by another process for more than {_WAIT_SECONDS:.0f} s",
                "wait for it to end, then run the command again",
            ) from error
        if any(word in reason for word in ("full", "disk I/O", "readonly", "unable to open")):
            raise WriteError(
                f"{path}: cannot be written ({reason})",
                "check the free space and the permissions; what was there is still there",
            ) from error
        if "no such module: fts5" in reason:
            raise MemoryStoreError(
                "this Python's SQLite lacks FTS5, which the translation memory needs",
                "use a Python from python.org, a Linux distribution or conda",
            ) from error
        raise MemoryStoreError(
            f"{path}: is damaged ({reason})",
            "move it away: the next `l10n translate` fills a new one from the catalogs; "
            "TMX files have to be imported again",
        ) from error
