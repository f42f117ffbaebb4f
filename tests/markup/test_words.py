"""Marks inside of words: a pair that held text holds text again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.markup.marks import Mark
from l10n.markup.placing import place


def placed(source: str, target: str) -> str:
    """The target with the marks that stand in the source, ``[`` and ``]``."""
    text = ""
    marks: list[Mark] = []
    stack: list[int] = []
    for letter in source:
        if letter == "[":
            stack.append(len(marks))
            marks.append(Mark("[", "]", len(text), len(text), False, False))
        elif letter == "]":
            place_ = stack.pop()
            marks[place_] = marks[place_]._replace(end=len(text))
        else:
            text += letter
    return "".join(place(text, marks, target))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Water is H[2]O.", "Вода – это H2O.", "Вода – это H[2]O."),
        ("Water is H[2]O.", "Вода – это Н2О.", "Вода – это Н[2]О."),
        ("Acid is H[2]SO[4].", "Кислота – H2SO4.", "Кислота – H[2]SO[4]."),
        ("The 10[th] house is red.", "10-й дом красный.", "10[-й] дом красный."),
        ("The 10[th] house is red.", "10th дом красный.", "10[th] дом красный."),
        ("An area of 5 m[2].", "Площадь 5 m2.", "Площадь 5 m[2]."),
        ("[Play]back starts now.", "Playback начался.", "[Play]back начался."),
    ],
)
def test_a_pair_inside_a_word(source: str, target: str, expected: str) -> None:
    assert placed(source, target) == expected


@pytest.mark.parametrize(
    "source",
    ["[Mr] [Smith]", "[Mr] [John] [Smith]", "The 10[th] [house]", "[[a] [b]] [[c] [d]]"],
)
def test_two_pairs_share_a_word_rather_than_one_being_empty(source: str) -> None:
    result = placed(source, "Смит")
    assert "[]" not in result
    assert result.replace("[", "").replace("]", "") == "Смит"


WORDS = st.sampled_from(["a", "B2", "10th", "house", " ", ", ", "-", "."])
SOURCE = st.recursive(
    st.lists(WORDS, min_size=1, max_size=4).map("".join),
    lambda inner: st.lists(inner | inner.map(lambda text: f"[{text}]"), max_size=4).map("".join),
    max_leaves=8,
)


@given(SOURCE, st.lists(WORDS, max_size=8).map("".join))
def test_marks_are_kept_and_words_too(source: str, target: str) -> None:
    result = placed(source, target)
    assert [result.count(mark) for mark in "[]"] == [source.count(mark) for mark in "[]"]
    assert result.replace("[", "").replace("]", "").split() == target.split()
    depth = 0
    for letter in result:
        depth += (letter == "[") - (letter == "]")
        assert depth >= 0
