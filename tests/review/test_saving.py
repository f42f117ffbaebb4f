"""Saves through the page: what the PO file says after them, and that none is lost."""

from __future__ import annotations

import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from l10n.checks.spelling import speller
from l10n.files import locked
from l10n.model import Origin, State, Translation
from l10n.po.catalog import Catalog
from tests.review.conftest import Page, Serve, make_project, msgfmt

MAYOR = "The mayor said nothing."


def row_of(page: Page, source: str) -> dict[str, str]:
    found = next(row for row in page.rows() if row["source"] == source)
    return {"key": str(found["key"]), "version": str(found["version"])}


def test_draft_of_a_person(page: Page) -> None:
    answer = page.post("save", **row_of(page, MAYOR), translation=" Мэр\nпромолчал. ").json()
    assert answer["row"]["state"] == "edited"
    assert page.catalog()[MAYOR] == Translation("Мэр промолчал.", State.DRAFT, Origin.HUMAN)
    msgfmt(page.po)


def test_approved_draft_keeps_its_origin(page: Page) -> None:
    where = row_of(page, MAYOR)
    page.post("save", **where, translation="Мэр ничего не сказал.", approve=True)
    found = page.catalog()[MAYOR]
    assert (found.state, found.origin) == (State.APPROVED, Origin.MACHINE)


def test_new_sentence(page: Page) -> None:
    source = "It will meet again in the autumn."
    page.post("save", **row_of(page, source), translation="Осенью он соберётся.", approve=True)
    found = page.catalog()[source]
    assert found == Translation("Осенью он соберётся.", State.APPROVED, Origin.HUMAN)


def test_emptied_sentence_is_new_again(page: Page) -> None:
    assert page.post("save", **row_of(page, MAYOR), translation="  ").status_code == 200
    assert page.catalog()[MAYOR].state is State.NEW


@pytest.mark.parametrize(
    ("text", "approve"), [("", True), ("a\x00b", False), ("\x1b[31m", True), ("x" * 20_001, False)]
)
def test_text_that_cannot_be_saved(page: Page, text: str, approve: bool) -> None:
    before = page.po.read_bytes()
    answer = page.post("save", **row_of(page, MAYOR), translation=text, approve=approve)
    assert answer.status_code == 422 and answer.json()["error"]
    assert page.po.read_bytes() == before


def test_half_a_character(page: Page) -> None:
    body = {"document": page.document, "locale": "ru", "translation": "\ud800"}
    body |= row_of(page, MAYOR)
    answer = page.client.post(
        "/api/save",
        content=json.dumps(body).encode(),
        headers={"X-CSRF-Token": page.csrf, "Content-Type": "application/json"},
    )
    assert answer.status_code == 422


def test_conflict_keeps_both(page: Page) -> None:
    """A PO editor has written the entry since it was shown: neither text is overwritten."""
    where = row_of(page, MAYOR)
    text = page.po.read_text("utf-8").replace("Мэр ничего не сказал.", "Мэр молчал.")
    page.po.write_text(text, "utf-8")
    answer = page.post("save", **where, translation="Мэр промолчал.", approve=True)
    assert answer.status_code == 409
    theirs = answer.json()["row"]
    assert theirs["text"] == "Мэр молчал."
    assert page.catalog()[MAYOR].text == "Мэр молчал."
    where["version"] = theirs["version"]
    assert page.post("save", **where, translation="Мэр промолчал.").status_code == 200
    assert page.catalog()[MAYOR].text == "Мэр промолчал."


def test_change_elsewhere_is_no_conflict(page: Page) -> None:
    where = row_of(page, MAYOR)
    text = page.po.read_text("utf-8").replace("Вода для долины", "Вода долине")
    page.po.write_text(text, "utf-8")
    assert page.post("save", **where, translation="Мэр промолчал.").status_code == 200
    found = page.catalog()
    assert found[MAYOR].text == "Мэр промолчал."
    assert found["Water for the valley"].text == "Вода долине"


def test_undo_restores_the_bytes(page: Page) -> None:
    before = page.po.read_bytes()
    page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.", approve=True)
    page.post("note", **row_of(page, MAYOR), note="как в протоколе?")
    assert page.po.read_bytes() != before
    assert page.post("undo").status_code == 200
    assert page.post("undo").status_code == 200
    assert page.po.read_bytes() == before
    assert page.post("undo").status_code == 404


