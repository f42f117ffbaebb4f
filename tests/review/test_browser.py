"""The page in a real browser. Screenshots go to ``artifacts/review/``, for people to look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from l10n.memory import Memory
from l10n.memory.unit import Unit
from l10n.model import Origin, Pair, State
from l10n.po.catalog import Catalog
from tests.browsers import CHROMIUM, NO_CHROMIUM, chromium
from tests.conftest import ROOT
from tests.review.conftest import Page, Serve, make_project, msgfmt
from tests.review.test_guard import HOSTILE

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
expect = playwright.expect

AXE = Path(__file__).parent / "axe" / "axe.min.js"
ARTIFACTS = ROOT / "artifacts" / "review"
pytestmark = pytest.mark.skipif(not CHROMIUM, reason=NO_CHROMIUM)

Tab = Any
Open = Callable[..., Tab]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_tab(browser: Any) -> Iterator[Open]:
    """Opens a page in a browser that has not been there; fails on any error in its console."""
    contexts: list[Any] = []
    errors: list[str] = []

    def open_tab(page: Page, **options: Any) -> Tab:
        context = browser.new_context(
            **({"locale": "en-US", "viewport": {"width": 1280, "height": 900}} | options)
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(15_000)

        def refuse_others(route: Any) -> None:
            if not route.request.url.startswith(page.origin):
                errors.append(f"asks for {route.request.url}")
            route.continue_()

        tab.route("**/*", refuse_others)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda line: errors.extend([line.text] if line.type == "error" else []))
        tab.goto(page.url)
        tab.wait_for_selector("#list[data-ready]")
        return tab

    open_tab.errors = errors  # type: ignore[attr-defined]
    yield open_tab
    for context in contexts:
        context.close()
    # A refused save is told to the person; the browser logs its status besides.
    assert [error for error in errors if "status of 4" not in error] == []


def shoot(tab: Tab, name: str) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=str(ARTIFACTS / f"{name}.png"))


def check_access(tab: Tab) -> None:
    """axe-core finds nothing serious in what is shown."""
    # Through the debugger, as the page's policy lets no foreign script in.
    tab.evaluate(AXE.read_text("utf-8") + "; undefined")
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (one["id"], one["impact"], [node["html"][:150] for node in one["nodes"]][:3])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def target(tab: Tab, number: int) -> Any:
    return tab.locator(".sentence .target").nth(number)


def saved(tab: Tab) -> None:
    expect(tab.locator("#announce")).to_have_text("saved")


def test_edit_approve_reload(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    expect(tab.locator(".sentence")).to_have_count(6)
    shoot(tab, "queue")
    check_access(tab)
    target(tab, 2).click()
    field = tab.locator("#translation")
    expect(field).to_be_focused()
    expect(tab.locator("#findings")).to_contain_text("51 of the source is missing")
    field.fill("Он выслушал 51 человека.")
    expect(tab.locator("#findings li")).to_have_count(0)
    expect(tab.locator(".machine ins")).to_have_text(["51", "человека"])
    expect(tab.locator(".machine del")).to_have_text(["много", "людей"])
    expect(tab.locator(".saved")).to_have_text(re.compile("not saved yet|saved"))
    shoot(tab, "editor")
    check_access(tab)
    field.press("Control+Enter")
    expect(tab.locator(".open .source")).to_have_text("The mayor said nothing.")
    field.press("Control+Enter")
    expect(tab.locator(".open .source")).to_have_text("The river rose again.")
    expect(tab.locator("#counts")).to_have_text("2 / 6 · 33 %")
    field.fill("Река поднялась опять.")
    field.press("Alt+ArrowDown")  # what was typed is saved as a draft
    saved(tab)
    tab.reload()
    expect(tab.locator(".open .source")).to_have_text("It will meet again in the autumn.")
    expect(tab.locator(".sentence.approved")).to_have_count(2)
    expect(tab.locator(".sentence.edited")).to_have_count(1)
    found = page.catalog()
    assert found["It heard 51 people."].origin is Origin.HUMAN
    assert found["It heard 51 people."].state is State.APPROVED
    assert found["The mayor said nothing."].origin is Origin.MACHINE
    assert found["The river rose again."].text == "Река поднялась опять."
    assert found["The river rose again."].state is State.DRAFT
    msgfmt(page.po)
    tab.keyboard.press("Alt+U")
    expect(tab.locator(".open .source")).to_have_text("The river rose again.")
    expect(tab.locator("#translation")).to_have_value("Река снова поднялась.")
    assert page.catalog()["The river rose again."].origin is Origin.MACHINE


@pytest.mark.slow
def test_keyboard_alone(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    page = serve(make_project(tmp_path / "project"), "--name", "Оюун")
    tab = open_tab(page)
    tab.keyboard.press("?")
    expect(tab.locator("#shortcuts")).to_be_visible()
    check_access(tab)
    shoot(tab, "shortcuts")
    tab.keyboard.press("Escape")
    tab.keyboard.press("j")
    expect(tab.locator("#translation")).to_be_focused()
    tab.keyboard.press("Alt+ArrowDown")
    expect(tab.locator(".open .source")).to_have_text("The council met on 12 May.")
    tab.keyboard.press("Escape")
    expect(target(tab, 1)).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Alt+N")
    tab.keyboard.type("Which year?")
    tab.keyboard.press("Enter")
    expect(tab.locator(".notes li")).to_contain_text("Which year? Оюун, 20")
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    expect(tab.locator("#search")).to_be_focused()
    said = r"# note \(Оюун, \d{4}-\d\d-\d\d \d\d:\d\d[+-]\d{4}\): Which year\?\n"
    assert re.search(said, page.po.read_text("utf-8"))


@pytest.mark.slow
def test_filter_search_sort(serve: Serve, open_tab: Open) -> None:
    tab = open_tab(serve())
    sources = tab.locator(".sentence .source")
    tab.select_option("#sort", "confidence")
    expect(sources.first).to_have_text("It will meet again in the autumn.")
    tab.select_option("#state", "machine")
    expect(sources).to_have_count(5)
    expect(sources.first).to_have_text("The river rose again.")
    target(tab, 0).click()
    expect(tab.locator(".around.before")).to_contain_text("The mayor said nothing.")
    shoot(tab, "least-certain")
    tab.keyboard.press("Escape")
    tab.select_option("#check", "numbers")
    expect(sources).to_have_text(["It heard 51 people."])
    tab.select_option("#check", "")
    tab.fill("#search", "РЕКА")
    expect(sources).to_have_text(["The river rose again."])
    tab.fill("#search", "nowhere")
    expect(tab.locator(".empty")).to_be_visible()
    tab.reload()
    expect(tab.locator(".empty")).to_be_visible()


@pytest.mark.slow
def test_help_with_a_sentence(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    """Memory, glossary, and the real model's alternatives; one key puts a choice in."""
    root = make_project(tmp_path / "project")
    (root / "glossary.csv").write_text("source,ru,note\nmayor,глава|мэр,of a town\n", "utf-8")
    pair = Pair("en", "ru")
    with Memory.open(root) as memory:
        memory.add([Unit("The mayors said nothing.", "Мэры молчали.", pair, document="b.txt")])
    tab = open_tab(serve(root))
    target(tab, 3).click()
    expect(tab.locator(".matches .choice")).to_contain_text("Мэры молчали.")
    expect(tab.locator(".matches .percent")).to_have_text(["97 %"])
    expect(tab.locator(".matches del")).to_have_text("mayors")
    expect(tab.locator(".terms dt")).to_have_text("mayor")
    expect(tab.locator(".terms dd button")).to_have_text(["глава", "мэр"])
    expect(tab.locator(".alternatives .choice").nth(1)).to_be_visible()
    shoot(tab, "help")
    check_access(tab)
    number = tab.locator(".matches kbd").inner_text()
    tab.keyboard.press(f"Alt+{number}")
    expect(tab.locator("#translation")).to_have_value("Мэры молчали.")
    tab.keyboard.press("Control+z")
    expect(tab.locator("#translation")).to_have_value("Мэр ничего не сказал.")


