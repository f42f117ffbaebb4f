"""Who is let in, and that nothing a stranger wrote becomes markup or a path."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from tests.conftest import snapshot
from tests.review.conftest import Page, Serve, make_project

HOSTILE = '<script>alert(1)</script> & "quoted" <a href="javascript:alert(2)">x</a>'
TRAVERSAL = [
    "../../etc/passwd",
    "/etc/passwd",
    "..%2f..%2fetc",
    "source/../l10n.toml",
    "\x00",
    "ru/..",
]


def stranger(page: Page) -> TestClient:
    """Somebody else's browser."""
    assert isinstance(page.client, TestClient)
    return TestClient(page.client.app, base_url=page.origin)


def test_without_token(page: Page) -> None:
    with stranger(page) as client:
        for address in (
            "/",
            "/api/queue",
            "/assets/review.js",
            "/api/none",
            "/?token=",
            "/?token=x",
        ):
            answer = client.get(address)
            assert answer.status_code == 403, address
            assert "set-cookie" not in answer.headers
        assert client.post("/api/save", json={}).status_code == 403


def test_token_becomes_a_strict_cookie(page: Page) -> None:
    with stranger(page) as client:
        cookie = client.get(page.url).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert page.url.split("=")[1].lower() not in cookie, "the token itself is not the session"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80", ""])
def test_forged_host(page: Page, host: str) -> None:
    for address in ("/", page.url, "/assets/review.js", "/api/queue"):
        assert page.client.get(address, headers={"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-CSRF-Token": "wrong"},
        {"X-CSRF-Token": "", "Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "text/plain"},
    ],
)
def test_cross_site_post(page: Page, headers: dict[str, str]) -> None:
    before = snapshot(page.root)
    row = page.rows()[0]
    good = {"X-CSRF-Token": page.csrf, "Content-Type": "application/json"}
    body = {"document": page.document, "locale": "ru", "key": row["key"], "translation": "x"}
    body["version"] = row["version"]
    import json

    answer = page.client.post("/api/save", content=json.dumps(body), headers=good | headers)
    assert answer.status_code in (403, 415)
    assert snapshot(page.root) == before


def test_headers_of_every_answer(page: Page) -> None:
    with stranger(page) as client:
        answers = [client.get("/"), *map(page.client.get, ("/", "/assets/review.css", "/nothing"))]
    for answer in [*answers, page.get("queue"), page.post("undo")]:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers


def test_body_of_50_megabytes(serve: Serve) -> None:
    page = serve()
    before = snapshot(page.root)
    headers = {"X-CSRF-Token": page.csrf, "Content-Type": "application/json"}
    # Refused by its announced length: the server need not read it.
    try:
        answer = page.client.post("/api/save", content=b"x" * 50_000_000, headers=headers)
        assert answer.status_code == 413
    except httpx.TransportError:
        pass  # it hung up while the rest was on its way

    def chunks() -> object:
        for _ in range(50):
            yield b" " * 1_000_000

    try:
        answer = page.client.post("/api/save", content=chunks(), headers=headers)
        assert answer.status_code == 413
    except httpx.TransportError:
        pass
    assert snapshot(page.root) == before
    assert page.get("queue").status_code == 200, "the server goes on"


@pytest.mark.parametrize("value", TRAVERSAL)
def test_no_parameter_is_a_path(page: Page, value: str) -> None:
    before = snapshot(page.root)
    key = str(page.rows()[0]["key"])
    for name in ("document", "locale", "key", "state", "sort", "check", "text", "offset"):
        for call in (
            "queue",
            "article",
            "entry",
            "alternatives",
            "progress",
            "keys",
            "next",
            "search",
        ):
            answer = page.get(call, **({"key": key} | {name: value}))
            assert answer.status_code < 500 and "root:" not in answer.text
        for call in ("check", "save", "note", "undo", "bulk", "replace", "compare", "here"):
            answer = page.post(call, **({"key": key} | {name: value}))
            assert answer.status_code < 500 and "root:" not in answer.text
    answer = page.client.get(f"/assets/{value}" if "\x00" not in value else "/assets/%00")
    assert answer.status_code == 404
    assert snapshot(page.root) == before


def test_raw_path_traversal(serve: Serve) -> None:
    """As a browser would never send it."""
    page = serve()
    host, port = page.origin.removeprefix("http://").split(":")
    cookie = "; ".join(f"{name}={value}" for name, value in page.client.cookies.items())
    for path in ("/assets/../../../../etc/passwd", "/assets/..%2f..%2fapp.py", "//etc/passwd"):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n"
                "Connection: close\r\n\r\n".encode()
            )
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 404"), path


@pytest.mark.parametrize("body", ["", "[]", "1", "{", "[" * 100_000, '{"key": {}}', '{"key": 1}'])
def test_malformed_bodies(page: Page, body: str) -> None:
    headers = {"X-CSRF-Token": page.csrf, "Content-Type": "application/json"}
    for name in ("check", "save", "note", "undo", "language"):
        answer = page.client.post(f"/api/{name}", content=body, headers=headers)
        assert 400 <= answer.status_code < 500


def test_hostile_names_are_escaped(serve: Serve, tmp_path: Path) -> None:
    root = make_project(tmp_path / "hostile", f"{HOSTILE}\n\nSecond.\n", {})
    (root / "source" / '"><script>alert(1)<').mkdir()
    (root / "source" / '"><script>alert(1)<' / "b.txt").write_text("Hello.", "utf-8")
    page = serve(root)
    home = page.client.get("/").text
    assert "<script>alert" not in home
    assert re.findall(r"<script[^>]*>", home) == ['<script type="module" src="/assets/review.js">']
    assert page.get("queue").headers["content-type"].startswith("application/json")
