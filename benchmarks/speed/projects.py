"""What commands cost in projects of many documents, and how that grows.

    python -m benchmarks.speed.projects [--documents 10 100 1000] [--runs 3] [--json FILE]

A project has N Markdown documents of 40 sentences in three locales. Each command is measured as
a person runs it, start-up and all: the first time, with nothing changed, with one line of one
document changed, and with --no-index, all in turns. ``msgfmt --statistics``, file by file, is the
peer of ``status``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SCRIPT = str(Path(sys.executable).with_name("l10n"))
LOCALES = ("mn", "ru", "uk")
SENTENCES, PARAGRAPHS = 40, 10
WORDS = [
    "water",
    "road",
    "council",
    "bridge",
    "winter",
    "village",
    "answer",
    "people",
    "valley",
    "letter",
    "morning",
    "market",
]
COMMANDS = ("update", "status", "drafts", "check", "export")
_SETTLED_SECONDS = 3.0  # after which the index trusts the stamps of files


def make_project(root: Path, documents: int) -> None:
    """Documents in folders of fifty, as documentation has them."""
    dice = random.Random(1)
    (root / "l10n.toml").write_text(f"locales = {json.dumps(LOCALES)}\n", "utf-8")
    for number in range(documents):
        path = root / "source" / f"part{number // 50}" / f"page{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        pieces = [f"# Page {number}"]
        for _ in range(PARAGRAPHS):
            sentences = [
                f"{' '.join(dice.choices(WORDS, k=dice.randint(6, 16))).capitalize()}."
                for _ in range(SENTENCES // PARAGRAPHS)
            ]
            pieces.append(" ".join(sentences))
        path.write_text("\n\n".join(pieces) + "\n", "utf-8")


def change_one_line(root: Path, documents: int) -> None:
    """Another sentence at the end of a document in the middle."""
    number = documents // 2
    path = root / "source" / f"part{number // 50}" / f"page{number}.md"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nThe clock says {time.monotonic_ns()} now.\n")


def seconds(root: Path, *command: str) -> float:
    """How long a command takes by the clock on the wall."""
    start = time.perf_counter()
    subprocess.run([SCRIPT, *command], cwd=root, capture_output=True, check=True)
    return time.perf_counter() - start


def measure(documents: int, runs: int, commands: list[str]) -> dict[str, float]:
    """Medians in seconds, by what was done."""
    found: dict[str, list[float]] = {}

    def note(name: str, work: Callable[[], float]) -> None:
        found.setdefault(name, []).append(work())

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_project(root, documents)
        note("update, first run", lambda: seconds(root, "update"))
        locks = root / ".l10n" / "locks"
        assert not any(locks.iterdir()), "lock files were left"
        for command in commands:
            if command != "update":
                note(f"{command}, first run", lambda c=command: seconds(root, c))  # type: ignore[misc]
        time.sleep(_SETTLED_SECONDS)
        for command in commands:
            seconds(root, command)  # learns the stamps of what has been written meanwhile
        for _ in range(runs):
            for command in commands:
                note(f"{command}, nothing changed", lambda c=command: seconds(root, c))  # type: ignore[misc]
                note(
                    f"{command}, --no-index",
                    lambda c=command: seconds(root, c, "--no-index"),  # type: ignore[misc]
                )
            change_one_line(root, documents)
            for command in ("status", "update"):
                if command in commands:
                    note(f"{command}, one line changed", lambda c=command: seconds(root, c))  # type: ignore[misc]
        if shutil.which("msgfmt"):
            note("msgfmt --statistics, file by file", lambda: _msgfmt(root))
        found["size of the index, MB"] = [(root / ".l10n/index.db").stat().st_size / 1e6]
    return {name: statistics.median(taken) for name, taken in found.items()}


def _msgfmt(root: Path) -> float:
    start = time.perf_counter()
    for path in sorted((root / "locales").rglob("*.po")):
        command = ["msgfmt", "--statistics", "-o", os.devnull, str(path)]
        subprocess.run(command, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", choices=COMMANDS)
    parser.add_argument("--json", type=Path, default=Path("build/projects.json"))
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each start measures the compiler
    sizes = sorted(options.documents)
    figures = {size: measure(size, options.runs, options.only or list(COMMANDS)) for size in sizes}
    header = "".join(f"{size:>12,}" for size in sizes)
    print(f"{'seconds, by documents':<36}{header}{'growth':>10}")
    for name in figures[sizes[-1]]:
        row = [figures[size].get(name, float("nan")) for size in sizes]
        print(f"{name:<36}{''.join(f'{one:12.2f}' for one in row)}{row[-1] / row[0]:9.1f}×")
    for size in sizes:
        one = figures[size]
        for command in options.only or COMMANDS:
            known, read = (one[f"{command}, {how}"] for how in ("nothing changed", "--no-index"))
            print(f"{size:,} documents, {command}: {known / read:.1%} of the time without index")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
