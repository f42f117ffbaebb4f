"""What was done to a sentence: kept in the project, shown, taken back in a later session."""

from __future__ import annotations

from l10n.model import State
from l10n.project.config import load_project
from l10n.review.history import FILE, Store
from l10n.review.people import Person, present
from l10n.review.saving import History
from l10n.review.workspace import Workspace
from tests.review.conftest import Page
from tests.review.test_saving import MAYOR, row_of


def steps(page: Page, source: str = MAYOR) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.get("entry", key=row_of(page, source)["key"]).json()[
        "history"
    ]
    return found


def test_steps_of_a_sentence(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.")
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.", approve=True)
    found = steps(page)
    assert [step["what"] for step in found] == ["approve", "draft"]
    assert found[0]["before"] == "Мэр промолчал."
    assert ["added", "молчал"] in list(found[0]["difference"])  # type: ignore[call-overload]


def test_what_is_typed_is_one_step(page: Page) -> None:
    for text in ("Мэр м", "Мэр молч", "Мэр молчал."):
        page.post("save", **row_of(page, MAYOR), translation=text, auto=True)
    assert [step["what"] for step in steps(page)] == ["autosave"]
    assert page.post("undo").status_code == 200
    assert page.catalog()[MAYOR].text == "Мэр ничего не сказал."
    assert page.post("undo").status_code == 404


def test_autosave_never_approves(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал.", approve=True)
    page.post("save", **row_of(page, MAYOR), translation="Мэр молчал!", auto=True)
    assert page.catalog()[MAYOR].state is State.DRAFT


def test_undo_in_a_later_session(page: Page) -> None:
    page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.", approve=True)
    later = Workspace(load_project(page.root), ["ru"])
    desk = later.desk(page.document, "ru")
    row, count, left = later.history(desk).undo()
    assert (row.translation.text, count, left) == ("Мэр ничего не сказал.", 1, 0)
    assert page.catalog()[MAYOR].state is State.DRAFT


def test_each_takes_back_their_own(page: Page) -> None:
    workspace = Workspace(load_project(page.root), ["ru"])
    desk = workspace.desk(page.document, "ru")
    history = workspace.history(desk)
    for name, source, text in (
        ("Оюун", MAYOR, "Мэр молчал."),
        ("Петро", "The river rose again.", "Р."),
    ):
        where = row_of(page, source)
        token = present.set(Person(name))
        history.save(where["key"], where["version"], [text], approve=False)
        present.reset(token)
    token = present.set(Person("Оюун"))
    row, *_ = history.undo()
    present.reset(token)
    assert row.entry.msgid == MAYOR
    assert page.catalog()["The river rose again."].text == "Р."


def test_a_damaged_history_costs_no_translation(page: Page) -> None:
    (page.root / FILE).write_bytes(b"not a database" * 100)
    answer = page.post("save", **row_of(page, MAYOR), translation="Мэр промолчал.")
    assert answer.status_code == 200
    assert page.catalog()[MAYOR].text == "Мэр промолчал."
    assert steps(page) == []
    assert page.post("undo").status_code == 404


def test_looking_makes_no_file(page: Page) -> None:
    store = Store(page.root)
    assert store.of("a", "ru", "b") == [] and store.daily() == []
    assert not (page.root / FILE).exists()


def test_two_at_once(page: Page) -> None:
    """Two stores of one project: both histories are kept."""
    first, second = Store(page.root), Store(page.root)
    workspace = Workspace(load_project(page.root), ["ru"])
    desk = workspace.desk(page.document, "ru")
    for store, text in ((first, "А."), (second, "Б."), (first, "В.")):
        where = row_of(page, MAYOR)
        History(desk, store).save(where["key"], where["version"], [text], approve=False)
    assert [step.now for step in second.of(page.document, "ru", row_of(page, MAYOR)["key"])] == [
        "В.",
        "Б.",
        "А.",
    ]
