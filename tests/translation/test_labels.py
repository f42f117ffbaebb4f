"""Keys of labels, entities, arrows and endless words: kept, and on their place."""

from __future__ import annotations

import html
import re
import time
from collections import Counter
from collections.abc import Sequence
from html.entities import html5
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.checks import check
from l10n.engines import make_engine
from l10n.model import Hypothesis, Link, Pair
from l10n.translation.labels import ENTITY, Accelerator, accelerator, with_accelerator
from l10n.translation.translator import Translator

LABELS = [
    "_Open",
    "_Open File…",
    "_Close Window",
    "Select _All",
    "_Print the page",
    "Save &As",
    "&Open the file",
    "Don't _save",
    "Cu_t",
    "E&xit",
]
ENTITIES = [
    "Red &lt;b&gt; &amp; blue",
    "<b>Red</b> &amp; blue",
    "5 &gt; 3",
    "He said &quot;now&quot; again",
    "Salt&nbsp;&amp; pepper",
]


class Says:
    """Gives the answers that it was told, and notes what it was asked."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def model_name(self, pair: Pair) -> str:
        return "says 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        self.asked += texts
        return [Hypothesis(self.answers.get(re.sub(r"\W", "", t), "да"), -1.0) for t in texts]


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_starter_translates_labels_as_if_they_had_no_key(locale: str) -> None:
    translator, pair = Translator(make_engine("starter")), Pair("en", locale)
    plain = [accelerator(label)[0] for label in LABELS]
    for label, found, bare in zip(
        LABELS,
        translator.translate(LABELS, pair),
        translator.translate(plain, pair),
        strict=True,
    ):
        mark = "&" if "&" in label else "_"
        assert found.text.replace(mark, "") == bare.text
        assert found.text.count(mark) == 1
        assert found.text[found.text.index(mark) + 1].isalpha()
        assert not any(one.check == "accelerators" for one in check(label, found.text, locale))


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_starter_keeps_entities(locale: str) -> None:
    translator = Translator(make_engine("starter"))
    for text, found in zip(
        ENTITIES, translator.translate(ENTITIES, Pair("en", locale)), strict=True
    ):
        assert Counter(ENTITY.findall(found.text)) == Counter(ENTITY.findall(text))
        assert "&" not in ENTITY.sub("", found.text)


@pytest.mark.parametrize(
    ("text", "label", "key"),
    [
        ("_Open", "Open", Accelerator("_", 0)),
        ("Save &As…", "Save As…", Accelerator("&", 5)),
        ("Zoom I_n", "Zoom In", Accelerator("_", 6)),
        ("R&D", "R&D", None),
        ("Tom & Anna", "Tom & Anna", None),
        ("snake_case", "snake_case", None),
        ("__init__", "__init__", None),
        ("Names like _this are private.", "Names like _this are private.", None),
        ("A&amp;B", "A&amp;B", None),
        ("See https://a.b/?c=1&d=2", "See https://a.b/?c=1&d=2", None),
    ],
)
def test_what_a_key_is(text: str, label: str, key: Accelerator | None) -> None:
    assert accelerator(text) == (label, key)


def test_the_key_goes_with_its_word() -> None:
    links = (Link((0, 6), (0, 7), 1.0), Link((7, 10), (8, 11), 1.0))
    key = Accelerator("_", 7)
    assert with_accelerator(key, "Select all", "Выбрать всё", "ru", links) == "Выбрать _всё"
    assert with_accelerator(key, "Select all", "%s", "ru") == "%s"
    assert with_accelerator(Accelerator("&", 0), "Open…", "開く…", "ja") == "開く(&O)…"


def test_the_apostrophe_of_a_word_is_spelling() -> None:
    engine = Says()
    Translator(engine).translate(["It&#39;s a caf&eacute;"], Pair("en", "ru"))
    assert engine.asked == ["It's a café"]


def test_an_entity_that_the_model_keeps_stands_where_the_model_has_it() -> None:
    engine = Says(Redblue="Красный & синий")
    [found] = Translator(engine).translate(["Red &amp; blue"], Pair("en", "ru"))
    assert found.text == "Красный &amp; синий"
    assert engine.asked == ["Red & blue"]


@given(
    st.text(alphabet='ab _&;#39<>/"quotampl ', max_size=40), st.sampled_from(["", "да", "да & <b>"])
)
def test_entities_are_never_lost(text: str, answer: str) -> None:
    [found] = Translator(Says(**dict.fromkeys([re.sub(r"\W", "", text)], answer))).translate(
        [text], Pair("en", "ru")
    )
    # "&a3;" is none, and "&lt3;" only to browsers, which read "&lt" for the sake of old pages.
    named = [one for one in ENTITY.findall(text) if one[1:] in html5 or one[1] == "#"]
    wanted = [one for one in named if not html.unescape(one).isalpha()]
    spelling = {"&#39;", "&apos;"}
    if found.text:
        lost = Counter(wanted) - Counter(ENTITY.findall(found.text))
        assert set(lost) <= spelling


def test_an_arrow_between_menus_stays() -> None:
    [found] = Translator(Says(FileOpen="Файл открыть")).translate(["File ▸ Open"], Pair("en", "ru"))
    assert found.text.count("▸") == 1


@pytest.mark.parametrize("text", ["a" * 40_000, "ab/" * 14_000, "Word " + "x" * 40_000 + " end."])
def test_an_endless_word_is_copied_through(text: str) -> None:
    """It used to hold everybody else up for minutes."""
    start = time.monotonic()
    [found] = Translator(make_engine("starter")).translate([text], Pair("en", "ru"))
    assert max(text.split(), key=len) in found.text
    assert time.monotonic() - start < 60, "not a measurement: minutes mean that it was translated"


def test_an_endless_sentence_is_left_to_people() -> None:
    text = "and the river rose " * 8_000
    [found] = Translator(make_engine("starter")).translate([text], Pair("en", "ru"))
    assert found.text == ""
