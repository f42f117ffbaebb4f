"""`l10n serve` beside LibreTranslate: same machine, same model, same clients, in one run.

LibreTranslate has to be in an environment of its own, for it pins old versions of much::

    python3 -m venv /tmp/libretranslate
    /tmp/libretranslate/bin/pip install libretranslate
    python benchmarks/serve.py --libretranslate /tmp/libretranslate/bin/python

The starter is packed as Argos packages and put where LibreTranslate finds them; both servers get
as many threads as there are cores, and one after the other they have the machine to themselves.
LibreTranslate splits sentences with a neural model that it downloads from GitHub when it first
translates; so that this runs offline it gets a plain rule instead, which only makes it faster.
Each client sends one sentence a request and waits for its answer, as an editor does; no sentence
is sent twice to a server. ``--soak MINUTES`` keeps 8 clients at `l10n serve` and prints its memory.
``--beside`` measures one sentence's time at `l10n serve` alone and beside a client that sends much,
in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "l10n" / "starter"
VERSION: str = json.loads((STARTER / "en_ru" / "metadata.json").read_text("utf-8"))[
    "package_version"
]
LAUNCH = r"""
import re
from argostranslate import sbd
rule = re.compile(r"(?<=[.!?])\s+")
sbd.MiniSBDSentencizer.split_sentences = lambda self, text: rule.split(text)
from libretranslate.main import main
main()
"""

_SUBJECTS = "council,mayor,river,government,court,reporter,teacher,committee,minister,village"
_VERBS = "met,rose,answered the people,wrote a long letter,said nothing about the new law"
_ENDS = "on 12 May,in the spring,again and again,before the elections,near the old bridge"


def sentences(start: int) -> Iterator[str]:
    """Different sentences without end, of some ten words each."""
    subjects, verbs, ends = (words.split(",") for words in (_SUBJECTS, _VERBS, _ENDS))
    for number in count(start):
        subject = subjects[number % 10]
        verb, end = verbs[number // 10 % 5], ends[number // 50 % 5]
        yield f"The {subject} of district {number} {verb} {end}, as many had hoped."


class Client(threading.Thread):
    """Sends sentences one by one until it is told to stop."""

    def __init__(self, url: str, source: Callable[[], str], until: float) -> None:
        super().__init__()
        self._url, self._source, self._until = url, source, until
        self.seconds: list[float] = []
        self.error = ""

    def run(self) -> None:
        """Ask; stop at the first answer that is none."""
        with httpx.Client(trust_env=False, timeout=120) as http:
            while time.monotonic() < self._until and not self.error:
                text = self._source()
                start = time.monotonic()
                body = {"q": text, "source": "en", "target": "ru", "format": "text"}
                answer = http.post(f"{self._url}/translate", json=body)
                self.seconds.append(time.monotonic() - start)
                found = answer.json().get("translatedText", "")
                if not found.strip() or found == text or found.count("\n") != text.count("\n"):
                    self.error = f"{answer.status_code}: {text!r} → {answer.text[:200]}"


def measure(
    url: str, clients: int, seconds: float, source: Callable[[], str]
) -> tuple[float, float]:
    """Sentences a second, and the 95th percentile of the time for one, in milliseconds."""
    start = time.monotonic()
    threads = [Client(url, source, start + seconds) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.monotonic() - start
    errors = [thread.error for thread in threads if thread.error]
    if errors:
        sys.exit(f"wrong answer: {errors[0]}")
    times = [one for thread in threads for one in thread.seconds]
    return len(times) / elapsed, 1000 * statistics.quantiles(times, n=20)[-1]


def supply() -> Callable[[], str]:
    """The next sentence, for many threads."""
    lock, source = threading.Lock(), sentences(0)

    def following() -> str:
        with lock:
            return next(source)

    return following


@contextmanager
def ours(folder: Path) -> Iterator[tuple[str, int]]:
    """`l10n serve`: its address and its process."""
    (folder / "l10n.toml").write_text('engine = "starter"\n')
    command = [sys.executable, "-m", "l10n", "--project", str(folder), "serve", "--port", "0"]
    command += ["--max-characters", "2000000"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().split()[1], process.pid
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def theirs(python: Path, folder: Path, port: int) -> Iterator[tuple[str, int]]:
    """LibreTranslate with the starter: its address and its process."""
    packages = folder / "packages"
    subprocess.run(
        [
            *(sys.executable, "-m", "training.package", "--model", STARTER),
            *("--version", VERSION, "--out", folder),
        ],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    for package in folder.glob("*.argosmodel"):
        zipfile.ZipFile(package).extractall(packages)
    environment = os.environ | {
        "ARGOS_PACKAGES_DIR": str(packages),
        "XDG_DATA_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
    }
    cores = str(os.cpu_count() or 1)
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [
                *(python, "-c", LAUNCH, "--port", str(port), "--threads", cores),
                *("--disable-web-ui", "--disable-files-translation"),
            ],
            stdout=log,
            stderr=log,
            cwd=folder,
            env=environment,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                codes = [one["code"] for one in httpx.get(f"{url}/languages").json()]
            except (httpx.HTTPError, ValueError):
                if process.poll() is not None:
                    sys.exit(f"LibreTranslate has ended: {(folder / 'log').read_text()[-2000:]}")
                time.sleep(0.2)
                continue
            if "ru" not in codes:
                sys.exit(f"LibreTranslate does not have the package: {codes}")
            break
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(60)


def beside(url: str, rounds: int = 6, each: int = 5) -> None:
    """One sentence's time alone, and beside a client with one long word or many sentences."""
    source = supply()
    much = {
        "a word of 40,000 letters": lambda: "letters" * 5_714,
        "10,000 sentences": lambda: " ".join(source() for _ in range(10_000)),
    }

    def one() -> float:
        start = time.monotonic()
        body = {"q": source(), "source": "en", "target": "ru"}
        httpx.post(f"{url}/translate", json=body, timeout=120, trust_env=False).raise_for_status()
        return time.monotonic() - start

    print(f"\n{'beside':26} {'ms alone':>9} {'ms beside':>10} {'times':>6}")
    for name, text in much.items():
        alone: list[float] = []
        there: list[float] = []
        for _ in range(rounds):
            alone += [one() for _ in range(each)]
            ended = threading.Event()
            other = threading.Thread(target=_send_much, args=(url, text, ended))
            other.start()
            time.sleep(0.5)
            there += [one() for _ in range(each)]
            ended.set()
            other.join()
        before, after = statistics.median(alone), statistics.median(there)
        print(
            f"{name:26} {1000 * before:9.0f} {1000 * after:10.0f} {after / before:6.2f}", flush=True
        )


