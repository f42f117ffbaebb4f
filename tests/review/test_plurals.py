"""Messages with plural forms: all forms are shown, checked, saved and approved together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from l10n.model import Origin, State
from l10n.po.catalog import Catalog
from tests.review.conftest import Page, Serve, make_project, msgfmt
from tests.review.test_browser import Open, check_access, expect, saved, shoot, target
from tests.review.test_browser import browser as browser
from tests.review.test_browser import open_tab as open_tab
from tests.review.test_browser import pytestmark as in_browser

SOURCE = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

#: main.c:1
#, c-format
msgid "%d file was deleted"
msgid_plural "%d files were deleted"
msgstr[0] ""
msgstr[1] ""

#: main.c:2
msgid "Open the file"
msgstr ""
"""
FORMS = ["Удалён %d файл", "Удалено %d файла", "Удалено %d файлов"]


@pytest.fixture
def strings(page: Page) -> Page:
    """The page, with the strings of a program as its document."""
    add_strings(page.root)
    page.document = "source/app.pot"
    return page


def add_strings(root: Path) -> None:
    (root / "source" / "app.pot").write_text(SOURCE, "utf-8")


def row(page: Page) -> dict[str, Any]:
    return page.rows()[0]


def save(page: Page, texts: object, **more: object) -> Any:
    shown = row(page)
    where = {"key": shown["key"], "version": shown["version"]}
    return page.post("save", **where, translation=texts, **more)


def test_forms_are_named_by_their_numbers(strings: Page) -> None:
    shown = row(strings)
    assert shown["source"], shown["plural"] == ("%d file was deleted", "%d files were deleted")
    assert shown["forms"] == ["", "", ""]
    assert shown["numbers"] == [[1, 21, 31, 41], [2, 3, 4, 22], [0, 5, 6, 7]]
    strings.locale = "mn"
    assert row(strings)["numbers"] == [[1], [0, 2, 3, 4]]
    plain = strings.rows()[1]
    assert (plain["plural"], plain["forms"], plain["numbers"]) == ("", [], [])


def test_forms_are_saved_together(strings: Page) -> None:
    assert save(strings, [*FORMS[:2], ""]).json()["row"]["state"] == "edited"
    refused = save(strings, [*FORMS[:2], ""], approve=True)
    assert refused.status_code == 422 and "form" in refused.json()["error"]
    answer = save(strings, [FORMS[0], " Удалено\n%d файла ", FORMS[2]], approve=True).json()
    assert answer["row"]["state"] == "approved" and answer["row"]["forms"] == FORMS
    found = strings.catalog()["%d file was deleted"]
    assert (found.forms, found.state, found.origin) == (tuple(FORMS), State.APPROVED, Origin.HUMAN)
    msgfmt(strings.po)
    assert strings.rows(text="файлов")[0]["forms"] == FORMS
    for _ in range(2):
        assert strings.post("undo").status_code == 200
    assert row(strings)["state"] == "new"


def test_emptied_forms_are_new_again(strings: Page) -> None:
    save(strings, FORMS, approve=True)
    assert save(strings, ["", " ", ""]).json()["row"]["state"] == "new"


@pytest.mark.parametrize("texts", ["Удалён %d файл", FORMS[:2], [*FORMS, ""], [1, 2, 3], None])
def test_what_are_no_forms(strings: Page, texts: object) -> None:
    assert save(strings, texts).status_code == 422
    assert row(strings)["state"] == "new"


def test_all_forms_are_checked(strings: Page) -> None:
    key = row(strings)["key"]
    ask = [FORMS[0], FORMS[1], "Удалено %s файлов"]
    found = strings.post("check", key=key, translation=ask).json()["findings"]
    assert "placeholders" in [one["check"] for one in found]
    found = strings.post("check", key=key, translation=FORMS).json()["findings"]
    assert found == []
    found = strings.post("check", key=key, translation=[*FORMS[:2], ""]).json()["findings"]
    assert "plurals" in [one["check"] for one in found]


def test_change_of_one_form_elsewhere_is_a_conflict(strings: Page) -> None:
    save(strings, FORMS)
    shown = row(strings)
    text = strings.po.read_text("utf-8")
    strings.po.write_text(text.replace(FORMS[2], "Удалено файлов: %d"), "utf-8")
    where = {"key": shown["key"], "version": shown["version"]}
    answer = strings.post("save", **where, translation=FORMS, approve=True)
    assert answer.status_code == 409
    assert answer.json()["row"]["forms"][2] == "Удалено файлов: %d"


@in_browser
def test_forms_in_the_browser(serve: Serve, open_tab: Open, tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    add_strings(root)
    page = serve(root)
    page.document = "source/app.pot"
    tab = open_tab(page)
    tab.goto(f"{page.origin}/?document=source/app.pot&locale=ru")
    expect(tab.locator(".sentence .source").first).to_contain_text("%d files were deleted")
    target(tab, 0).click()
    fields = tab.locator(".forms textarea")
    expect(fields).to_have_count(3)
    expect(tab.locator(".forms .numbers")).to_have_text(
        ["1, 21, 31, 41…", "2, 3, 4, 22…", "0, 5, 6, 7…"]
    )
    for number, form in enumerate(FORMS[:2]):
        fields.nth(number).fill(form)
    expect(tab.locator("#findings")).to_contain_text("msgstr[2]")
    fields.nth(2).fill(FORMS[2])
    expect(tab.locator("#findings li")).to_have_count(0)
    shoot(tab, "plural")
    check_access(tab)
    fields.nth(2).press("Control+s")
    saved(tab)
    fields.nth(1).press("Control+Enter")
    expect(tab.locator(".open .source")).to_have_text("Open the file")
    expect(tab.locator(".sentence.approved .target")).to_contain_text(FORMS[2])
    entry = next(Catalog.open(page.po, "ru").entries())
    assert (entry.translation.forms, entry.translation.state) == (tuple(FORMS), State.APPROVED)
    msgfmt(page.po)
