"""What is asked wrongly gets the documented error: one line of JSON, never a traceback."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from l10n.project.config import load_project
from l10n.serving.access import Access
from l10n.serving.app import make_app
from l10n.serving.limits import Limits
from l10n.serving.translator import Translator
from tests.serving.conftest import Server, Start, in_process, make_project

GOOD = {"q": "Hello.", "source": "en", "target": "ru"}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"q": ""}, "Invalid request: missing q parameter"),
    ({"q": []}, "Invalid request: missing q parameter"),
    ({"q": None}, "Invalid request: missing q parameter"),
    ({"source": ""}, "Invalid request: missing source parameter"),
    ({"target": None}, "Invalid request: missing target parameter"),
    ({"q": 12}, "Invalid request: q must be a text or a list of texts"),
    ({"q": {"a": 1}}, "Invalid request: q must be a text or a list of texts"),
    ({"q": ["a", None]}, "Invalid request: q must be a text or a list of texts"),
    ({"q": [["a"]]}, "Invalid request: q must be a text or a list of texts"),
    ({"q": "\ud800"}, "Invalid request: q holds half a surrogate pair, which is no text"),
    ({"source": 1}, "Invalid request: source must be a text"),
    ({"target": ["ru"]}, "Invalid request: target must be a text"),
    ({"target": "tlh"}, "tlh is not supported"),
    ({"target": "../../etc/passwd"}, "../../etc/passwd is not supported"),
    ({"target": "x" * 1000}, "this language is not supported"),
    ({"target": "\ud800"}, "this language is not supported"),
    ({"source": "de"}, "de is not supported"),
    (
        {"source": "ru", "target": "mn"},
        "Mongolian (mn) is not available as a target language from Russian (ru)",
    ),
    ({"format": "docx"}, "Invalid request: format must be text or html"),
    ({"format": 1}, "Invalid request: format must be a text"),
    ({"alternatives": -1}, "Invalid request: alternatives parameter is not a number"),
    ({"alternatives": True}, "Invalid request: alternatives parameter is not a number"),
    ({"alternatives": "many"}, "Invalid request: alternatives parameter is not a number"),
    ({"alternatives": 4}, "Invalid request: alternatives parameter must be <= 3"),
    ({"q": "x" * 100_001}, "Invalid request: request (100001) exceeds text limit (100000)"),
    ({"q": ["x"] * 1001}, "Invalid request: request (1001) exceeds text limit (1000)"),
    ({"api_key": 5}, "Invalid request: api_key must be a text"),
]


@pytest.mark.parametrize(("fields", "message"), BAD)
def test_bad_fields(server: Server, fields: dict[str, Any], message: str) -> None:
    content = json.dumps(GOOD | fields)
    headers = {"Content-Type": "application/json"}
    answer = server.client.post("/translate", content=content, headers=headers)
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].startswith(message)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b""),
        ("application/json", b"{"),
        ("application/json", b"[" * 100_000),
        ("application/json", b'"text"'),
        ("application/json", b'{"q": "\xff"}'),
        ("application/json; charset=utf-16", b"{}x"),
        ("application/x-www-form-urlencoded", b"q=\xff"),
        ("application/x-www-form-urlencoded", b"a&" * 5000),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n--y--"),
        ("text/plain", b"q=Hello"),
        ("", b"q=Hello"),
    ],
)
@pytest.mark.parametrize("address", ["/translate", "/detect"])
def test_bad_bodies(server: Server, kind: str, body: bytes, address: str) -> None:
    answer = server.client.post(address, content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"] and "\n" not in answer.json()["error"]


def test_files_are_not_taken(server: Server) -> None:
    files = {"q": ("a.txt", b"Hello.", "text/plain")}
    answer = server.client.post("/translate", files=files, data={"source": "en", "target": "ru"})
    assert answer.status_code == 400


@pytest.mark.parametrize("page", ["<p>Hello <b>there", "</p></b>Hello", "<a href='x>Hello", "<<"])
def test_unclosed_html(server: Server, page: str) -> None:
    answer = server.translate(page, format="html")
    assert answer.status_code == 200
    assert sorted(filter(str.isascii, "".join(c for c in page if c in "<>"))) == sorted(
        c for c in answer.json()["translatedText"] if c in "<>"
    )


def test_unknown_addresses_and_methods(server: Server) -> None:
    assert server.client.get("/nothing").json() == {"error": "Not Found"}
    answer = server.client.get("/translate")
    assert answer.status_code == 405 and answer.headers["allow"] == "POST"


def test_body_limit(server: Server) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    headers = {"Content-Type": "application/json"}
    announced = server.client.post("/translate", content=b"x" * 2_000_000, headers=headers)
    chunked = server.client.post("/translate", content=endless(), headers=headers)
    for answer in (announced, chunked):
        assert answer.status_code == 413
        assert "a request may have 1265536 bytes" in answer.json()["error"]


def test_slow_client_and_slow_translation(start: Start) -> None:
    server = start("--timeout", "1", "--to", "ru")
    host, port = server.url.removeprefix("http://").split(":")
    head = "POST /translate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(f"{head}Content-Length: 100\r\n\r\n".encode() + b'{"q": ')
        data = b""
        while chunk := connection.recv(4096):
            data += chunk
    assert data.startswith(b"HTTP/1.1 408 ")
    assert b'{"error":"The request did not arrive within 1 seconds"}' in data
    texts = [f"The committee of {n} people will meet again in the autumn." for n in range(900)]
    late = server.translate(texts)
    assert late.status_code == 503 and int(late.headers["retry-after"]) >= 1
    assert server.translate("Hello.").status_code == 200, "what was given up holds nobody up"


def test_full_house(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    app = make_app(Translator(load_project(root)), limits=Limits(requests=0), access=Access())
    with TestClient(app) as client:
        answer = client.get("/languages")
    assert answer.status_code == 503 and answer.headers["retry-after"] == "2"
    assert answer.json() == {"error": "The server is busy: too many requests"}


def test_engine_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody has thought of is no traceback either, and its text stays out of the log."""
    from l10n.serving import translator

    with in_process(make_project(tmp_path)) as client:

        def fail(*arguments: object) -> None:
            raise ZeroDivisionError("Hello.")

        monkeypatch.setattr(translator, "take_apart", fail)
        answer = client.post("/translate", json=GOOD)
    assert answer.status_code == 500
    assert answer.json() == {"error": "The server has failed; its log says where"}


