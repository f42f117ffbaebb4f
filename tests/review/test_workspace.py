"""The workspace in a real browser: panes, a long list, chips, saving by itself, many at once."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from l10n.model import State
from tests.review.conftest import Serve, make_project
from tests.review.test_browser import (
    Open,
    browser,
    check_access,
    expect,
    open_tab,
    pytestmark,
    shoot,
    target,
)

__all__ = ["browser", "open_tab", "pytestmark"]

CODES = "Press **Save** or `Ctrl+S`, then read [the guide](guide.html).\n\nIt is done.\n"


@pytest.mark.slow
def test_thousands_of_sentences(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    """Few of them are elements of the page, and each can be reached."""
    text = "\n\n".join(f"Sentence number {number} is here." for number in range(1, 5001))
    tab = open_tab(serve(make_project(tmp_path / "long", text, {})))
    expect(tab.locator("#total")).to_have_text("Shown: 5000")
    tab.fill("#number", "4321")
    tab.press("#number", "Enter")
    expect(tab.locator(".open .source")).to_have_text("Sentence number 4321 is here.")
    expect(tab.locator(".position")).to_have_text("4321 / 5000")
    assert tab.locator(".sentence").count() < 200
    tab.keyboard.press("Alt+ArrowDown")
    expect(tab.locator(".open .source")).to_have_text("Sentence number 4322 is here.")
    tab.evaluate("document.querySelector('#list').scrollTop = 0")
    expect(tab.locator(".sentence .source").first).to_have_text("Sentence number 1 is here.")
    tab.go_back()
    expect(tab.locator(".open .source")).to_have_text("Sentence number 4321 is here.")
    tab.evaluate("document.querySelector('#list').scrollTop = 0")
    tab.locator(".sentence .select").first.click()
    tab.evaluate("document.querySelector('#list').scrollTop = 1e9")
    last = tab.locator(".sentence", has_text="Sentence number 5000 is here.")
    last.locator(".select").click(modifiers=["Shift"])
    expect(tab.locator("#selected")).to_have_text("Selected: 5000", timeout=30_000)
    tab.keyboard.press("Alt+ArrowDown")  # from the open one, far out of sight
    expect(tab.locator(".open .source")).to_have_text("Sentence number 4322 is here.")
    shoot(tab, "long")
    check_access(tab)


@pytest.mark.slow
def test_placeables_are_chips(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    root = make_project(tmp_path / "codes", "None.\n", {})
    (root / "source" / "b.md").write_text(CODES, "utf-8")
    page = serve(root)
    tab = open_tab(page)
    tab.goto(f"{page.origin}/?document=source/b.md&locale=ru")
    target(tab, 0).click()
    field = tab.locator("#translation")
    chips = tab.locator(".codes .code")
    expect(chips).to_have_count(5)
    expect(chips.first).to_have_attribute("title", "**")
    field.fill("Нажмите ")
    tab.keyboard.press("Alt+P")
    tab.keyboard.type("Сохранить")
    chips.nth(1).click()
    expect(field).to_have_value("Нажмите <1>Сохранить</1>")
    expect(tab.locator(".mirror mark.code")).to_have_text(["<1>", "</1>"])
    tab.keyboard.press("End")
    tab.keyboard.press("Backspace")  # a placeable stands or falls whole
    expect(field).to_have_value("Нажмите <1>Сохранить")
    field.evaluate("box => box.setSelectionRange(9, 9)")  # in the middle of <1>
    tab.keyboard.press("Shift")
    tab.keyboard.type("х")
    assert "<1>" in field.input_value()
    shoot(tab, "chips")
    check_access(tab)


@pytest.mark.slow
def test_saves_by_itself(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    target(tab, 3).click()
    tab.locator("#translation").fill("Мэр смолчал.")
    expect(tab.locator(".saved")).to_have_text("saved")
    found = page.catalog()["The mayor said nothing."]
    assert (found.text, found.state) == ("Мэр смолчал.", State.DRAFT)
    tab.locator("#translation").fill("Мэр не сказал ничего.")
    tab.goto("about:blank")  # the last letters go with the page
    deadline = time.monotonic() + 20
    while page.catalog()["The mayor said nothing."].text != "Мэр не сказал ничего.":
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_killed_while_somebody_types(serve: Serve, open_tab: Open) -> None:
    """What was typed is on the disk though nobody paused; the rest is saved by the next server."""
    page = serve()
    assert page.process
    tab = open_tab(page)
    target(tab, 5).click()
    field = tab.locator("#translation")
    typed = "Осенью он соберётся снова, и тогда все услышат."
    begun = time.monotonic()
    letters = [(tab.keyboard.type(one, delay=120), time.monotonic())[1] for one in typed]
    page.process.kill()
    page.process.wait()
    assert letters[-1] - begun > 5, "longer than a machine that is busy needs for a save"
    kept = page.catalog()["It will meet again in the autumn."].text
    sure = sum(letter < letters[-1] - 4 for letter in letters)
    assert typed.startswith(kept) and len(kept) >= sure > 5
    expect(tab.locator("#message")).to_contain_text("The server does not answer.")
    tab.keyboard.type(" Да.")
    serve(page.root, "--port", page.origin.rpartition(":")[2])
    expect(tab.locator(".saved")).to_have_text("saved", timeout=15_000)
    expect(field).to_have_value(f"{typed} Да.")
    found = page.catalog()["It will meet again in the autumn."]
    assert (found.text, found.state) == (f"{typed} Да.", State.DRAFT)
    errors = open_tab.errors  # type: ignore[attr-defined]
    errors[:] = [one for one in errors if "net::ERR_" not in one]


@pytest.mark.slow
def test_one_s_own_save_is_nobody_else_s(serve: Serve, open_tab: Open) -> None:
    """An answer that a save has overtaken says nothing of other people."""
    page = serve()
    tab = open_tab(page)
    target(tab, 3).click()
    expect(tab.locator(".alternatives .choice").first).to_be_visible()
    held: list[Any] = []
    tab.route("**/api/entry?*", lambda route: held.append((route, route.fetch())))
    tab.evaluate("window.dispatchEvent(new Event('focus'))")
    tab.locator("#translation").fill("Мэр смолчал.")
    expect(tab.locator(".saved")).to_have_text("saved")
    tab.locator("#translation").fill("Мэр не сказал ничего.")
    assert held
    tab.unroute("**/api/entry?*")
    for route, response in held:
        route.fulfill(response=response)
    expect(tab.locator(".saved")).to_have_text("saved")
    expect(tab.locator(".conflict")).to_be_hidden()
    assert page.catalog()["The mayor said nothing."].text == "Мэр не сказал ничего."


@pytest.mark.slow
def test_error_asks_for_a_second_press(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    target(tab, 2).click()
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".confirm")).to_be_visible()
    assert page.catalog()["It heard 51 people."].state is State.DRAFT
    shoot(tab, "confirm")
    check_access(tab)
    tab.fill(".reason", "the headline has it")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#counts")).to_have_text("1 / 6 · 16 %")
    assert "the headline has it" in page.po.read_text("utf-8")


@pytest.mark.slow
def test_what_is_certain_is_put_right_by_a_press(serve: Serve, open_tab: Open) -> None:
    tab = open_tab(serve())
    target(tab, 3).click()
    field = tab.locator("#translation")
    field.fill("Мэр  ничего не сказал.")  # a blank too many
    tab.locator(".fix").first.click()
    expect(field).to_have_value("Мэр ничего не сказал.")
    expect(tab.locator("#findings .fix")).to_have_count(0)


@pytest.mark.slow
def test_many_at_once(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    boxes = tab.locator(".sentence .select")
    boxes.nth(0).click()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(tab.locator("#selected")).to_have_text("Selected: 5")
    shoot(tab, "selected")
    check_access(tab)
    tab.click("#bulk-approve")
    expect(tab.locator("#counts")).to_have_text("4 / 6 · 66 %")
    expect(tab.locator("#message")).to_contain_text("a check has found an error: 1")
    tab.keyboard.press("Alt+R")
    tab.fill("#replace-find", "мэр")
    tab.fill("#replace-with", "Глава")
    tab.click("#replace-look")
    expect(tab.locator("#replace-preview del")).to_have_text(["Мэр"])
    shoot(tab, "replace")
    check_access(tab)
    tab.click("#replace-do")
    expect(tab.locator("#replace-told")).to_have_text("Replaced in sentences: 1")
    tab.keyboard.press("Escape")
    expect(target(tab, 3)).to_have_text("Глава ничего не сказал.")
    tab.keyboard.press("Alt+U")
    expect(tab.locator("#translation")).to_have_value("Мэр ничего не сказал.")


@pytest.mark.slow
def test_two_tabs(serve: Serve, open_tab: Open) -> None:
    """What one does, the other shows by itself; neither's text is lost."""
    page = serve()
    one, two = open_tab(page), open_tab(page)
    target(one, 3).click()
    one.locator("#translation").fill("Мэр молчал.")
    one.keyboard.press("Control+s")
    expect(target(two, 3)).to_have_text("Мэр молчал.")
    target(two, 3).click()
    two.locator("#translation").fill("Мэр смолчал.")
    two.keyboard.press("Control+s")
    expect(one.locator("#translation")).to_have_value(re.compile("ничего|смолчал|глава"))


