"""The page's own messages, and the command that serves it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from l10n import interface
from l10n.languages.codes import FIRST_LOCALES
from l10n.model import State
from l10n.po.catalog import Catalog
from l10n.review.messages import messages
from tests.conftest import ROOT, Run
from tests.review.conftest import Page, make_project, msgfmt


@pytest.mark.parametrize("locale", FIRST_LOCALES)
def test_every_message_is_translated_and_approved(locale: str) -> None:
    path = interface.catalog_path(locale)
    entries = list(Catalog.open(path, locale).entries())
    assert [entry.msgid for entry in entries] == [one.content for one in messages()]
    assert [entry.msgid for entry in entries if entry.translation.state is not State.APPROVED] == []
    msgfmt(path)


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("mn", "ru", "mn"),
        ("../../x", "uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("", "de-DE, ru;q=0.5", "ru"),
        ("", "xx", "en"),
    ],
)
def test_language_of_the_page(cookie: str, accepted: str, language: str) -> None:
    assert interface.choose(cookie, accepted) == language


def test_language_is_remembered(page: Page) -> None:
    assert page.post("language", language="uk").status_code == 200
    assert "<h1>Перевірка перекладу</h1>" in page.client.get("/").text
    assert page.post("language", language="../ru").status_code == 400


def test_packages_hold_the_catalogs() -> None:
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    for locale in FIRST_LOCALES:
        inside = f"locales/{locale}/LC_MESSAGES/l10n.po"
        assert f'"{inside}" = "l10n/{inside}"' in settings


def test_without_the_extra(tmp_path: Path) -> None:
    code = "import sys; sys.modules['starlette'] = None; from l10n.cli import main; main()"
    arguments = ["--project", make_project(tmp_path / "project"), "review", "--no-open"]
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "needs the package starlette" in done.stderr and "[review]" in done.stderr


def test_port_in_use(tmp_path: Path, run: Run) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        root = make_project(tmp_path / "project")
        done = run("--project", root, "review", "--no-open", "--port", port)
    assert done.code == 2 and f":{port}" in done.err and "--port" in done.err
    assert "Traceback" not in done.err


def test_project_without_documents(tmp_path: Path, run: Run) -> None:
    (tmp_path / "source").mkdir()
    done = run("--project", tmp_path, "review", "--to", "mn", "--no-open")
    assert done.code == 2 and "no documents" in done.err
