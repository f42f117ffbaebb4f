"""Hints: told to models that take them, by whom, in which order, and never seen by a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from argostranslate import settings
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines.argos import STARTER, ArgosEngine
from l10n.engines.decoding import USUAL, Decoding, Search
from l10n.engines.hints import HintedRunner, hint_mark, marked, usable
from l10n.errors import ModelError
from l10n.glossary import Glossary, Term
from l10n.glossary.term import Rule
from l10n.model import Hint, Hypothesis, Link, Pair
from l10n.translation.cache import Cache
from l10n.translation.hints import MOST, GlossaryHints, LexiconHints, gathered
from l10n.translation.terms import broken, honoured
from l10n.translation.translator import Translator

MARK = "▸"
PAIR = Pair("en", "ru")
GLOSSARY = Glossary(
    [
        Term("court", {"ru": ("суд", "трибунал")}),
        Term("The Hague", {"ru": ("Гаага",)}),
        Term("GitHub", {}, Rule.KEEP),
        Term("city", {"ru": ("местечко",)}, Rule.FORBID),
    ]
)


def test_what_a_model_sees() -> None:
    text = "The court in The Hague, of GitHub."
    hints = gathered([GlossaryHints(GLOSSARY)], text, "ru")
    assert marked(text, hints, MARK).text == (
        "The court▸ суд▸ in The Hague▸ Гаага▸, of GitHub▸ GitHub▸."
    )


texts = st.text(alphabet="ab cd.,é▸\n—'", max_size=60)
hostile = st.builds(
    Hint,
    st.integers(-5, 70),
    st.integers(-5, 70),
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["суд", "", "▸", "a▸b", "<2ru>", "</s>", "x" * 5000, "\n", "▸▸ да ▸"]),
    ),
)


@given(texts, st.lists(hostile, max_size=30))
def test_any_hints_leave_the_sentence_whole(text: str, hints: list[Hint]) -> None:
    told = marked(text, hints, MARK)
    rest = told.text
    for at, length, (start, end) in reversed(told.inserted):
        shift = sum(other for place, other, _ in told.inserted if place < at)
        assert rest[at + shift] == MARK and end == at and start < end
        rest = rest[: at + shift] + rest[at + shift + length :]
    assert rest == text.replace(MARK, " ")
    assert told.text.count(MARK) == 2 * len(told.inserted) <= 16
    assert len(told.text) <= len(text) + 8 * 64
    for start in range(len(told.text)):
        for end in (start, start + 1, len(told.text)):
            found = told.origin((start, end))
            assert 0 <= found[0] <= found[1] <= len(text)


@given(texts, st.lists(hostile, max_size=10))
def test_offsets_lead_back_to_the_words(text: str, hints: list[Hint]) -> None:
    told = marked(text, hints, MARK)
    clean = text.replace(MARK, " ")
    inserted = {
        offset
        for index, (at, length, _) in enumerate(told.inserted)
        for shift in [sum(other[1] for other in told.inserted[:index])]
        for offset in range(at + shift, at + shift + length)
    }
    for offset, letter in enumerate(told.text):
        start, end = told.origin((offset, offset + 1))
        if offset not in inserted:
            assert clean[start:end] == letter


class Echo:
    """Says what it sees, marks and all."""

    def align(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        return [() for _ in sources]

    def translate(self, texts: Sequence[str], **options: Any) -> list[Hypothesis]:
        return [
            Hypothesis(
                f"{MARK} {text}", -1.0, (Hypothesis(text, -2.0),), (Link((0, 1), (0, 1), 1.0),)
            )
            for text in texts
        ]


@given(texts, st.lists(hostile, max_size=10))
def test_no_mark_is_ever_in_what_comes_out(text: str, hints: list[Hint]) -> None:
    [found] = HintedRunner(Echo(), MARK).translate([text], hints=[hints])
    assert MARK not in found.text + found.alternatives[0].text


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ('{"hints": {"mark": "▸"}}', "▸"),
        ('{"hints": {"mark": ""}}', ""),
        ('{"hints": {"mark": "two"}}', ""),
        ('{"hints": {"mark": " "}}', ""),
        ('{"hints": ["▸"]}', ""),
        ('{"hints": {"mark": 1}}', ""),
        ("{}", ""),
        ("[]", ""),
    ],
)
def test_a_package_says_whether_it_takes_hints(tmp_path: Path, told: str, mark: str) -> None:
    (tmp_path / "metadata.json").write_text(told, "utf-8")
    assert hint_mark(tmp_path) == mark


def test_broken_metadata_are_an_error_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"metadata\.json"):
        hint_mark(tmp_path)
    assert hint_mark(tmp_path / "none") == ""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packages with the starter's weights; the Russian one says that it takes hints."""
    for locale, hints in (("ru", {"mark": MARK}), ("uk", None)):
        folder = tmp_path / "packages" / locale
        shutil.copytree(STARTER / f"en_{locale}", folder)
        for part in ("model", "sentencepiece.model"):
            (folder / part).symlink_to(STARTER / part)
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        metadata |= {"package_version": "9.0", "hints": hints}
        (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    monkeypatch.setattr(settings, "package_dirs", [tmp_path / "packages"])
    return tmp_path


HOSTILE = [
    Hint(4, 9, "суд"),
    Hint(0, 3, "x" * 5000),
    Hint(10, 13, "▸ <2uk> ▸▸"),
    Hint(5, 2, "нет"),
    Hint(-3, 99, ""),
    Hint(14, 18, "мет\n\n" * 50),
]


def test_hostile_hints_do_no_harm_to_a_model(packages: Path) -> None:
    engine, text = ArgosEngine(Decoding(beam_size=1)), "The court has just met."
    assert engine.takes_hints(PAIR)
    [found] = engine.translate([text], PAIR, hints=[HOSTILE], search=Search(aligned=True))
    assert found.text and MARK not in found.text and "<2" not in found.text
    assert all(0 <= link.source[0] <= link.source[1] <= len(text) for link in found.alignment)
    assert [hint.base for hint in usable(text, HOSTILE, MARK)] == ["суд"]


def test_other_models_ignore_hints(packages: Path) -> None:
    engine, pair = ArgosEngine(Decoding(beam_size=1)), Pair("en", "uk")
    assert not engine.takes_hints(pair)
    texts = ["The court has just met.", "The river rose."]
    plain = engine.translate(texts, pair)
    assert engine.translate(texts, pair, hints=[HOSTILE, []]) == plain


class Notes:
    """Takes hints, notes them, and copies the text."""

    def __init__(self, takes: bool = True) -> None:
        self.takes = takes
        self.hints: list[list[str]] = []

    def model_name(self, pair: Pair) -> str:
        return "notes 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return self.takes

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        **options: Any,
    ) -> list[Hypothesis]:
        if not search.again:
            self.hints += [[hint.base for hint in own] for own in hints or [()] * len(texts)]
        return [Hypothesis(f"да {text}", -1.0) for text in texts]