@pytest.mark.slow
@pytest.mark.parametrize("width,height", [(1440, 900), (390, 844)])
def test_editor_is_in_full_view(serve: Serve, open_tab: Open, width: int, height: int) -> None:
    tab = open_tab(serve(), viewport={"width": width, "height": height})
    target(tab, 2).click()
    expect(tab.locator(".alternatives .choice").first).to_be_visible()
    for name in ("#translation", ".approve", "#findings li", ".aids .notes h3", "#counts"):
        box = tab.locator(name).first.bounding_box()
        assert box and 0 <= box["y"] < height and 0 <= box["x"] < width, name
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scroll"
    shoot(tab, f"workspace-{width}")
    check_access(tab)
    if width > 1000:
        divider = tab.locator(".divider[data-pane=list]")
        before = divider.get_attribute("aria-valuenow")
        divider.focus()
        tab.keyboard.press("ArrowRight")
        assert divider.get_attribute("aria-valuenow") != before


@pytest.mark.slow
def test_notes_are_answered_and_resolved(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    page = serve(make_project(tmp_path / "project"), "--name", "Оюун")
    tab = open_tab(page)
    target(tab, 3).click()
    tab.keyboard.press("Alt+N")
    tab.keyboard.type("Which ma")
    tab.keyboard.press("Alt+ArrowDown")  # what is not sent yet waits at its sentence
    expect(tab.locator(".note").last).to_have_value("")
    tab.keyboard.press("Alt+ArrowUp")
    expect(tab.locator(".add-note")).to_be_visible()
    tab.keyboard.press("Alt+N")
    tab.keyboard.type("yor?")
    tab.keyboard.press("Enter")
    expect(tab.locator(".thread p")).to_contain_text("Which mayor? Оюун, 20")
    tab.fill(".reply", "That one.")
    tab.press(".reply", "Enter")
    expect(tab.locator(".thread li")).to_contain_text("That one. Оюун, 20")
    expect(tab.locator(".sentence .chip.note")).to_have_text("⚑ 1")
    expect(tab.locator(".thread .remove")).to_have_count(1)
    shoot(tab, "notes")
    check_access(tab)
    tab.click(".resolve")
    expect(tab.locator(".thread.settled")).to_contain_text("✓ resolved")
    expect(tab.locator(".sentence .chip.note")).to_have_text("⚐ 1")
    check_access(tab)
    tab.select_option("#state", "open")
    expect(tab.locator(".empty")).to_be_visible()
    tab.select_option("#state", "notes")
    target(tab, 0).click()
    tab.click(".thread .remove")
    expect(tab.locator(".resolve")).to_be_visible()


@pytest.mark.slow
def test_narrow_screen_shows_all_of_the_text_and_the_document(
    serve: Serve, open_tab: Open, tmp_path: Path
) -> None:
    draft = "Предложение, которое на узком экране занимает больше двух строк, видно целиком. " * 2
    root = make_project(tmp_path / "project", "One long sentence.\n", {"One long sentence.": draft})
    tab = open_tab(serve(root), viewport={"width": 390, "height": 844})
    whole = "box => box.clientHeight > 60 && box.scrollHeight <= box.clientHeight + 1"
    target(tab, 0).click()
    field = tab.locator("#translation")
    expect(field).to_be_visible()
    assert field.evaluate(whole)
    tab.keyboard.press("Alt+A")
    expect(tab.locator(".piece")).to_be_visible()
    expect(field).to_be_hidden()
    shoot(tab, "narrow-document")
    tab.click("#tab-edit")
    expect(field).to_be_visible()
    tab.wait_for_timeout(100)
    assert field.evaluate(whole)


@pytest.mark.slow
def test_statistics(serve: Serve, open_tab: Open) -> None:
    page = serve()
    tab = open_tab(page)
    target(tab, 3).click()
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#counts")).to_have_text("1 / 6 · 16 %")
    tab.click("text=Statistics")
    expect(tab.locator("h1")).to_have_text("Statistics")
    expect(tab.locator("table").first).to_contain_text("approved: 4")
    expect(tab.locator("table").last).to_contain_text("100 %")
    shoot(tab, "statistics")
    check_access(tab)
