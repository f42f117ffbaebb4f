"""Subtitles: read as generously as players read them, and what cannot be read is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages, splice

FIRST = "1\n00:00:01,000 --> 00:00:02,000\nHello there\n"
SECOND = "2\n00:00:03,000 --> 00:00:04,000\nGood day\n"


def read(text: str, suffix: str = ".srt") -> list[str]:
    return messages(segment_document(document(text, suffix)))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_kinds(newline: str) -> None:
    text = f"{FIRST}\n{SECOND}".replace("\n", newline)
    assert read(text) == ["Hello there", "Good day"]
    check_round_trip(text, ".srt")
    vtt = f"WEBVTT\n\nintro\n00:01.000 --> 00:02.000\nHello there\n\n{SECOND}".replace(
        "\n", newline
    )
    assert read(vtt, ".vtt") == ["Hello there", "Good day"]
    check_round_trip(vtt, ".vtt")


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}".replace("04,000\n", "04,000\r\n"),  # mixed line ends
        f"\ufeff{FIRST[2:]}\n{SECOND}",  # a byte-order mark right before the times
        f"{FIRST} \n{SECOND}",  # a blank in the blank line
        f"{FIRST}{SECOND}",  # no blank line
        f"{FIRST}\n{SECOND}".replace(",000", ""),  # no milliseconds
        f"{FIRST}\n{SECOND}".replace("00:00:0", "0:0:"),
        f"{FIRST}\n\n\n{SECOND}".replace(",", "."),
    ],
)
def test_what_players_read(text: str) -> None:
    assert read(text) == ["Hello there", "Good day"]
    localized = check_round_trip(text, ".srt")
    assert localized == text.replace("Hello there", "Hеllо thеrе").replace("Good day", "Gооd dаy")


def test_a_blank_line_inside_a_cue() -> None:
    """FFmpeg and mpv show what stands behind it; WebVTT says that it is no part of the cue."""
    text = f"{FIRST}\nand more of it\n\n{SECOND}"
    assert read(text) == ["Hello there", "and more of it", "Good day"]
    check_round_trip(text, ".srt")
    assert read(f"WEBVTT\n\n{text}", ".vtt") == ["Hello there", "Good day"]


def test_numbers_and_notes_are_no_text() -> None:
    text = f"WEBVTT - Title\nKind: captions\n\nNOTE\nNot this\n\nSTYLE\n::cue {{ }}\n\n{FIRST}"
    assert read(text, ".vtt") == ["Hello there"]


def test_what_cannot_be_read_is_named() -> None:
    source = document(f"{FIRST}\n2\n00:00:03 -> 1 --> 00:0x\n\n{SECOND}", ".srt")
    assert source.skipped == ()  # it has letters: a text with an arrow
    source = document(f"{FIRST}\n2\n00:00:03;5 --> 4\nLost\n\n{SECOND}", ".srt")
    assert messages(segment_document(source)) == ["Hello there", "Good day"]
    assert source.skipped == ("line 6: its times cannot be read: '00:00:03;5 --> 4'",)


def test_no_cue_at_all() -> None:
    with pytest.raises(SourceError, match="no cue found"):
        document("Hello there\n", ".srt")


@pytest.mark.parametrize(
    ("translation", "written"),
    [
        ("from --> to", "from --> to"),
        ("00:00:01,000 --> 00:00:02,000", "00:00:01,000 -- > 00:00:02,000"),
    ],
)
def test_arrows_stay_arrows(translation: str, written: str) -> None:
    text = f"{FIRST}\n{SECOND}"
    source = document(text, ".srt")
    localized = splice(source, segment_document(source), {"Hello there": translation})
    assert localized == text.replace("Hello there", written)
    assert len(document(localized, ".srt").blocks) == (2 if written == translation else 1)
    assert "Good day" in read(localized)
    vtt = document(f"WEBVTT\n\n{text}", ".vtt")
    assert "--&gt;" in splice(vtt, segment_document(vtt), {"Hello there": translation})


def test_a_long_translation_is_broken_with_the_files_line_end() -> None:
    source = document(FIRST.replace("\n", "\r\n"), ".srt")
    localized = splice(source, segment_document(source), {"Hello there": "слово " * 10})
    assert localized.count("\n") == localized.count("\r\n") == 4


@given(st.lists(st.sampled_from([FIRST, SECOND, "\n", " \n", "\r\n", "x --> y\n", "3\n", "Ab\n"])))
def test_whatever_lines_there_are(pieces: list[str]) -> None:
    text = FIRST + "".join(pieces)
    for suffix, head in ((".srt", ""), (".vtt", "WEBVTT\n\n")):
        check_round_trip(head + text, suffix)
