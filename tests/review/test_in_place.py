"""Each string of the page in its place, in each of its languages: none in English, none cut off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from l10n import interface
from l10n.languages.codes import FIRST_LOCALES
from l10n.memory import Memory
from l10n.memory.unit import Unit
from l10n.model import Pair
from l10n.review.messages import messages
from tests.review.conftest import Serve, make_project
from tests.review.test_browser import (
    Open,
    Tab,
    browser,
    check_access,
    expect,
    open_tab,
    pytestmark,
    shoot,
    target,
)

__all__ = ["browser", "open_tab", "pytestmark"]

# Names of files, models and keys, and the sentence's own words.
_NAMES = re.compile(r"article(\.txt)?|source/|test/\S+|mayors?|Esc|Ctrl|Alt|l10n")
_LOOKING = Path(__file__).with_name("in_place.js").read_text("utf-8")


def foreign(language: str) -> set[str]:
    """What the page would say in English, where it has other words in a language."""
    gettext = interface.translations(language).gettext
    return {one.content for one in messages() if gettext(one.content) != one.content}


@pytest.mark.slow
@pytest.mark.parametrize("language", FIRST_LOCALES)
def test_every_view(serve: Serve, open_tab: Open, tmp_path: Path, language: str) -> None:
    root = make_project(tmp_path / "project")
    (root / "glossary.csv").write_text("source,ru\nmayor,глава\n", "utf-8")
    with Memory.open(root) as memory:
        memory.add([Unit("The mayors said nothing.", "Мэры молчали.", Pair("en", "ru"))])
    page = serve(root, "--name", "Оюун")
    tab = open_tab(page, locale={"mn": "mn-MN", "ru": "ru-RU", "uk": "uk-UA"}[language])
    english, wrong = foreign(language), list[Any]()

    def look(view: str) -> None:
        found = tab.evaluate(f"{_LOOKING.strip()}.said()")
        assert len(found) > 20
        # Parts of a text, too: what stands before a colon, behind a mark.
        parts = {part.strip(" ✓⚙≈✎○↻⚑⚐:·") for text in found for part in (text, *text.split(":"))}
        latin = {text for text in found if re.search("[A-Za-z]{3,}", _NAMES.sub("", text))}
        wrong.extend((view, "English", text) for text in sorted(parts & english | latin))
        for width, height in ((1440, 900), (390, 844)):
            tab.set_viewport_size({"width": width, "height": height})
            clipped = tab.evaluate(f"{_LOOKING.strip()}.clipped()")
            wrong.extend((view, width, *one) for one in clipped)
            shoot(tab, f"place-{language}-{view}-{width}")
        tab.set_viewport_size({"width": 1440, "height": 900})

    walk(tab, look)
    assert not wrong, "\n".join(sorted(set(map(str, wrong))))


def walk(tab: Tab, look: Any) -> None:
    """Go through all views; call ``look`` in each."""
    look("queue")
    target(tab, 3).click()
    tab.fill(".note", "Кто?")
    tab.press(".note", "Enter")
    tab.fill(".reply", "Он.")
    tab.press(".reply", "Enter")
    tab.locator("#translation").fill("Мэр  промолчал 7")
    expect(tab.locator(".matches .choice")).to_be_visible()
    expect(tab.locator(".terms .base, .terms [title*=':']").first).to_be_visible()
    expect(tab.locator(".history li").first).to_be_visible()
    expect(tab.locator("#findings .fix").first).to_be_visible()
    look("editor")
    tab.click(".resolve")
    expect(tab.locator(".thread.settled")).to_be_visible()
    tab.locator("#list .select").nth(1).click()
    tab.evaluate(
        "for (const one of document.querySelectorAll('.editor [hidden]')) one.hidden = false"
    )
    tab.evaluate("document.querySelector('.dictionary').open = true")
    look("everything")
    check_access(tab)
    tab.evaluate("document.body.classList.add('unfolded')")
    look("unfolded")
    tab.evaluate("document.body.classList.remove('unfolded')")
    tab.keyboard.press("Alt+R")
    tab.fill("#replace-find", "о")
    tab.click("#replace-look")
    expect(tab.locator("#replace-preview li").first).to_be_visible()
    look("replace")
    tab.keyboard.press("Escape")
    tab.fill("#search", "о")
    tab.click("#everywhere")
    expect(tab.locator("#found-list li").first).to_be_visible()
    look("found")
    tab.keyboard.press("Escape")
    tab.click("#help")
    look("shortcuts")
    tab.keyboard.press("Escape")
    tab.click("#view-article")
    expect(tab.locator("h2.block")).to_be_visible()
    look("document")
    tab.goto(tab.url.split("/?")[0] + "/statistics")
    expect(tab.locator("table").first).to_be_visible()
    look("statistics")
