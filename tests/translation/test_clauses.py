"""Sentences whose terms are lost are translated clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from l10n.glossary import Glossary
from l10n.glossary.term import Term
from l10n.model import Hint, Hypothesis, Pair
from l10n.translation.clauses import clauses
from l10n.translation.messages import task
from l10n.translation.translator import Translator

PAIR = Pair("en", "ru")
LONG = (
    "The minister said that the Council would meet again on the first Monday of the month, "
    "and the mayor of the capital agreed to open the old harbour to the ships of the north."
)
GLOSSARY = Glossary([Term("Council", {"ru": ("Совет",)}), Term("harbour", {"ru": ("гавань",)})])


WORDS = (
    "дом река лес поле гора море снег путь город стена окно дверь крыша сад трава цветок камень "
    "песок вода огонь ветер дождь гром туча солнце луна звезда небо земля остров берег лодка"
)


def _russian(text: str) -> str:
    """Other words for each part of the text: one who says the same again is not listened to."""
    words = WORDS.split()
    start = max(LONG.find(text), 0) * len(words) // len(LONG)
    return " ".join(words[start : start + 4])


class Forgetful:
    """Uses what it is told in short texts; in long ones it forgets the last of it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.texts: list[str] = []

    def model_name(self, pair: Pair) -> str:
        return "test 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return True

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        hints: Sequence[Sequence[Hint]] | None = None,
        **options: Any,
    ) -> list[Hypothesis]:
        self.texts += texts
        found = []
        for text, own in zip(texts, hints or [()] * len(texts), strict=True):
            assert all(text[one.start : one.end].isalpha() for one in own)
            kept = own if len(text.split()) <= self.most else own[:-1]
            found.append(
                Hypothesis(" ".join([_russian(text), *(one.base for one in kept)]) + ".", -1.0)
            )
        return found


def test_a_lost_term_is_found_again_in_its_clause() -> None:
    engine = Forgetful(most=12)
    translator = Translator(engine, glossary=GLOSSARY, lexicon=False)
    [found] = translator.translate([LONG], PAIR)
    assert "Совет" in found.text and "гавань" in found.text
    assert max(len(text.split()) for text in engine.texts[2:]) <= 12


def test_a_sentence_whose_terms_are_there_stays_whole() -> None:
    engine = Forgetful(most=100)
    Translator(engine, glossary=GLOSSARY, lexicon=False).translate([LONG], PAIR)
    assert engine.texts == [LONG]


def test_what_no_way_finds_stays_as_it_was() -> None:
    engine = Forgetful(most=0)
    [found] = Translator(engine, glossary=GLOSSARY, lexicon=False).translate([LONG], PAIR)
    assert "Совет" in found.text and "гавань" not in found.text


def test_fewer_hints_may_be_more() -> None:
    class Confused(Forgetful):
        def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
            told = options.get("hints") or [()] * len(texts)
            if any(len(own) > 1 for own in told):
                return [Hypothesis("Да.", -1.0) for _ in texts]
            return super().translate(texts, pair, **options)

    glossary = Glossary([Term("anvil", {"ru": ("чурбан",)})])
    text = "The smith forged it on the anvil with a mallet."
    [found] = Translator(Confused(most=100), glossary=glossary).translate([text], PAIR)
    assert found.text.endswith("чурбан.")


@given(st.lists(st.sampled_from(["court", "—", "which", "old,", "men;", "and", "x"]), max_size=60))
def test_clauses_are_the_text(words: list[str]) -> None:
    text = " ".join(words)
    hints = [Hint(0, len(words[0]), "суд")] if words and words[0].isalpha() else []
    found = clauses(text, task(text), hints)
    if found is None:
        return
    assert "".join(piece.text + piece.separator for piece in found.pieces) == text
    assert all(len(piece.text.split()) <= 12 for piece in found.pieces)
    assert sum(map(len, found.hints)) == len(hints)


def test_markup_keeps_a_text_whole() -> None:
    text = f"<1>{LONG}</1>"
    assert clauses(text, task(text), ()) is None
    assert clauses(LONG.upper(), task(LONG.upper()), ()) is None


def test_a_clause_inside_begins_with_a_small_letter_unless_it_is_a_name() -> None:
    text = "Putin spoke, " + "and the people of the town listened to him, " * 3 + "with Putin."
    found = clauses(text, task(text), [Hint(text.rindex("Putin"), len(text) - 1, "Путин")])
    assert found is not None
    drafts = {piece.text: Hypothesis("Народ слушал", -1.0) for piece in found.pieces}
    drafts[found.pieces[-1].text] = Hypothesis("Путину верят.", -1.0)
    joined = found.joined(drafts, "ru").text
    assert joined.startswith("Народ слушал народ слушал") and joined.endswith(" Путину верят.")


def test_a_lost_number_is_found_again_in_its_clause() -> None:
    class Dropping(Forgetful):
        def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
            found = super().translate(texts, pair)
            return [
                Hypothesis(f"{one.text} {' '.join(re.findall(r'[0-9]+', text))}", -1.0)
                if len(text.split()) <= self.most
                else one
                for text, one in zip(texts, found, strict=True)
            ]

    text = LONG.replace("the ships", "the 57 ships")
    [found] = Translator(Dropping(most=12)).translate([text], PAIR)
    assert "57" in found.text
    [left] = Translator(Dropping(most=2)).translate([text], PAIR)
    assert "57" not in left.text
