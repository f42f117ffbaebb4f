"""What commands cost in projects of many documents, and how that grows.

    python -m benchmarks.speed.projects [--documents 10 100 1000] [--runs 3] [--json FILE]

A project has N Markdown documents of 40 sentences in three locales. Each command is measured as
a person runs it, start-up and all: the first time, with nothing changed, with one line of one
document changed, and with --no-index, all in turns. ``msgfmt --statistics``, file by file, is the
peer of ``status``. For ``--only translate`` the catalogs are filled after the first update, as by
people: an engine has nothing to do but the changed line.
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
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

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


class Cost(NamedTuple):
    """What something took, in seconds: by the clock on the wall, and of all processors."""

    wall: float
    processor: float


def cost(work: Callable[[], object]) -> Cost:
    """What a piece of work took that other processes did."""
    start, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    used = after.children_user + after.children_system
    return Cost(time.perf_counter() - start, used - before.children_user - before.children_system)


def measure(documents: int, runs: int, commands: Sequence[str]) -> dict[str, Cost]:
    """Medians, by what was done."""
    from benchmarks.speed.filled import Project  # which is made of this

    found: dict[str, list[Cost]] = {}

    def note(name: str, work: Callable[[], object]) -> None:
        found.setdefault(name, []).append(cost(work))

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        def call(*command: str) -> None:
            subprocess.run([SCRIPT, *command], cwd=root, capture_output=True, check=True)

        make_project(root, documents)
        for command in ("update", *(one for one in commands if one != "update")):
            note(f"{command}, first run", partial(call, command))
            if command == "update" and "translate" in commands:
                Project(root, documents).fill()
        if (root / ".l10n/locks").exists():
            assert not any((root / ".l10n/locks").iterdir()), "lock files were left"
        time.sleep(_SETTLED_SECONDS)
        for command in commands:
            call(command)  # learns the stamps of what has been written meanwhile
        for _ in range(runs):
            for command in commands:
                note(f"{command}, nothing changed", partial(call, command))
                note(f"{command}, --no-index", partial(call, command, "--no-index"))
            for command in commands:
                change_one_line(root, documents)
                note(f"{command}, one line changed", partial(call, command))
        if shutil.which("msgfmt"):
            note("msgfmt --statistics, file by file", partial(_msgfmt, root))
    return {
        name: Cost(*(statistics.median(column) for column in zip(*taken, strict=True)))
        for name, taken in found.items()
    }


def _msgfmt(root: Path) -> None:
    for path in sorted((root / "locales").rglob("*.po")):
        command = ["msgfmt", "--statistics", "-o", os.devnull, str(path)]
        subprocess.run(command, stderr=subprocess.DEVNULL, check=True)


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", choices=(*COMMANDS, "translate"))
    parser.add_argument("--json", type=Path, default=Path("build/projects.json"))
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each start measures the compiler
    sizes = sorted(options.documents)
    figures = {size: measure(size, options.runs, options.only or COMMANDS) for size in sizes}
    for kind in Cost._fields:
        header = "".join(f"{size:>10,}" for size in sizes)
        print(f"{f'seconds ({kind}), by documents':<36}{header}{'growth':>10}")
        for name in figures[sizes[-1]]:
            row = [getattr(figures[size][name], kind) for size in sizes]
            print(f"{name:<36}{''.join(f'{one:10.2f}' for one in row)}{row[-1] / row[0]:9.1f}×")
    for size in sizes:
        for command in options.only or COMMANDS:
            known, read = (
                figures[size][f"{command}, {how}"].processor
                for how in ("nothing changed", "--no-index")
            )
            share = f"{known / read:.1%} of the processor's time without index"
            print(f"{size:,} documents, {command}, nothing changed: {share}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
