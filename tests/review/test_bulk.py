"""Many sentences at once: nothing wrong or unseen is approved, and one undo takes it all back."""

from __future__ import annotations

import pytest

from l10n.errors import L10nError
from l10n.model import Origin, State, Translation, message_key
from l10n.project.config import load_project
from l10n.project.jobs import plan
from l10n.project.journal import undo
from tests.review.conftest import MODEL, Page
from tests.review.test_saving import MAYOR, row_of

PEOPLE = "It heard 51 people."


def keys(page: Page, **filters: str) -> list[str]:
    found: dict[str, str] = page.get("keys", **filters).json()["keys"]
    assert all(row["version"] == found[str(row["key"])] for row in page.rows(**filters))
    return list(found)


def test_keys_are_those_of_the_filter(page: Page) -> None:
    assert len(keys(page)) == 6
    assert len(keys(page, state="machine")) == 5
    assert keys(page, text="мэр") == [row_of(page, MAYOR)["key"]]


def test_approve_leaves_errors_and_the_untranslated(page: Page) -> None:
    answer = page.post("bulk", action="approve", keys=keys(page)).json()
    assert answer == {"done": 4, "left": 1, "others": 0}
    found = page.catalog()
    assert found[PEOPLE].state is State.DRAFT
    assert found["It will meet again in the autumn."].state is State.NEW
    assert sum(one.state is State.APPROVED for one in found.values()) == 4
    undone = page.post("undo").json()
    assert undone["count"] == 4
    assert not any(one.state is State.APPROVED for one in page.catalog().values())


