"""How fast the review page answers with a catalog of many entries.

    python benchmarks/review.py --entries 20000

Starts the server for a made-up project and prints the time until it first answers (everything is
read then), and after that medians and the slowest of several requests, in milliseconds. With the
system's Chromium it measures in a tab as well: the first rows, and what a person waits for from a
key or a choice until the page has been painted; and the tab's memory after the whole list has been
in sight.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil
from review_tab import look

import l10n
from l10n.model import Origin, State, Translation
from l10n.project.config import load_project
from l10n.project.jobs import plan

STATIC = Path(l10n.__file__).parent / "review" / "static"
DOCUMENT = {"document": "source/large.txt", "locale": "ru"}


def make_project(root: Path, entries: int) -> None:
    """A document of so many sentences, each with a machine's draft."""
    (root / "source").mkdir()
    text = "\n\n".join(
        f"Sentence {number} says that the council of the valley met again about the water."
        for number in range(entries)
    )
    (root / "source" / "large.txt").write_text(text, "utf-8")
    (root / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    job = plan(load_project(root), [root / "source" / "large.txt"], ["ru"])[0]
    for number, key in enumerate(job.messages):
        draft = f"Предложение {number} говорит, что совет долины снова собрался из-за воды."
        confidence = (number * 7919 % 100) / 100
        job.catalog.set_draft(
            key, Translation(draft, State.DRAFT, Origin.MACHINE, "made/up 1.0", confidence)
        )
    job.catalog.save()
    print(f"{entries} entries, PO file of {job.catalog.path.stat().st_size / 1e6:.1f} MB")


def measure(
    server: psutil.Process, name: str, repeat: int, request: Callable[[int], httpx.Response]
) -> None:
    """Print the median and the slowest of a request's times, and the processor's time for each."""
    times = []
    before = server.cpu_times()
    for number in range(repeat):
        start = time.perf_counter()
        request(number).raise_for_status()
        times.append(1000 * (time.perf_counter() - start))
    after = server.cpu_times()
    busy = after.user - before.user + after.system - before.system
    told(name, times, f", processor {1000 * busy / repeat:4.0f} ms")


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--settle", type=float, default=30, help="seconds until all is warmed up")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_project(root, options.entries)
        command = [sys.executable, "-u", "-m", "l10n", "--project", folder, "review", "--no-open"]
        start = time.perf_counter()
        server = subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            ready = time.perf_counter()
            print(f"address printed after {1000 * (ready - start):.0f} ms")
            base = found[0].split("/?")[0]
            with httpx.Client(base_url=base, timeout=120, trust_env=False) as client:
                client.get(found[0]).raise_for_status()
                run(client, psutil.Process(server.pid), ready, options)
                look(found[0], options.repeat, told)
        finally:
            server.kill()
            server.wait()


def told(name: str, times: list[float], more: str = "") -> None:
    """Print the median and the slowest of some times in milliseconds."""
    middle = statistics.median(times)
    print(f"{name:<34} median {middle:6.0f} ms, slowest {max(times):6.0f} ms{more}")


def run(
    client: httpx.Client, server: psutil.Process, ready: float, options: argparse.Namespace
) -> None:
    """Measure with a client that is signed in."""

    def queue(**parameters: str) -> httpx.Response:
        return client.get("/api/queue", params=DOCUMENT | parameters)

    def since_ready(what: str) -> None:
        print(f"cold, {what}: {1000 * (time.perf_counter() - ready):.0f} ms after the address")

    def shell() -> httpx.Response:
        for file in STATIC.glob("*.[jc]s*"):
            client.get(f"/assets/{file.name}").raise_for_status()
        return client.get("/").raise_for_status()

    def first_page() -> httpx.Response:
        shell()
        return queue(soon="1")

    csrf = re.findall(r'data-csrf="(\w+)"', shell().text)[0]

    def save(number: int) -> httpx.Response:
        row = rows[number]
        body = {"key": row["key"], "version": row["version"], "approve": True}
        which = row["source"].split()[1]
        body["translation"] = f"В предложении {which} говорится: совет долины собрался из-за воды."
        return client.post("/api/save", json=DOCUMENT | body, headers={"X-CSRF-Token": csrf})

    since_ready("page without sentences")
    rows: list[dict[str, Any]] = queue(soon="1").raise_for_status().json()["rows"]
    since_ready("first sentences")
    queue().raise_for_status()
    since_ready("all counted")
    measure(server, "warming up: first page", 5, lambda _: first_page())
    measure(server, "warming up: save", 5, save)
    measure(server, "warming up: filter by state", 5, lambda _: queue(state="machine"))
    time.sleep(options.settle)
    repeat = options.repeat
    rows = queue(state="machine").json()["rows"]
    measure(server, "first page", repeat, lambda _: first_page())
    measure(server, "filter by state", repeat, lambda _: queue(state="machine"))
    measure(server, "search", repeat, lambda number: queue(text=f"sentence {number}9"))
    measure(server, "least certain first", repeat, lambda _: queue(state="todo", sort="confidence"))
    measure(server, "filter by check", repeat, lambda _: queue(check="numbers"))
    measure(server, "save", repeat, save)


if __name__ == "__main__":
    main()
