"""The process: how it ends, what it inherits, what it opens, what it says of itself."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.serving.conftest import Server, Start, make_project

BODY = json.dumps({"q": "The river rose again.", "source": "en", "target": "ru"})
HEADERS = {"Content-Type": "application/json"}


class Load:
    """Clients that ask again and again, each time on a new connection, until nobody answers."""

    def __init__(self, server: Server, clients: int) -> None:
        host, port = server.url.removeprefix("http://").split(":")
        self._address = (host, int(port))
        self.answered: list[int] = []
        self.cut: list[str] = []
        self._threads = [threading.Thread(target=self._run) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(120)

    def _run(self) -> None:
        while True:
            connection = http.client.HTTPConnection(*self._address, timeout=60)
            try:
                connection.request("POST", "/translate", BODY, HEADERS)
                answer = connection.getresponse()
                answer.read()
                self.answered.append(answer.status)
            except http.client.IncompleteRead as error:
                self.cut.append(repr(error))
            except OSError:
                return  # refused, or closed before the server had taken the request
            finally:
                connection.close()


def test_sigterm_loses_nothing_accepted(start: Start) -> None:
    """Each request that the server has taken in, by its own log, has reached its client whole."""
    server = start("--to", "ru")
    load = Load(server, 16)
    while len(load.answered) < 50:
        time.sleep(0.01)
    assert server.stop() == 0
    load.join()
    accepted = [line for line in server.log() if line["event"] == "request"]
    assert [line["status"] for line in accepted] == [200] * len(accepted)
    assert len(load.answered) == len(accepted) >= 50
    assert set(load.answered) == {200} and not load.cut
    assert server.log()[-1]["event"] == "stopped"


def test_sigterm_while_one_long_request_runs(start: Start) -> None:
    server = start("--to", "ru")
    texts = [f"The committee of {number} people will meet again." for number in range(150)]
    found: list[int] = []

    def ask() -> None:
        found.append(len(server.translate(texts).json()["translatedText"]))

    thread = threading.Thread(target=ask)
    thread.start()
    while "l10n_queue_sentences 0.0" in server.client.get("/metrics").text:
        time.sleep(0.01)
    assert server.stop() == 0
    thread.join(60)
    assert found == [len(texts)]


def test_socket_of_systemd(tmp_path: Path) -> None:
    """A socket that is listened on already: who connects before the server runs is served too."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        early = http.client.HTTPConnection(host, port, timeout=60)
        early.request("POST", "/translate", BODY, HEADERS)
        fd = os.dup(listener.fileno())
    command = [sys.executable, "-m", "l10n", "--project", str(make_project(tmp_path)), "serve"]
    process = subprocess.Popen(
        [*command, "--fd", str(fd)],
        pass_fds=[fd],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(fd)
    try:
        answer = early.getresponse()
        assert answer.status == 200 and "translatedText" in json.load(answer)
    finally:
        early.close()
        process.terminate()
        assert process.wait(60) == 0


def test_metrics(server: Server) -> None:
    server.translate("The council met.", "uk")
    families = {
        family.name: family
        for family in text_string_to_metric_families(server.client.get("/metrics").text)
    }
    sentences = {
        (one.labels["source"], one.labels["target"], one.labels["origin"]): one.value
        for one in families["l10n_sentences"].samples
        if one.name == "l10n_sentences_total"
    }
    assert sentences["en", "uk", "machine"] >= 1
    requests = {tuple(sorted(one.labels.items())) for one in families["l10n_requests"].samples}
    assert (("endpoint", "/translate"), ("status", "200")) in requests
    assert families["process_resident_memory_bytes"].samples[0].value > 0


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed (Debian package)")
def test_opens_no_connection(tmp_path: Path) -> None:
    """It listens and accepts; not a single call connects to anywhere."""
    root, trace = make_project(tmp_path / "p"), tmp_path / "trace"
    tracer = ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "-o", str(trace)]
    command = [sys.executable, "-m", "l10n", "--project", str(root), "serve", "--port", "0"]
    process = subprocess.Popen(
        [*tracer, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    address = process.stdout.readline().split("http://")[1].split()[0]
    connection = http.client.HTTPConnection(address, timeout=120)
    connection.request("POST", "/translate", BODY.replace('"en"', '"auto"'), HEADERS)
    assert connection.getresponse().status == 200
    connection.close()
    # strace waits for what it traces, whatever it is sent itself.
    [traced] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(traced), signal.SIGTERM)
    process.wait(60)
    process.stdout.close()
    outgoing = [line for line in trace.read_text().splitlines() if "AF_INET" in line]
    assert outgoing == []
