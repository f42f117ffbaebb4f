"""Forms of words, by cases that people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.glossary.inflection import fold, is_form
from l10n.languages.profile import profiles

CASES = sorted((Path(__file__).parent.parent / "cases" / "inflection").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    wrong: list[tuple[str, str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        term, _, words = line.partition(" = ")
        forms, bar, others = words.partition("|")
        assert bar and forms.split(), line
        wrong += [(term, word) for word in forms.split() if not is_form(term, word, path.stem)]
        wrong += [(term, word) for word in others.split() if is_form(term, word, path.stem)]
    assert wrong == []


def test_each_language_with_endings_has_cases() -> None:
    assert {path.stem for path in CASES} | {"en"} == {one.code for one in profiles() if one.endings}


@pytest.mark.parametrize(
    ("term", "word", "answer"),
    [
        ("warrant", "warrants", True),
        ("country", "countries", True),
        ("Putin", "Putin’s", True),
        ("Mongolia", "Mongolian", False),
        ("ICC", "ICCs", True),
        ("ICC", "Icc", False),
        ("IT", "it", False),
    ],
)
def test_english(term: str, word: str, answer: bool) -> None:
    assert is_form(term, word, "en") is answer


def test_other_languages_have_the_snowball_stemmer() -> None:
    assert is_form("Haus", "Hauses", "de") and not is_form("Haus", "Hausmann", "de")


def test_languages_without_a_stemmer_compare_letters() -> None:
    assert is_form("Өлкө", "өлкө", "ky") and not is_form("өлкө", "өлкөсү", "ky")


@settings(deadline=None)
@given(
    word=st.text(st.sampled_from("абвгдежзийклмноөпрстуүфхцчшщъыьэюяіїєґ'"), min_size=1),
    language=st.sampled_from([one.code for one in profiles() if one.endings]),
)
def test_every_word_is_a_form_of_itself(word: str, language: str) -> None:
    assert is_form(word, word, language)
    assert is_form(word, word.upper(), language)
    assert fold(fold(word)) == fold(word)
