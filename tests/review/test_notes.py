"""Notes: comments in the PO file that name who left them, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import CatalogError
from l10n.model import Origin
from l10n.po import editing
from l10n.po.message import Message
from l10n.project.config import load_project
from l10n.review.api import Api
from l10n.review.people import Person, present
from l10n.review.workspace import Workspace
from tests.review.conftest import Page, msgfmt
from tests.review.test_saving import MAYOR, row_of

NOTE = "Which mayor?\nAsk."
TODAY = date.today().isoformat()


def note(entry: Message) -> tuple[str, str, str]:
    [found] = editing.notes(entry)
    return found[:3]


def test_left_and_removed(page: Page) -> None:
    before = page.po.read_bytes()
    answer = page.post("note", **row_of(page, MAYOR), note=NOTE).json()
    [found] = answer["row"]["notes"]
    assert (found["text"], found["author"], found["date"]) == ("Which mayor? Ask.", "", TODAY)
    assert f"# note ({TODAY}): Which mayor? Ask.\n" in page.po.read_text("utf-8")
    assert page.catalog()[MAYOR].origin is Origin.MACHINE, "a note does not make it a person's"
    msgfmt(page.po)
    assert [row["source"] for row in page.rows(state="notes")] == [MAYOR]
    assert [row["source"] for row in page.rows(text="which MAYOR")] == [MAYOR]
    answer = page.post("note", **row_of(page, MAYOR), note=found["line"], remove=True)
    assert answer.json()["row"]["notes"] == []
    assert page.po.read_bytes() == before


def test_names_its_author(page: Page) -> None:
    api = Api(Workspace(load_project(page.root), ["ru"]))
    where: dict[str, Any] = {"document": page.document, "locale": "ru", **row_of(page, MAYOR)}
    token = present.set(Person("Оюун"))
    [found] = api.note(where | {"note": NOTE})["row"]["notes"]
    present.reset(token)
    assert (found["author"], found["date"]) == ("Оюун", TODAY)
    assert f"# note (Оюун, {TODAY}): Which mayor? Ask.\n" in page.po.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("note: as they were", ("as they were", "", "")),
        ("note (2026-11-23): x", ("x", "", "2026-11-23")),
        ("note (A. B. (C), D, 2026-11-23): x: y", ("x: y", "A. B. (C), D", "2026-11-23")),
        ("note (soon): x", ("note (soon): x", "", "")),
        ("of another program", ("of another program", "", "")),
    ],
)
def test_lines(line: str, read: tuple[str, str, str]) -> None:
    entry = Message(msgid="a", tcomment=line)
    assert note(entry) == read
    is_note = read[0] != line
    assert editing.remove_note(entry, line) is is_note
    assert entry.tcomment == ("" if is_note else line)


@given(st.text(max_size=20), st.text(min_size=1, max_size=40))
def test_what_is_written_is_read(author: str, text: str) -> None:
    entry = Message(msgid="a", tcomment="kept")
    try:
        editing.add_note(entry, text, author, "2026-11-23")
    except CatalogError:
        return
    assert "\n" not in entry.tcomment.removeprefix("kept\n")
    found = editing.notes(entry)[1]
    assert found.date == "2026-11-23" and found.text and found.text in entry.tcomment
    assert editing.remove_note(entry, found.line) and entry.tcomment == "kept"


@pytest.mark.parametrize("text", ["", "  ", "l10n: machine, x 1, confidence 0.90, digest abc"])
def test_no_note(page: Page, text: str) -> None:
    assert page.post("note", **row_of(page, MAYOR), note=text).status_code == 422


def test_no_author_that_reads_like_a_record() -> None:
    with pytest.raises(CatalogError, match="own marks"):
        editing.add_note(Message(msgid="a"), "x", "l10n: memory", "2026-11-23")
