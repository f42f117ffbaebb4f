"""Hinted pairs: which base forms stand beside which words, and where links then lead."""

import random
import shutil
from collections.abc import Sequence

import pytest

from training.augment import target_span
from training.corpus import Pair
from training.hints import MARK, Hint, Hinter, choose, core, hintable, same_stem, write
from training.lemmas import Lemmatizer, lemmatizer

RU = Pair(
    "The old court in The Hague closed two stone bridges.",
    "Старый суд в Гааге закрыл два каменных моста.",
    "ru",
    "authored",
    "test",
    ((1, 0), (2, 1), (3, 2), (5, 3), (6, 4), (7, 5), (8, 6), (9, 7)),
)


def nothing(_term: str, _lang: str) -> Sequence[str]:
    return ()


@pytest.fixture(scope="module")
def russian() -> Lemmatizer:
    pytest.importorskip("pymorphy3", reason="training/requirements.txt is not installed")
    return lemmatizer("ru", (), ())


def told(hinter: Hinter, pair: Pair) -> dict[str, str]:
    words = pair.source.split()
    return {" ".join(words[slice(*hint.span)]): hint.base for hint in hinter.hints(pair)}


def test_base_forms_of_words_and_phrases(russian: Lemmatizer) -> None:
    found = told(Hinter("ru", russian, nothing), RU)
    assert found["court"] == "суд"
    assert found["closed"] == "закрыть"
    assert found["bridges."] == "мост"
    assert found["stone bridges."] == "каменный мост"
    assert found["old court"] == "старый суд"
    assert found["Hague"] == "Гаага", "a name keeps its capital"
    assert found["old"] == "старый", "a sentence's first word does not"
    assert "The" not in found and "in" not in found


def test_dictionary_decides_where_it_agrees_with_the_target(russian: Lemmatizer) -> None:
    words = {"court": ("двор", "суд"), "closed": ("закрывать",), "stone": ("булыжник",)}
    found = told(Hinter("ru", russian, lambda term, _: words.get(term, ())), RU)
    assert found["court"] == "суд"
    assert found["closed"] == "закрывать", "the other aspect has the same stem"
    assert found["stone"] == "каменный", "another word's equivalent is passed over"


def test_mongolian_stems_are_words_that_are_known() -> None:
    if shutil.which("hunspell") is None:
        pytest.skip("hunspell is not installed")
    words = ["сайн", "хоёрыг", "ирсэн", "нохойнууд", "Бостонд", "хүмүүсийг"]
    lemmas = lemmatizer("mn", words, ["сайн", "хоёр", "ирэх", "нохой", "Бостон"])
    if not lemmas.forms("нохойнууд"):
        pytest.skip("Hunspell's Mongolian dictionary is not installed")
    assert lemmas.forms("сайн") == ("сайн",), "Hunspell alone would also say «сай»"
    assert [lemmas.forms(word)[0] for word in words[1:5]] == ["хоёр", "ирэх", "нохой", "бостон"]
    assert lemmas.forms("хүмүүсийг") == (), "neither the dictionary nor the corpus has the stem"
    assert lemmas.is_name("Бостонд") and not lemmas.is_name("Нохойнууд")


def test_marks_stand_between_word_and_punctuation() -> None:
    hints = [Hint((2, 3), "суд", (1, 2)), Hint((8, 10), "каменный мост", (6, 8))]
    made = write(RU, hints)
    assert made.source == (
        "The old court▸ суд▸ in The Hague closed two stone bridges▸ каменный мост▸."
    )
    assert made.target == RU.target
    links = dict(made.links)
    words = made.source.split()
    assert {core(words[i]).strip(MARK): j for i, j in links.items() if j in (1, 6, 7)} == {
        "суд": 1,
        "каменный": 6,
        "мост": 7,
    }, "target words are linked to their hint"
    assert links[words.index("Hague")] == 3, "the other links move with their words"


def test_wrong_hints_leave_target_and_links(russian: Lemmatizer) -> None:
    hinter = Hinter("ru", russian, nothing)
    made = write(RU, [Hint((2, 3), "рыба", None)])
    assert "court▸ рыба▸" in made.source
    assert (2, 1) in made.links
    rng = random.Random(2)
    possible = hinter.hints(RU)
    drawn = [hinter.hinted(RU, possible, ["рыба"], rng) for _ in range(300)]
    sources = [pair.source for pair in drawn if pair]
    wrong = sum(source.count("рыба") for source in sources)
    hints = sum(source.count(MARK) // 2 for source in sources)
    assert 0 < wrong < 0.1 * hints
    assert all(pair is None or pair.target == RU.target for pair in drawn)


def test_hints_never_overlap_and_are_few(russian: Lemmatizer) -> None:
    possible = Hinter("ru", russian, nothing).hints(RU)
    rng = random.Random(4)
    counts = set()
    for _ in range(200):
        chosen = choose(possible, 10, rng)
        counts.add(len(chosen))
        taken = [word for hint in chosen for word in range(*hint.span)]
        assert len(taken) == len(set(taken))
    assert {1, 2, 3} <= counts and max(counts) <= 5


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["court"], True),
        (["the"], False),
        (["court", "of"], False),
        (["court,", "bridge"], False),
        (["<1>court</1>"], False),
        (["2019"], False),
        (["court▸"], False),
    ],
)
def test_what_may_be_hinted(words: list[str], expected: bool) -> None:
    assert hintable(words) is expected


def test_stems() -> None:
    assert same_stem("записать", "записывать")
    assert not same_stem("суд", "судно")
    assert target_span(RU, (8, 10)) == (6, 8)
