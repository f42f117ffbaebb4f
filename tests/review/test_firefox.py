"""The page in Firefox, as Debian has it, driven by Mozilla's own client."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from l10n.model import State
from tests.review.conftest import Page, Serve, make_project, msgfmt
from tests.review.test_browser import ARTIFACTS, AXE
from tests.review.test_workspace import CODES

with warnings.catch_warnings():  # Mozilla's packages are not free of them
    warnings.simplefilter("ignore")
    marionette = pytest.importorskip(
        "marionette_driver.marionette", reason="marionette-driver is not installed"
    )
    from marionette_driver import Wait
    from marionette_driver.keys import Keys

FIREFOX = shutil.which("firefox-esr")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FIREFOX, reason="firefox-esr is not installed (Debian package)"),
    # Mozilla's client leaves its sockets and pipes to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
_SETTINGS = {
    "devtools.console.stdout.content": True,  # what a page logs goes into Firefox' own log
    "intl.accept_languages": "en-US",
    "intl.locale.requested": "en-US",
}


class Tab:
    """A tab of Firefox: the little of Playwright's that these tests use."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def all(self, selector: str) -> list[Any]:
        found: list[Any] = self.driver.find_elements("css selector", selector)
        return found

    def one(self, selector: str, number: int = 0) -> Any:
        """An element, once it is there."""
        self.until(lambda: len(self.all(selector)) > number, selector)
        return self.all(selector)[number]

    def until(self, holds: Callable[[], object], what: object = "") -> None:
        """Wait until something holds; fail where it does not."""
        Wait(self.driver, timeout=15).until(lambda _: holds(), message=str(what))

    def text(self, selector: str, wanted: str) -> None:
        """Wait until an element holds a text."""
        self.until(lambda: wanted in self.read(selector), (selector, wanted))

    def read(self, selector: str) -> str:
        return " ".join(
            self.script(
                f"return [...document.querySelectorAll({selector!r})].map((one) => one.textContent)"
            )
        )

    def value(self, wanted: str) -> None:
        """Wait until the editor holds a text."""
        self.until(lambda: self.written() == wanted, wanted)

    def written(self) -> str:
        found: str = self.script("return document.querySelector('#translation').value")
        return found

    def press(self, *keys: str) -> None:
        """Press keys in what has the focus; modifiers go before the key they go with."""
        self.script("return document.activeElement").send_keys(*keys)

    def fill(self, text: str) -> None:
        self.press(Keys.CONTROL, "a")
        self.press(text)

    def script(self, source: str) -> Any:
        return self.driver.execute_script(source)

    def shoot(self, name: str) -> None:
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / f"firefox-{name}.png").write_bytes(self.driver.screenshot(format="binary"))

    def check_access(self) -> None:
        """axe-core finds nothing serious in what is shown."""
        found = self.driver.execute_async_script(
            AXE.read_text("utf-8")
            + "; axe.run(document, {resultTypes: ['violations']}).then(arguments[0])"
        )
        serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    """The browser, and its log."""
    log = tmp_path_factory.mktemp("firefox") / "log"
    driver = marionette.Marionette(
        bin=FIREFOX, headless=True, prefs=_SETTINGS, gecko_log=str(log), startup_timeout=60
    )
    driver.start_session()
    driver.set_window_rect(width=1280, height=900)
    yield driver, log
    profile = driver.instance.profile
    driver.cleanup()
    profile.restore = False  # it is gone: else it is removed again while Python ends


@pytest.fixture
def open_tab(firefox: tuple[Any, Path]) -> Iterator[Callable[[Page], Tab]]:
    """Opens the page; fails on any error in the console."""
    driver, log = firefox
    said = log.stat().st_size

    def open_tab(page: Page) -> Tab:
        driver.navigate(page.url)
        tab = Tab(driver)
        tab.one("#list[data-ready]")
        return tab

    yield open_tab
    driver.navigate("about:blank")
    lines = log.read_bytes()[said:].decode("utf-8", "replace").splitlines()
    # Firefox logs its own troubles there as well; the page's scripts have an address.
    assert [line for line in lines if "JavaScript error: http" in line] == []


def test_edit_approve_undo(serve: Serve, open_tab: Callable[[Page], Tab]) -> None:
    page = serve()
    tab = open_tab(page)
    tab.one(".sentence .target", 2).click()
    tab.text("#findings", "51 of the source is missing")
    tab.check_access()
    tab.shoot("editor")
    tab.fill("Он выслушал 51 человека.")
    tab.until(lambda: not tab.all("#findings li"))
    tab.text(".machine ins", "человека")
    tab.press(Keys.CONTROL, Keys.ENTER)
    tab.text(".open .source", "The mayor said nothing.")
    tab.text("#counts", "1 / 6 · 16 %")
    tab.fill("Мэр смолчал.")
    tab.text(".saved", "saved")  # by itself
    tab.press(Keys.ALT, Keys.ARROW_DOWN)
    tab.text(".open .source", "The river rose again.")
    found = page.catalog()
    assert found["It heard 51 people."].state is State.APPROVED
    assert found["The mayor said nothing."].text == "Мэр смолчал."
    assert found["The mayor said nothing."].state is State.DRAFT
    tab.press(Keys.ALT, "u")
    tab.value("Мэр ничего не сказал.")
    msgfmt(page.po)
    tab.press(Keys.ESCAPE)
    tab.press("j")
    tab.text(".open .source", "The river rose again.")
    tab.press(Keys.ALT, "a")
    tab.text(".block .piece.approved", "Он выслушал 51 человека.")
    tab.check_access()
    tab.shoot("document")


def test_placeables_and_choices(
    serve: Serve, open_tab: Callable[[Page], Tab], tmp_path: Path
) -> None:
    root = make_project(tmp_path / "codes", "None.\n", {})
    (root / "source" / "b.md").write_text(CODES, "utf-8")
    page = serve(root)
    tab = open_tab(page)
    tab.driver.navigate(f"{page.origin}/?document=source/b.md&locale=ru")
    tab.one(".sentence .target").click()
    tab.one(".codes .code", 4)
    tab.fill("Нажмите ")
    tab.press(Keys.ALT, "p")
    tab.press("Сохранить")
    tab.one(".codes .code", 1).click()
    tab.value("Нажмите <1>Сохранить</1>")
    tab.press(Keys.BACK_SPACE)  # a placeable stands or falls whole
    tab.value("Нажмите <1>Сохранить")
    tab.press(Keys.CONTROL, "z")
    tab.value("Нажмите <1>Сохранить</1>")
    tab.press(Keys.ALT, "c")
    tab.until(lambda: tab.written().startswith("Press <1>Save</1>"))
    tab.one(".alternatives .choice")
    tab.press(Keys.ALT, "1")
    tab.until(lambda: not tab.written().startswith("Press"))
    tab.check_access()
    tab.shoot("chips")


def test_told_of_what_others_do(serve: Serve, open_tab: Callable[[Page], Tab]) -> None:
    page = serve()
    tab = open_tab(page)
    tab.one(".sentence .target", 3).click()
    tab.text(".open .source", "The mayor said nothing.")
    text = page.po.read_text("utf-8").replace("Мэр ничего не сказал.", "Мэр молчал.")
    page.po.write_text(text, "utf-8")
    tab.value("Мэр молчал.")
    tab.driver.navigate(f"{page.origin}/statistics")
    tab.text("h1", "Statistics")
    tab.check_access()
    tab.shoot("statistics")