@pytest.mark.slow
def test_conflict_shows_both(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    target(tab, 3).click()
    field = tab.locator("#translation")
    field.fill("Мэр промолчал.")
    text = page.po.read_text("utf-8").replace("Мэр ничего не сказал.", "Мэр молчал.")
    page.po.write_text(text, "utf-8")
    field.press("Control+Enter")
    expect(tab.locator(".theirs")).to_have_text("Мэр молчал.")
    expect(field).to_have_value("Мэр промолчал.")
    check_access(tab)
    shoot(tab, "conflict")
    assert page.catalog()["The mayor said nothing."].text == "Мэр молчал."
    tab.click(".take-theirs")
    expect(field).to_have_value("Мэр молчал.")
    tab.locator(".alternatives .choice", has_text="Мэр промолчал.").click()
    expect(field).to_have_value("Мэр промолчал.")
    field.press("Control+Enter")
    expect(tab.locator("#counts")).to_have_text("1 / 6 · 16 %")
    assert page.catalog()["The mayor said nothing."].text == "Мэр промолчал."


@pytest.mark.slow
def test_whole_document(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    tab.click("#view-article")
    expect(tab.locator("h2.block")).to_have_text("Вода для долины ")
    expect(tab.locator(".piece.machine")).to_have_count(5)
    expect(tab.locator(".piece.new")).to_have_text("It will meet again in the autumn.")
    check_access(tab)
    tab.locator(".piece.new").click()
    tab.locator("#translation").fill("Осенью он соберётся снова.")
    shoot(tab, "document")
    check_access(tab)
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".piece.approved")).to_have_text("Осенью он соберётся снова.")
    tab.reload()
    expect(tab.locator(".piece.approved")).to_have_text("Осенью он соберётся снова.")


