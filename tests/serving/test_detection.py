"""What language a text is taken for: by script first, among those that are served."""

from __future__ import annotations

import json

import pytest

from l10n.memory import Memory, Query
from l10n.model import Origin, Pair
from l10n.serving.detection import Detection, Detector
from tests.serving.conftest import Server, make_project, running

DETECTOR = Detector()
SERVED = {"en", "ru"}
SHORT = (
    "Hello|ok|Save|Menu|File|Log in|Home|Submit|Cancel|Search|Settings|About|News|Sport|Help|Next"
    "|Back|Email|Price|Play|Pause|Video|Photo|Share|Open|Close|Edit|Delete|Hotel|Taxi|Radio|Bar|Yes"
    "|No|Monday|May|Anna Lee|New York|London|iPhone 15|hello handsome man|Bonjour|Menu du jour"
)
GERMAN = "Der Rat traf sich heute Morgen im alten Haus."


@pytest.mark.parametrize("text", SHORT.split("|"))
def test_short_texts_are_in_the_language_served(text: str) -> None:
    found = DETECTOR.choose(text, SERVED)
    assert found and found.language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("Le conseil municipal s'est réuni hier soir à la mairie.", "fr"),
        ("Рада зібралася сьогодні вранці у старому будинку.", "uk"),
        ("The council met in the old house this morning.", "en"),
        ("Ничего", "ru"),
    ],
)
def test_longer_texts_are_what_they_are(text: str, language: str) -> None:
    found = DETECTOR.choose(text, SERVED)
    assert found and found.language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("Hello", "en"), ("ok", "en"), ("Home", "en"), ("Сайн уу", "mn"), (GERMAN, "de")],
)
def test_detect_says_what_translate_takes_it_for(server: Server, text: str, language: str) -> None:
    first, *others = server.client.post("/detect", data={"q": text}).json()
    assert first["language"] == language
    assert language not in {one["language"] for one in others}
    if language == "en":
        answer = server.translate(text, source="auto").json()
        assert answer["detectedLanguage"] == first


@pytest.mark.parametrize("text", ["", "12345", "🌷🌷", "— 12:30 …", "\n"])
def test_no_letter_no_language(text: str) -> None:
    assert DETECTOR.choose(text, SERVED) is None


def test_signs_come_back_as_they_are(server: Server) -> None:
    texts = ["Good morning my friend", "🌷", "12:30", "—"]
    answer = server.translate(texts, source="auto").json()
    assert answer["translatedText"][1:] == texts[1:]
    assert answer["translatedText"][0] != texts[0]
    alone = server.translate("12345", source="auto").json()
    assert alone["translatedText"] == "12345"
    assert alone["detectedLanguage"]["confidence"] == 0


def test_one_foreign_text_does_not_refuse_the_others(server: Server) -> None:
    texts = ["The council met in the old house this morning.", "They were happy.", GERMAN]
    answer = server.translate(texts, source="auto").json()
    assert answer["translatedText"][2] == GERMAN
    assert answer["detectedLanguage"][2]["language"] == "de"
    assert answer["translatedText"][1] != texts[1]
    assert server.translate([GERMAN, GERMAN], source="auto").status_code == 400
    assert server.translate(GERMAN, source="auto").status_code == 400


def test_detection_is_a_pair() -> None:
    assert Detection("en", 99.0) == ("en", 99.0)


def test_answers_piece_by_piece(server: Server) -> None:
    text = "".join(f"This is the paragraph number {n}. It is here.\n\n" for n in range(60))
    headers = {"Accept": "application/x-ndjson"}
    body = {"q": text, "source": "en", "target": "ru"}
    with server.client.stream("POST", "/translate", json=body, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("application/x-ndjson")
        pieces = [json.loads(line) for line in answer.iter_lines()]
    assert len(pieces) > 1
    whole = server.translate(text).json()["translatedText"]
    assert "".join(piece["translatedText"] for piece in pieces) == whole
    body["q"] = ["One.", "Two."]  # type: ignore[assignment]
    lines = server.client.post("/translate", json=body, headers=headers).text.splitlines()
    assert [json.loads(line)["index"] for line in lines] == [0, 1]


def test_suggestions_go_into_the_memory(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = make_project(tmp_path_factory.mktemp("suggestions"))
    with running(root) as server:
        body = {"q": "The gate.", "s": "Ворота.", "source": "en", "target": "ru"}
        assert server.client.post("/suggest", json=body).json() == {"success": True}
        assert server.client.post("/suggest", data=body).json() == {"success": True}
        for wrong in ({"q": ""}, {"s": 5}, {"target": "xx"}, {"s": "x" * 10_001}, {"s": "\ud800"}):
            content = json.dumps(body | wrong)
            headers = {"Content-Type": "application/json"}
            answer = server.client.post("/suggest", content=content, headers=headers)
            assert answer.status_code == 400, wrong
    with Memory.open(root) as memory:
        [match] = memory.search("The gate.", Pair("en", "ru"), 60, 5)
        assert (match.target, match.origin, match.reviewed) == ("Ворота.", Origin.HUMAN, False)
        assert match.document == "suggested"
        assert memory.best([Query("The gate.")], Pair("en", "ru"), 100) is not None
