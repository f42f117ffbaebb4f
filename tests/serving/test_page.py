"""The page at `/`: in a real browser, and for one that runs no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from l10n import interface
from l10n.model import Origin, State
from l10n.po.catalog import Catalog
from tests.browsers import chromium
from tests.conftest import ROOT
from tests.serving.conftest import Server

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
expect = playwright.expect
AXE = ROOT / "tests" / "review" / "axe" / "axe.min.js"
ARTIFACTS = ROOT / "artifacts" / "serving"


def test_page_speaks_the_browser_s_language(server: Server) -> None:
    for locale in ("en", "mn", "ru", "uk"):
        page = server.client.get("/", headers={"Accept-Language": locale}).text
        assert f'<html lang="{locale}"' in page
        assert interface.translations(locale).gettext("Text to translate") in page
    assert '<html lang="uk"' in server.client.get("/?language=uk").text


def test_without_scripts(server: Server) -> None:
    form = {"q": "The river rose again.", "source": "en", "target": "ru", "language": "en"}
    page = server.client.post("/", data=form)
    assert page.status_code == 200
    [found] = re.findall(r'class="text" lang="ru">([^<]+)<', page.text)
    assert re.search("[а-я]", found)
    assert "The river rose again." in page.text
    refused = server.client.post("/", data=form | {"target": "xx"})
    assert refused.status_code == 400 and 'class="error"' in refused.text
    several = server.client.post("/", data=form | {"target": ["mn", "uk"], "review": "1"})
    assert re.findall(r'class="text" lang="(..)">[^<]+<', several.text) == ["mn", "uk"]
    assert several.text.count(" checked>") == 2
    assert "Sent: it waits for review in the project." in several.text
    assert server.client.post("/", files={"q": (None, "Hello.")}, data=form).status_code == 400
    hostile = server.client.post("/", data=form | {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in hostile.text


def test_only_its_own_page_and_files(server: Server) -> None:
    page = server.client.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert not re.search(r"https?://(?!127\.0\.0\.1)", page.text)
    assert server.client.get("/assets/page.js").status_code == 200
    assert server.client.get("/assets/..%2f..%2fapp.py").status_code == 404
    body = {"q": "Hello.", "source": "en", "target": "ru"}
    own = {"Origin": server.url}
    assert server.client.post("/translate", json=body, headers=own).status_code == 200
    rebound = {"Origin": "http://evil.example:5000", "Host": "evil.example:5000"}
    assert server.client.post("/translate", json=body, headers=rebound).status_code == 403


@pytest.fixture
def tab(server: Server) -> Iterator[Any]:
    errors: list[str] = []
    with chromium() as browser:
        tab = browser.new_page(locale="en-US", viewport={"width": 1280, "height": 800})
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda line: errors.extend([line.text] if line.type == "error" else []))
        tab.on(
            "request",
            lambda one: errors.extend([] if one.url.startswith(server.url) else [one.url]),
        )
        tab.goto(server.url)
        tab.wait_for_selector("body[data-ready]")
        yield tab
    assert errors == []


def shoot(tab: Any, name: str) -> None:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=str(ARTIFACTS / f"{name}.png"))
    # Through the debugger, as the page's policy lets no foreign script in.
    tab.evaluate(AXE.read_text("utf-8") + "; undefined")
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.slow
def test_translates_as_one_types(tab: Any) -> None:
    tab.fill("#q", "The river rose again.")
    for box in tab.locator("input[name=target]").all():
        box.check()
    expect(tab.locator('.result[aria-busy="false"] .meta')).to_have_count(3)
    for text in tab.locator(".result .text").all_inner_texts():
        assert re.search("[а-яөү]", text)
    expect(tab.locator(".result").first).to_contain_text("Confidence")
    tops = {round(one.bounding_box()["y"]) for one in tab.locator(".result").all()}
    assert len(tops) == 1, "three languages stand side by side"
    shoot(tab, "page")
    tab.fill("#q", "")
    expect(tab.locator(".result")).to_have_count(0)


@pytest.mark.slow
def test_another_translation_is_chosen_and_sent_to_review(tab: Any, server: Server) -> None:
    tab.check("input[name=target][value=ru]")
    tab.uncheck("input[name=target][value=mn]")
    tab.fill("#q", "The old bridge was closed.\n\nMany people came to the river.")
    expect(tab.locator('.result[aria-busy="false"] .sentence')).to_have_count(2)
    tab.locator(".sentence").last.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".result .meta q")).to_have_text("Many people came to the river.")
    before = tab.locator(".result .text").inner_text()
    taken = tab.locator(".meta li button").first.inner_text()
    shoot(tab, "page-alternatives")
    tab.locator(".meta li button").first.click()
    assert tab.locator(".sentence").last.inner_text() == taken
    assert tab.locator(".result .text").inner_text() != before
    tab.get_by_role("button", name="Send to review").click()
    told = tab.locator(".result .row [role=status]")
    expect(told).to_contain_text("It waits for review in the project: source/sent/")
    name = told.inner_text().split("source/")[1].removesuffix(".txt")
    catalog = server.errors.parent / "locales" / "ru" / "LC_MESSAGES" / f"{name}.po"
    first, last = Catalog.open(catalog, "ru").entries()
    assert last.translation.text == taken and last.translation.origin is Origin.HUMAN
    assert {one.translation.state for one in (first, last)} == {State.DRAFT}


@pytest.mark.slow
def test_a_document_is_dropped(tab: Any, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# The river\n\nIt rose again.\n")
    tab.set_input_files("#file", str(path))
    link = tab.locator("#files a")
    expect(link).to_contain_text("notes.md")
    with tab.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.startswith("notes_")
    assert Path(download.value.path()).read_text("utf-8").startswith("# ")
    tab.set_viewport_size({"width": 390, "height": 844})
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scroll"
    shoot(tab, "page-narrow")
