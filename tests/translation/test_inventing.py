"""Words that a model made up: found, and searched for otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from l10n.engines import make_engine
from l10n.engines.decoding import Search
from l10n.formats.segmentation import segment
from l10n.glossary import Glossary
from l10n.glossary.term import Term
from l10n.languages.words import unknown_words
from l10n.model import Hypothesis, Pair
from l10n.translation.inventing import made_up
from l10n.translation.translator import Translator

PAIR = Pair("en", "ru")
ARTICLE = Path(__file__).parents[2] / "source" / "article.txt"


class Inventive:
    """Makes a word up, and another one where that is to be avoided."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.avoided: list[Sequence[Sequence[str]]] = []

    def model_name(self, pair: Pair) -> str:
        return "test 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        avoid: Sequence[Sequence[str]] | None = None,
        **options: Any,
    ) -> list[Hypothesis]:
        if avoid:
            self.avoided.append(avoid)
        return [Hypothesis(self.answers[1 if avoid else 0], -0.5) for _ in texts]


def test_forms_of_what_the_model_was_told_are_no_inventions() -> None:
    text = "Он видел мульптуры, мульптуры и кваркозавра."
    assert made_up(text, "ru", (), "") == ("мульптуры", "кваркозавра")
    assert made_up(text, "ru", ["синий кваркозавр"], "") == ("мульптуры",)
    assert made_up("des mulpturs", "fr", (), "") == ()  # there is no list


def test_a_word_with_a_capital_is_no_invention_where_it_sounds_like_a_name() -> None:
    text = "Придент Хурэлсух и Linux ОБСЕФ."
    assert made_up(text, "ru", (), "President Khurelsukh and Linux") == ("Придент",)
    assert made_up(text, "ru", (), "President Prydent and Khurelsukh") == ()
    assert made_up("Иет, он не пришёл.", "ru", (), "Yet he did not come.") == ("Иет",)


def test_a_draft_with_a_made_up_word_is_searched_for_without_it() -> None:
    engine = Inventive("Он видел мульптуры.", "Он видел картины.")
    [found] = Translator(engine, chooses=True).translate(["He saw the paintings."], PAIR)
    assert engine.avoided == [[("мульптуры",)]]
    assert found.text == "Он видел картины."


def test_the_first_draft_stays_where_the_other_is_worse() -> None:
    engine = Inventive("Он видел мульптуры.", "Мульптуркин бурдыр пурклял мурдылы бубурклы.")
    [found] = Translator(engine, chooses=True).translate(["He saw the paintings."], PAIR)
    assert found.text == "Он видел мульптуры."


def test_what_is_quick_is_asked_once() -> None:
    engine = Inventive("Он видел мульптуры.", "Он видел картины.")
    [found] = Translator(engine, chooses=False).translate(["He saw the paintings."], PAIR)
    assert (engine.avoided, found.text) == ([], "Он видел мульптуры.")


def test_a_term_of_the_glossary_is_no_invention() -> None:
    engine = Inventive("Он видел мульптуры.", "Он видел картины.")
    glossary = Glossary([Term("painting", {"ru": ("мульптура",)})])
    Translator(engine, glossary=glossary, chooses=True).translate(["He saw the paintings."], PAIR)
    assert engine.avoided == []


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_starter_heeds_what_is_to_be_avoided(locale: str) -> None:
    engine, pair = make_engine("starter"), Pair("en", locale)
    texts = ["The committee discussed the question for hours.", "The government met yesterday."]
    search = Search(nbest=4)
    first = engine.translate(texts, pair, search=search)
    words = [one.text.rstrip(".").split() for one in first]
    both = engine.translate(texts, pair, search=search, avoid=words)
    # Words of one token cannot be avoided, and a word can be spelled in several ways.
    for before, now in zip(words, both, strict=True):
        left = set(now.text.rstrip(".").split())
        assert len(left.intersection(before)) < len(before)
    # Each text is a batch of its own: what its neighbour is to avoid is no affair of it.
    [alone] = engine.translate(texts[:1], pair, search=search, avoid=words[:1])
    assert alone == both[0]
    [untouched, _] = engine.translate(texts, pair, search=search, avoid=[[], words[1]])
    assert untouched.text == first[0].text


@pytest.mark.parametrize("words", [["日本語"], [""], [" "], ["a" * 500], ["\ue000"], ["<2ru>"]])
def test_hostile_words_to_avoid_do_no_harm(words: list[str]) -> None:
    [found] = make_engine("starter").translate(["The city is big."], PAIR, avoid=[words])
    assert found.text == "Город большой."


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_articles_drafts_have_few_words_that_there_are_not(locale: str) -> None:
    lines = [one.msgid for one in segment(ARTICLE.read_text("utf-8"))][:16]
    engine, pair = make_engine("starter"), Pair("en", locale)

    def unknown(chooses: bool) -> int:
        found = Translator(engine, chooses=chooses).translate(lines, pair, locale=locale)
        return sum(len(unknown_words(one.text, locale)) for one in found)

    assert unknown(chooses=True) * 2 <= max(unknown(chooses=False), 2)
