"""The journal of bulk changes, for ``l10n undo``: what each entry and file was before.

One file a command in ``.l10n/undo``, a line of JSON for each catalog, appended before the catalog
is written: a run that dies in between leaves lines that do not fit what is on the disk, and those
are never restored. The newest :data:`KEPT` commands are kept.
"""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from l10n.errors import CatalogError, L10nError, WriteError
from l10n.files import atomic_write, locked
from l10n.po import editing
from l10n.po.catalog import Catalog
from l10n.po.editing import Memento
from l10n.project.config import Project
from l10n.workdir import project_folder

KEPT = 20
_FOLDER = "undo"


class Journal:
    """What one command changes, line by line; nothing is written where it changes nothing.

    Args:
        project: whose.
        command: what people call it: "approve".
    """

    def __init__(self, project: Project, command: str) -> None:
        self._project = project
        self._command = command
        self._path: Path | None = None

    def entries(self, catalog: Catalog, before: dict[str, Memento]) -> None:
        """Note the entries that have been changed in memory, and are about to be saved.

        Args:
            catalog: holds them.
            before: by key, what each was, changed or not.
        """
        changed = [
            {"key": key, "before": memento, "after": catalog.look(key, editing.version)}
            for key, memento in before.items()
            if catalog.look(key, editing.remember) != memento
        ]
        if changed:
            self._append({"catalog": self._project.reference(catalog.path), "entries": changed})

    def file(self, path: Path) -> None:
        """Note a file that is about to be removed."""
        data = base64.b85encode(path.read_bytes()).decode("ascii")
        self._append({"file": self._project.reference(path), "data": data})

    def _append(self, line: dict[str, Any]) -> None:
        try:
            if self._path is None:
                folder = project_folder(self._project.root) / _FOLDER
                folder.mkdir(exist_ok=True)
                self._path = folder / f"{time.time_ns():020}.jsonl"
                for old in sorted(folder.glob("*.jsonl"))[: -KEPT + 1]:
                    old.unlink()
                self._write({"command": self._command, "time": int(time.time())})
            self._write(line)
        except OSError as error:
            raise WriteError(
                f"{self._project.root / '.l10n'}: the journal for `l10n undo` cannot be written "
                f"({error.strerror or error})",
                "check the folder's permissions and the free space; nothing was changed",
            ) from error

    def _write(self, line: dict[str, Any]) -> None:
        assert self._path is not None
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


@dataclass(slots=True)
class Undone:
    """What was taken back.

    Attributes:
        command, time: of the bulk change; seconds since 1970.
        entries, files: how many were made what they were.
        left: what somebody has changed since and was left: catalog or file, and key.
    """

    command: str
    time: int
    entries: int = 0
    files: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def forget(project: Project, catalog: Path, entries: Mapping[str, str]) -> None:
    """Strike out the bulk change of exactly these entries: it has been taken back elsewhere.

    Args:
        project: whose journal.
        catalog: holds them.
        entries: by key, what :func:`l10n.po.editing.version` each had after the change.
    """
    reference = project.reference(catalog)
    for path in sorted((project.root / ".l10n" / _FOLDER).glob("*.jsonl"), reverse=True):
        changes = [line for line in _lines(path) if "command" not in line]
        if [line.get("catalog") for line in changes] != [reference]:
            continue
        if {one["key"]: one["after"] for one in changes[0]["entries"]} == entries:
            path.unlink()
            return


def undo(project: Project) -> Undone:
    """Take back the last bulk change of a project, but for what has been changed since.

    Raises:
        L10nError: there is none.
        WriteError: a file cannot be written; what was restored before it stays so, and the rest
            can be taken back by another call.
    """
    folder = project.root / ".l10n" / _FOLDER
    last = max(folder.glob("*.jsonl"), default=None)
    if last is None:
        raise L10nError("there is nothing to take back", "only bulk changes are in the journal")
    lines = list(_lines(last))
    head = next((line for line in lines if "command" in line), {})
    done = Undone(str(head.get("command", "a change")), int(head.get("time", 0)))
    for line in lines:
        if "catalog" in line:
            _restore_entries(project, line["catalog"], line["entries"], done)
        elif "file" in line:
            _restore_file(project, line["file"], base64.b85decode(line["data"]), done)
    last.unlink()
    return done


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        with suppress(ValueError):  # the last line of a run that died
            yield json.loads(line)


def _restore_entries(
    project: Project, reference: str, entries: Iterable[dict[str, Any]], done: Undone
) -> None:
    path = project.root / reference
    with locked(path):
        try:
            catalog = Catalog.open(path, None) if path.exists() else None
        except CatalogError:
            catalog = None
        for one in entries:
            key = one["key"]
            if catalog is None or catalog.look(key, editing.version) != one["after"]:
                done.left.append((reference, key))
            else:
                memento = Memento(*(_tuples(value) for value in one["before"]))
                catalog.change(key, partial(editing.restore, memento=memento))
                done.entries += 1
        if catalog is not None:
            catalog.save()


def _restore_file(project: Project, reference: str, data: bytes, done: Undone) -> None:
    path = project.root / reference
    with locked(path):
        if path.exists() and path.read_bytes() != data:
            done.left.append((reference, ""))
            return
        atomic_write(path, data)
        done.files += 1


def _tuples(value: Any) -> Any:
    """What JSON made of a tuple, as a tuple again."""
    return tuple(value) if isinstance(value, list) else value
