"""Markdown: what is found in it, and that what is written can be read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats import format_of
from l10n.formats.markdown.reader import read
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, messages, refusals, splice

# fmt: off
words = st.sampled_from([
    "one", "Two", "three.", "four,", "five!", "R&D", "A*B", "c_d", "a<b", "5", "&lt;", "é", "😀",
    "[x]", "\\*", "C:\\x",
])
# fmt: on
plain = st.lists(words, min_size=1, max_size=5).map(" ".join)
inline = st.recursive(
    plain,
    lambda inner: st.one_of(
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*"),
        # Not four of them, which at the start of a line open a code block.
        inner.map(lambda text: text if text.startswith("~") else f"~~{text}~~"),
        inner.map(lambda text: f'[{text}](http://x.y/a_b "A title")'),
        inner.map(lambda text: f"<b>{text}</b>"),
        st.just("`code *x*`"),
        st.just("![alt text](a.png)"),
        st.just("<http://a.b>"),
        st.just("[^1]"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=6,
)
leaf = st.one_of(
    inline,
    inline.map(lambda text: f"## {text} ##"),
    inline.map(lambda text: f"{text}\nnext line of it"),
    st.tuples(inline, inline).map(lambda t: "| h | i |\n|---|:-:|\n| {} | {} |".format(*t)),
    st.just("```\nkept **code**\n```"),
    st.just("<div title='A title'>\n<p>Some <i>HTML</i></p>\n</div>"),
)
blocks = st.recursive(
    leaf,
    lambda inner: st.one_of(
        inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
        inner.map(lambda text: "- " + text.replace("\n", "\n  ")),
        inner.map(lambda text: "1. " + text.replace("\n", "\n   ")),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    ),
    max_leaves=5,
)


@given(blocks, st.sampled_from(["\n", "\r\n"]))
def test_round_trip(text: str, line_break: str) -> None:
    text = f"{text}\n\n[^1]: A note.\n".replace("\n", line_break)
    check_round_trip(text, ".md")


# fmt: off
MARKS = [
    "word", "Big. ", "\n", "\n\n", "*", "**", "_", "`", "[", "]", "(", ")", "![", "](u)", "> ",
    "- ", "1. ", "# ", "|", "|--|--|", "    ", "\t", "<b>", "</b>", "<br>", "<!-- c -->",
    "&amp;", "&", "<", "\\", "~~", "[^1]", "[^1]: ", "^[", "---", "===", "```", "<div>", "<1>",
    "</1>", "<2/>", "é", "😀", "\r\n",
]
# fmt: on
garbage = st.lists(
    st.sampled_from(MARKS),
    max_size=30,
).map("".join)


@given(garbage | st.text())
def test_anything_keeps_its_bytes(text: str) -> None:
    try:
        source = document(text, ".md")
    except SourceError:
        return
    segments = segment_document(source)
    for index, block in enumerate(source.blocks):
        assert text[slice(*block.span)] == block.content
        assert "".join(str(s) for s in segments if s.block == index) == block.content
    assert splice(source, segments, {m: m for m in messages(segments)}) == text


def found(text: str) -> list[str]:
    return messages(segment_document(document(text, ".md")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title *now* #", ["Title <1>now</1>"]),
        ("a [link](x 'Tip') b", ["a <1>link</1> b", "Tip"]),
        ("> one\n> two", ["one two"]),
        ("- [x] done", ["done"]),
        ("> [!NOTE]\n> Read this.", ["Read this."]),
        ("| a | b \\| c | `x` |\n|-|-|-|\n| d |", ["a", "b | c", "d"]),
        ("text <!-- note --> more", ["text <1/> more"]),
        ("`code` only\n\n`code`", ["<1/> only"]),
        ("a <kbd>Ctrl</kbd> b", ["a <1/> b"]),
        ("a <span translate=no>Kept *x*</span> b", ["a <1/> b"]),
        ("[a]: http://x 'A title'", ["A title"]),
        ("a\\\nb", ["a <1/>b"]),
        ("\ufeff# Title", ["Title"]),
    ],
)
def test_what_is_translated(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_numbers_and_code_alone_are_nothing_to_translate() -> None:
    assert not document("12.5\n\n`code`\n\n---\n", ".md").blocks


@pytest.mark.parametrize(
    ("msgstr", "written"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("two\n\nparagraphs", "two paragraphs"),
        ("a | b", "a \\| b"),
        ("&lt;", "\\&lt;"),
        ("`a` *b* _c_ d_e 2 * 3", "\\`a\\` \\*b\\* \\_c\\_ d_e 2 * 3"),
        ("end\\", "end\\\\"),
    ],
)
def test_a_translation_is_text_whatever_it_looks_like(msgstr: str, written: str) -> None:
    source = document("Some text\n", ".md")
    segments = segment_document(source)
    assert splice(source, segments, {"Some text": msgstr}) == f"{written}\n"
    assert " ".join(found(written)) in " ".join(msgstr.split())


@pytest.mark.parametrize(
    ("msgstr", "written"),
    [
        ("сло<1>во</1>та", "сло*во*та"),
        ("<1> слово</1>", "<em> слово</em>"),
        ("до<1>«слово»</1>после", "до<em>«слово»</em>после"),
    ],
)
def test_emphasis_stays_emphasis(msgstr: str, written: str) -> None:
    source = document("a _word_ b", ".md")
    segments = segment_document(source)
    assert splice(source, segments, {"a <1>word</1> b": msgstr}) == written


def test_a_link_without_an_address_keeps_its_label() -> None:
    source = document("See [the map] now.\n\n[the map]: http://x\n", ".md")
    segments = segment_document(source)
    written = splice(source, segments, {"See <1>the map</1> now.": "Смотри <1>карту</1>."})
    assert written.startswith("Смотри [карту][the map].\n")


def test_lost_markup_is_refused_and_the_source_stays() -> None:
    source = document("a *b* c", ".md")
    segments = segment_document(source)
    texts = {"a <1>b</1> c": "а б"}
    [refusal] = refusals(source, segments, texts)
    assert refusal.reason == "<1> is missing; </1> is missing"
    assert splice(source, segments, texts) == "a *b* c"


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + " text",
        "- " * 10_000 + "text",
        "".join("  " * level + "- text\n" for level in range(300)),
        "[" * 10_000 + "text" + "]" * 10_000,
        "*a **b " * 3_000,
        "`" * 5_000 + "text" + "``` `` `" * 500,
        "^[text" * 5_000,
        "![text" * 5_000,
        "<a " * 5_000 + "text",
        "word " * 100_000,
        "|text" * 2_000 + "|\n" + "|-" * 2_000 + "|\n",
    ],
    ids=lambda text: text[:6],
)
def test_hostile_text_keeps_its_bytes(text: str) -> None:
    blocks = read(text).blocks
    for block in blocks:
        assert text[slice(*block.span)] == block.content
    if blocks:
        source = document(text, ".md")
        segments = segment_document(source)
        assert splice(source, segments, {m: m for m in messages(segments)}) == text


def test_front_matter_with_special_values() -> None:
    text = "---\ntitle: Plain # note\ndescription: 'It''s'\nlayout: post\n---\n\nText\n"
    source = document(text, ".md")
    segments = segment_document(source)
    assert messages(segments) == ["Plain", "It's", "Text"]
    texts = {"Plain": 'Да: "нет"', "It's": "Это 'так'", "Text": "Текст"}
    assert splice(source, segments, texts) == (
        "---\ntitle: \"Да: \\\"нет\\\"\" # note\ndescription: 'Это ''так'''\nlayout: post\n---\n\n"
        "Текст\n"
    )


def test_suffixes() -> None:
    assert format_of(Path("a.md")) is format_of(Path("A.MARKDOWN"))


@pytest.mark.parametrize(
    ("text", "localized"),
    [
        ("- [Install guide]", "- [Установка][Install guide]"),
        ("- [Install guide][]", "- [Установка][Install guide]"),
        ("![Install guide]", "![Установка][Install guide]"),
        ("**[Install guide]**", "**[Установка][Install guide]**"),
        ("[Install guide](a.md)", "[Установка](a.md)"),
        ("[Install guide][x]", "[Установка][x]"),
        ("# See [Install guide]", None),
    ],
)
def test_a_link_by_its_label_keeps_its_address(text: str, localized: str | None) -> None:
    """Also where the label is all there is to a sentence, and its brackets are outside of it."""
    text += "\n\n[install guide]: /i\n[x]: /x\n"
    source = document(text, ".md")
    segments = segment_document(source)
    texts = {"Install guide": "Установка", "See <1>Install guide</1>": "См. <1>установку</1>"}
    wanted = localized or "# См. [установку][Install guide]"
    assert splice(source, segments, texts).split("\n")[0] == wanted


def test_a_label_of_two_sentences_keeps_its_address() -> None:
    text = "[One is here. Two is there.]\n\n[One is here. Two is there.]: /i\n"
    source = document(text, ".md")
    localized = splice(source, segment_document(source), {"Two is there.": "Вот и два."})
    assert localized.startswith("[One is here. Вот и два.][One is here. Two is there.]\n")


def test_text_between_two_elements_of_a_name() -> None:
    text = "Press <kbd>Ctrl</kbd>, wait a bit, then press <KBD>C</KBD > to stop.\n"
    assert found(text) == ["Press <1/>, wait a bit, then press <2/> to stop."]
    check_round_trip(text, ".md")


def test_code_in_a_line_is_kept() -> None:
    assert found("Run <pre>make all</pre> now.\n") == ["Run <1/> now."]


FRONT = "{0}\ntitle{1} {2}Hello there{2}\nweight{1} 1\n{0}\n\nBody text.\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("style", ["---|:|", '---|:|"', "---|:|'", '+++| =|"', "+++| =|'"])
def test_front_matter(newline: str, style: str) -> None:
    text = FRONT.format(*style.split("|")).replace("\n", newline)
    assert found(text) == ["Hello there", "Body text."]
    localized = check_round_trip(text, ".md")
    assert localized == text.replace("Hello there", "Hеllо thеrе").replace("Body text", "Bоdy tеxt")


def test_toml_says_what_it_means() -> None:
    text = '+++\ntitle = "A \\"word\\" \\u00e9"\n+++\n'
    source = document(text, ".md")
    segments = segment_document(source)
    assert messages(segments) == ['A "word" é']
    localized = splice(source, segments, {'A "word" é': 'Это "слово"\\'})
    assert localized == '+++\ntitle = "Это \\"слово\\"\\\\"\n+++\n'


def test_a_bar_in_an_underlined_heading_makes_no_table() -> None:
    source = document("Heading\n-------\n\nText\n", ".md")
    localized = splice(source, segment_document(source), {"Heading": "a | b", "Text": "c | d"})
    assert localized == "a &#124; b\n-------\n\nc \\| d\n"
    assert found(localized) == ["a | b", "c | d"]
