"""What a command costs by the number of a project's documents and of those that have changed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import paired
from benchmarks.speed.curves import Plot, Series
from benchmarks.speed.filled import Project
from benchmarks.speed.paired import Figure, compare
from benchmarks.speed.projects import LOCALES, SENTENCES
from benchmarks.speed.tools import Peer, all_peers

_AGE = 3  # seconds until a stamp of time surely tells a file from its next version

_OURS: dict[str, tuple[str, ...]] = {
    "update, nothing changed": ("update",),
    "update, one line changed": ("update",),
    "status": ("status",),
    "check, first": ("check",),
    "check, again": ("check",),
}
"""What is measured of ours beside the first update, in this order."""
_MOST = {  # seconds for 1,000 documents
    "update, first": 14,
    "update, nothing changed": 0.8,
    "update, one line changed": 1,
    "status": 0.6,
    "check, first": 4,
    "check, again": 0.8,
}


class Measured:
    """Medians by name and number of documents, and the comparisons at the largest number."""

    def __init__(self) -> None:
        self.points: dict[str, list[tuple[float, float]]] = {}
        self.pairs: dict[tuple[str, str], Figure] = {}

    def add(self, name: str, size: int, took: float) -> None:
        """A median."""
        self.points.setdefault(name, []).append((size, took))

    def foreseen(self, name: str, size: int) -> float:
        """Seconds that it will take, where it grows with the project."""
        points = self.points.get(name)
        return points[-1][1] * size / points[-1][0] if points else 0


def measure(size: int, runs: int, peers: Sequence[Peer], found: Measured) -> None:
    """Make a project of so many documents, and measure everything on it."""
    with tempfile.TemporaryDirectory() as name:
        project = Project(Path(name), size)
        found.add("update, first", size, project.run("update"))
        project.fill()
        time.sleep(_AGE)
        project.run("update")
        project.run("status")

        def ours(what: str) -> float:
            if "changed" in what:
                project.change("one line" in what)
            if what == "check, first":
                for path in (project.root / ".l10n").glob("index.db*"):
                    path.unlink()
            return project.run(*_OURS[what])

        for what in _OURS:
            label = f"{what}, {size:,} document{'s' * (size > 1)}"
            took: list[float] = []

            def once(what: str = what, took: list[float] = took) -> float:
                took.append(ours(what))
                return took[-1]

            for peer in (peer for peer in peers if peer.ours == what):
                if found.foreseen(peer.name, size) > 2 * paired.PATIENCE:
                    continue
                figure = compare(
                    label,
                    once,
                    f"{peer.name}, all files",
                    peer.on(project),
                    runs=runs,
                    of="time",
                    unit="s",
                )
                found.pairs[what, peer.name] = figure
                if figure.theirs is not None:
                    found.add(peer.name, size, figure.theirs)
            while len(took) < min(runs, 2):
                once()
            found.add(what, size, statistics.median(took))
            print(f"  {label}: {statistics.median(took):.3g} s", flush=True)


def by_change(size: int, runs: int) -> Plot:
    """`l10n update` by the number of documents of a project that have changed."""
    series = Series("l10n update")
    with tempfile.TemporaryDirectory() as name:
        project = Project(Path(name), size)
        project.run("update")
        time.sleep(_AGE)
        project.run("update")
        for count in (count for count in (1, 10, 100, 1000) if count <= size):
            took = []
            for _ in range(min(runs, 2)):
                project.change(count)
                time.sleep(_AGE)
                took.append(project.run("update"))
            series.points.append((count, statistics.median(took)))
            print(
                f"  {count} of {size} documents changed: {series.points[-1][1]:.3g} s", flush=True
            )
    title = f"Update of a project of {size:,} documents in {len(LOCALES)} locales"
    return Plot("change", title, "documents that have changed", "seconds", "the change", [series])


def run(sizes: Sequence[int], runs: int) -> tuple[list[Figure], list[Plot]]:
    """All of it for projects of so many documents each."""
    found, peers = Measured(), all_peers()
    for size in sorted(sizes):
        measure(size, runs, peers, found)
    most = max(sizes)
    figures = list(found.pairs.values())
    for what, points in found.points.items():
        if what in _MOST and len(points) > 1:
            (fewer, before), (more, after) = points[-2:]
            figures.append(_growth(what, int(fewer), before, int(more), after))
    plots = [
        Plot(
            f"project-{name}",
            f"{title}, documents of {SENTENCES} sentences in {len(LOCALES)} locales",
            "documents",
            "seconds",
            "the project",
            [Series(line, found.points[line]) for line in lines if line in found.points],
        )
        for name, title, lines in (
            ("update", "Update", ["update, first", *list(_OURS)[:2], "msgmerge", "pot2po"]),
            ("status", "Counting", ["status", "msgfmt --statistics", "pocount"]),
            ("check", "Checking", ["check, first", "check, again", "msgfmt -c", "pofilter"]),
        )
    ]
    return figures, [*plots, by_change(min(most, 1000), runs)]


def _growth(what: str, fewer: int, before: float, more: int, after: float) -> Figure:
    """How much more a larger project costs; at 1,000 documents with what is wanted."""
    wanted = what == "update, nothing changed" and more == 10 * fewer
    note = f"at most {_MOST[what]:g} s wanted on two cores" if more == 1000 else ""
    figure = Figure(
        f"{what}, {more:,} documents",
        f"the same, {fewer:,} document{'s' * (fewer > 1)}",
        after,
        before,
        "s",
        "time",
        3 if wanted else None,
        [after / before],
        note,
    )
    print(figure.row(), flush=True)
    return figure
