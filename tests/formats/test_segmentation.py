"""Segmentation loses nothing and cuts where a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.formats import read_document
from l10n.formats.segmentation import segment, segment_document
from l10n.formats.sentences import split_sentences
from l10n.languages.profile import profiles
from tests.conftest import ARTICLE

CASES = Path(__file__).parent.parent / "cases" / "segmentation"
LOCALES = [path.stem for path in sorted(CASES.glob("*.txt"))]

# Any text at all, lone surrogates too, and text with much to trip over.
any_text = st.text(st.characters(codec=None))
tricky_text = st.text(st.sampled_from("aA.Б!?…«»“”\"'—- \n\r\t\u2028\u00a0\ud800😀1)([]:。•"))


@pytest.mark.parametrize("locale", LOCALES)
@given(text=any_text | tricky_text)
def test_segments_join_to_their_text(locale: str, text: str) -> None:
    assert "".join(split_sentences(text, locale)) == text
    segments = segment(text, locale)
    assert "".join(map(str, segments)) == text
    for one in segments:
        assert one.content == one.content.strip()


@pytest.mark.parametrize("locale", LOCALES)
def test_cases(locale: str) -> None:
    """A case file holds paragraphs divided by blank lines, a sentence on each line."""
    paragraphs = (CASES / f"{locale}.txt").read_text("utf-8").strip().split("\n\n")
    assert len(paragraphs) >= 4
    for paragraph in paragraphs:
        sentences = paragraph.split("\n")
        found = [one.content for one in segment(" ".join(sentences), locale)]
        assert found == sentences


def test_each_language_with_rules_has_cases() -> None:
    assert sorted(one.code for one in profiles() if one.sentences) == LOCALES
    assert {"en", "mn", "ru", "uk"} <= set(LOCALES)


@pytest.mark.parametrize("locale", ["de", "ja", "th"])
@given(text=any_text | tricky_text)
def test_languages_without_rules_lose_nothing_either(locale: str, text: str) -> None:
    assert "".join(split_sentences(text, locale)) == text


def test_languages_without_rules_know_their_abbreviations() -> None:
    """They come with sentencex."""
    pieces = split_sentences("Das ist z. B. ein Haus. Es ist alt.", "de")
    assert pieces == ["Das ist z. B. ein Haus. ", "Es ist alt."]


def test_the_article_has_25_segments() -> None:
    segments = segment_document(read_document(ARTICLE))
    assert len(segments) == 25
    assert segments[0].context == "heading 1"
    assert segments[8].content.endswith("“Get war criminal Putin out of here.”")
    assert segments[17].context == "paragraph 8, sentence 2 of 2"
    assert [one.line for one in segments[:5]] == [1, 2, 3, 3, 4]


def test_a_line_break_inside_a_sentence_is_not_in_the_msgid() -> None:
    [one] = segment("A sentence\r\n  on two lines.")
    assert one.msgid == "A sentence on two lines."
    assert one.content == "A sentence\r\n  on two lines."


def test_lines_are_counted_inside_a_block() -> None:
    assert [one.line for one in segment("One.\nTwo.\r\nThree.")] == [1, 2, 3]
