"""Units as rows of the database's tables."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Any

from l10n.errors import MemoryStoreError
from l10n.memory.features import features
from l10n.memory.unit import Unit
from l10n.model import Origin, Pair

UNIT_COLUMNS = (
    "source.text, unit.target, source.locale, unit.locale, unit.origin, unit.reviewed, "
    "unit.before, unit.after, unit.document, unit.created, unit.changed"
)


def unit_of(row: tuple[Any, ...]) -> Unit:
    """The unit of a row of ``UNIT_COLUMNS``."""
    source, target, source_locale, target_locale, origin, reviewed, *rest = row
    pair = Pair(source_locale, target_locale)
    return Unit(source, target, pair, Origin(origin), bool(reviewed), *rest)


def text_hash(text: str, locale: str) -> int:
    """64 bits of a SHA-256 over locale and text, as SQLite's signed integer."""
    data = f"{locale}\x04{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big", signed=True)


def source_row(db: sqlite3.Connection, text: str, locale: str) -> int | None:
    """Number of the row that holds a source text."""
    rows = db.execute(
        "SELECT id, text, locale FROM source WHERE hash = ?", (text_hash(text, locale),)
    )
    return next((id_ for id_, *found in rows if found == [text, locale]), None)


def add_unit(db: sqlite3.Connection, unit: Unit, now: int) -> bool:
    """Add a unit, or bring up to date the one of the same texts, document and neighbours.

    Returns:
        Whether anything changed. A date alone does not count.

    Raises:
        MemoryStoreError: it has no source, no target, or text that is not Unicode.
    """
    _check(unit)
    source = source_row(db, unit.source, unit.pair.source)
    found = None
    if source is None:
        source = _add_source(db, unit.source, unit.pair.source)
    else:
        found = db.execute(
            "SELECT id, origin, reviewed, created, changed FROM unit WHERE source = ? "
            "AND locale = ? AND target = ? AND document = ? AND before = ? AND after = ?",
            (source, unit.pair.target, unit.target, unit.document, unit.before, unit.after),
        ).fetchone()
    changed = unit.changed or now
    created = unit.created or changed
    if found is None:
        values: tuple[object, ...] = (source, unit.pair.target, unit.target, unit.origin.value)
        values += (unit.reviewed, unit.before, unit.after, unit.document, created, changed)
        marks = ", ".join("?" * len(values))
        db.execute(
            "INSERT INTO unit (source, locale, target, origin, reviewed, before, after, document, "
            f"created, changed) VALUES ({marks})",
            values,
        )
        return True
    row, *is_now, first, last = found
    if is_now == [unit.origin.value, int(unit.reviewed)] or changed < last:
        return False
    db.execute(
        "UPDATE unit SET origin = ?, reviewed = ?, created = ?, changed = ? WHERE id = ?",
        (unit.origin.value, unit.reviewed, min(created, first), changed, row),
    )
    return True


def forget_replaced(db: sqlite3.Connection, units: Iterable[Unit]) -> None:
    """Remove what the documents of these units said of the same sentences and no longer say."""
    now: dict[tuple[str, Pair, str], set[tuple[str, str, str]]] = {}
    for unit in units:
        said = now.setdefault((unit.source, unit.pair, unit.document), set())
        said.add((unit.target, unit.before, unit.after))
    for (text, pair, document), said in now.items():
        source = source_row(db, text, pair.source)
        if source is None or not document:
            continue
        rows = db.execute(
            "SELECT id, target, before, after FROM unit "
            "WHERE source = ? AND locale = ? AND document = ?",
            (source, pair.target, document),
        ).fetchall()
        gone = [(row,) for row, *what in rows if tuple(what) not in said]
        db.executemany("DELETE FROM unit WHERE id = ?", gone)


def _add_source(db: sqlite3.Connection, text: str, locale: str) -> int:
    row = db.execute(
        "INSERT INTO source (locale, hash, text) VALUES (?, ?, ?)",
        (locale, text_hash(text, locale), text),
    ).lastrowid
    assert row is not None  # an INSERT always has one
    db.execute(
        "INSERT INTO feature (rowid, list) VALUES (?, ?)", (row, " ".join(features(text, locale)))
    )
    return row


def _check(unit: Unit) -> None:
    for text in (unit.source, unit.target):
        if not text.strip():
            raise MemoryStoreError(
                f"nothing to remember: source {unit.source!r}, target {unit.target!r}",
                "leave out what has no translation",
            )
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise MemoryStoreError(
                f"not Unicode text: {text!r}", "mend it in the file it comes from"
            ) from None
