"""More than one person: an address each, roles, and sessions that outlive the server."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from l10n.errors import ConfigError
from l10n.model import State
from l10n.project.config import load_project
from l10n.review.app import make_app
from l10n.review.guard import Guard
from l10n.review.people import Person, parse_person
from l10n.review.server import SECRET, _secret
from l10n.review.workspace import Workspace
from tests.review.conftest import Page, Serve, make_project
from tests.review.test_saving import MAYOR, row_of

HOST = "127.0.0.1:8010"


def test_person_of_the_command_line() -> None:
    assert parse_person("Oyun") == Person("Oyun", "reviewer")
    assert parse_person(" Петро Іваненко:translator") == Person("Петро Іваненко", "translator")
    for text in ("", ":reviewer", "Oyun:boss"):
        with pytest.raises(ConfigError):
            parse_person(text)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[dict[str, Page]]:
    root = make_project(tmp_path / "project")
    app = make_app(Workspace(load_project(root), ["ru"]))
    people = [Person("Оюун"), Person("Петро", "translator")]
    guard = Guard(app, [HOST], 8010, b"secret", people)
    pages = {}
    for name, token in guard.tokens.items():
        client = TestClient(guard, base_url=f"http://{HOST}")
        url = f"http://{HOST}/?token={token}"
        assert client.get(url).status_code == 200
        csrf = client.get("/").text.partition('data-csrf="')[2].partition('"')[0]
        pages[name] = Page(root, None, url, client, csrf)
    yield pages


def test_each_has_a_name(team: dict[str, Page]) -> None:
    page = team["Петро"]
    page.post("note", **row_of(page, MAYOR), note="Which mayor?")
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.")
    entry = page.get("entry", key=row_of(page, MAYOR)["key"]).json()
    assert entry["notes"][0]["author"] == "Петро"
    assert entry["history"][0]["who"] == "Петро"


def test_a_translator_does_not_approve(team: dict[str, Page]) -> None:
    page = team["Петро"]
    refused = page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.", approve=True)
    assert refused.status_code == 403 and refused.json()["hint"]
    keys = [str(row["key"]) for row in page.rows()]
    assert page.post("bulk", action="approve", keys=keys).status_code == 403
    assert not any(one.state is State.APPROVED for one in page.catalog().values())
    page = team["Оюун"]
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.", approve=True)
    assert page.catalog()[MAYOR].state is State.APPROVED


def test_one_s_csrf_is_not_the_other_s(team: dict[str, Page]) -> None:
    page, other = team["Петро"], team["Оюун"]
    assert page.csrf != other.csrf
    page.csrf = other.csrf
    assert page.post("undo").status_code == 403


def test_addresses_of_a_team_stay_and_of_one_alone_do_not() -> None:
    app = object()
    people = [Person("a"), Person("b")]
    make = [Guard(app, [HOST], 8010, b"secret", people).tokens for _ in range(2)]  # type: ignore[arg-type]
    assert make[0] == make[1] and make[0]["a"] != make[0]["b"]
    alone = [Guard(app, [HOST], 8010, b"secret").token for _ in range(2)]  # type: ignore[arg-type]
    assert alone[0] != alone[1]


def test_secret_is_only_ours_to_read(tmp_path: Path) -> None:
    first = _secret(tmp_path)
    assert first == _secret(tmp_path) and len(first) == 32
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / SECRET).stat().st_mode) == 0o600


def test_open_page_goes_on_after_a_restart(serve: Serve) -> None:
    page = serve()
    assert page.process
    port = page.origin.rpartition(":")[2]
    page.process.send_signal(signal.SIGINT)
    page.process.wait(20)
    again = serve(page.root, "--port", port)
    answer = page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.")
    assert answer.status_code == 200, answer.text
    assert again.catalog()[MAYOR].text == "Мэр промолчал."


def test_page_is_told_of_changes(serve: Serve) -> None:
    """A change of the PO file by another program reaches an open page by itself."""
    page = serve()
    where = {"document": page.document, "locale": "ru", "tab": "1"}
    key = row_of(page, MAYOR)["key"]
    with page.client.stream("GET", "/api/events", params=where) as events:
        lines = events.iter_lines()
        assert next(lines) == "event: hello"
        text = page.po.read_text("utf-8").replace("Мэр ничего не сказал.", "Мэр молчал.")
        page.po.write_text(text, "utf-8")
        for line in lines:
            if line == "event: rows":
                assert key in next(lines)
                break
