"""Numbers and names put into a remembered translation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.memory import Memory, Query, Unit
from l10n.memory.features import TOKEN
from l10n.memory.substitute import changes, substitute
from l10n.model import Pair

PAIR = Pair("en", "ru")

# remembered, its translation, looked up, what is answered: percent and text
CASES = [
    ("See page 12.", "См. стр. 12.", "See page 14.", 99, "См. стр. 14."),
    ("It costs $1,234.5 now.", "Сейчас 1\u00a0234,5 $.", "It costs $7,654.3 now.", 89, None),
    ("In 2022 and 2023.", "В 2022 и 2023 годах.", "In 2023 and 2022.", 99, "В 2023 и 2022 годах."),
    ("51 deaths", "51 погибший", "52 deaths", 89, "52 погибший"),
    ("Start Firefox on Linux.", "Запустите Firefox в Linux.", "Start Chrome on Linux.", 99, None),
]
ANSWERS = {1: "Сейчас 7\u00a0654,3 $.", 4: "Запустите Chrome в Linux."}


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_differs_is_put_in(memory: Memory, number: int) -> None:
    source, target, wanted, percent, answer = CASES[number]
    memory.add([Unit(source, target, PAIR)])
    match = memory.best([Query(wanted)], PAIR)[0]
    assert match and match.adapted
    assert (match.similarity, match.target) == (percent, answer or ANSWERS[number])
    assert match.source == source


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        # The name is inflected or transliterated: nothing to replace for certain.
        ("We met Ivan in the garden today.", "Сегодня мы встретили Ивана в саду.", "Oleg"),
        # The name stands twice in the translation.
        ("We use Firefox in the garden today.", "Firefox: сегодня Firefox в саду.", "Chrome"),
    ],
)
def test_what_is_not_plain_stays(memory: Memory, source: str, target: str, wanted: str) -> None:
    memory.add([Unit(source, target, PAIR)])
    query = source.replace("Ivan", wanted).replace("Firefox", wanted)
    match = memory.best([Query(query)], PAIR)[0]
    assert match and not match.adapted and match.target == target and match.similarity < 99


def test_one_number_cannot_become_two(memory: Memory) -> None:
    memory.add([Unit("From 5 to 5 and on to the end.", "От 5 до 5 и так до конца.", PAIR)])
    match = memory.best([Query("From 5 to 6 and on to the end.")], PAIR)[0]
    assert match and not match.adapted


def test_a_number_that_is_spelled_out_is_not_replaced(memory: Memory) -> None:
    memory.add([Unit("The visit lasted 2 long days.", "Визит длился два долгих дня.", PAIR)])
    match = memory.best([Query("The visit lasted 3 long days.")], PAIR)[0]
    assert match and not match.adapted and "два" in match.target


def test_a_pattern_is_found_though_the_names_are_long(memory: Memory) -> None:
    memory.add([Unit("Start Vi.", "Запустите Vi.", PAIR)])
    match = memory.best([Query("Start LibreOffice.")], PAIR)[0]
    assert match and (match.similarity, match.target) == (99, "Запустите LibreOffice.")


SOUP = st.text("ab1²٣漢字 .,A", min_size=1, max_size=12)


@settings(deadline=None)
@given(source=SOUP, wanted=SOUP)
def test_changes_of_any_two_texts_turn_one_into_the_other(source: str, wanted: str) -> None:
    found = changes(source, wanted)
    if found:
        mapping = dict(found)
        assert TOKEN.sub(lambda m: mapping.get(m.group(), m.group()), source) == wanted
        adapted = substitute(source, found, Pair("en", "en"))
        assert adapted is None or adapted.text == wanted
