"""Sentences in capitals are translated in small letters, and come out in capitals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines import make_engine
from l10n.model import Hypothesis, Pair
from l10n.translation.capitals import in_capitals, without_capitals
from l10n.translation.translator import Translator


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("SAVE YOUR WORK NOW", "Save your work now"),
        ("SAVE IT", None),
        ("CLOSE YOUR FILES, I SAY!", "Close your files, I say!"),
        ("“DELETE %(NAME)s AND %s?”", "“Delete %(NAME)s and %s?”"),
        ("VISIT HTTPS OR https://A.example/B", "Visit https or https://A.example/B"),
        ("3 FILES WERE DELETED", "3 Files were deleted"),
        ("WARNING", None),
        ("NATO AND EU", None),
        ("NATO approved", None),
        ("https://EXAMPLE.ORG/", None),
        ("", None),
    ],
)
def test_without_capitals(text: str, small: str | None) -> None:
    assert without_capitals(text) == small


def test_in_capitals_leaves_placeholders() -> None:
    assert in_capitals("удалить %(name)s и {count}?") == "УДАЛИТЬ %(name)s И {count}?"


@given(st.text())
def test_length_stays(text: str) -> None:
    assert len(in_capitals(text)) == len(text)
    assert len(without_capitals(text) or text) == len(text)


@given(st.text(alphabet="ABcd İß%s{}. 1"))
def test_calm_again_is_no_change(text: str) -> None:
    small = without_capitals(text)
    assert small is None or without_capitals(small) is None


class Echo:
    """Gives the source, and remembers it."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def model_name(self, pair: Pair) -> str:
        return "test 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        self.seen += texts
        return [Hypothesis(text, -1.0) for text in texts]


def test_the_model_sees_small_letters() -> None:
    echo = Echo()
    [found] = Translator(echo).translate(["DO NOT <1>CLOSE</1> {file}"], Pair("en", "ru"))
    assert echo.seen == ["Do not close {file}"]
    assert found.text == "DO NOT <1>CLOSE</1> {file}"


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_starter_says_the_same_in_capitals(locale: str) -> None:
    engine, pair = make_engine("starter"), Pair("en", locale)
    capitals, small = Translator(engine).translate(
        ["OPEN THE SELECTED FOLDER", "Open the selected folder"], pair
    )
    assert capitals.text == small.text.upper() != small.text
