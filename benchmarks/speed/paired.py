"""Measuring in pairs: ours and the peer's work in turns, and the median of the ratios."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 25.0
"""Seconds after which no further pair of a comparison is begun, so that all of it ends in time."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A peer that this machine does not have, and why."""

    why: str


@dataclass(slots=True)
class Figure:
    """One measured ratio.

    Attributes:
        name: what was done.
        peer: against what.
        ours, theirs: medians, in ``unit``.
        ratio: median of the runs' ratios; what it is of is in ``of``.
        of: "speed" where more is better, "time", "memory" or "cost" where less is.
        target: what the ratio has to be at least (speed) or at most (the others).
        ratios: of each run; none where the peer is missing.
        missing: why the peer could not be measured.
    """

    name: str
    peer: str
    ours: float
    theirs: float | None
    unit: str
    of: str
    target: float | None
    ratios: list[float] = field(default_factory=list)
    note: str = ""
    missing: str = ""

    @property
    def ratio(self) -> float | None:
        """The median of the runs; None where the peer is missing."""
        return statistics.median(self.ratios) if self.ratios else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is, None where there is none."""
        if self.target is None or self.ratio is None:
            return None
        return self.ratio >= self.target if self.of == "speed" else self.ratio <= self.target

    def row(self) -> str:
        """One line for the terminal, while the rest is being measured."""
        if self.ratio is None or self.theirs is None:
            return (
                f"{self.name:<46} {self.ours:>9.4g} {'':>9} {self.unit:<8} "
                f"against {self.peer}: {self.missing}"
            )
        sign = "≥" if self.of == "speed" else "≤"
        verdict = {None: "", True: "reached", False: "MISSED"}[self.reached]
        target = f"{sign} {self.target:g}" if self.target is not None else ""
        spread = f"{min(self.ratios):.3g}–{max(self.ratios):.3g}"
        return (
            f"{self.name:<46} {self.ours:>9.4g} {self.theirs:>9.4g} {self.unit:<8} "
            f"{self.of:<6} {self.ratio:>6.3g} ({spread}, {len(self.ratios)} runs) "
            f"{target:>7} {verdict}  against {self.peer}{self.note and '; ' + self.note}"
        )

    def as_json(self) -> dict[str, Any]:
        """All of it, for a file."""
        return asdict(self) | {"ratio": self.ratio, "reached": self.reached}


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes by the clock on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor_seconds(work: Callable[[], object]) -> float:
    """How long processors are at work, for this process and for those that it waits for."""
    start = _processor_time()
    work()
    return _processor_time() - start


def _processor_time() -> float:
    import resource  # not on Windows, where the tests import this module too

    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def compare(
    name: str,
    ours: Callable[[], float],
    peer: str,
    theirs: Callable[[], float] | Absent,
    *,
    runs: int,
    of: str,
    unit: str,
    target: float | None = None,
    note: str = "",
) -> Figure:
    """Measure both in turns, in another order each time, and print the line.

    ``ours`` and ``theirs`` do the work once and return what it took, or did, in ``unit``; all else
    is what :class:`Figure` says. Who has run out of :data:`PATIENCE` stops after a whole pair. A
    peer that is absent or whose program fails leaves a figure of ours alone.
    """
    mine: list[float] = []
    other: list[float] = []
    begin = time.perf_counter()
    for run in range(runs):
        if run and time.perf_counter() - begin > PATIENCE:
            break
        for is_ours in (True, False) if run % 2 else (False, True):
            if is_ours:
                mine.append(ours())
            elif not isinstance(theirs, Absent):
                try:
                    other.append(theirs())
                except subprocess.CalledProcessError as error:  # theirs alone: the rest goes on
                    theirs = Absent(f"failed: exit code {error.returncode}")
                    other.clear()
    figure = Figure(
        name,
        peer,
        statistics.median(mine),
        statistics.median(other) if other else None,
        unit,
        of,
        target,
        [a / b for a, b in zip(mine, other, strict=True)] if other else [],
        note,
        theirs.why if isinstance(theirs, Absent) else "",
    )
    print(figure.row(), flush=True)
    return figure


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    import ctranslate2

    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    except OSError:
        models = []
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "ctranslate2": ctranslate2.__version__,
        "compute_types": sorted(ctranslate2.get_supported_compute_types("cpu")),
        "load_average": os.getloadavg(),
    }