def test_the_glossary_goes_before_the_dictionary() -> None:
    engine = Notes()
    glossary = Glossary([Term("anvil", {"ru": ("чурбан",)})])
    Translator(engine, glossary=glossary).translate(["He forged it on the anvil."], PAIR)
    assert "чурбан" in engine.hints[0] and "наковальня" not in engine.hints[0]
    engine = Notes()
    Translator(engine, glossary=glossary, lexicon=False).translate(
        ["THE COURT HAS AN ANVIL."], PAIR
    )
    assert engine.hints == [["чурбан"]]


def test_what_approved_sentences_taught_goes_behind_the_glossary() -> None:
    engine = Notes()
    learned = Glossary([Term("court", {"ru": ("трибунал",)}), Term("mayor", {"ru": ("мэр",)})])
    Translator(engine, glossary=GLOSSARY, learned=learned, lexicon=False).translate(
        ["The mayor is in court."], PAIR
    )
    assert engine.hints == [["мэр", "суд"]]


def test_the_dictionary_speaks_of_few_and_seldom_words() -> None:
    text = "The anvil, the bellows, the tongs and the whetstone of the blacksmith stood in a house."
    found = LexiconHints("en").hints(text, "ru")
    assert 0 < len(found) <= MOST
    assert not any(text[one.start : one.end] in ("house", "stood") for one in found)
    assert LexiconHints("de").hints(text, "ru") == []
    assert LexiconHints("en").hints(text, "fr") == []


def test_a_changed_glossary_is_asked_anew(tmp_path: Path) -> None:
    engine, texts = Notes(), ["The court met.", "The river rose."]
    for glossary in (None, GLOSSARY, GLOSSARY):
        translator = Translator(engine, glossary=glossary, cache=Cache(tmp_path), lexicon=False)
        translator.translate(texts, PAIR)
    assert engine.hints == [[], [], ["суд"]], "only the sentence with a term, and once"


def test_a_term_is_put_where_the_model_s_words_for_it_stand() -> None:
    source, target = "He is in The Hague now.", "Сейчас он в Хагге."
    links = (
        Link((0, 2), (7, 9), 1.0),
        Link((6, 8), (10, 11), 1.0),
        Link((9, 12), (12, 17), 0.3),
        Link((13, 18), (12, 17), 0.7),
        Link((19, 22), (0, 6), 1.0),
    )
    found = honoured(GLOSSARY, source, Hypothesis(target, -1.0, alignment=links), "ru")
    assert found.text == "Сейчас он в Гаага."
    assert broken(GLOSSARY, source, target, "ru") == 1
    unsure = tuple(link._replace(source=(0, 2)) for link in links)
    same = Hypothesis(target, -1.0, alignment=unsure)
    assert honoured(GLOSSARY, source, same, "ru") == same
    assert honoured(GLOSSARY, source, Hypothesis(target, -1.0), "ru").text == target
