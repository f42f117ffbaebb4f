"""Numbers come out as they went in, whatever a model makes of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from l10n.checks import check
from l10n.engines import make_engine
from l10n.model import Hypothesis, Link, Pair
from l10n.translation.numbers import lost, mended, with_stand_ins
from l10n.translation.translator import Translator

PAIR = Pair("en", "ru")
SENTENCES = [
    "There were 2222 people in the hall.",
    "The road is 1,250 kilometres long.",
    "It happened in 1734.",
    "The bridge of 1987 cost 4,731 pounds.",
    "Between 7,311 and 8,492 houses were sold.",
]


class Spoils:
    """Changes numbers that it does not know; a word for a word otherwise."""

    def __init__(self, *known: str, drops: bool = False) -> None:
        self.known, self.drops = known, drops

    def model_name(self, pair: Pair) -> str:
        return "spoils 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        return [Hypothesis(self._one(text), -1.0) for text in texts]

    def _one(self, text: str) -> str:
        def other(found: re.Match[str]) -> str:
            if found[0] in self.known:
                return found[0]
            return "" if self.drops else found[0][::2]

        # Not one word over and over, which would be unusable whatever the numbers are.
        words = itertools.cycle(("слово", "дело", "место", "время", "право"))
        return re.sub(r"[A-Za-z]+", lambda _: next(words), re.sub(r"\d[\d,]*", other, text))


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_starter_s_numbers(locale: str) -> None:
    found = Translator(make_engine("starter")).translate(SENTENCES, Pair("en", locale))
    for source, one in zip(SENTENCES, found, strict=True):
        assert not lost(source, one.text, locale), one.text


def test_a_wrong_number_is_put_right() -> None:
    [found] = Translator(Spoils()).translate(["Here are 2222 men."], PAIR)
    assert found.text == "Слово дело 2222 место."


def test_thousands_are_written_as_the_locale_does() -> None:
    [found] = Translator(Spoils()).translate(["Here are 12,345 men."], PAIR)
    assert found.text == "Слово дело 12\u00a0345 место."


def test_a_lost_number_comes_by_another_that_is_known() -> None:
    [found] = Translator(Spoils("23", drops=True)).translate(["Here are 2222 <1>men</1>."], PAIR)
    assert found.text == "Слово дело 2222 <1>место</1>."


def test_two_wrong_numbers_go_by_the_alignment() -> None:
    source, target = "From 3333 to 2222.", "До 22 от 33."
    links = (Link((5, 9), (9, 11), 1.0), Link((13, 17), (3, 5), 1.0), Link((0, 4), (6, 8), 1.0))
    found = mended(source, Hypothesis(target, -1.0, alignment=links), "ru")
    assert found.text == "До 2222 от 3333."
    assert [found.text[slice(*link.target)] for link in found.alignment] == ["3333", "2222", "от"]


def test_numbers_in_another_form_are_left_alone() -> None:
    for source, target in [
        ("He has 2 houses.", "У него два дома."),
        ("At 3 p.m.", "В 15:00."),
        ("1,250 people", "1250 человек"),
        ("the 19th century", "XIX век"),
    ]:
        assert mended(source, Hypothesis(target, -1.0), "ru").text == target


def test_stand_ins_want_the_same_form_of_a_noun() -> None:
    told = with_stand_ins("1771 men, 32 dogs, 1911 and 58 cats", "люди, собаки, кошки", "ru")
    assert told.numbers == {"2018": "1771", "23": "32", "2015": "1911", "15": "58"}
    assert told.message == "2018 men, 23 dogs, 2015 and 15 cats"
    assert told.resolved("2018 23 2015 15") == "1771 32 1911 58"
    assert told.resolved("2018 23 2015") is None


@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=4), st.booleans())
@example([334, 4623], True)  # 34 and 23 stand in them, and are other numbers
@example([1, 3], True)
def test_nothing_is_lost_that_a_model_knows_a_number_for(values: list[int], drops: bool) -> None:
    source = "There are " + " and ".join(f"{value} men" for value in values) + "."
    known = re.split(" ", "21 31 41 23 34 42 15 25 16 30 2015 2018 2012 2016")
    [found] = Translator(Spoils(*known, drops=drops)).translate([source], PAIR)
    if len(set(values)) == len(values) <= 3 and drops:
        assert not lost(source, found.text, "ru"), found.text
    assert not any(one.check == "placeholders" for one in check(source, found.text, "ru"))