def test_reset_keeps_what_people_wrote(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.")
    assert page.post("bulk", action="reset", keys=keys(page)).json()["done"] == 4
    assert page.catalog()[MAYOR].text == "Мэр молчал."
    page.post("undo")
    assert page.catalog()["Water for the valley"].text == "Вода для долины"


def test_replace_shows_first(page: Page) -> None:
    before = page.po.read_bytes()
    shown = page.post("replace", find="мэр", **{"with": "глава"}).json()
    assert shown["total"] == 1 and page.po.read_bytes() == before
    assert ["removed", "Мэр"] in shown["changes"][0]["difference"]
    assert page.post("replace", find="мэр", case=True, **{"with": "глава"}).json()["total"] == 0
    done = page.post("replace", find="Мэр", apply=True, **{"with": "Глава"}).json()
    assert done["total"] == 1
    assert page.catalog()[MAYOR].text == "Глава ничего не сказал."
    assert page.catalog()[MAYOR].state is State.DRAFT


def test_replace_by_a_pattern(page: Page) -> None:
    where = {"find": r"(\d+) мая", "with": r"мая \1", "regex": True, "apply": True}
    assert page.post("replace", **where).json()["total"] == 1
    assert page.catalog()["The council met on 12 May."].text == "Совет собрался мая 12."


@pytest.mark.parametrize(
    ("find", "put"), [("(", ""), ("", ""), ("а", r"\9"), ("x" * 501, "")], ids=repr
)
def test_pattern_that_is_none(page: Page, find: str, put: str) -> None:
    before = page.po.read_bytes()
    answer = page.post("replace", find=find, regex=True, apply=True, **{"with": put})
    assert answer.status_code == 422 and answer.json()["error"]
    assert page.po.read_bytes() == before


def test_pattern_that_would_never_end(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="а" * 5000)
    answer = page.post("replace", find=r"(а|аа)+$!", regex=True, **{"with": ""})
    assert answer.status_code in (200, 422)


def test_search_in_all_documents(page: Page) -> None:
    (page.root / "source" / "other.txt").write_text("The mayor left.\n")
    found = page.get("search", text="mayor").json()
    assert {(one["document"], one["source"]) for one in found["found"]} == {
        ("source/article.txt", MAYOR),
        ("source/other.txt", "The mayor left."),
    }


def test_next_of_a_kind(page: Page) -> None:
    rows = page.rows()
    assert page.get("next", which="findings", **{"from": 0}).json()["key"] == rows[2]["key"]
    assert page.get("next", which="findings", **{"from": 3}).json()["key"] == ""
    assert page.get("next", which="number", **{"from": 4}).json()["key"] == rows[4]["key"]
    assert page.get("next", which="nonsense", **{"from": 0}).status_code == 422


def test_error_wants_a_second_press(page: Page) -> None:
    where = row_of(page, PEOPLE)
    refused = page.post("save", **where, translation="Он выслушал людей.", approve=True)
    assert refused.status_code == 428
    assert refused.json()["findings"][0]["check"] == "numbers"
    assert page.catalog()[PEOPLE].state is State.DRAFT
    agreed = page.post(
        "save",
        **where,
        translation="Он выслушал людей.",
        approve=True,
        confirmed=True,
        reason="the number is in the headline",
    ).json()
    assert agreed["row"]["state"] == "approved"
    assert agreed["row"]["notes"][0]["text"] == "the number is in the headline"


def test_approval_reaches_the_same_draft_elsewhere(page: Page) -> None:
    other = page.root / "source" / "other.txt"
    other.write_text("The mayor said nothing. The mayor left.\n")
    there = Page(page.root, None, page.url, page.client, page.csrf, "source/other.txt")
    there.post("save", **row_of(there, MAYOR), translation="Иначе.", auto=True)
    answer = page.post(
        "save", **row_of(page, MAYOR), translation="Мэр ничего не сказал.", approve=True
    )
    assert answer.json()["others"] == 0, "a person's other text stays"
    job = plan(load_project(page.root), [other], ["ru"])[0]
    draft = Translation("Р.", State.DRAFT, Origin.MACHINE, MODEL, 0.5)
    assert job.catalog.set_draft(message_key("The mayor left."), draft)
    job.catalog.save()
    (page.root / "source" / "third.txt").write_text("The mayor left.\n")
    third = Page(page.root, None, page.url, page.client, page.csrf, "source/third.txt")
    answer = third.post("save", **row_of(third, "The mayor left."), translation="Р.", approve=True)
    assert answer.json()["others"] == 1
    assert there.catalog()["The mayor left."].state is State.APPROVED


def test_approved_text_is_a_match_at_once(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.", approve=True)
    (page.root / "source" / "other.txt").write_text("The mayor said nothing new.\n")
    there = Page(page.root, None, page.url, page.client, page.csrf, "source/other.txt")
    key = row_of(there, "The mayor said nothing new.")["key"]
    assert [one["text"] for one in there.get("entry", key=key).json()["matches"]] == ["Мэр молчал."]


def test_a_new_term(page: Page) -> None:
    where = row_of(page, MAYOR)
    assert page.post("term", source="mayor", target="мэр").status_code == 200
    assert page.post("term", source="mayor", target="градоначальник").status_code == 200
    [term] = page.get("entry", key=where["key"]).json()["terms"]
    assert (term["form"], term["targets"]) == ("mayor", ["мэр", "градоначальник"])
    assert page.post("term", source="", target="x").status_code == 422
    assert page.post("term", source="x" * 201, target="x").status_code == 422


def test_the_dictionary_explains_words(page: Page) -> None:
    said = dict(page.get("entry", key=row_of(page, MAYOR)["key"]).json()["dictionary"])
    assert "мэр" in said["mayor"]


def test_l10n_undo_takes_back_what_the_page_did(page: Page) -> None:
    """And the page's own Undo goes on with what was done before that."""
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.")
    page.post("bulk", action="approve", keys=keys(page))
    assert page.catalog()[MAYOR].state is State.APPROVED
    project = load_project(page.root)
    done = undo(project)
    assert (done.command, done.entries, done.left) == ("approve (review page)", 4, [])
    assert not any(one.state is State.APPROVED for one in page.catalog().values())
    assert page.post("undo").json()["row"]["text"] == "Мэр ничего не сказал."
    with pytest.raises(L10nError, match="nothing to take back"):
        undo(project)


@pytest.mark.parametrize("action", ["approve", "reset", "replace"])
def test_what_the_page_took_back_l10n_undo_does_not_look_for(page: Page, action: str) -> None:
    before = page.po.read_bytes()
    if action == "replace":
        page.post("replace", find="а", **{"with": "б"}, apply=True)
    else:
        page.post("bulk", action=action, keys=keys(page))
    assert page.po.read_bytes() != before
    assert page.post("undo").json()["left"] == 0
    with pytest.raises(L10nError, match="nothing to take back"):
        undo(load_project(page.root))


def test_undo_leaves_what_has_been_changed_since(page: Page) -> None:
    page.post("bulk", action="approve", keys=keys(page))
    text = page.po.read_text("utf-8").replace("Мэр ничего не сказал.", "Мэр молчал.")
    page.po.write_text(text, "utf-8")
    answer = page.post("undo").json()
    assert (answer["count"], answer["left"]) == (3, 1)
    found = page.catalog()
    assert (found[MAYOR].text, found[MAYOR].state) == ("Мэр молчал.", State.APPROVED)
    assert sum(one.state is State.APPROVED for one in found.values()) == 1


@pytest.mark.parametrize("action", ["approve", "reset"])
def test_what_nobody_has_seen_stays(page: Page, action: str) -> None:
    """Between a person's choice and their press, somebody else has written another text."""
    seen = page.get("keys").json()["keys"]
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.")
    answer = page.post("bulk", action=action, keys=seen).json()
    assert answer["others"] == 1
    found = page.catalog()[MAYOR]
    assert (found.text, found.state) == ("Мэр молчал.", State.DRAFT)


def test_twenty_thousand_at_once_are_not_too_many(page: Page) -> None:
    many = {f"{number:010}": "0" * 12 for number in range(20_000)}
    answer = page.post("bulk", action="approve", keys=many | page.get("keys").json()["keys"])
    assert answer.json()["done"] == 4
