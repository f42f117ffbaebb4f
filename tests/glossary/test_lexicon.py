"""The dictionary that comes with l10n, and how English word forms are led back to its headwords."""

import pytest

from l10n.glossary.english import base_forms
from l10n.glossary.lexicon import headwords, locales, lookup
from l10n.glossary.seen import CEILING, times_seen


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("studies", "study"),
        ("boxes", "box"),
        ("running", "run"),
        ("stopped", "stop"),
        ("making", "make"),
        ("went", "go"),
        ("children", "child"),
        ("court’s", "court"),
        ("courts'", "court"),
        ("Panels", "panel"),
        ("happier", "happy"),
        ("falling", "fall"),
    ],
)
def test_base_forms(form: str, base: str) -> None:
    forms = base_forms(form)
    assert base in forms
    assert forms[0] in (form, form.replace("’s", "").removesuffix("'"))


@pytest.mark.parametrize("word", ["bus", "glass", "this", "sing", "red", "be", "", "'", "s"])
def test_short_words_are_left_whole(word: str) -> None:
    assert all(len(form) >= min(len(word), 2) for form in base_forms(word) if word not in ("'",))


def test_lookup_of_words_phrases_and_names() -> None:
    assert set(locales()) == {"mn", "ru", "uk"}
    assert [entry.equivalent for entry in lookup("lambs", "ru")] == ["ягнёнок", "баранина"]
    assert {entry.sense for entry in lookup("lambs", "ru")} == {"animal", "meat"}
    panel = lookup("Solar panels", "ru")
    assert [(entry.english, entry.part, entry.equivalent) for entry in panel] == [
        ("solar panel", "phr", "солнечная панель")
    ]
    assert lookup("Boston", "uk")[0].equivalent == "Бостон"
    assert [entry.part for entry in lookup("better", "ru")] == ["adj"]
    assert lookup("herder", "ru") == lookup("harvester", "mn") == ()  # no more of a herd
    assert lookup("took part", "ru")[0].equivalent == "принять участие"


@pytest.mark.parametrize("term", ["", " ", "xyzzyx", "a b c d e f g", "\u0000", "’s"])
def test_unknown_terms_have_no_entry(term: str) -> None:
    assert lookup(term, "ru") == ()


def test_unknown_locale_has_no_entry() -> None:
    assert lookup("court", "de") == ()
    assert times_seen("court", "de") is None


def test_every_row_is_whole() -> None:
    assert len(headwords()) > 15_000
    for locale in locales():
        entries = [entry for head in headwords() for entry in lookup(head, locale)]
        assert len(entries) > 19_000
        assert all(entry.part and entry.equivalent.strip() for entry in entries)


def test_common_words_have_been_seen_often_and_rare_ones_seldom() -> None:
    assert times_seen("year", "ru") == CEILING
    seldom = times_seen("ombudsman", "mn")
    assert seldom is not None and seldom < 60
    assert times_seen("qwertyuiop", "mn") == 0
    assert times_seen("The", "uk") == CEILING
