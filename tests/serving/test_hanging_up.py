"""Who hangs up ends the work, whatever was asked for."""

from __future__ import annotations

import json
import socket
import time

import pytest

from tests.serving.conftest import Server, Start

TEXT = "\n\n".join(f"The council of district {n} met in the old house again." for n in range(1_500))


def asked(kind: str) -> bytes:
    """A request that takes long."""
    accept = "application/x-ndjson" if kind == "pieces" else "*/*"
    path, content, body = "/translate", "application/json", b""
    if kind == "document":
        path, content = "/translate_file", "multipart/form-data; boundary=x"
        parts = {'name="source"': "en", 'name="target"': "ru"}
        parts['name="file"; filename="a.txt"'] = TEXT
        form = "".join(
            f"--x\r\nContent-Disposition: form-data; {name}\r\n\r\n{value}\r\n"
            for name, value in parts.items()
        )
        body = f"{form}--x--\r\n".encode()
    else:
        path = "/review" if kind == "review" else path
        body = json.dumps({"q": TEXT, "source": "en", "target": "ru"}).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nContent-Type: {content}"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def waiting(server: Server) -> int:
    lines = server.client.get("/metrics").text.splitlines()
    return int(float(next(x for x in lines if x.startswith("l10n_queue_sentences ")).split()[1]))


def at_work(server: Server) -> int:
    lines = server.client.get("/metrics").text.splitlines()
    name = "l10n_requests_in_progress "
    return int(float(next(line for line in lines if line.startswith(name)).split()[1]))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["whole", "pieces", "document", "review"])
def test_who_hangs_up_ends_the_work(start: Start, kind: str) -> None:
    server = start("--to", "ru")
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(asked(kind))
        while not waiting(server):
            assert at_work(server) == 2, server.errors.read_text()
            time.sleep(0.01)
    for _ in range(1_000):
        if not waiting(server) and at_work(server) == 1:
            break
        time.sleep(0.01)
    else:
        raise AssertionError("the work goes on though nobody waits for it")
    assert server.translate("Hello.").status_code == 200
    server.stop()
    requests = [line for line in server.log() if line.get("method") == "POST"]
    line, _ = sorted(requests, key=lambda one: -one.get("characters", one.get("bytes", 0)))
    # What begins to answer has its status; the others are logged as nginx does.
    assert line["status"] == (200 if kind == "pieces" else 499)
    assert sum(line.get("sentences", {}).values()) < 1_500
    assert not (server.errors.parent / "source").exists()
