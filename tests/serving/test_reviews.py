"""Texts that are sent to review: documents of the project, drafts in its catalogs, and who may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from l10n.memory import Memory, Unit
from l10n.model import Origin, Pair, State
from l10n.po.catalog import Catalog
from l10n.project.config import load_project
from l10n.project.documents import find_documents
from l10n.serving import reviews
from l10n.serving.access import Access
from l10n.serving.keys import Keys
from tests.conftest import Run
from tests.serving.conftest import Start, in_process, make_project

TEXT = "The river rose again.\n\nThe council <1> in the old house. It rained.\n"
GOOD = {"q": TEXT, "source": "en", "target": "ru"}
CHOSEN = {
    "The council <1> in the old house.": "Совет <1> в ветхом доме.",
    "Other.": "Иное.",
}


def catalog(root: Path, document: str, locale: str = "ru") -> Catalog:
    name = document.removeprefix("source/").removesuffix(".txt")
    return Catalog.open(root / "locales" / locale / "LC_MESSAGES" / f"{name}.po", locale)


def test_drafts_wait_in_the_project(start: Start, tmp_path: Path) -> None:
    root = make_project(tmp_path / "served")
    with Memory.open(root) as memory:
        memory.add([Unit("It rained.", "Шёл дождь.", Pair("en", "ru"))])
    server = start()
    answer = server.client.post("/review", json=GOOD | {"chosen": CHOSEN})
    assert answer.status_code == 200, answer.text
    document = answer.json()["document"]
    assert answer.json()["sentences"] == 3
    assert (root / document).read_text("utf-8") == TEXT
    assert find_documents(load_project(root)) == [root / document]
    machine, chosen, remembered = (one.translation for one in catalog(root, document).entries())
    states = {one.state for one in (machine, chosen, remembered)}
    assert states == {State.DRAFT}, "nobody has approved anything"
    assert (machine.origin, remembered.origin) == (Origin.MACHINE, Origin.MEMORY)
    assert "starter-en-ru" in machine.engine and remembered.text == "Шёл дождь."
    assert chosen.origin is Origin.HUMAN and chosen.text == r"Совет \<1> в ветхом доме."

    again = server.client.post("/review", json=GOOD)
    assert again.json()["document"] == document, "the same text is the same document"
    assert [one.translation for one in catalog(root, document).entries()][1] == chosen
    assert server.client.post("/review", json=GOOD | {"target": "mn"}).status_code == 200
    assert catalog(root, document, "mn").state(next(catalog(root, document).entries()).key)
    assert len(list((root / "source").rglob("*.*"))) == 1
    assert TEXT.split(".")[0] not in server.errors.read_text(), "no text is in the log"


def test_the_review_command_sees_them(start: Start, tmp_path: Path, run: Run) -> None:
    assert start().client.post("/review", json=GOOD).status_code == 200
    result = run("--project", str(tmp_path / "served"), "status", "--json")
    assert '"draft": 3' in result.out


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"q": ""}, "missing q"),
        ({"q": ["One.", "Two."]}, "q must be a text"),
        ({"q": " \n "}, "nothing to translate"),
        ({"q": "A text\0 with a NUL."}, "Invalid request: q: "),
        ({"q": "\ufeff"}, "nothing to translate"),
        ({"format": "html"}, "q must be a text"),
        ({"target": "xx"}, "xx is not supported"),
        ({"target": "en"}, "en is no locale of the project"),
        ({"chosen": []}, ""),
        ({"chosen": ["x"]}, "chosen must be an object"),
        ({"chosen": {"a": 1}}, "chosen must hold texts"),
        ({"chosen": {"a": "\ud800"}}, "chosen must hold texts"),
        ({"chosen": {"a": "x" * 10_001}}, "chosen must hold texts"),
    ],
)
def test_refused(server: Any, fields: dict[str, Any], message: str) -> None:
    import json

    headers = {"Content-Type": "application/json"}
    answer = server.client.post("/review", content=json.dumps(GOOD | fields), headers=headers)
    assert answer.status_code == (400 if message else 200), answer.text
    assert message in answer.json().get("error", "")


def test_only_with_a_key_or_from_this_machine(tmp_path: Path) -> None:
    root, keys = make_project(tmp_path / "p"), Keys(tmp_path / "keys.json")
    secret = keys.add("anna")
    with in_process(root) as client:  # its address is none of this machine's
        assert client.post("/review", json=GOOD).status_code == 403
    with in_process(root, access=Access(keys)) as client:
        assert client.post("/review", json=GOOD).status_code == 400
        assert client.post("/review", json=GOOD | {"api_key": "x"}).status_code == 403
        assert not (root / "source").exists()
        assert client.post("/review", json=GOOD | {"api_key": secret}).status_code == 200
        strange = client.post(
            "/review", json=GOOD | {"api_key": secret}, headers={"Origin": "https://evil.example"}
        )
        assert strange.status_code == 403


def test_only_into_a_project(tmp_path: Path) -> None:
    for number, settings in enumerate(('engine = "starter"', 'documents = ["docs/*.md"]')):
        root = tmp_path / str(number)
        root.mkdir()
        (root / "l10n.toml").write_text(f"{settings}\n")
        project = load_project(root)
        assert not reviews.is_offered(project)
        with in_process(root) as client:
            assert "data-reviews" not in client.get("/").text


def test_a_project_that_cannot_be_written(start: Start, tmp_path: Path) -> None:
    server = start()
    (tmp_path / "served" / "source").write_text("in the way")
    answer = server.client.post("/review", json=GOOD)
    assert answer.status_code == 503 and "retry-after" in answer.headers
    assert answer.json() == {"error": "The project takes no texts now"}


def test_they_do_not_fill_the_disk(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.exceptions import HTTPException

    server = start()
    assert server.client.post("/review", json=GOOD).status_code == 200
    project = load_project(server.errors.parent)
    monkeypatch.setattr(reviews, "_MOST", 1)
    sent = reviews.take_in(project, "Another.", Pair("en", "ru"), "ru", {})
    with pytest.raises(HTTPException, match="wait to be reviewed"):
        reviews.keep(project, sent, {}, "")
