"""Notes: comments in the PO file that name who left them, and when."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import CatalogError
from l10n.model import Origin
from l10n.po import notes
from l10n.po.message import Message
from l10n.project.config import load_project
from l10n.review.api import Api
from l10n.review.people import Person, RoleError, present
from l10n.review.workspace import Workspace
from tests.review.conftest import Page, msgfmt
from tests.review.test_saving import MAYOR, row_of

NOTE = "Which mayor?\nAsk."
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d[+-]\d{4}"


def note(entry: Message) -> tuple[str, str, str]:
    [found] = notes.notes(entry)
    return found[:3]


def test_left_and_removed(page: Page) -> None:
    before = page.po.read_bytes()
    answer = page.post("note", **row_of(page, MAYOR), note=NOTE).json()
    [found] = answer["row"]["notes"]
    assert (found["text"], found["author"]) == ("Which mayor? Ask.", "")
    assert re.fullmatch(TIME, found["date"])
    assert f"# note ({found['date']}): Which mayor? Ask.\n" in page.po.read_text("utf-8")
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
    assert found["author"] == "Оюун"
    said = re.search(r"# note \(Оюун, (.*)\): Which mayor\? Ask\.\n", page.po.read_text("utf-8"))
    assert said and re.fullmatch(TIME, said[1]) and said[1] == found["date"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("note: as they were", ("as they were", "", "")),
        ("note (2026-11-23): x", ("x", "", "2026-11-23")),
        ("note (A, 2026-11-23 14:05+0800): x", ("x", "A", "2026-11-23 14:05+0800")),
        ("note (A. B. (C), D, 2026-11-23): x: y", ("x: y", "A. B. (C), D", "2026-11-23")),
        ("note (soon): x", ("note (soon): x", "", "")),
        ("of another program", ("of another program", "", "")),
    ],
)
def test_lines(line: str, read: tuple[str, str, str]) -> None:
    entry = Message(msgid="a", tcomment=line)
    assert note(entry) == read
    is_note = read[0] != line
    assert notes.remove(entry, line, line) is is_note
    assert entry.tcomment == ("" if is_note else line)


@given(st.text(max_size=20), st.text(min_size=1, max_size=40))
def test_what_is_written_is_read(author: str, text: str) -> None:
    entry = Message(msgid="a", tcomment="kept")
    try:
        notes.add(entry, text, author, "2026-11-23")
    except CatalogError:
        return
    assert "\n" not in entry.tcomment.removeprefix("kept\n")
    found = notes.notes(entry)[1]
    assert found.date == "2026-11-23" and found.text and found.text in entry.tcomment
    assert notes.remove(entry, found.line, found.line) and entry.tcomment == "kept"


@pytest.mark.parametrize("text", ["", "  ", "l10n: machine, x 1, confidence 0.90, digest abc"])
def test_no_note(page: Page, text: str) -> None:
    assert page.post("note", **row_of(page, MAYOR), note=text).status_code == 422


def test_no_author_that_reads_like_a_record() -> None:
    with pytest.raises(CatalogError, match="own marks"):
        notes.add(Message(msgid="a"), "x", "l10n: memory", "2026-11-23")


def test_threads() -> None:
    """Replies stand below their note, whatever stands around them; a reply opens it again."""
    entry = Message(msgid="a", tcomment="of another program")
    for text in ("one", "two"):
        notes.add(entry, text, "A", "2026-11-23")
    entry.tcomment += "\nl10n: machine, x 1, confidence 0.90, digest abc"
    one, two = (found.line for found in notes.notes(entry)[1:])
    assert notes.reply(entry, one, "yes", "B", "2026-11-24 09:30+0200")
    assert notes.resolve(entry, one, "A", "2026-11-25")
    assert notes.reply(entry, two, "no", "B", "2026-11-24")
    assert entry.tcomment.split("\n") == [
        "of another program",
        "note (A, 2026-11-23): one",
        "reply (B, 2026-11-24 09:30+0200): yes",
        "resolved (A, 2026-11-25)",
        "note (A, 2026-11-23): two",
        "reply (B, 2026-11-24): no",
        "l10n: machine, x 1, confidence 0.90, digest abc",
    ]
    found = notes.notes(entry)
    assert [one.is_open for one in found] == [False, False, True]
    assert [said.kind for said in found[1].replies] == ["reply", "resolved"]
    assert not notes.resolve(entry, one, "B", "2026-11-26"), "it is settled"
    assert notes.reply(entry, one, "really?", "B", "2026-11-26")
    assert notes.notes(entry)[1].is_open
    assert notes.reply(entry, "of another program", "who?", "B", "2026-11-26")
    assert notes.notes(entry)[0].is_open
    assert entry.tcomment.split("\n")[1] == "reply (B, 2026-11-26): who?"


def test_what_was_answered_stays() -> None:
    entry = Message(msgid="a")
    notes.add(entry, "one", "A", "2026-11-23")
    [note] = notes.notes(entry)
    notes.reply(entry, note.line, "yes", "B", "2026-11-24")
    assert not notes.remove(entry, note.line, note.line)
    assert notes.remove(entry, note.line, "reply (B, 2026-11-24): yes")
    assert notes.remove(entry, note.line, note.line) and entry.tcomment == ""
    with pytest.raises(CatalogError, match="no such note"):
        notes.reply(entry, note.line, "x", "B", "2026-11-24")


def test_resolved_and_opened_again(page: Page) -> None:
    def say(**what: object) -> dict[str, Any]:
        answer = page.post("note", **row_of(page, MAYOR), **what)
        assert answer.status_code == 200, answer.text
        [found] = answer.json()["row"]["notes"]
        return dict(found)

    thread = say(note=NOTE)["line"]
    assert [row["source"] for row in page.rows(state="open")] == [MAYOR]
    found = say(thread=thread, note="The one of the valley.")
    assert found["replies"][0]["text"] == "The one of the valley." and found["open"]
    assert [row["source"] for row in page.rows(text="of the valley.")] == [MAYOR]
    found = say(thread=thread, resolve=True)
    assert not found["open"] and found["last"] == found["replies"][1]["line"]
    assert page.rows(state="open") == []
    assert [row["source"] for row in page.rows(state="notes")] == [MAYOR]
    msgfmt(page.po)
    assert say(thread=thread, note=found["last"], remove=True)["open"]


def test_a_translator_removes_only_their_own(page: Page) -> None:
    api = Api(Workspace(load_project(page.root), ["ru"]))

    def say(who: Person, **what: object) -> Any:
        token = present.set(who)
        try:
            where: dict[str, Any] = {"document": page.document, "locale": "ru"}
            return api.note(where | row_of(page, MAYOR) | what)["row"]["notes"]
        finally:
            present.reset(token)

    petro, oyun = Person("Петро", "translator"), Person("Оюун")
    [note] = say(oyun, note="Which mayor?")
    with pytest.raises(RoleError):
        say(petro, note=note["line"], remove=True)
    [note] = say(petro, thread=note["line"], note="That one.")
    [note] = say(petro, thread=note["line"], note=note["last"], remove=True)
    assert note["replies"] == []
    assert say(oyun, note=note["line"], remove=True) == []
