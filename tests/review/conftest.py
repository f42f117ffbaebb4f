"""A project with drafts, and the page served for it by a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from l10n.model import Hypothesis, Origin, State, Translation, message_key
from l10n.po.catalog import Catalog
from l10n.project.config import load_project
from l10n.project.jobs import plan
from l10n.translation.cache import Cache

TEXT = """Water for the valley

The council met on 12 May. It heard 51 people.
The mayor said nothing. The river rose again.

It will meet again in the autumn.
"""
DRAFTS = {
    "Water for the valley": "Вода для долины",
    "The council met on 12 May.": "Совет собрался 12 мая.",
    "It heard 51 people.": "Он выслушал много людей.",
    "The mayor said nothing.": "Мэр ничего не сказал.",
    "The river rose again.": "Река снова поднялась.",
}
MODEL = "test/en-ru 1.0"


@dataclass
class Page:
    """A server with a session.

    Attributes:
        root: the project's folder.
        process: the server, None for one in this process.
        url: with the token.
        client: signed in.
        csrf: its token for writes.
    """

    root: Path
    process: subprocess.Popen[str] | None
    url: str
    client: Any
    csrf: str
    document: str = "source/article.txt"
    locale: str = "ru"

    @property
    def origin(self) -> str:
        return self.url.split("/?")[0]

    @property
    def po(self) -> Path:
        name = Path(self.document).stem
        return self.root / "locales" / self.locale / "LC_MESSAGES" / f"{name}.po"

    def get(self, name: str, **parameters: object) -> Any:
        where = {"document": self.document, "locale": self.locale}
        query = {key: str(value) for key, value in (where | parameters).items()}
        return self.client.get(f"/api/{name}", params=query)

    def post(self, name: str, **parameters: object) -> Any:
        where = {"document": self.document, "locale": self.locale}
        headers = {"X-CSRF-Token": self.csrf}
        return self.client.post(f"/api/{name}", json=where | parameters, headers=headers)

    def rows(self, **parameters: object) -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.get("queue", **parameters).json()["rows"]
        return found

    def catalog(self) -> dict[str, Translation]:
        """What the PO file says, by source text."""
        opened = Catalog.open(self.po, self.locale)
        return {entry.msgid: entry.translation for entry in opened.entries()}


Serve = Callable[..., Page]


def make_project(root: Path, text: str = TEXT, drafts: dict[str, str] | None = None) -> Path:
    """A project with a document and drafts of a machine for some of its sentences."""
    (root / "source").mkdir(parents=True)
    (root / "source" / "article.txt").write_text(text, "utf-8")
    (root / "l10n.toml").write_text('locales = ["ru", "mn"]\nengine = "starter"\n')
    project = load_project(root)
    job = plan(project, [root / "source" / "article.txt"], ["ru"])[0]
    drafts = DRAFTS if drafts is None else drafts
    for number, (msgid, draft) in enumerate(drafts.items()):
        translation = Translation(draft, State.DRAFT, Origin.MACHINE, MODEL, 0.9 - number / 10)
        job.catalog.set_draft(message_key(msgid), translation)
    Cache(root).put(MODEL, "", {msgid: Hypothesis(text, -0.1) for msgid, text in drafts.items()})
    job.catalog.save()
    return root


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts `l10n review` for a project; ends it when the test ends."""
    started: list[Page] = []

    def serve(root: Path | None = None, *arguments: str) -> Page:
        root = root or make_project(tmp_path / "project")
        command = [sys.executable, "-m", "l10n", "--project", str(root), "review"]
        process = subprocess.Popen(
            [*command, "--no-open", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        client = httpx.Client(base_url=found[0].split("/?")[0], timeout=60, trust_env=False)
        page = Page(root, process, found[0], client, "")
        started.append(page)
        assert client.get(found[0]).status_code == 200
        home = client.get("/").text
        page.csrf = re.findall(r'data-csrf="([^"]+)"', home)[0]
        return page

    yield serve
    for page in started:
        page.client.close()
        assert page.process and page.process.stdout
        page.process.kill()
        page.process.wait()
        page.process.stdout.close()


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    """The page for the small project, served in this process: quicker."""
    from starlette.testclient import TestClient

    from l10n.review.app import make_app
    from l10n.review.guard import Guard
    from l10n.review.workspace import Workspace

    root = make_project(tmp_path / "project")
    guard = Guard(make_app(Workspace(load_project(root), ["ru", "mn"])), ["127.0.0.1:8010"], 8010)
    with TestClient(guard, base_url="http://127.0.0.1:8010") as client:
        url = f"http://127.0.0.1:8010/?token={guard.token}"
        assert client.get(url).status_code == 200
        yield Page(root, None, url, client, guard.csrf)


def msgfmt(po: Path) -> None:
    """Refuse a PO file that gettext would not take."""
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt is not installed (Debian package gettext)")
    subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(po)], check=True)
