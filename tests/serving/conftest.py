"""A real server with the starter: a process of its own, or in this one where that will do."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

TOML = 'locales = ["mn", "ru", "uk"]\nengine = "starter"\n'


@dataclass
class Server:
    """A running `l10n serve`.

    Attributes:
        url: its address, without a slash at the end.
        process: the server.
        client: talks to it.
        errors: file of its standard error.
    """

    url: str
    process: subprocess.Popen[str]
    client: httpx.Client
    errors: Path

    def translate(self, q: Any, target: str = "ru", **fields: Any) -> httpx.Response:
        return self.client.post(
            "/translate", json={"q": q, "source": "en", "target": target} | fields
        )

    def log(self) -> list[dict[str, Any]]:
        """The log so far; each line of standard error is to be one JSON object."""
        return [json.loads(line) for line in self.errors.read_text("utf-8").splitlines()]

    def stop(self) -> int:
        """End it as systemd does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


Start = Callable[..., Server]


def make_project(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "l10n.toml").write_text(TOML, "utf-8")
    return root


@contextmanager
def running(root: Path, *arguments: object) -> Iterator[Server]:
    """A server for the project in a folder."""
    command = [sys.executable, "-m", "l10n", "--project", str(root), "serve", "--port", "0"]
    errors = root / "errors.log"
    with errors.open("w") as file:
        process = subprocess.Popen(
            [*command, *map(str, arguments)], stdout=subprocess.PIPE, stderr=file, text=True
        )
    assert process.stdout
    try:
        line = process.stdout.readline()
        found = re.search(r"http://[^\s/]+", line)
        assert found, errors.read_text()
        with httpx.Client(base_url=found[0], timeout=60, trust_env=False) as client:
            yield Server(found[0], process, client, errors)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the usual settings, for all tests."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    with running(make_project(tmp_path_factory.mktemp("served"))) as found:
        yield found


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts servers with options of their own."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(*arguments: object) -> Server:
            root = make_project(tmp_path / "served")
            return stack.enter_context(running(root, *arguments))

        yield start


@contextmanager
def in_process(root: Path, **options: Any) -> Iterator[TestClient]:
    """The application without a process; ``options`` are of the translator."""
    from l10n.project.config import load_project
    from l10n.serving.app import make_app
    from l10n.serving.translator import Translator

    access, limits = options.pop("access", None), options.get("limits")
    translator = Translator(load_project(root), **options)
    app = make_app(translator, access=access, limits=limits)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client
