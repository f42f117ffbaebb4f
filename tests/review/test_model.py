"""What the model says of a sentence: hints that it was given, terms in the form that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.glossary.glossary import forms_in
from l10n.project.config import load_project
from l10n.review.model import Model, Said
from l10n.review.workspace import Workspace
from tests.review.conftest import Page, Serve, make_project
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

__all__ = ["browser", "open_tab"]
browsing = pytestmark
WITHOUT = "The council met without the mayor of the village."
GLOSSARY = (
    "source,ru,mn,rule\nmayor,глава|мэр,дарга,use\ncouncil,совет,,use\nvillage,хутор,,forbid\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", f"{WITHOUT}\n\nThe mayor said nothing.\n", {})
    (root / "glossary.csv").write_text(GLOSSARY, "utf-8")
    return root


def said(root: Path, number: int, locale: str = "ru") -> Said:
    project = load_project(root)
    desk = Workspace(project, ["ru", "mn"]).desk("source/article.txt", locale)
    with desk.at_work():
        row = desk.rows[number]
    return Model(project).of(desk, row)


def test_terms_in_the_form_that_fits(root: Path) -> None:
    """Of each target the form that stands in a translation, never its base form or another word."""
    found = said(root, 0)
    assert set(found.forms) <= {"глава", "мэр", "совет"}
    assert found.forms["мэр"] and found.forms["глава"], "behind a preposition"
    for base, form in found.forms.items():
        assert form != base and list(forms_in(form, base, "ru")) == [form]
    text = " ".join(found.texts).lower()
    assert found.forms["глава"] in text, "the model was told of the first target"
    assert "дарга" not in said(root, 1, "mn").forms, "it stands there in its base form"


def test_hints_that_the_model_was_given(root: Path) -> None:
    told = [tuple(one) for one in said(root, 0).told]
    assert ("mayor", "глава", "glossary") in told and ("council", "совет", "glossary") in told
    assert not any(base == "хутор" for _, base, _ in told), "what is forbidden is no hint"


def test_answer(page: Page) -> None:
    (page.root / "glossary.csv").write_text(GLOSSARY, "utf-8")
    [row] = [row for row in page.rows() if row["source"] == "The mayor said nothing."]
    answer = page.get("alternatives", key=row["key"]).json()
    assert (
        answer["texts"] and {"words": "mayor", "base": "глава", "by": "glossary"} in answer["told"]
    )


@browsing
@pytest.mark.slow
def test_a_click_inserts_the_form(serve: Serve, open_tab: Open, root: Path) -> None:
    tab = open_tab(serve(root))
    target(tab, 0).click()
    buttons = tab.locator(".terms dt", has_text="mayor").locator("+ dd button")
    expect(buttons.first).not_to_have_text("глава")
    form = buttons.first.inner_text()
    assert buttons.first.get_attribute("title") == "глава: as the model inflects it here"
    expect(tab.locator(".told dt").first).to_be_visible()
    expect(tab.locator(".told")).to_contain_text("глава glossary")
    tab.locator("#translation").fill("Без ")
    buttons.first.click()
    expect(tab.locator("#translation")).to_have_value(f"Без {form}")
    shoot(tab, "terms")
    check_access(tab)
    target(tab, 1).click()
    expect(tab.locator(".terms .base").first).to_have_text("base form")
    tab.locator("#translation").fill("")
    buttons.nth(1).click()  # at the beginning of a sentence
    expect(tab.locator("#translation")).to_have_value("Мэр")