def _send_much(url: str, text: Callable[[], str], ended: threading.Event) -> None:
    """Send a text again and again until it is time to end; then hang up."""
    host, port = url.removeprefix("http://").split(":")
    while not ended.is_set():
        body = json.dumps({"q": text(), "source": "en", "target": "ru"}).encode()
        head = f"POST /translate HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            connection.settimeout(0.05)
            while not ended.is_set():
                with suppress(TimeoutError):
                    if connection.recv(1 << 16):
                        break


def memory(pid: int) -> float:
    """Resident memory of a process in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def soak(url: str, pid: int, minutes: float) -> None:
    """Keep 8 clients busy, and print the server's memory every half minute."""
    source = supply()
    print(f"\nsoak, 8 clients\n{'minute':>8} {'sentences/s':>12} {'p95 ms':>8} {'RSS MB':>8}")
    for half in range(1, round(2 * minutes) + 1):
        rate, late = measure(url, 8, 30, source)
        print(f"{half / 2:8.1f} {rate:12.1f} {late:8.0f} {memory(pid):8.1f}", flush=True)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--libretranslate", type=Path, help="Python of its environment")
    parser.add_argument("--seconds", type=float, default=20, help="for each measurement")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32])
    parser.add_argument("--port", type=int, default=5051, help="for LibreTranslate")
    parser.add_argument("--soak", type=float, default=0, metavar="MINUTES")
    parser.add_argument("--beside", action="store_true", help="one sentence beside many")
    options = parser.parse_args()
    found: dict[tuple[str, int], tuple[float, float]] = {}
    print(f"{'server':16} {'clients':>8} {'sentences/s':>12} {'p95 ms':>8} {'RSS MB':>8}")
    for name in ("LibreTranslate", "l10n serve"):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            if name == "l10n serve":
                server = ours(folder)
            elif options.libretranslate:
                server = theirs(options.libretranslate.absolute(), folder, options.port)
            else:
                continue
            with server as (url, pid):
                source = supply()
                measure(url, 2, 3, source)  # the model is loaded by the first request
                for clients in options.clients:
                    rate, late = found[name, clients] = measure(
                        url, clients, options.seconds, source
                    )
                    print(
                        f"{name:16} {clients:8} {rate:12.1f} {late:8.0f} {memory(pid):8.1f}",
                        flush=True,
                    )
                if options.beside and name == "l10n serve":
                    beside(url)
                if options.soak and name == "l10n serve":
                    soak(url, pid, options.soak)
    for clients in options.clients:
        if ("LibreTranslate", clients) in found:
            ratio = found["l10n serve", clients][0] / found["LibreTranslate", clients][0]
            print(f"{clients} clients: {ratio:.1f} times LibreTranslate's sentences a second")


if __name__ == "__main__":
    main()
