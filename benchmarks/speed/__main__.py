"""All figures about speed: one table with the peers of the same run, JSON, and plots.

    python -m benchmarks.speed [--flores DIR] [--only throughput] [--write-docs]

FLORES's folder holds ``*devtest.en``, ``*devtest.mn`` and so on, a sentence a line; without it
sentences of this repository are translated. Some ten minutes on two cores that do nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed import (
    catalogs,
    exports,
    growth,
    paired,
    plots,
    report,
    startup,
    throughput,
)
from benchmarks.speed.curves import Plot
from benchmarks.speed.paired import Figure, machine
from benchmarks.speed.texts import LOCALES

Found = tuple[list[Figure], list[Plot]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything.

    Attributes:
        documents: of the projects.
        sentences, few: to translate, and to translate with slow peers.
        entries: of the catalog that is read and written.
        messages: of the template that is exported.
        whole, part: sentences of a document, and how many tell how long all of them take.
        memory: sentences of the documents.
        starts: how often programs are started.
    """

    documents: tuple[int, ...] = (1, 10, 100, 1000)
    sentences: int = 1000
    few: int = 20
    entries: int = 50_000
    messages: int = 8_000
    whole: int = 10_000
    part: int = 300
    memory: tuple[int, ...] = (100, 1_000, 10_000, 50_000)
    starts: int = 11


QUICK = Sizes((1, 2), 8, 2, 300, 80, 60, 6, (30, 90), 1)
"""Enough to see that everything works; the figures say nothing."""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--flores", type=Path, default=os.environ.get("L10N_FLORES"))
    parser.add_argument(
        "--only",
        action="append",
        metavar="FAMILY",
        help="start-up, projects, po, export, incremental, memory, throughput; may be repeated",
    )
    parser.add_argument("--documents", help="of the projects, as in 1,10,100,1000,10000")
    parser.add_argument("--sentences", type=int, help="to translate; 1000")
    parser.add_argument("--locale", action="append", choices=LOCALES)
    parser.add_argument("--runs", type=int, default=3, help="of each comparison at the most")
    parser.add_argument(
        "--patience", type=float, help="seconds after which no further pair is begun; 25"
    )
    parser.add_argument("--quick", action="store_true", help="only see whether everything works")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--plots", type=Path, default=Path("build/plots"))
    parser.add_argument("--write-docs", action="store_true", help="into speed.md and its plots")
    options = parser.parse_args()
    sizes = QUICK if options.quick else Sizes()
    runs = 1 if options.quick else options.runs
    if options.patience is not None:
        paired.PATIENCE = options.patience
    flores = Path(options.flores) if options.flores else None
    sentences = options.sentences or sizes.sentences
    locales = options.locale or (("ru",) if options.quick else LOCALES)
    documents = (
        [int(size) for size in options.documents.split(",")]
        if options.documents
        else sizes.documents
    )
    families: dict[str, Callable[[], Found]] = {
        "start-up": lambda: (startup.run(max(runs, sizes.starts)), []),
        "projects": lambda: growth.run(documents, runs),
        "po": lambda: (catalogs.reading_and_writing(sizes.entries, runs), []),
        "export": lambda: (exports.po(sizes.messages, runs), []),
        "incremental": lambda: (catalogs.incremental(sizes.whole, sizes.part, runs), []),
        "memory": lambda: catalogs.memory(sizes.memory),
        "throughput": lambda: throughput.run(flores, sentences, sizes.few, runs, locales),
    }
    # Where Python may not keep what it has compiled, each start-up measures the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    text = "FLORES devtest" if flores else "sentences of this repository"
    result: dict[str, Any] = {
        "machine": machine(),
        "settings": {"text": text, "quick": options.quick},
    }
    result |= {"figures": [], "plots": []}
    options.json.parent.mkdir(parents=True, exist_ok=True)
    for name, measure in families.items():
        if not options.only or name in options.only:
            print(f"== {name}")
            figures, drawn = measure()
            result["figures"] += [figure.as_json() for figure in figures]
            result["plots"] += [plot.as_json() for plot in drawn]
            options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
    plots.write(result, options.plots)
    print(f"\n{report.machine(result)}\n\n{report.table(result)}\n\n{report.growths(result)}\n")
    print(f"written to {options.json} and {options.plots}")
    if options.write_docs:
        report.write_docs(result)
        print(f"and to {report.PAGE}")


if __name__ == "__main__":
    main()
