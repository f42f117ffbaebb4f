"""Speed of the translation memory: fills one, looks sentences up, prints a table.

    python benchmarks/memory.py [--size 1000000] [--corpus FILE.tsv] [--json FILE]

Sentences are made up from a vocabulary with the word frequencies of natural text (Zipf's law), or
taken from a file with a source and a target text per line, parted by a tab. Half of the fuzzy
look-ups are of remembered sentences with up to a quarter of the words changed, half are of
sentences that are not there. Recall is measured against a comparison with every sentence.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from l10n.memory import Memory, Query, Unit
from l10n.memory.scoring import MINIMUM
from l10n.model import Pair

PAIR = Pair("en", "ru")
SEED = 20
WORDS = 60_000
TARGETS_MS = {"exact": 1.0, "fuzzy": 20.0}  # 95th percentile


def sentences(rng: random.Random) -> Iterator[str]:
    """Endless made-up sentences of 3 to 40 words."""
    letters = "etaoinshrdlucmfwypvbgk"
    words = list({"".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(WORDS)})
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    while True:
        length = min(max(round(rng.lognormvariate(2.6, 0.5)), 3), 40)
        chosen = rng.choices(words, cum_weights=weights, k=length)
        yield " ".join(chosen).capitalize() + "."


def texts(corpus: Path | None, rng: random.Random) -> Iterator[str]:
    """Source sentences, each once."""
    if corpus is None:
        found: Iterator[str] = sentences(rng)
    else:
        found = (line.split("\t")[0] for line in corpus.read_text("utf-8").splitlines())
    seen: set[str] = set()
    for text in found:
        if text.strip() and text not in seen:
            seen.add(text)
            yield text


def near(text: str, words: list[str], rng: random.Random) -> str:
    """The sentence with a word in four, at least one, replaced, left out or put in."""
    parts = text.split(" ")
    for _ in range(rng.randint(1, max(1, len(parts) // 4))):
        spot = rng.randrange(len(parts))
        parts[spot : spot + rng.randint(0, 1)] = rng.choice([[rng.choice(words)], []])
        parts = parts or ["x"]
    return " ".join(parts)


def percentiles(action: Callable[[str], object], queries: list[str]) -> dict[str, float]:
    """Milliseconds per query: median and 95th percentile, and the latter of processor time."""
    times, processor = [], []
    for query in queries:
        start, cpu = time.perf_counter(), time.thread_time()
        action(query)
        times.append((time.perf_counter() - start) * 1000)
        processor.append((time.thread_time() - cpu) * 1000)
    middle, high = len(queries) // 2, len(queries) * 95 // 100
    return {
        "p50_ms": round(sorted(times)[middle], 3),
        "p95_ms": round(sorted(times)[high], 3),
        "p95_cpu_ms": round(sorted(processor)[high], 3),
    }


def recall(memory: Memory, known: list[str], queries: list[str]) -> dict[str, int]:
    """Of the queries that have a match somewhere, how many the memory answers as well."""
    have = found = 0
    for query in queries:
        best = process.extractOne(query, known, scorer=fuzz.ratio, score_cutoff=MINIMUM)
        if best is None:
            continue
        have += 1
        match = memory.best([Query(query)], PAIR)[0]
        found += match is not None and match.similarity >= min(int(best[1]), 99)
    return {"have_a_match": have, "best_one_found": found}


def measure(size: int, queries: int, recalled: int, corpus: Path | None) -> dict[str, object]:
    """Fill a memory in a temporary folder and take its figures."""
    rng = random.Random(SEED)
    source = texts(corpus, rng)
    known = list(itertools.islice(source, size + queries))
    known, unseen = known[:-queries], known[-queries:]
    if corpus:
        rng.shuffle(known)
    with tempfile.TemporaryDirectory() as folder, Memory.open(Path(folder)) as memory:
        start = time.perf_counter()
        memory.add(Unit(text, text[::-1], PAIR) for text in known)
        seconds = time.perf_counter() - start
        memory.close()
        file_mib = sum(p.stat().st_size for p in memory.path.parent.iterdir()) / 2**20
        sample = rng.sample(known, queries)
        words = " ".join(sample).split(" ")
        changed = [near(text, words, rng) for text in sample]
        fuzzy = [query for both in zip(changed, unseen, strict=True) for query in both]

        def look_up(query: str) -> object:
            return memory.best([Query(query)], PAIR)

        look_up(known[0])  # opens the file
        return {
            "segments": len(known),
            "inserted_per_second": round(len(known) / seconds),
            "file_mib": round(file_mib),
            "exact": percentiles(look_up, sample),
            "fuzzy": percentiles(look_up, fuzzy),
            "recall": recall(memory, known, changed[:recalled]),
            "load_average": round(os.getloadavg()[0], 1),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
        }


def main() -> int:
    """Run from the command line; 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000_000, help="segments to remember")
    parser.add_argument("--queries", type=int, default=1000, help="look-ups of each kind")
    parser.add_argument("--recall", type=int, default=50, help="look-ups to check in full")
    parser.add_argument("--corpus", type=Path, help="file of sentences instead of made-up ones")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    figures = measure(options.size, options.queries, options.recall, options.corpus)
    for name, value in figures.items():
        shown = (
            ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        )
        print(f"{name:20} {shown}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    missed = [name for name, limit in TARGETS_MS.items() if figures[name]["p95_ms"] > limit]
    print(
        f"targets missed: {', '.join(missed)}"
        if missed
        else "targets met: p95 exact 1 ms, fuzzy 20 ms"
    )
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
