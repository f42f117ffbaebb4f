"""Programs of others to compare with: where they are, or why they are not.

translate-toolkit (GPL) and LibreTranslate (AGPL) live in environments of their own, which
``make peers`` makes: they are run, never imported, and nothing of l10n needs them.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.speed.paired import Absent

PEERS = Path(os.environ.get("L10N_PEERS", ".venv-peers")).absolute()
_SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
_PATIENCE = 120  # seconds for LibreTranslate to start

# Spared the sentence splitter, which it would fetch from the network, as Argos Translate is.
_SERVE = """
from argostranslate import sbd
sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [text]
from libretranslate.main import main
main()
"""


def gettext(name: str) -> str | Absent:
    """A program of GNU gettext."""
    return shutil.which(name) or Absent(f"not installed: no {name} on the path")


def toolkit(name: str) -> str | Absent:
    """A program of translate-toolkit."""
    return _installed("toolkit", name)


def _installed(environment: str, program: str) -> str | Absent:
    folder = PEERS / environment
    found = shutil.which(program, path=str(folder / _SCRIPTS))
    if found:
        return found
    log = folder / "failed.txt"
    said = log.read_text("utf-8").strip().splitlines() if log.exists() else []
    return Absent("not installed: " + (said[-1].strip() if said else "`make peers` has not run"))


class LibreTranslate:
    """A LibreTranslate server of our own, with the models that Argos Translate has."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}"

    def __call__(self, lines: Sequence[str], locale: str) -> list[str]:
        """Translate all lines in one request."""
        body = {"q": list(lines), "source": "en", "target": locale, "format": "text"}
        request = urllib.request.Request(
            f"{self._url}/translate",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            texts: list[str] = json.load(answer)["translatedText"]
        return texts

    def ready(self) -> bool:
        """Whether it answers."""
        try:
            with urllib.request.urlopen(f"{self._url}/languages") as answer:
                return bool(json.load(answer))
        except (urllib.error.URLError, ConnectionError):
            return False


@contextmanager
def libretranslate(packages: Path) -> Iterator[LibreTranslate | Absent]:
    """Start a server on the Argos packages of a folder, and stop it."""
    python = _installed("libretranslate", "python")
    if isinstance(python, Absent):
        yield python
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as log:
        command = [python, "-c", _SERVE, "--host", "127.0.0.1", "--port", str(port)]
        process = subprocess.Popen(
            [*command, "--disable-web-ui", "--disable-files-translation"],
            cwd=home,
            env=os.environ | {"HOME": home, "ARGOS_PACKAGES_DIR": str(packages)},
            stdout=log,
            stderr=log,
        )
        try:
            server = LibreTranslate(port)
            end = time.monotonic() + _PATIENCE
            while not server.ready() and process.poll() is None and time.monotonic() < end:
                time.sleep(0.2)
            if server.ready():
                yield server
            else:
                log.seek(0)
                said = log.read().decode(errors="replace").strip().splitlines()
                yield Absent(f"did not start: {said[-1] if said else 'it said nothing'}")
        finally:
            process.terminate()
            process.wait()
