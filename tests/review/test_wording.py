"""What checks say, in each language of the page."""

from __future__ import annotations

import pickle
import string

import pytest

from l10n import interface
from l10n.checks import CHECKS, Context, Unit, check_unit
from l10n.checks.wording import Message, translate
from l10n.languages.codes import FIRST_LOCALES
from l10n.review.messages import messages
from tests.checks.test_cases import _case, _cases
from tests.review.conftest import Page

TEMPLATES = {one.content for one in messages()}


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("locale", FIRST_LOCALES)
def test_translations_have_the_values_of_the_template(locale: str) -> None:
    """One value too many would be an error when the finding is shown, one too few a riddle."""
    gettext = interface.translations(locale).gettext
    wrong = {
        one: gettext(one) for one in TEMPLATES if "{" in one and names(gettext(one)) != names(one)
    }
    assert wrong == {}


def test_every_finding_of_the_cases_can_be_translated() -> None:
    """No check builds its words where the search for messages does not see them."""
    said = set()
    for param in _cases():
        case = _case(param.values[2])
        unit = Unit(
            case.source,
            case.forms[0] if case.forms else case.target,
            flags=frozenset(case.flags),
            plural=case.plural,
            forms=case.forms,
        )
        for finding in check_unit(unit, Context(case.locale)):
            for text in (finding.message, finding.hint):
                assert isinstance(text, Message)
                said.add(text.template)
    assert len(said) > 50
    assert said - TEMPLATES - {""} == set()


def test_names_of_checks_are_messages() -> None:
    assert set(CHECKS) <= TEMPLATES


def test_message_keeps_template_and_values() -> None:
    message = Message("{word!r} is not in the dictionary", word="a\nb")
    assert message == r"'a\nb' is not in the dictionary"
    copy = pickle.loads(pickle.dumps(message))
    assert (copy, copy.template, copy.values) == (message, message.template, message.values)
    assert translate(message, lambda template: f"!{template}") == f"!{message}"
    assert translate("", interface.translations("ru").gettext) == ""


def test_braces_in_values_and_texts_stay() -> None:
    assert Message("{new} is not in the source", new="{old}") == "{old} is not in the source"
    assert Message("a {brace} in a text without values") == "a {brace} in a text without values"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "51 of the source is missing in the translation"),
        ("mn", "эх бичвэрийн 51 орчуулгад алга"),
        ("ru", "в переводе нет 51 из исходного текста"),
        ("uk", "у перекладі немає 51 з вихідного тексту"),
    ],
)
def test_page_tells_findings_in_its_language(page: Page, language: str, said: str) -> None:
    page.post("language", language=language)
    row = next(row for row in page.rows() if row["source"] == "It heard 51 people.")
    assert said in str(row["findings"])
    answer = page.post("check", key=row["key"], translation="Он выслушал людей.").json()
    assert said in [one["message"] for one in answer["findings"]]


def test_page_tells_errors_in_its_language(page: Page) -> None:
    page.post("language", language="uk")
    assert page.post("undo").json()["error"] == "скасовувати нічого"
