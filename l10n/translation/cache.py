"""What models have said before: so that no sentence is machine-translated twice.

A SQLite file in the project's ``.l10n`` folder, written after each batch: a run that is killed goes
on where it was. It holds nothing that cannot be made again, and may be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from l10n.model import Hypothesis
from l10n.workdir import project_folder

_SCHEMA = """
CREATE TABLE IF NOT EXISTS draft (
    model TEXT NOT NULL, source TEXT NOT NULL, settings TEXT NOT NULL,
    text TEXT NOT NULL, score REAL NOT NULL,
    PRIMARY KEY (model, source, settings)
) WITHOUT ROWID
"""


Settings = str | Mapping[str, str]


class Cache:
    """Hypotheses by model, source text, and how the model was asked.

    A cache that cannot be read or written is a slow one, not an error: look-ups find nothing then,
    and what is put in is dropped.

    Args:
        root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def path(self) -> Path:
        """The file; it is made when something is first put in."""
        return self._root / ".l10n" / "machine.db"

    def get(self, model: str, settings: Settings, sources: Iterable[str]) -> dict[str, Hypothesis]:
        """What a model has said of some texts before, by source text.

        Args:
            model: engine, model and version.
            settings: all else that the answer depends on, for all texts or by text: the pair, the
                decoding, what the model was told of the words.
            sources: the texts.
        """
        query = "SELECT text, score FROM draft WHERE model = ? AND settings = ? AND source = ?"
        keys = {source: (model, _own(settings, source), source) for source in sources}
        found = self._read(query, keys)
        return {source: Hypothesis(*rows[0]) for source, rows in found.items() if rows}

    def drafts(self, model: str, sources: Iterable[str]) -> dict[str, list[str]]:
        """All that a model has said of some texts, however it was asked, by source text."""
        query = "SELECT DISTINCT text FROM draft WHERE model = ? AND source = ?"
        found = self._read(query, {source: (model, source) for source in sources})
        return {source: [text for (text,) in rows] for source, rows in found.items()}

    def put(self, model: str, settings: Settings, hypotheses: Mapping[str, Hypothesis]) -> None:
        """Keep what a model said, by source text; on the disk when this returns."""
        rows = [
            (model, source, _own(settings, source), one.text, one.score)
            for source, one in hypotheses.items()
        ]
        try:
            project_folder(self._root)
            with closing(self._connect()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)", rows)
        except (sqlite3.OperationalError, OSError):
            pass
        except sqlite3.DatabaseError:
            self._discard()

    def _read(
        self, query: str, parameters: Mapping[str, tuple[str, ...]]
    ) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = {}
        if not self.path.exists():
            return found
        try:
            with closing(self._connect()) as connection:
                for source, values in parameters.items():
                    found[source] = connection.execute(query, values).fetchall()
        except sqlite3.OperationalError:
            pass  # locked for too long, or read-only: as good as empty
        except sqlite3.DatabaseError:
            self._discard()
        return found

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=10)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
        except BaseException:
            connection.close()
            raise
        return connection

    def _discard(self) -> None:
        """Remove a damaged file: the next batch starts a new one."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def _own(settings: Settings, source: str) -> str:
    return settings if isinstance(settings, str) else settings[source]
