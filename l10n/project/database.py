"""The SQLite file of the index: made, recognized, made anew."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from l10n.workdir import NAME, project_folder

FILE = "index.db"
SCHEMA = 1
_TABLES = """
    CREATE TABLE files (path BLOB PRIMARY KEY, stamp TEXT NOT NULL, digest BLOB NOT NULL,
        line TEXT NOT NULL, reference TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE facts (key BLOB PRIMARY KEY, value TEXT NOT NULL, used INTEGER NOT NULL);
"""
_WAIT_SECONDS = 5.0  # for another run to write what it has learned


def connect(root: Path, make: bool) -> sqlite3.Connection | None:
    """The database, made anew where it is damaged or of another schema; None where that fails."""
    if not make and not (root / NAME).is_dir():
        return None
    with suppress(OSError, sqlite3.Error):
        path = project_folder(root) / FILE
        for _ in range(2):
            db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                if _is_ours(db):
                    return db
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    db.close()
                    return None
            except sqlite3.DatabaseError:
                pass
            db.close()
            remove(root)
    return None


def exists(root: Path) -> bool:
    """Whether a project has the database."""
    return (root / NAME / FILE).is_file()


def remove(root: Path) -> None:
    """Remove the database of a project, if there is one.

    Raises:
        OSError: it cannot be removed.
    """
    for name in (FILE, f"{FILE}-journal"):
        (root / NAME / name).unlink(missing_ok=True)


def _is_ours(db: sqlite3.Connection) -> bool:
    """Whether a database is of this schema; an empty one becomes so."""
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        db.execute("BEGIN IMMEDIATE")
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in _TABLES.split(";")[:-1]:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {SCHEMA}")
        db.execute("COMMIT")
    return bool(db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA)
