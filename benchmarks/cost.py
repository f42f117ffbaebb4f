"""What bulk translation costs: sentences per core-hour by engine and quality, and more workers.

    python -m benchmarks.cost [--engine starter …] [--to mn,ru,uk] [--lines 120] [--words 500]

Core-hours are processor time of the process, so that a busy machine changes little. ``--words`` is
the length of a document, for what a million of them cost. The scaling curve is of `l10n corpus`
with 1, 2 and 4 worker processes whose engine sleeps as long as the model computes
(:mod:`benchmarks.sleeping`): the command, Dask and the files are real, the cores are not needed.
The command's own processor time for a line (reading, looking up in a memory of 5,000 units,
building the output) says how many workers one command can feed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import made_up
from l10n.corpus.partition import Limits
from l10n.corpus.recall import Recall
from l10n.corpus.sources import FORMATS
from l10n.corpus.work import translate_texts
from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.formats.segmentation import segment
from l10n.memory import Memory, Unit
from l10n.model import Pair

ROOT = Path(__file__).parent.parent
MILLION = 1_000_000
_BATCH = 40
_SIZE = 5  # lines of a partition


def cost(engine: str, locale: str, lines: list[str], chooses: bool) -> float:
    """Processor seconds of a line, the model being loaded."""
    found, pair = make_engine(engine, Decoding(threads=1)), Pair("en", locale)
    translate_texts(found, ["One."], "en", pair, chooses=chooses)
    start = time.process_time()
    for first in range(0, len(lines), _BATCH):
        translate_texts(found, lines[first : first + _BATCH], "en", pair, chooses=chooses)
    return (time.process_time() - start) / len(lines)


def costs(options: argparse.Namespace, lines: list[str]) -> float:
    """Print the table of engines; returns the seconds of a sentence with the first of them."""
    sentences = sum(len(list(segment(line))) for line in lines)
    words = sum(len(line.split()) for line in lines)
    print(f"{len(lines)} lines, {sentences} sentences, {words / sentences:.1f} words a sentence")
    print(
        f"{'engine':12} {'to':4} {'quality':8} {'sentences':>10} {'words':>10} {'core-hours':>11}"
    )
    print(f"{'':26} {'/core-hour':>10} {'/core-hour':>10} {'/10^6 docs':>11}")
    first = 0.0
    for engine in options.engine:
        for locale in options.to.split(","):
            for quality in ("fast", "best"):
                seconds = cost(engine, locale, lines, quality == "best") * len(lines)
                first = first or seconds / sentences
                rate, read = 3600 * sentences / seconds, 3600 * words / seconds
                print(
                    f"{engine:12} {locale:4} {quality:8} {rate:10,.0f} {read:10,.0f}"
                    f" {MILLION * options.words / read:11,.0f}",
                    flush=True,
                )
    return first


def scaling(seconds: float, lines: list[str]) -> None:
    """Print how much faster more workers are, each of whose sentences takes so many seconds."""
    print(f"\n{'workers (engine sleeps)':24} {'lines/s':>8} {'times one':>10} {'of ideal':>9}")
    one = 0.0
    for workers in (1, 2, 4):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "corpus.txt")
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            arguments = ["corpus", str(path), "--to", "ru", "--output", f"{folder}/out"]
            arguments += ["--engine", "sleeping", "--lines", str(_SIZE), "--workers", str(workers)]
            subprocess.run(
                [sys.executable, "-m", "benchmarks.sleeping", *arguments],
                check=True,
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                env=os.environ
                | {
                    "L10N_PROJECT": folder,
                    "L10N_SLEEP": str(seconds),
                    "PYTHONPATH": str(ROOT),
                    "DASK_DISTRIBUTED__WORKER__PRELOAD": "benchmarks.sleeping",
                },
            )
            # The first third is for workers to start in.
            parts = Path(folder, "out", "ru", path.name).glob("part-*")
            times = sorted(part.stat().st_mtime for part in parts)[
                -(2 * len(lines) // _SIZE // 3) :
            ]
        rate = _SIZE * (len(times) - 1) / (times[-1] - times[0])
        one = one or rate
        print(
            f"{workers:24} {rate:8.1f} {rate / one:10.2f} {rate / one / workers:8.0%}", flush=True
        )


def command(seconds: float, lines: list[str]) -> None:
    """Print how many workers one command keeps busy, each of which takes so long for a line."""
    with tempfile.TemporaryDirectory() as folder:
        root, pair = Path(folder), Pair("en", "ru")
        with Memory.open(root) as memory:
            memory.add(Unit(line, "Строка.", pair) for line in made_up(10_000)[5_000:])
            recall = Recall(memory, pair, 100)
            path = root / "corpus.txt"
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            start = time.process_time()
            for partition in FORMATS["text"]("text")(path, Limits()):
                recall.known(partition.texts)
                partition.build(partition.texts)
            taken = (time.process_time() - start) / len(lines)
    print(f"\nthe command itself: {1000 * taken:.2f} ms a line, a worker {1000 * seconds:.1f} ms:")
    print(f"one command feeds {seconds / taken:.0f} workers")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", nargs="+", default=["starter"])
    parser.add_argument("--to", default="mn,ru,uk")
    parser.add_argument("--lines", type=int, default=120)
    parser.add_argument("--words", type=int, default=500, help="of a document")
    options = parser.parse_args()
    lines = made_up(options.lines)
    sentence = costs(options, lines)
    line = sentence * sum(len(list(segment(one))) for one in lines) / len(lines)
    command(line, made_up(2_000))
    scaling(sentence, made_up(5 * options.lines))


if __name__ == "__main__":
    main()
