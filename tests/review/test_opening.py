"""The first rows of a document, shown before the rest of it is read; work in the background."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from l10n.project import jobs
from l10n.project.config import load_project
from l10n.project.jobs import plan
from l10n.review.api import Api
from l10n.review.data import as_data
from l10n.review.desk import PAGE, Desk
from l10n.review.traffic import Traffic
from l10n.review.workspace import Workspace
from tests.review.conftest import make_project

SOURCES = [f"Sentence {number} stands here." for number in range(120)]
SOURCES[7] = SOURCES[3]  # one row for both


@pytest.fixture
def root(tmp_path: Path) -> Path:
    drafts = {source: f"Предложение {source.split()[1]}." for source in SOURCES[:30:3]}
    return make_project(tmp_path / "project", "\n\n".join(SOURCES), drafts)


def make_desk(root: Path) -> Desk:
    return Desk(load_project(root), root / "source" / "article.txt", "ru")


def po_of(root: Path) -> Path:
    return root / "locales" / "ru" / "LC_MESSAGES" / "article.po"


def test_first_rows_come_before_the_rest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are what the whole says of them; what needs the whole waits for it."""
    go_on = threading.Event()
    whole = jobs.merged_catalog

    def slow(*arguments: Any) -> Any:
        assert go_on.wait(30)
        return whole(*arguments)

    monkeypatch.setattr("l10n.review.desk.merged_catalog", slow)
    api = Api(Workspace(load_project(root), ["ru"]))
    where = {"document": "source/article.txt", "locale": "ru"}
    early = api.queue(where | {"soon": "1"})
    assert early["total"] is None and len(early["rows"]) == PAGE
    go_on.set()
    late = api.queue(where)
    assert late["total"] == 119 and sum(late["counts"].values()) == 119
    assert late["rows"] == early["rows"]
    assert {row["state"] for row in late["rows"]} == {"new", "machine"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sentence 5 stands", "Something else stands"),  # the source has changed since
        ("charset=UTF-8", "charset=KOI8-R"),
    ],
)
def test_no_first_rows_where_they_cannot_be_told(root: Path, old: str, new: str) -> None:
    po = po_of(root)
    text = po.read_text("utf-8")
    assert old in text
    po.write_text(text.replace(old, new), "koi8-r" if "KOI8" in new else "utf-8")
    desk = make_desk(root)
    with desk.at_work():
        assert desk._read_first_rows() == []
        assert len(desk.rows) == 119


def test_first_rows_of_a_file_that_no_tool_wrote_so(root: Path) -> None:
    """The reader takes what gettext takes: two blanks after a keyword hold nothing up."""
    po = po_of(root)
    text = po.read_text("utf-8")
    po.write_text(text.replace('msgid "Sentence 5', 'msgid  "Sentence 5'), "utf-8")
    desk = make_desk(root)
    with desk.at_work():
        early = [as_data(row) for row in desk._read_first_rows()]
        assert len(early) == PAGE
        assert early == [as_data(row) for row in desk.rows[:PAGE]]


def test_first_rows_of_a_program_s_strings(root: Path) -> None:
    """Plural forms and flags come with them: a save would be a conflict otherwise."""
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    entries = [
        f'\n#, c-format\nmsgid "%d file {number}"\nmsgid_plural "%d files {number}"\n'
        'msgstr[0] ""\nmsgstr[1] ""\n'
        for number in range(PAGE + 9)
    ]
    source = root / "source" / "app.pot"
    source.write_text(header + "".join(entries), "utf-8")
    for job in plan(load_project(root), [source], ["ru"]):
        job.catalog.save()
    desk = Desk(load_project(root), source, "ru")
    with desk.at_work():
        early = [as_data(row) for row in desk._read_first_rows()]
        assert len(early) == PAGE and early[0]["numbers"][0] == [1, 21, 31, 41]
        assert early == [as_data(row) for row in desk.rows[:PAGE]]


def test_no_first_rows_without_a_catalog(root: Path) -> None:
    po_of(root).unlink()
    desk = make_desk(root)
    with desk.at_work():
        assert desk._read_first_rows() == []
        assert [as_data(row)["state"] for row in desk.rows] == ["new"] * 119


def test_document_that_cannot_be_read_ends_the_wait(root: Path) -> None:
    po_of(root).write_text("no catalog", "utf-8")
    assert make_desk(root).first_rows() == []


def test_background_waits_for_requests() -> None:
    traffic = Traffic()
    steps: list[str] = []

    def work() -> None:
        traffic.give_way()
        steps.append("work")

    worker = threading.Thread(target=work)

    async def app(*_: Any) -> None:
        worker.start()
        await asyncio.sleep(0.05)
        steps.append("answer")

    async def request() -> None:
        await traffic.watch(app)({}, None, None)  # type: ignore[arg-type]

    asyncio.run(request())
    worker.join(10)
    assert steps == ["answer", "work"]
    traffic.give_way()