def test_undo_does_not_overwrite_others(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.")
    text = page.po.read_text("utf-8").replace("Мэр промолчал.", "Мэр молчал.")
    page.po.write_text(text, "utf-8")
    assert page.post("undo").status_code == 409
    assert page.catalog()[MAYOR].text == "Мэр молчал."


def test_document_reads_without_marks(page: Page) -> None:
    """Codes of Markdown are numbered placeables to translators, and nothing to readers."""
    (page.root / "source" / "b.md").write_text("Use the `code` and **be calm**.\n", "utf-8")
    page.document = "source/b.md"
    row = page.rows()[0]
    where = {"key": row["key"], "version": row["version"]}
    text = str(row["source"]).replace("Use the", "Возьмите")
    assert "<" in text
    page.post("save", **where, translation=text)
    [block] = page.get("article").json()["blocks"]
    assert [one["text"] for one in block["sentences"]] == ["Возьмите code and be calm."]
    version = page.rows()[0]["version"]
    page.post("save", key=row["key"], version=version, translation="Так <7/> <9>надо</9>.")
    [block] = page.get("article").json()["blocks"]
    assert [one["text"] for one in block["sentences"]] == ["Так  надо."]


def test_spelling_as_one_types(page: Page) -> None:
    found = speller("ru")
    if found is None:
        pytest.skip("no Hunspell dictionary for ru (Debian package hunspell-ru)")
    found.close()
    key = page.rows()[3]["key"]
    answer = page.post("check", key=key, translation="Мэр ничего не скзаал.").json()
    assert "spelling" in [one["check"] for one in answer["findings"]]
    answer = page.post("check", key=key, translation="Мэр ничего не сказал.").json()
    assert "spelling" not in [one["check"] for one in answer["findings"]]


@pytest.mark.slow
def test_twenty_writers_lose_nothing(serve: Serve, tmp_path: object) -> None:
    """Each writes sentences of its own while another process's lock comes and goes."""
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    count = 200
    sources = [f"Sentence number {number} stands here." for number in range(count)]
    page = serve(make_project(tmp_path / "large", "\n\n".join(sources), {}))
    where = {str(row["source"]): row for at in range(0, count, 50) for row in page.rows(offset=at)}
    assert len(where) == count

    def write(writer: int) -> None:
        mine = sources[writer::20]
        random.Random(writer).shuffle(mine)
        for source in mine:
            row = where[source]
            text = f"Предложение {source.split()[2]}."
            answer = page.post(
                "save", key=row["key"], version=row["version"], translation=text, approve=True
            )
            assert answer.status_code == 200, answer.text

    def intrude() -> None:
        for _ in range(20):
            with locked(page.po):
                catalog = Catalog.open(page.po, "ru")
                catalog.change(str(where[sources[0]]["key"]), lambda entry: True)
                catalog.save()

    with ThreadPoolExecutor(21) as pool:
        for job in [pool.submit(intrude), *(pool.submit(write, writer) for writer in range(20))]:
            job.result()
    found = page.catalog()
    for number, source in enumerate(sources):
        assert found[source].text == f"Предложение {number}."
        assert found[source].state is State.APPROVED
    msgfmt(page.po)


@pytest.mark.slow
def test_kill_loses_no_acknowledged_save(serve: Serve, tmp_path: object) -> None:
    """Each round the server dies at some moment of a stream of saves."""
    from pathlib import Path

    import httpx

    assert isinstance(tmp_path, Path)
    sources = [f"Sentence number {number} stands here." for number in range(60)]
    root = make_project(tmp_path / "killed", "\n\n".join(sources), {})
    chance = random.Random(8)
    acknowledged: dict[str, str] = {}
    for round_ in range(6):
        page = serve(root)
        rows = [*page.rows(), *page.rows(offset=50)]
        begun = threading.Event()
        if round_ % 2:
            begun.set()  # not even the first save is waited for
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_kill_after, page, begun, chance.uniform(0.0, 0.4))
            for row in rows:
                text = f"Круг {round_}: {row['index']}."
                try:
                    answer = page.post(
                        "save", key=row["key"], version=row["version"], translation=text
                    )
                except httpx.TransportError:
                    break
                assert answer.status_code == 200
                acknowledged[str(row["source"])] = text
                begun.set()
        found = page.catalog()
        wrong = [source for source, text in acknowledged.items() if found[source].text != text]
        # The one save that was not answered may be there or not.
        assert len(wrong) <= 1
        for source in wrong:
            assert found[source].text.startswith(f"Круг {round_}:")
            acknowledged[source] = found[source].text
        msgfmt(page.po)
    assert acknowledged


def _kill_after(page: Page, begun: threading.Event, seconds: float) -> None:
    begun.wait(60)
    time.sleep(seconds)
    assert page.process
    page.process.kill()


def test_same_translation_of_two_sentences(page: Page) -> None:
    """Kept up with each save: what one sentence says bears on another."""

    def named() -> list[tuple[object, object]]:
        rows = page.get("queue", check="same-translation").json()["rows"]
        return [(row["source"], one["message"]) for row in rows for one in row["findings"]]

    assert named() == []
    text = "Мэр ничего не сказал."
    river = row_of(page, "The river rose again.")
    answer = page.post("check", key=river["key"], translation=text).json()
    [found] = [one for one in answer["findings"] if one["check"] == "same-translation"]
    assert found["message"] == f"article.txt:4 has the same translation for {MAYOR!r}"
    page.post("save", **river, translation=text)
    assert [source for source, _ in named()] == [MAYOR, "The river rose again."]
    assert page.rows(state="findings", text="mayor")[0]["source"] == MAYOR
    page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.")
    assert named() == []
    page.post("undo")
    assert len(named()) == 2
