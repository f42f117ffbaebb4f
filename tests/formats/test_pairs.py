"""Pairs of codes and sentences: no sentence gets one half of a pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('<p><b>It works. It is fast.</b><a href="x"> Read more</a></p>\n', ".html"),
        ("<b>It works. It is fast.</b><i> Read more</i>\n", ".md"),
    ],
)
def test_two_sentences_in_a_pair_before_a_blank(text: str, suffix: str) -> None:
    source = document(text, suffix)
    assert messages(segment_document(source)) == ["It works.", "It is fast.", "Read more"]
    check_round_trip(text, suffix)


TEXTS = ["One. ", "Two is here.", " ", "and so on", "<br>"]
PIECES = [*TEXTS, "<b>", "</b>", "<i>", "</i>", "<a>", "</a>"]


@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_whatever_pairs_and_sentences_there_are(pieces: list[str]) -> None:
    check_round_trip(f"<p>A word {''.join(pieces)}</p>", ".html")


def test_many_pairs_take_no_time() -> None:
    check_round_trip("<p>" + "<b>One. Two.</b><i> Three" * 2000 + "</i>" * 2000 + "</p>", ".html")
