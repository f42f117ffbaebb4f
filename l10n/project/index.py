"""What is known of a project's files, so that no work is done twice: ``.l10n/index.db``.

Two tables. ``files`` has the digest of each file's content with the file's stamp; ``facts`` has
what was found out about contents, each under a digest of all that it depends on: contents,
settings, this program (see :mod:`l10n.project.environment`). A fact is therefore never out of
date, it is only asked for no more; what must not lie is a stamp, and a stamp is trusted only where
no write can have left it as it was, see :func:`_is_settled`.

The index is a cache. It is made anew where it is damaged or of another schema, and done without
where it cannot be written; whoever deletes it loses time.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, NamedTuple

from l10n.files import content_digest
from l10n.po.head import Head, head
from l10n.project import database
from l10n.project.config import absolute
from l10n.project.environment import environment
from l10n.workdir import NAME

_DAY = 86_400
_KEPT_DAYS = 60  # after which what nobody has asked for is forgotten
_TOUCHED_DAYS = 7  # after which what is asked for is marked as used again
_AT_ONCE = 500  # keys in one query
# The coarsest clock of a file system is FAT's, of two seconds.
_MARGIN = 2_500_000_000

Key = bytes


class Known(NamedTuple):
    """A file's content.

    Attributes:
        digest: of its bytes, or like no other; b"" where there is nothing, or nothing to be read.
        head: how its first message begins, where it is a PO file.
    """

    digest: bytes
    head: Head


MISSING = Known(b"", Head())
_IRREGULAR = Known(b"no regular file", Head())  # a pipe would have us wait for a writer


class Index:
    """The index of one project, for one run of a command.

    Args:
        root: the project's folder.
        enabled: whether to use the file; without, everything is read and nothing is kept.
        make: whether to make the folder ``.l10n`` and the file, once there is a fact to keep.
    """

    def __init__(self, root: Path, *, enabled: bool = True, make: bool = True) -> None:
        self._root = root
        self._prefix = f"{absolute(root)}{os.sep}"
        self._db = database.connect(root, make=False) if enabled else None
        self._makes = enabled and make and not (root / NAME).is_dir()
        self._day = int(time.time()) // _DAY
        self._now = _clock(root / NAME) if self._db else 0
        self._rows = self._read_files()
        self._seen: dict[str, Known] = {}
        self._files: dict[bytes, tuple[Any, ...]] = {}
        self._facts: dict[Key, str] = {}
        self._touched: set[Key] = set()

    @property
    def enabled(self) -> bool:
        """Whether anything is known, or kept."""
        return self._db is not None or self._makes

    def known(self, path: Path) -> Known:
        """A file's content as it is now: from its stamp where that tells, else read.

        Each file is looked at once, until :meth:`forget`.
        """
        spelled = absolute(path)
        found = self._seen.get(spelled)
        if found is None:
            found = self._seen[spelled] = self._look(spelled)
        return found

    def forget(self) -> None:
        """Look at files again when they are asked for: some have been written."""
        self._seen.clear()

    def key(self, kind: str, *parts: object) -> Key:
        """The name of a fact: what kind it is, and all that it depends on."""
        digest = blake2b(environment().encode(), digest_size=16)
        for part in (kind, *parts):
            data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "replace")
            digest.update(b"%d:%b" % (len(data), data))
        return digest.digest()

    def facts(self, keys: Iterable[Key]) -> dict[Key, Any]:
        """Those of the facts that are known."""
        found: dict[Key, Any] = {}
        wanted = list(dict.fromkeys(keys))
        for at in range(0, len(wanted) if self._db else 0, _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._ask(f"SELECT key, value, used FROM facts WHERE key IN ({marks})", some)
            for key, value, used in rows:
                with suppress(ValueError):
                    found[key] = json.loads(value)
                if used < self._day - _TOUCHED_DAYS:
                    self._touched.add(key)
        return found

    def learn(self, key: Key, value: Any) -> None:
        """Keep a fact, plain data, until :meth:`save`."""
        if self.enabled:
            self._facts[key] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def save(self) -> None:
        """Write what was learned, in one transaction; where that cannot be done it is let go."""
        if self._makes and self._facts:
            self._db, self._makes = database.connect(self._root, make=True), False
        if self._db is None or not (self._files or self._facts or self._touched):
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._write(self._db)
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except (sqlite3.Error, UnicodeEncodeError) as error:
            self._give_up(error)
        self._files, self._facts, self._touched = {}, {}, set()

    def _write(self, db: sqlite3.Connection) -> None:
        db.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", self._files.values()
        )
        db.executemany(
            "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)",
            ((key, value, self._day) for key, value in self._facts.items()),
        )
        db.executemany(
            "UPDATE facts SET used = ? WHERE key = ?", ((self._day, key) for key in self._touched)
        )
        for table in ("facts", "files"):
            db.execute(f"DELETE FROM {table} WHERE used < ?", (self._day - _KEPT_DAYS,))

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.save()
        if self._db is not None:
            self._db.close()
            self._db = None

    def _look(self, path: str) -> Known:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            return MISSING
        if not stat.S_ISREG(status.st_mode):
            return _IRREGULAR
        name = os.fsencode(path.removeprefix(self._prefix))
        stamp = _stamp(status)
        row = self._rows.get(name)
        if row is not None and row[0] == stamp:
            if row[4] < self._day - _TOUCHED_DAYS and self._db:
                self._files[name] = (name, *row[:4], self._day)
            return Known(row[1], Head(row[2], row[3]))
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - a good part of the time
                data = file.read()
        except OSError:
            return MISSING
        is_catalog = path.endswith((".po", ".pot"))
        found = Known(content_digest(data), head(data) if is_catalog else Head())
        # The stamp was taken before the content was read: what is written since has another one.
        if self._db and _is_settled(status, self._now):
            self._files[name] = (name, stamp, found.digest, *found.head, self._day)
        return found

    def _read_files(self) -> dict[bytes, tuple[Any, ...]]:
        rows = self._ask("SELECT path, stamp, digest, line, reference, used FROM files")
        return {row[0]: row[1:] for row in rows}

    def _ask(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(question, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: Exception) -> None:
        """Do without what another run holds or the disk refuses; remove a file that is broken."""
        if self._db is not None and type(error) is sqlite3.DatabaseError:
            self._db.close()
            self._db = None
            with suppress(OSError):
                database.remove(self._root)


def _stamp(status: os.stat_result) -> str:
    """What changes with each write, with each new file of the name, and with each set-back time.

    POSIX moves the time of the last change of status (``st_ctime``) with every one of these, and
    nobody can set it.
    """
    return (
        f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} "
        f"{status.st_ino} {status.st_dev}"
    )


def _is_settled(status: os.stat_result, now: int) -> bool:
    """Whether the next write must give a file another stamp, so that this one can be trusted.

    Not where it was changed a moment ago: a write within the same tick of the file system's clock
    would leave the stamp (git's documentation calls such an entry "racily clean"). Nor on Windows,
    whose ``st_ctime`` is the time of creation.
    """
    return os.name == "posix" and max(status.st_mtime_ns, status.st_ctime_ns) < now - _MARGIN


def _clock(folder: Path) -> int:
    """The time in ns, by the system or by the file system's server, whichever says the earlier."""
    now = time.time_ns()
    with suppress(OSError), TemporaryFile(dir=folder) as file:
        now = min(now, os.fstat(file.fileno()).st_mtime_ns)
    return now
