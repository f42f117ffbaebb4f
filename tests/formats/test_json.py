"""Subtitles and JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages, refusals, splice

values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(values, st.booleans(), st.sampled_from([None, 2]))
def test_json_round_trip(value: object, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    localized = check_round_trip(text, ".json")
    assert type(json.loads(localized)) is type(value)


def test_json_names_its_keys() -> None:
    source = document('{"a": {"b": ["One", {"c d": "Two"}]}, "@a": {"x": "no"}}', ".json")
    segments = segment_document(source)
    assert [s.context for s in segments] == ["text 1: a.b.0", "text 2: a.b.1.c d"]


def test_json_takes_no_new_tag() -> None:
    source = document('["A <b>bold</b> word"]', ".json")
    segments = segment_document(source)
    bad = {"A <b>bold</b> word": "<script>x</script> <b>да</b>"}
    [refusal] = refusals(source, segments, bad)
    assert "<script> is not in the source" in refusal.reason
    assert splice(source, segments, bad) == source.text
    good = {"A <b>bold</b> word": 'слово <b>"да"</b>\n'}
    assert json.loads(splice(source, segments, good)) == ['слово <b>"да"</b>\n']


@pytest.mark.parametrize("text", ['{"a": ', "{'a': 'b'}", "[" * 100_000, '"\ud800'])
def test_what_is_not_json_is_an_error(text: str) -> None:
    with pytest.raises(SourceError):
        document(text, ".json")


cue_text = st.lists(
    st.sampled_from(["Word", "two.", "<i>", "</i>", "&amp;", "<", ">", "{\\an8}", "-", "😀", " "]),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(st.lists(cue_text, min_size=1, max_size=4), st.sampled_from([".srt", ".vtt"]))
def test_subtitles_round_trip(cues: list[str], suffix: str) -> None:
    times = "00:00:0{0}.000 --> 00:00:0{0}.900"
    text = "WEBVTT\n\n" if suffix == ".vtt" else ""
    text += "".join(f"{times.format(n)}\n{cue}\n\n" for n, cue in enumerate(cues))
    try:
        check_round_trip(text, suffix)
    except SourceError as error:
        assert "nothing to translate" in error.message


def test_a_long_cue_gets_two_lines() -> None:
    source = document("1\n00:00:01,000 --> 00:00:02,000\nHi <i>you</i>\n", ".srt")
    segments = segment_document(source)
    long = "Здравствуйте, мой очень <1>дорогой и любезный</1> старинный друг"
    written = splice(source, segments, {"Hi <1>you</1>": long}).split("\n")[2:]
    assert written == [
        "Здравствуйте, мой очень <i>дорогой",
        "и любезный</i> старинный друг",
        "",
    ]


@pytest.mark.parametrize(
    ("suffix", "written"),
    [(".srt", "‹b>x --> {an8}y z"), (".vtt", "&lt;b&gt;x --&gt; {\\an8}y z")],
)
def test_a_cue_is_text(suffix: str, written: str) -> None:
    head = "WEBVTT\n\n" if suffix == ".vtt" else "1\n"
    source = document(f"{head}00:00:01.000 --> 00:00:02.000\nText\n", suffix)
    segments = segment_document(source)
    localized = splice(source, segments, {"Text": "<b>x --> {\\an8}y\n\nz"})
    assert localized.endswith(f"\n{written}\n")
    assert messages(segment_document(document(localized, suffix)))


@pytest.mark.parametrize("suffix", [".srt", ".vtt"])
def test_a_file_without_cues_is_an_error(suffix: str) -> None:
    with pytest.raises(SourceError, match="no cue found"):
        document("Just some text.\n", suffix)


def test_a_choice_of_forms_is_left_to_people() -> None:
    from l10n.engines import make_engine
    from l10n.translation.documents import translate_text
    from l10n.translation.translator import Translator

    text = '{"a": "{n, plural, one {# file} other {# files}}", "b": "Hello <b>world</b> {name}"}'
    source = document(text, ".json")
    written = translate_text(source, "en", "ru", Translator(make_engine("starter")))
    found = json.loads(written)
    assert found["a"] == json.loads(text)["a"]
    assert "<b>" in found["b"] and "</b>" in found["b"] and "{name}" in found["b"]
    assert found["b"] != json.loads(text)["b"]


def test_keys_that_no_file_can_hold() -> None:
    """Half a letter, a line break: both are named as JSON writes them."""
    source = document(r'{"\ud800": "Hello there", "a\nb": "Good day"}', ".json")
    contexts = [segment.context for segment in segment_document(source)]
    assert contexts == [r"text 1: \ud800", r"text 2: a\nb"]


def test_a_number_of_thousands_of_digits() -> None:
    check_round_trip(f'{{"size": {"9" * 10_000}, "a": "Hello there"}}', ".json")


@pytest.mark.parametrize(
    ("source", "translation", "refused"),
    [
        ("Use x <y here", "Здесь x <y нужно", False),
        ("usage: tool <file>", "использование: tool <файл>", False),
        ("usage: tool <file>", "использование: tool <name>", False),
        ("bad tag (<?): %s", "плохой тег (<?): %s", False),
        ("Credits", "Anna <anna@example.com>", False),
        ("Text", "<b>Текст</b>", True),
        ("Text", "Текст <img src=x onerror=y", True),
        ("Text", "Текст <x-a onclick=y>", True),
        ("Text", "<!-- Текст", True),
        ("Text", "</p>Текст", True),
        ("A <b>bold</b> word", "<b>Толстое</b> слово", False),
    ],
)
def test_a_tag_is_what_html_says_is_one(source: str, translation: str, refused: bool) -> None:
    """Names between angle brackets, comparisons and addresses are text."""
    one = document(json.dumps({"a": source}), ".json")
    assert bool(refusals(one, segment_document(one), {source: translation})) is refused
