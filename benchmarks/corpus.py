"""Speed of bulk translation: one process with the plain library, then one and two Dask workers.

    python benchmarks/corpus.py [--lines 400] [--corpus FILE] [--to ru] [--json FILE]

The library and each worker use one core. All outputs are compared; they must be the same. A
cluster's time is the command's, its start and the loading of models included, and "working" is
without: from the first partition handed in to the last one written.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from l10n.corpus.work import translate_texts
from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.model import Pair

ARTICLE = Path(__file__).parent.parent / "source" / "article.txt"


def made_up(count: int) -> list[str]:
    """Lines of the article, each numbered, so that none is translated twice."""
    found = [line for line in ARTICLE.read_text("utf-8").splitlines() if line.strip()]
    return [f"In {1000 + number}: {found[number % len(found)]}" for number in range(count)]


def library(lines: list[str], locale: str, size: int) -> tuple[list[str], float]:
    engine = make_engine("starter", Decoding(threads=1))
    engine.translate(["One."], Pair("en", locale))  # the model is loaded
    start = time.perf_counter()
    found = []
    for first in range(0, len(lines), size):
        found += translate_texts(engine, lines[first : first + size], "en", Pair("en", locale))
    return [one.text for one in found], time.perf_counter() - start


def command(path: Path, locale: str, size: int, workers: int) -> tuple[list[str], float, float]:
    output = path.parent / f"out{workers}"
    arguments = ["corpus", path, "--to", locale, "--output", output, "--engine", "starter"]
    arguments += ["--lines", size, "--workers", workers]
    project = path.parent / "l10n.toml"
    project.write_text("[decoding]\nthreads = 1\n")
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "l10n", *map(str, arguments)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"L10N_PROJECT": str(path.parent)},
    )
    seconds = time.perf_counter() - start
    parts = sorted((output / locale / path.name).glob("part-*"))
    text = b"".join(part.read_bytes() for part in parts).decode()
    report = json.loads((output / "report.json").read_text("utf-8"))
    return text.split("\n")[:-1], seconds, report["seconds"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=400)
    parser.add_argument("--size", type=int, default=50, help="lines in a partition")
    parser.add_argument("--corpus", type=Path, help="a file with a text per line")
    parser.add_argument("--to", default="ru")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.corpus:
        lines = options.corpus.read_text("utf-8").splitlines()[: options.lines]
    else:
        lines = made_up(options.lines)
    wanted, plain = library(lines, options.to, options.size)
    rows = [{"run": "library", "lines/s": len(lines) / plain, "ratio": 1.0, "different": 0}]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "corpus.txt")
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        for workers in (1, 2):
            found, whole, working = command(path, options.to, options.size, workers)
            different = sum(one != two for one, two in zip(wanted, found, strict=True))
            for name, seconds in (("whole", whole), ("working", working)):
                rows.append(
                    {
                        "run": f"{workers} workers, {name}",
                        "lines/s": len(lines) / seconds,
                        "ratio": plain / seconds,
                        "different": different,
                    }
                )
    for row in rows:
        print(
            f"{row['run']:<20} {row['lines/s']:>8.1f} lines/s {row['ratio']:>6.2f} ×"
            f"  {row['different']} lines differ"
        )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))
    if any(row["different"] for row in rows):
        sys.exit("outputs differ")


if __name__ == "__main__":
    main()
