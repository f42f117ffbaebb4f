"""A thousand requests that nobody means well with: each is refused in words, or answered."""

from __future__ import annotations

import json
import random
import socket
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT
from tests.serving.conftest import Server

GOLDEN = ROOT / "tests" / "formats" / "golden" / "source"
PATHS = ("/translate", "/detect", "/suggest", "/review", "/translate_file", "/")
READING = ("/languages", "/frontend/settings", "/health", "/metrics", "/openapi.json", "/assets/x")
NASTY: list[Any] = [
    *("", " ", "\0", "\ud800", "\u202e", "\ufeff", "𝕏" * 50, "a" * 3_000, "<" * 500, "&" * 500),
    *("../../etc/passwd", "%00", "{{7*7}}", "${x}", "';--", "<script>", "%s%n", "<1></1>" * 20),
    *(None, True, -1, 1e308, float("nan"), 2**70, [], {}, [[]], [None], {"a": {"b": []}}),
    *(["Hello."] * 3, ["", "\0"], "en", "ru", "auto", "mn-MN", "zz", "EN_us.UTF-8@x", "Hello."),
]
FIELDS = ("q", "source", "target", "format", "alternatives", "api_key", "s", "chosen", "review")
KINDS = (
    *("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"),
    *("multipart/form-data", "text/plain", "", "application/json; charset=utf-7", "x/y" * 100),
)
HEADERS: list[dict[str, str]] = [
    *({}, {}, {"Origin": "https://evil.example"}, {"Host": "evil.example"}),
    *({"Accept": "application/x-ndjson"}, {"X-Forwarded-For": "127.0.0.1, ::1"}),
]


def body(chance: random.Random) -> tuple[str, bytes]:
    """A kind of body, and one that may be of it."""
    good = {"q": "Hello.", "source": "en", "target": "ru"}
    fields = {name: chance.choice(NASTY) for name in chance.sample(FIELDS, chance.randint(0, 4))}
    text = json.dumps(good | fields)
    made = [
        ("application/json", text.encode("utf-8", "surrogatepass")),
        ("application/json", text[: chance.randrange(len(text))].encode()),
        ("application/json", b"[" * chance.randint(1, 50_000)),
        ("application/x-www-form-urlencoded", form(good | fields)),
        ("multipart/form-data; boundary=x", multipart(good | fields)),
        (chance.choice(KINDS), chance.randbytes(chance.randint(0, 300))),
        (chance.choice(KINDS), text.encode("utf-16", "surrogatepass")),
    ]
    return chance.choice(made)


def form(fields: dict[str, Any]) -> bytes:
    found = httpx.QueryParams(
        {name: str(value).replace("\ud800", "") for name, value in fields.items()}
    )
    return str(found).encode()


def multipart(fields: dict[str, Any]) -> bytes:
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return "".join([*parts, "--x--\r\n"]).encode("utf-8", "surrogatepass")


def document(chance: random.Random) -> dict[str, Any]:
    """A document that is cut, mixed up, or called what it is not."""
    path = chance.choice(sorted(one for one in GOLDEN.iterdir() if one.is_file()))
    data = bytearray(path.read_bytes()[: chance.randrange(1, 400)])
    for _ in range(chance.randint(0, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    names = (path.name, "a.docx", "../../x.html", "a\0.md", ".json", "a.xlsx", "x" * 300 + ".po")
    return {
        "data": {
            "source": chance.choice(["en", "auto", "zz"]),
            "target": chance.choice(["ru", "x"]),
        },
        "files": {"file": (chance.choice(names), bytes(data))},
    }


@pytest.mark.slow
def test_a_thousand_hostile_requests(server: Server) -> None:
    chance = random.Random(23)
    statuses = set()
    for number in range(1_000):
        if number % 10 == 9:
            answer = server.client.post("/translate_file", **document(chance))
        elif number % 10 == 8:
            method = chance.choice(["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
            path = chance.choice([*PATHS, *READING, "/download_file/..%2f..%2fx", "//", "/%ff"])
            answer = server.client.request(method, path)
        else:
            kind, content = body(chance)
            headers = {"Content-Type": kind} | chance.choice(HEADERS)
            path = chance.choice(PATHS)
            answer = server.client.post(path, content=content, headers=headers)
        statuses.add(answer.status_code)
        assert answer.status_code < 500, (number, answer.request.url, answer.text)
        if (
            answer.headers.get("content-type") == "application/json"
            and answer.is_error
            and answer.content
        ):
            assert "\n" not in answer.json()["error"], number
        assert "Traceback" not in answer.text
    assert {200, 400, 403, 404, 405} <= statuses
    assert "Traceback" not in server.errors.read_text("utf-8")
    assert server.translate("Hello.").status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 1_000,
        b"GET\r\n\r\n",
        b"POST /translate HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /translate HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000,
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["zeros", "short", "length", "both", "chunks", "headers", "path", "http2", "tls"],
)
def test_what_is_no_http(server: Server, data: bytes) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(4_096)
        except (ConnectionError, TimeoutError):
            answer = b""
    assert not answer or answer.split(b" ")[1] < b"500"
    assert server.translate("Hello.").status_code == 200
