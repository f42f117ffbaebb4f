"""Progress of `l10n corpus` on standard error: a bar on a terminal, now and then a line elsewhere.

How much there is, is known in bytes; how fast it goes, people want in lines.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from l10n.cli.output import counted

if TYPE_CHECKING:
    from l10n.corpus.run import Standing, Watch

_LINE_SECONDS = 10.0


@contextmanager
def show_standing() -> Iterator[Watch]:
    """What is to be called with the standing of a run, as often as one likes."""
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("starting", total=None)

        def show(standing: Standing) -> None:
            done = standing.reused + standing.done
            bars.update(task, total=standing.total, completed=done, description=describe(standing))

        yield show


class _Lines:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, standing: Standing) -> None:
        if time.monotonic() - self._last < _LINE_SECONDS:
            return
        self._last = time.monotonic()
        share = (standing.reused + standing.done) / max(standing.total, 1)
        print(f"{min(share, 1):.0%}  {describe(standing)}", file=sys.stderr, flush=True)


def describe(standing: Standing) -> str:
    """Lines, their rate, and the time that is left at it, for people."""
    parts = [f"{standing.locale}: {counted(standing.lines, 'line')}"]
    if standing.lines and standing.seconds:
        parts.append(f"{standing.lines / standing.seconds:,.1f} lines/s")
        left = standing.total - standing.reused - standing.done
        parts.append(f"{_time(left * standing.seconds / max(standing.done, 1))} left")
    if standing.failed:
        parts.append(f"{standing.failed:,} failed")
    return ", ".join(parts)


def _time(seconds: float) -> str:
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