def test_pages_of_strangers(server: Server) -> None:
    answer = server.client.post("/translate", json=GOOD, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403 and "access-control-allow-origin" not in answer.headers


def test_pages_that_may(start: Start) -> None:
    server = start("--allow-origin", "https://wiki.example")
    headers = {"Origin": "https://wiki.example"}
    preflight = headers | {"Access-Control-Request-Method": "POST"}
    assert server.client.options("/translate", headers=preflight).status_code == 200
    answer = server.client.post("/translate", json=GOOD, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "https://wiki.example"
    other = server.client.get("/health", headers={"Origin": "https://evil.example"})
    assert other.status_code == 403


def test_the_log_has_no_text(start: Start) -> None:
    server = start("--to", "ru")
    secret = "Xylophonists"
    for answer in (
        server.translate(f"{secret} met."),
        server.translate([secret], alternatives=1, format="html"),
        server.client.post(f"/translate?q={secret}", json={"q": secret}),
        server.client.post("/detect", data={"q": secret}),
        server.client.get(f"/{secret}?q={secret}"),
    ):
        assert answer.status_code in (200, 400, 404)
    server.stop()
    lines = server.log()
    assert [line["event"] for line in lines] == ["started", *["request"] * 5, "stopped"]
    assert lines[1]["characters"] == len(secret) + 5 and lines[1]["sentences"] == {"machine": 1}
    assert secret not in server.errors.read_text()
    assert "Traceback" not in server.errors.read_text()
