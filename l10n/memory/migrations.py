"""The database's schema, as the steps that made it what it is.

A step is never edited once released: a change is a new step at the end. Steps run in order, each
in a transaction of its own, and their names are kept in the table ``migrations``.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from l10n.errors import MemoryStoreError
from l10n.memory.features import features

Migration = tuple[str, Callable[[sqlite3.Connection], None]]

# Marks the file as ours (SQLite's PRAGMA application_id): "l10n" in ASCII.
APPLICATION_ID = 0x6C31306E


def _tables(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    # A source text is kept once, whatever number of locales it is translated into. The index is
    # on a hash of the text: an index on the text itself would double the file.
    db.execute(
        "CREATE TABLE source ("
        "id INTEGER PRIMARY KEY, locale TEXT NOT NULL, hash INTEGER NOT NULL, text TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX source_hash ON source (hash)")
    db.execute(
        "CREATE TABLE unit ("
        "id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source (id), "
        "locale TEXT NOT NULL, target TEXT NOT NULL, origin TEXT NOT NULL, "
        "reviewed INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, "
        "document TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL)"
    )
    db.execute("CREATE INDEX unit_source ON unit (source, locale)")


def _similar_texts(db: sqlite3.Connection) -> None:
    # Finds texts that share features; the texts themselves stay in the table alone.
    db.execute(
        "CREATE VIRTUAL TABLE feature USING fts5"
        "(list, content='', columnsize=0, detail=none, tokenize='ascii')"
    )
    rows = db.execute("SELECT id, locale, text FROM source ORDER BY id")
    db.executemany(
        "INSERT INTO feature (rowid, list) VALUES (?, ?)",
        ((id_, " ".join(features(text, locale))) for id_, locale, text in rows),
    )


def _taught(db: sqlite3.Connection) -> None:
    # In which state documents were when all that they teach was learned. Whatever else changes
    # the units of one, whichever version or program does it, takes its mark away.
    db.execute(
        "CREATE TABLE taught (document TEXT NOT NULL, source TEXT NOT NULL, locale TEXT NOT NULL, "
        "digest BLOB NOT NULL, PRIMARY KEY (document, source, locale)) WITHOUT ROWID"
    )
    for what, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        db.execute(
            f"CREATE TRIGGER taught_{what.lower()}_{row.lower()} AFTER {what} ON unit "
            f"WHEN {row}.document <> '' BEGIN DELETE FROM taught "
            f"WHERE document = {row}.document AND locale = {row}.locale; END"
        )


MIGRATIONS: Sequence[Migration] = (
    ("0001_tables", _tables),
    ("0002_similar_texts", _similar_texts),
    ("0003_taught", _taught),
)


def migrate(
    db: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Bring a database, new or old, to the schema of this version.

    Args:
        db: a connection without implicit transactions (``isolation_level=None``).
        path: names the file in errors.
        migrations: the steps.

    Raises:
        MemoryStoreError: it is another program's database, or a newer l10n's.
    """
    if _applied(db, path) == [name for name, _ in migrations]:
        return
    for name, step in migrations:
        db.execute("BEGIN IMMEDIATE")
        try:
            # Looked up again inside the transaction: another process may have been faster.
            applied = _applied(db, path)
            _refuse_newer(applied, [known for known, _ in migrations], path)
            if name not in applied:
                db.execute(
                    "CREATE TABLE IF NOT EXISTS migrations "
                    "(name TEXT PRIMARY KEY, applied INTEGER NOT NULL)"
                )
                step(db)
                db.execute("INSERT INTO migrations VALUES (?, ?)", (name, int(time.time())))
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _applied(db: sqlite3.Connection, path: Path) -> list[str]:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    if not tables:
        return []
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise MemoryStoreError(
            f"{path}: is a database of another program, not a translation memory",
            "move it elsewhere; l10n makes a new one",
        )
    return [name for (name,) in db.execute("SELECT name FROM migrations ORDER BY name")]


def _refuse_newer(applied: list[str], known: list[str], path: Path) -> None:
    if unknown := [name for name in applied if name not in known]:
        raise MemoryStoreError(
            f"{path}: was written by a newer version of l10n (schema {unknown[-1]})",
            "update l10n; the file was not touched",
        )
