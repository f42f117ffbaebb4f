"""All figures about speed, as a table and as JSON.

    python -m benchmarks.speed --flores DIR [--only throughput] [--json FILE]

FLORES's folder holds ``*devtest.en``, ``*devtest.mn`` and so on, a sentence a line.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.speed import catalogs, exports, startup, throughput
from benchmarks.speed.paired import Figure, machine
from benchmarks.speed.throughput import LOCALES


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--flores", type=Path, default=os.environ.get("L10N_FLORES"))
    parser.add_argument(
        "--only", action="append", help="start-up, po, export, incremental, memory, throughput"
    )
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--locale", action="append", choices=LOCALES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    options = parser.parse_args()
    families: dict[str, Callable[[], list[Figure]]] = {
        "start-up": lambda: startup.run(options.runs),
        "po": lambda: catalogs.reading_and_writing(50_000, options.runs),
        "export": lambda: exports.po(8_000, options.runs),
        "incremental": lambda: catalogs.incremental(10_000, 500, options.runs),
        "memory": lambda: catalogs.memory(100_000),
        "throughput": lambda: throughput.run(
            Path(options.flores), options.sentences, options.runs, options.locale or LOCALES
        ),
    }
    if options.flores is None:
        print("without --flores DIR, throughput is not measured")
        del families["throughput"]
    # Where Python may not keep what it has compiled, each start-up measures the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    where = machine()
    print(json.dumps(where))
    figures = []
    for name, measure in families.items():
        if not options.only or name in options.only:
            print(f"== {name}")
            figures += measure()
            options.json.parent.mkdir(parents=True, exist_ok=True)
            result = {"machine": where, "figures": [figure.as_json() for figure in figures]}
            options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
    print(f"written to {options.json}")


if __name__ == "__main__":
    main()
