"""What was changed in the page: who, when, before and after; kept in ``.l10n/review.db``.

The PO files are the truth, this is what happened to them. A history that cannot be read or written
costs no translation: saves go on without it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

from l10n.po.editing import Memento

FILE = Path(".l10n") / "review.db"
_SCHEMA = 1
_SHOWN = 50
_TABLES = """
CREATE TABLE step(
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,     -- steps of one act are taken back together
    document TEXT NOT NULL,
    locale TEXT NOT NULL,
    key TEXT NOT NULL,
    at TEXT NOT NULL,           -- ISO 8601, UTC
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    before TEXT NOT NULL,       -- all of the entry, JSON
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    version TEXT NOT NULL,      -- of the entry after it
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX step_of_sentence ON step(document, locale, key);
"""


class Step(NamedTuple):
    """A change that can be taken back.

    Attributes:
        key: of the message.
        before: the entry before it.
        was, now: its text before and after.
        version: of the entry after it.
        what: what was done: "draft", "autosave", "approve", "note", "reset", "replace", "undo".
        who, at: who did it ("" unknown), and when: ISO 8601, UTC.
        id, batch: numbers of the step and of the act that it is part of.
    """

    key: str
    before: Memento
    was: str
    now: str
    version: str
    what: str
    who: str = ""
    at: str = ""
    id: int = 0
    batch: int = 0


class Store:
    """The history of a project; safe to use from several threads and processes.

    Args:
        root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._lock = threading.Lock()

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=10)) as opened:
                (version,) = opened.execute("PRAGMA user_version").fetchone()
                if version == 0:
                    _set_up(opened)
                if version > _SCHEMA:
                    raise sqlite3.DatabaseError("of a newer version")
                with opened:
                    yield opened

    def add(self, document: str, locale: str, steps: Sequence[Step], who: str) -> None:
        """Remember the steps of one act.

        What a person types is saved every few seconds: such saves in a row are one step.
        """
        at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        with suppress(sqlite3.Error, OSError), self._database() as db:
            (batch,) = db.execute("SELECT coalesce(max(batch), 0) + 1 FROM step").fetchone()
            for step in steps:
                if step.what == "autosave" and _goes_on(db, document, locale, step, who, at):
                    continue
                db.execute(
                    "INSERT INTO step(batch, document, locale, key, at, who, what, before, was,"
                    " now, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(batch, document, locale, step.key, at, who, step.what),
                        *(json.dumps(step.before), step.was, step.now, step.version),
                    ),
                )

    def of(self, document: str, locale: str, key: str) -> list[Step]:
        """The last steps of a sentence, the latest first."""
        return self._steps(
            "document = ? AND locale = ? AND key = ? ORDER BY id DESC LIMIT ?",
            (document, locale, key, _SHOWN),
        )

    def last(self, document: str, locale: str, who: str) -> list[Step]:
        """The steps of a person's last act on a document that was not taken back; [] for none."""
        where = "document = ? AND locale = ? AND who = ? AND NOT undone AND what <> 'undo'"
        return self._steps(
            f"{where} AND batch = (SELECT max(batch) FROM step WHERE {where}) ORDER BY id DESC",
            (document, locale, who) * 2,
        )

    def forget(self, steps: Iterable[Step]) -> None:
        """Mark steps as taken back, or as not to be taken back any more."""
        with suppress(sqlite3.Error, OSError), self._database() as db:
            ids = [(step.id,) for step in steps]
            db.executemany("UPDATE step SET undone = 1 WHERE id = ?", ids)

    def daily(self) -> list[tuple[str, str, str, int]]:
        """Day, person, what was done and in how many sentences, the oldest first."""
        if not self._path.exists():
            return []
        with suppress(sqlite3.Error, OSError), self._database() as db:
            return db.execute(
                "SELECT substr(at, 1, 10), who, what, count(DISTINCT document || locale || key)"
                " FROM step GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            ).fetchall()
        return []

    def _steps(self, where: str, values: Sequence[Any]) -> list[Step]:
        if not self._path.exists():  # to look makes no file
            return []
        with suppress(sqlite3.Error, OSError), self._database() as db:
            found = db.execute(
                "SELECT key, before, was, now, version, what, who, at, id, batch FROM step WHERE "
                + where,
                values,
            )
            return [Step(key, _memento(before), *rest) for key, before, *rest in found]
        return []


def _set_up(opened: sqlite3.Connection) -> None:
    opened.execute("PRAGMA journal_mode=WAL")
    with opened:
        opened.execute("BEGIN IMMEDIATE")
        (version,) = opened.execute("PRAGMA user_version").fetchone()
        if version == 0:  # else another process was quicker
            for statement in _TABLES.split(";\n"):
                opened.execute(statement)
            opened.execute(f"PRAGMA user_version = {_SCHEMA}")


def _goes_on(
    db: sqlite3.Connection, document: str, locale: str, step: Step, who: str, at: str
) -> bool:
    """Whether a save of what is being typed goes on with the last one; it is one step then."""
    last = db.execute(
        "SELECT id, document, locale, key, who, what, undone FROM step ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if last is None or last[1:] != (document, locale, step.key, who, "autosave", 0):
        return False
    db.execute(
        "UPDATE step SET now = ?, version = ?, at = ? WHERE id = ?",
        (step.now, step.version, at, last[0]),
    )
    return True


def _memento(text: str) -> Memento:
    fields: Any = [tuple(one) if isinstance(one, list) else one for one in json.loads(text)]
    return Memento(*fields)
