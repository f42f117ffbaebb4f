"""The report of a run: what is complete, and each line that is not translated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from l10n.corpus.folders import Folder
from l10n.files import atomic_open
from l10n.version import __version__


@dataclass(slots=True)
class Entry:
    """One input in one locale.

    Attributes:
        folder: its parts.
        model: what it is translated with.
        file: that its parts are joined to; None for none.
        lines: of the input, as far as it was read.
        is_read: whether the input was read to its end, or as far as it goes.
        complete: whether all parts are there.
        problem: why the input could not be read to its end, "" where it could.
    """

    folder: Folder
    model: str
    file: Path | None = None
    lines: int = 0
    is_read: bool = False
    complete: bool = False
    problem: str = ""

    @property
    def failed(self) -> int:
        """How many lines have no translation."""
        return sum(part.failed for part in self.folder.parts.values())


@dataclass(slots=True)
class Report:
    """All inputs in all locales.

    Attributes:
        entries: one for each input and locale.
        failed_inputs: how many of them could not be read to their end.
        seconds: of the run.
    """

    entries: list[Entry] = field(default_factory=list)
    failed_inputs: int = 0
    seconds: float = 0.0

    def add(self, folder: Folder, model: str, file: Path | None = None) -> None:
        """Note that an input is to be translated."""
        self.entries.append(Entry(folder, model, file))

    @property
    def complete(self) -> bool:
        """Whether there is nothing left to do; failed lines are done."""
        return all(entry.complete for entry in self.entries)

    @property
    def failed(self) -> int:
        """How many lines have no translation."""
        return sum(entry.failed for entry in self.entries)

    def failures(self) -> Iterator[dict[str, Any]]:
        """Each line that has no translation, and each input that could not be read."""
        for entry in self.entries:
            place = {"input": str(entry.folder.source), "locale": entry.folder.locale}
            for index in sorted(entry.folder.parts):
                part = entry.folder.parts[index]
                found = entry.folder.failures(part.name) if part.failed else {}
                for line, reason in found.items():
                    yield {**place, "line": line, "part": part.name, "reason": reason}
            if entry.problem:
                # From this line on.
                yield {**place, "line": entry.lines + 1, "part": None, "reason": entry.problem}


def write_report(path: Path, report: Report) -> None:
    """Write the report as JSON; failures go out one by one, there may be many.

    Raises:
        WriteError: it cannot be written.
    """
    head = {
        "l10n": __version__,
        "complete": report.complete,
        "failed": report.failed,
        "seconds": round(report.seconds, 1),
        "inputs": [summary(entry) for entry in report.entries],
    }
    with atomic_open(path) as file:
        file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode())
        file.write(b',\n "failures": [')
        separator = "\n  "
        for failure in report.failures():
            file.write(f"{separator}{json.dumps(failure, ensure_ascii=False)}".encode())
            separator = ",\n  "
        file.write(b"\n ]\n}\n")


def summary(entry: Entry) -> dict[str, Any]:
    """What the report says of one input in one locale."""
    return {
        "input": str(entry.folder.source),
        "locale": entry.folder.locale,
        "model": entry.model,
        "output": str(entry.file or entry.folder.path),
        "complete": entry.complete,
        "lines": entry.lines,
        "parts": len(entry.folder.parts),
        "reused": entry.folder.reused,
        "failed": entry.failed,
    }
