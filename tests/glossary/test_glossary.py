"""Terms in sentences and in translations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.glossary import Glossary, Rule, Term
from tests.conftest import ARTICLE, ROOT

RU = "ru"
COURT = Term("International Criminal Court", {"ru": ("Международный уголовный суд", "МУС")})
AMNESTY = Term("Amnesty International", {"ru": ("Международная амнистия",)})
SECTION = Term("Amnesty International Mongolia", {"ru": ("Монгольская амнистия",)})
MONGOLIA = Term("Mongolia", {"ru": ("Монголия",)})
FORBIDDEN = Term("Ulaanbaatar", {"ru": ("Уланбатор",)}, Rule.FORBID)
KEPT = Term("l10n", {}, Rule.KEEP)
GLOSSARY = Glossary([COURT, AMNESTY, SECTION, MONGOLIA, FORBIDDEN, KEPT])


def found(sentence: str, locale: str = RU) -> list[tuple[str, str]]:
    return [
        (one.term.source, sentence[one.start : one.end])
        for one in GLOSSARY.terms_in(sentence, locale)
    ]


def test_terms_are_found_in_their_forms() -> None:
    assert found("Mongolia’s seat at the International Criminal Courts") == [
        ("Mongolia", "Mongolia’s"),
        ("International Criminal Court", "International Criminal Courts"),
    ]


def test_the_longest_term_counts() -> None:
    assert found("Amnesty International Mongolia and Amnesty International, Mongolia") == [
        ("Amnesty International Mongolia", "Amnesty International Mongolia"),
        ("Amnesty International", "Amnesty International"),
        ("Mongolia", "Mongolia"),
    ]


def test_capitals_matter() -> None:
    assert found("an international criminal court; mongolia") == []
    assert found("THE INTERNATIONAL CRIMINAL COURT") != []


def test_a_term_without_a_target_says_nothing_unless_it_is_kept() -> None:
    assert found("Mongolia uses l10n", "uk") == [("l10n", "l10n")]
    assert found("Mongolia", "ru_UA") == [("Mongolia", "Mongolia")]
    assert GLOSSARY.satisfied(MONGOLIA, "", "uk")


@pytest.mark.parametrize(
    ("term", "translation", "answer"),
    [
        (COURT, "в Международном уголовном суде", True),
        (COURT, "член МУС", True),
        (COURT, "Международного суда", False),
        (COURT, "уголовный международный суд", False),
        (COURT, "Международный, уголовный, суд", False),
        (AMNESTY, "доклад «Международной амнистии»", True),
        (FORBIDDEN, "в Уланбаторе", False),
        (FORBIDDEN, "в Улан-Баторе", True),
        (KEPT, "программа l10n", True),
        (KEPT, "программа L10N", False),
    ],
)
def test_rules(term: Term, translation: str, answer: bool) -> None:
    assert GLOSSARY.satisfied(term, translation, RU) is answer


def test_violations_come_once() -> None:
    source = "Mongolia, Mongolia and the International Criminal Court in Ulaanbaatar"
    assert list(GLOSSARY.violations(source, "Уланбатор, МУС", RU)) == [MONGOLIA, FORBIDDEN]
    assert list(GLOSSARY.violations(source, "Монголию и МУС", RU)) == []


@settings(deadline=None)
@given(text=st.text())
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    sentence = f"Mongolia {text} Amnesty International {text}"
    end = 0
    for one in GLOSSARY.terms_in(sentence, RU):
        assert end <= one.start < one.end <= len(sentence)
        end = one.end
    assert GLOSSARY.satisfied(MONGOLIA, f"{text} Монголией", RU)


@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_the_project_s_own_glossary(locale: str) -> None:
    """Every target satisfies its own term, and every term but two stands in the article."""
    glossary = Glossary.open(ROOT)
    for term in glossary.terms:
        for words in term.target(locale):
            assert glossary.satisfied(term, words, locale) is (term.rule is Rule.USE)
        assert term.rule is not Rule.USE or term.target(locale), f"{term.source} lacks {locale}"
    article = ARTICLE.read_text("utf-8")
    there = {one.term.source for one in glossary.terms_in(article, locale)}
    assert {term.source for term in glossary.terms} - there == {
        "Amnesty International",
        "Genghis Khan",
    }


SENTENCE = (
    "The ICC issued an arrest warrant for Putin last year, citing alleged war crimes in Ukraine, "
    "including the deportation of children to Russia."
)
TRANSLATIONS = {
    "mn": "ОУЭШ-аас өнгөрсөн жил Украинд дайны гэмт хэрэг үйлдсэн, түүний дотор хүүхдүүдийг Орос "
    "руу албадан гаргасан хэмээн Путиныг баривчлах тушаал гаргасан.",
    "ru": "В прошлом году МУС выдал ордер на арест Путина в связи с предполагаемыми военными "
    "преступлениями в Украине, включая депортацию детей в Россию.",
    "uk": "Торік МКС видав ордер на арешт Путіна через імовірні воєнні злочини в Україні, зокрема "
    "депортацію дітей до Росії.",
}


@pytest.mark.parametrize("locale", TRANSLATIONS)
def test_a_translation_by_a_person_honours_it(locale: str) -> None:
    glossary = Glossary.open(ROOT)
    assert len(glossary.terms_in(SENTENCE, locale)) >= 6
    assert list(glossary.violations(SENTENCE, TRANSLATIONS[locale], locale)) == []
    wrong = TRANSLATIONS[locale].replace("Пут", "Тит").replace("воєнні", "військові")
    assert {term.source for term in glossary.violations(SENTENCE, wrong, locale)} == {
        "Putin",
        *(["war crime"] if locale == "uk" else []),
    }
