"""Markup and placeholders survive any engine at all; the real one puts them beside their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.engines import Engine, make_engine
from l10n.engines.alignment import token_spans
from l10n.markup.protected import protected, survived
from l10n.model import Hypothesis, Link, Pair
from l10n.translation.translator import Translator

PAIR = Pair("en", "ru")


class Reversing:
    """Gives the words backwards, with an alignment that says so, and loses placeholders."""

    def model_name(self, pair: Pair) -> str:
        return "test 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Hypothesis:
        words = [(w.start(), w.end()) for w in re.finditer(r"\S+", text)]
        target, links = "", []
        for start, end in reversed(words):
            target += " " if target else ""
            word = text[start:end].upper().replace("{", "").replace("%", "")
            links.append(Link((start, end), (len(target), len(target) + len(word)), 1.0))
            target += word
        return Hypothesis(target, -1.0, alignment=tuple(links))


class Forgetting:
    """Says one thing, whatever it is given."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def model_name(self, pair: Pair) -> str:
        return "test 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        return [Hypothesis(self.answer, -3.0) for _ in texts]


def one(engine: Engine, msgid: str) -> str:
    [hypothesis] = Translator(engine).translate([msgid], PAIR)
    return hypothesis.text


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Press <1>the button</1> now", "NOW <1>BUTTON THE</1> PRESS"),
        ("Press <1>the <2>big</2> button</1> now", "NOW <1>BUTTON <2>BIG</2> THE</1> PRESS"),
        ("one two<1/> three", "THREE TWO<1/> ONE"),
        ("You have {count} new <1>files</1>", "<1>FILES</1> {count} NEW HAVE YOU"),
        ("Nothing to place", "PLACE TO NOTHING"),
    ],
)
def test_marks_follow_their_words(msgid: str, msgstr: str) -> None:
    assert one(Reversing(), msgid) == msgstr


def test_without_an_alignment_the_place_in_the_sentence_counts() -> None:
    msgid = "<1>One</1> two three four five six seven <2>eight</2>"
    found = one(Forgetting("Раз два три четыре пять шесть семь восемь"), msgid)
    assert found == "<1>Раз</1> два три четыре пять шесть семь <2>восемь</2>"


def test_a_word_that_stays_itself_is_found() -> None:
    found = one(Forgetting("NASA сегодня закрыто"), "Today <1>NASA</1> is closed")
    assert found == "<1>NASA</1> сегодня закрыто"


@pytest.mark.parametrize(
    ("msgid", "answer", "msgstr"),
    [
        ("Year", "год", "Год"),
        ("“Year”", "«год»", "«Год»"),
        ("<1>Wider</1> streets", "шире улицы", "<1>Шире</1> улицы"),
        ("year", "год", "год"),
        ("Install npm", "npm установить", "npm установить"),
        ("Install it", "iPhone", "iPhone"),
        ("{count} files", "файлов", "{count} файлов"),
    ],
)
def test_a_draft_begins_with_a_capital_where_its_source_does(
    msgid: str, answer: str, msgstr: str
) -> None:
    assert one(Forgetting(answer), msgid) == msgstr


def test_a_message_without_letters_is_its_own_translation() -> None:
    assert one(Forgetting("нет"), "<1/>: {name}") == "<1/>: {name}"


def test_literal_text_that_looks_like_a_placeable_is_escaped() -> None:
    assert one(Forgetting("текст <1> тут"), "some text") == r"текст \<1> тут"


words = st.sampled_from(["open", "the", "file", "{name}", "%s", "a@b.org", "5 km", ".", ","])
codes = st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "<4/>"])


@st.composite
def messages(draw: st.DrawFn) -> str:
    """A message with nested pairs, single codes and placeholders anywhere."""
    count = 0

    def sequence(depth: int) -> str:
        nonlocal count
        found = ""
        for _ in range(draw(st.integers(0, 4))):
            form = draw(st.sampled_from(["word", "word", "alone", "pair"]))
            found += draw(st.sampled_from(["", " "]))
            if form == "word" or (form == "pair" and depth > 2):
                found += f" {draw(words)}"
            else:
                count += 1
                number = count
                inside = sequence(depth + 1) if form == "pair" else ""
                found += f"<{number}>{inside}</{number}>" if form == "pair" else f"<{number}/>"
        return found

    return sequence(0)


@given(
    messages(),
    st.sampled_from(
        ["", "раз", "раз, два. Три!", "{name}", "<1>x %s", "  ", "a " * 40, "5 km 5 km"]
    ),
)
def test_no_placeable_and_no_placeholder_is_ever_lost(msgid: str, answer: str) -> None:
    for engine in (Forgetting(answer), Reversing()):
        found = one(engine, msgid)
        if found:
            assert markup.problems(msgid, found) == []
            # An engine may invent one besides: that is for the checks to tell.
            assert not placeholders(msgid) - placeholders(found)


def placeholders(message: str) -> Counter[str]:
    texts = [p for p in markup.parse(message) if not isinstance(p, markup.Placeable)]
    return Counter(text[start:end] for text in texts for start, end in protected(text))


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_starter_model_keeps_everything(locale: str) -> None:
    """The starter copies hardly any placeholder by itself: all of it is the translator's work."""
    msgids = [
        "Click the <1>big button</1> to open the {name} file.",
        "You have %d new messages.",
        "Write to <1>help@example.org</1> or see https://example.org/a_b?c=d.<2/>",
        "The president of <1>Mongolia and <2>Russia</2></1> met in <3>Moscow</3> on Tuesday.",
        "{count, plural, one {# file} other {# files}} were deleted.",
    ]
    engine = make_engine("starter")
    found = Translator(engine).translate(msgids, Pair("en", locale))
    for msgid, hypothesis in zip(msgids, found, strict=True):
        assert markup.problems(msgid, hypothesis.text) == []
        assert survived(msgid, hypothesis.text)
        assert hypothesis.text != msgid
    again = Translator(engine).translate(msgids, Pair("en", locale))
    assert again == found


def test_the_starter_model_s_attention_finds_the_name() -> None:
    [found] = Translator(make_engine("starter")).translate(
        ["The president of <1>Mongolia</1> met him in Moscow."], PAIR
    )
    assert found.text.partition("<1>")[2].startswith("Монгол")


def test_what_is_protected() -> None:
    text = (
        "Hi {name}, {{user.first}} has %d of %(total)s at $1 or ${x}: https://a.b/c?d=e, "
        "x@y.org, 5 km, 20 °C and {n, plural, one {# file} other {# files}}. It is 100% sure, $5."
    )
    found = [text[start:end] for start, end in protected(text)]
    assert found == [
        "{name}",
        "{{user.first}}",
        "%d",
        "%(total)s",
        "$1",
        "${x}",
        "https://a.b/c?d=e",
        "x@y.org",
        "5 km",
        "20 °C",
        "{n, plural, one {# file} other {# files}}",
        "100%",
    ]


def test_tokens_are_found_in_their_text() -> None:
    assert token_spans("Big house", ["▁Big", "▁ho", "use"]) == [(0, 3), (4, 6), (6, 9)]
    assert token_spans("ab", ["▁a", "<unk>", "▁b"]) == [(0, 1), (1, 1), (1, 2)]
