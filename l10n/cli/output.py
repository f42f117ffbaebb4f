"""What commands print: tables, JSON, progress."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from l10n.model import Progress


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print columns, numbers to the right, None as a dash; the same on a terminal and in a pipe."""
    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(_width(row[i]) for row in [list(header), *cells]) for i in range(len(header))]
    right = [
        all(row[i] is None or isinstance(row[i], int | float) for row in rows)
        for i in range(len(header))
    ]
    for row in [list(header), *cells]:
        padding = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        columns = [
            pad + cell if to_right else cell + pad
            for cell, pad, to_right in zip(row, padding, right, strict=True)
        ]
        print("  ".join(columns).rstrip())


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 document", "2 documents"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shortened(text: str, width: int = 60) -> str:
    """A text on one line of a table, cut where it is longer."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def print_json(value: Any) -> None:
    """Print a value as JSON, letters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Progress on standard error: a bar on a terminal, a line per tenth elsewhere."""
    if not sys.stderr.isatty():
        yield _lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bars:
        tasks: dict[str, Any] = {}

        def update(locale: str, done: int, total: int) -> None:
            if locale not in tasks:
                tasks[locale] = bars.add_task(f"translating to {locale}", total=total)
            bars.update(tasks[locale], completed=done)

        yield update


def _lines(locale: str, done: int, total: int) -> None:
    # Called once per group of sentences: a long run prints some ten lines, not thousands.
    if done in (0, total) or done * 10 // total != max(done - 64, 0) * 10 // total:
        print(
            f"{locale}: {done:,} of {counted(total, 'sentence')} translated",
            file=sys.stderr,
            flush=True,
        )


def _width(text: str) -> int:
    if text.isascii():  # most are, and a table may have a hundred thousand cells
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
