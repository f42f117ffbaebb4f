"""Where the time of `l10n translate` goes: shares of the wall clock, by step, all in one thread.

python -m benchmarks.speed.profile [--sentences 300]
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

STEPS = {
    "CTranslate2": ("ct2.py", "_decode"),
    "around it: pieces, loops, placeables": ("repairing.py", "translated"),
    "checks of drafts": ("checks/__init__.py", "check_unit"),
    "confidence": ("confidence.py", "confidence"),
    "segmentation": ("segmentation.py", "segment_document"),
    "reading PO files": ("po/file.py", "load"),
    "writing PO files": ("po/catalog.py", "save"),
    "merging": ("merging.py", "merge"),
    "memory": ("recall.py", "recall"),
    "cache": ("cache.py", "put"),
    "loading the model": ("weights.py", "open"),
}


class InTurn(Executor):
    """Does at once what it is given, in the same thread: the profiler sees no other."""

    def __init__(self, *_: object) -> None: ...

    def submit(self, work: Callable[..., T], /, *given: Any, **named: Any) -> Future[T]:
        """Do it."""
        done: Future[T] = Future()
        done.set_result(work(*given, **named))
        return done


def main() -> None:
    """Translate made-up sentences under the profiler, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--text", type=Path, help="a sentence a line; made-up ones by default")
    options = parser.parse_args()
    from benchmarks.speed.catalogs import sentences

    lines = options.text.read_text("utf-8").splitlines() if options.text else sentences(10**5)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "source").mkdir()
        text = "\n\n".join(lines[: options.sentences])
        (root / "source" / "text.txt").write_text(text + "\n", "utf-8")
        settings = 'locales = ["ru"]\n[decoding]\nquality = "fast"\n'
        (root / "l10n.toml").write_text(settings, "utf-8")
        os.chdir(root)
        sys.argv = ["l10n", "translate", "--engine", "starter"]
        profile = cProfile.Profile()

        def work() -> None:
            from l10n.cli import main
            from l10n.project import machine

            machine.ThreadPoolExecutor = InTurn  # type: ignore[assignment,misc]

            main()

        with contextlib.suppress(SystemExit):
            profile.runcall(work)
        os.chdir("/")
    total = time.perf_counter() - begin
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    found = {
        step: sum(
            entry[2] if place == "ct2.py" else entry[3]  # there the time of the function itself
            for (file, _, function), entry in stats.items()
            if file.endswith(place) and function == wanted
        )
        for step, (place, wanted) in STEPS.items()
    }
    engine, around, *_ = found
    found[around] -= found[engine]
    found["all else: imports, options, the template, the report"] = total - sum(found.values())
    print(f"{total:.2f} s for {options.sentences} sentences, profiler included")
    for step, seconds in sorted(found.items(), key=lambda item: -item[1]):
        print(f"{100 * seconds / total:5.1f} %  {step}")


if __name__ == "__main__":
    main()
