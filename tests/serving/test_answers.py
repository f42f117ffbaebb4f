"""What an answer holds: markup, lines, alternatives, and where each sentence comes from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from l10n.memory import Memory, Unit
from l10n.model import Pair
from tests.serving.conftest import Server, in_process, make_project

SENTENCE = "The council met on 12 May."
REMEMBERED = "Совет собрался двенадцатого мая."


@pytest.fixture
def known(tmp_path: Path) -> Iterator[TestClient]:
    """A server whose project has a memory and a glossary."""
    root = make_project(tmp_path / "project")
    with Memory.open(root) as memory:
        memory.add([Unit(SENTENCE, REMEMBERED, Pair("en", "ru"))])
    rows = [["source", "ru", "rule"], ["council", "совет", "use"], ["L10N", "", "keep"]]
    with (root / "glossary.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    with in_process(root) as client:
        yield client


def test_memory_and_glossary_come_first(known: TestClient) -> None:
    body = {"q": [f"{SENTENCE} It rained.", "council", "L10N"], "source": "en", "target": "ru-RU"}
    answer = known.post("/translate", json=body).json()
    assert answer["translatedText"][0].startswith(REMEMBERED)
    assert answer["translatedText"][1:] == ["совет", "L10N"]
    (first, second), third, fourth = answer["provenance"]
    term = {"term": "council", "rule": "use", "targets": ["совет"], "honoured": True}
    assert first["origin"] == "memory" and first["similarity"] >= 100 and first["reviewed"]
    assert first["glossary"] == [term]
    assert second["origin"] == "machine" and second["engine"].startswith("argos/starter-en-ru")
    assert 0 <= second["confidence"] <= 1
    assert [one["origin"] for one in (*third, *fourth)] == ["glossary", "glossary"]


def test_other_pairs_do_not_get_the_memory(known: TestClient) -> None:
    body = {"q": SENTENCE, "source": "en", "target": "uk"}
    answer = known.post("/translate", json=body).json()
    assert answer["provenance"][0]["origin"] == "machine"
    assert answer["translatedText"] != REMEMBERED


def test_similar_sentences_only_where_wanted(known: TestClient, tmp_path: Path) -> None:
    body = {"q": SENTENCE.replace("12", "13"), "source": "en", "target": "ru"}
    assert known.post("/translate", json=body).json()["provenance"][0]["origin"] == "machine"
    with in_process(tmp_path / "project", memory=75) as client:
        [sentence] = client.post("/translate", json=body).json()["provenance"]
    assert sentence["origin"] == "memory" and 75 <= sentence["similarity"] < 100


def test_damaged_memory_and_glossary(known: TestClient, tmp_path: Path) -> None:
    """What is broken while the server runs does not stop the machine."""
    (tmp_path / "project" / "glossary.csv").write_text("no,glossary\n")
    (tmp_path / "project" / ".l10n" / "memory.db").write_bytes(b"no database")
    body = {"q": "council", "source": "en", "target": "ru"}
    assert known.post("/translate", json=body).json()["translatedText"] == "совет"


def test_html_keeps_its_markup(server: Server) -> None:
    page = (
        '<h1 class="a">News</h1>\n<p>The <b>river</b> rose &amp; fell. <a href="/x?a=1&amp;b=2">'
        "Read more</a>.</p><script>var a = 'Read';</script><p translate=no>Read</p>"
    )
    answer = server.translate(page, format="html").json()["translatedText"]
    for kept in (
        '<h1 class="a">',
        '<a href="/x?a=1&amp;b=2">',
        "<script>var a = 'Read';</script>",
        "<p translate=no>Read</p>",
        "</h1>\n<p>",
    ):
        assert answer.count(kept) == 1, kept
    assert answer.count("<b>") == answer.count("</b>") == 1
    assert "News" not in answer


def test_lines_stay_lines(server: Server) -> None:
    text = "First line.\r\n\r\n  Second line\twith a tab.  \n\n\nA third.\u2028A fourth.\n"
    answer = server.translate(text).json()["translatedText"]
    assert [bool(line) for line in answer.splitlines()] == [bool(x) for x in text.splitlines()]
    assert "\r\n\r\n  " in answer and answer.endswith("\n") and "\u2028" in answer


def test_long_text_is_segmented(server: Server) -> None:
    text = " ".join(f"Sentence number {number} says something." for number in range(150))
    answer = server.translate(text).json()
    assert len(answer["provenance"]) == 150


def test_alternatives(server: Server) -> None:
    one = server.translate("The river rose again.", alternatives=2).json()
    assert 1 <= len(one["alternatives"]) <= 2
    assert one["translatedText"] not in one["alternatives"]
    many = server.translate(["Hello.", "12"], alternatives=3).json()
    assert len(many["alternatives"]) == 2 and many["alternatives"][1] == []
    assert "alternatives" not in server.translate("Hello.").json()


def test_into_the_same_language(server: Server) -> None:
    answer = server.translate("Nothing to do.", target="en").json()
    assert answer["translatedText"] == "Nothing to do."
    detected = server.translate("Өнөөдөр хурал боллоо.", target="mn", source="auto").json()
    assert detected["translatedText"] == "Өнөөдөр хурал боллоо."


def test_detected_per_text(server: Server) -> None:
    texts = ["Yes.", "The committee will meet again in the autumn, the mayor said."]
    answer = server.translate(texts, source="auto").json()
    assert [one["language"] for one in answer["detectedLanguage"]] == ["en", "en"]
    french = "Le conseil municipal s'est réuni hier soir à la mairie."
    error = server.translate(french, source="auto").json()["error"]
    assert "French (fr)" in error and "English (en)" in error


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(["text", "html"]))
def test_any_text(server: Server, texts: list[str], format: str) -> None:
    answer = server.translate(texts, format=format)
    assert answer.status_code == 200
    found = answer.json()["translatedText"]
    assert len(found) == len(texts)
    if format == "text":
        assert [len(x.splitlines()) for x in found] == [len(x.splitlines()) for x in texts]
