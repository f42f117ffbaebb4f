"""Placeables: codes to numbers and back, and no text is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.formats.segmentation import segment_block
from l10n.markup import Placeable
from l10n.model import Block, Inline, Kind

text = st.text(st.sampled_from("ab <>/\\12") | st.characters(codec="utf-8"))
placeable = st.builds(
    lambda number, form: Placeable(form.format(number)),
    st.integers(1, 30),
    st.sampled_from(["<{}>", "</{}>", "<{}/>"]),
)


@given(st.lists(text | placeable))
def test_parsing_undoes_building(parts: list[str]) -> None:
    message = markup.build(parts)
    found = markup.parse(message)
    assert "".join(found) == "".join(parts)
    codes = [part for part in parts if isinstance(part, Placeable)]
    assert [part for part in found if isinstance(part, Placeable)] == codes
    assert markup.build(found) == message


@given(text)
def test_text_is_never_a_placeable(literal: str) -> None:
    escaped = markup.escape(literal)
    assert "".join(markup.parse(escaped)) == literal
    assert not any(isinstance(part, Placeable) for part in markup.parse(escaped))


@pytest.mark.parametrize(
    ("msgstr", "problem"),
    [
        ("<1>a</1> b", "<2/> is missing"),
        ("<1>a</1> <2/> <2/>", "<2/> occurs 2 times, not once"),
        ("<1>a</1> <2/> <3/>", "<3/> is not in the source"),
        ("</1>a<1> <2/>", "</1> closes at the wrong place"),
        ("a <2/>", "<1> is missing"),
        (r"\<1>a</1> <2/>", "<1> is missing"),
        ("<1>a</1> <2/><01/>", "<01/> is not in the source"),
    ],
)
def test_problems(msgstr: str, problem: str) -> None:
    assert problem in markup.problems("<1>x</1> <2/>", msgstr)


def test_a_translation_may_move_placeables() -> None:
    assert markup.problems("<1>x <2>y</2></1> <3/>", "<3/> <2>й</2> <1>х</1>") == []


def test_crossing_pairs_are_a_problem() -> None:
    assert markup.problems("<1>x</1> <2>y</2>", "<1>x <2>y</1></2>")


def block(*pieces: str) -> Block:
    """A block of texts and tags."""
    items = []
    for piece in pieces:
        if not piece.startswith("<"):
            items.append((Inline(Kind.TEXT, piece, piece), ""))
        elif piece.endswith("/>"):
            items.append((Inline(Kind.ALONE, piece), ""))
        elif piece.startswith("</"):
            items.append((Inline(Kind.CLOSE, piece), piece[2:-1]))
        else:
            items.append((Inline(Kind.OPEN, piece), piece[1:-1]))
    inlines = markup.pair_up(items)
    return Block("text", "".join(pieces), (0, len("".join(pieces))), 1, inlines)


def parts(*pieces: str) -> list[tuple[str, str, str]]:
    return [
        (s.before, s.msgid if s.content else "", s.after) for s in segment_block(block(*pieces))
    ]


def test_codes_at_the_edges_are_outside_of_the_sentence() -> None:
    assert parts("<b>", "One.", "</b>", " Two.") == [("<b>", "One.", "</b> "), ("", "Two.", "")]


def test_a_pair_over_whole_sentences_is_outside_of_each() -> None:
    assert parts("<b>", "One here. Two.", "</b>") == [
        ("<b>", "One here.", " "),
        ("", "Two.", "</b>"),
    ]


def test_sentences_that_a_pair_holds_together_are_one_segment() -> None:
    assert parts("So ", "<b>", "this. And", "</b>", " that. End.") == [
        ("", "So <1>this. And</1> that.", " "),
        ("", "End.", ""),
    ]


def test_codes_that_do_not_nest_stand_alone() -> None:
    [(_, msgid, _)] = parts("a ", "<b>", "b ", "<i>", "c", "</b>", " d", "</i>", " e")
    assert msgid == "a <1>b <2/>c</1> d<3/> e"


pieces = st.lists(
    st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<br/>", "Word", " ", "End. ", "I am. ", "?! "])
)


@given(pieces)
def test_segments_with_codes_join_to_their_block(found: list[str]) -> None:
    one = block(*found)
    segments = segment_block(one)
    assert "".join(map(str, segments)) == one.content
    for segment in segments:
        assert "".join(inline.source for inline in segment.inlines) == segment.content
        if segment.content:
            assert markup.problems(segment.msgid, segment.msgid) == []
            assert segment.msgid == segment.msgid.strip()
            restored = markup.restore(segment.msgid, segment.inlines)
            codes = [i for i in segment.inlines if i.kind is not Kind.TEXT]
            assert [i for i in restored if i.kind is not Kind.TEXT] == codes