@pytest.mark.slow
def test_table_is_laid_out(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    table = "# Prices\n\n| Name | Price |\n| --- | --- |\n| Bread | Ten coins |\n\nThe end.\n"
    (root / "source" / "table.md").write_text(table, "utf-8")
    page = serve(root)
    tab = open_tab(page)
    tab.goto(f"{page.origin}/?document=source/table.md&locale=ru&view=article")
    rows = tab.locator(".cells-of-table")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator(".block")).to_have_text(["Name ", "Price "])
    expect(rows.nth(1).locator(".block")).to_have_text(["Bread ", "Ten coins "])
    expect(tab.locator("#counts")).to_have_text("0 / 6 · 0 %")
    rows.nth(1).locator(".piece").nth(1).click()
    expect(tab.locator("#translation")).to_be_focused()
    check_access(tab)
    shoot(tab, "table")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "title"), [("mn", "Хянан засварлах"), ("uk", "Перевірка перекладу")]
)
def test_language_of_the_page(serve: Serve, open_tab: Open, language: str, title: str) -> None:
    tab = open_tab(serve(), color_scheme="dark")
    tab.select_option("#language", language)
    expect(tab.locator("h1")).to_have_text(title)
    assert tab.locator("html").get_attribute("lang") == language
    target(tab, 2).click()
    said = {"mn": "эх бичвэрийн 51 орчуулгад алга", "uk": "у перекладі немає 51 з вихідного тексту"}
    expect(tab.locator("#findings")).to_contain_text(said[language])
    check_access(tab)
    shoot(tab, f"dark-{language}")
    tab.reload()
    expect(tab.locator("h1")).to_have_text(title)


@pytest.mark.slow
def test_browser_s_own_language(serve: Serve, open_tab: Open) -> None:
    tab = open_tab(serve(), locale="ru-RU", viewport={"width": 390, "height": 800})
    expect(tab.locator("h1")).to_have_text("Проверка перевода")
    target(tab, 1).click()
    expect(tab.locator("#translation")).to_be_focused()
    shoot(tab, "narrow")
    check_access(tab)
    top = tab.locator("#desk").bounding_box()
    assert top and top["y"] < 200, "the controls leave the screen to the sentences"
    expect(tab.locator("#state")).to_be_hidden()
    tab.click("#fold")
    expect(tab.locator("#fold")).to_have_attribute("aria-expanded", "true")
    expect(tab.locator("#state")).to_be_visible()
    check_access(tab)
    shoot(tab, "narrow-unfolded")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scroll"


@pytest.mark.slow
def test_hostile_texts_stay_text(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    root = make_project(tmp_path / "hostile", f"{HOSTILE}\n\nSecond one.\n", {})
    with Memory.open(root) as memory:
        memory.add([Unit("Second ones.", HOSTILE, Pair("en", "ru"), document=HOSTILE)])
    page = serve(root)
    tab = open_tab(page)
    tab.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    row = page.rows()[0]
    where = {"key": row["key"], "version": row["version"]}
    version = page.post("save", **where, translation=HOSTILE).json()["row"]["version"]
    page.post("note", key=row["key"], version=version, note=HOSTILE)
    tab.reload()
    for number in (0, 1):
        target(tab, number).click()
        expect(tab.locator(".open .source")).to_be_visible()
        tab.wait_for_timeout(300)
    expect(tab.locator(".matches .choice")).to_contain_text("<script>alert(1)</script>")
    tab.click("#view-article")
    expect(tab.locator(".piece").first).to_contain_text("<script>alert(1)</script>")
    assert tab.locator("main script, main a, main img").count() == 0
    catalog = Catalog.open(page.po, "ru")
    assert next(catalog.entries()).translation.text == HOSTILE
