"""HTML: what is found in it, and that no translation becomes markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats import encodings, read_document
from l10n.formats.html.tokens import tokens
from l10n.formats.segmentation import segment_document
from tests.formats.pseudo import check_round_trip, document, export, messages, splice

# fmt: off
# No backslash before a word: that is a path, which nobody translates.
HTML = [
    "word", "Big", "text. ", " ", "\n", "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>",
    "<a href='x' title=\"T i\">", "</a>", "<img alt=red src=x>", "<img alt='b&amp;c'/>", "<!--",
    "-->", "<code>", "</code>", "<pre>", "</pre>", "<div translate=no>", "</div>", "<div>",
    "<script>", "</script>", "&amp;", "&lt;", "&", "<", "<1>", "</", "\\(", "<title>", "</title>",
    "<table><tr><td>", "<textarea>", "</textarea>", "&nbsp;", "é", "<![CDATA[ x ]]>", "<svg>",
    "</svg>", '"', "'", "=", ">", "<li>", "<span class='notranslate'>", "</span>", "<html>",
    "<html lang=en>", "<?php x ?>", "<1/>", "😀", "<q", " title='it",
]
# fmt: on
garbage = st.lists(
    st.sampled_from(HTML),
    max_size=30,
).map("".join)


@given(garbage | st.text())
def test_round_trip(text: str) -> None:
    assert "".join(text[t.start : t.end] for t in tokens(text)) == text
    check_round_trip(text, ".html")


def found(text: str) -> list[str]:
    return messages(segment_document(document(text, ".html")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One <b>two</b>\n  three.</p>", ["One <1>two</1> three."]),
        ("<p>One<p>Two<li>Three", ["One", "Two", "Three"]),
        ("a &amp; b &lt;c&gt; &copy;", ["a & b <c> ©"]),
        ("<p title='T'>a</p><img alt=\"x\">", ["T", "a", "x"]),
        ("<p>a <code>b</code> c</p><script>d</script><pre>e</pre>", ["a <1/> c"]),
        ("<p>a <span translate=no>b</span> c</p><div class=notranslate>d</div>", ["a <1/> c"]),
        ("a<br>b<br><br>c", ["a <1/>b", "c"]),
        ("<input type=submit value=Send><input value=x placeholder=Name>", ["Send", "Name"]),
        ("<meta name=description content='A page'><meta name=author content=Bob>", ["A page"]),
        ("<p>&lt;1&gt; is <b>this</b></p>", [r"\<1> is <1>this</1>"]),
        ("<a>unclosed <b>tags</a> here", ["<1>unclosed <2/>tags</1> here"]),
        ("<title>a <b> c</title>", ["a <b> c"]),
    ],
)
def test_what_is_translated(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "msgstr",
    [
        "<script>alert(1)</script>",
        "</p><img src=x onerror=alert(1)>",
        '" onclick="alert(1)',
        "' onclick='alert(1)",
        "&lt;script&gt;",
        "<b>unclosed",
        "<!--x",
        "x > y",
    ],
)
@pytest.mark.parametrize(
    "text", ["<p>Text</p>", '<p title="Text">', "<p title='Text'>", "<p title=Text>"]
)
def test_a_translation_is_text_whatever_it_looks_like(text: str, msgstr: str) -> None:
    source = document(text, ".html")
    segments = segment_document(source)
    written = splice(source, segments, {"Text": msgstr})
    before, after = list(tokens(text)), list(tokens(written))
    assert [(t.kind, t.name, [a.name for a in t.attributes]) for t in after] == [
        (t.kind, t.name, [a.name for a in t.attributes]) for t in before
    ]
    assert msgstr.endswith(found(written)[-1])


def test_the_language_is_named() -> None:
    for before, after in (
        ('<html lang="en">', '<html lang="pt-BR">'),
        ("<html>", '<html lang="pt-BR">'),
        ("<html lang=en xml:lang='en'>", "<html lang=pt-BR xml:lang='pt-BR'>"),
    ):
        source = document(f"{before}<p>Text", ".html")
        segments = segment_document(source)
        assert splice(source, segments, {"Text": "Texto"}, "pt_BR") == f"{after}<p>Texto"
        assert splice(source, segments, {}, "pt_BR") == f"{before}<p>Text"


def test_letters_that_the_encoding_has_not_become_references() -> None:
    text, codec = encodings.decode("<p>Tëxt</p>".encode("latin-1"), "x", "latin-1")
    source = document(text, ".html")
    assert codec == "latin-1"
    latin = replace(source, encoding=codec)
    written = export(latin, segment_document(latin), {"Tëxt": "Тёxt"})
    assert written == b"<p>&#1058;&#1105;xt</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000 + "text",
        "<p>" + "<b>" * 5_000 + "text",
        "<p>" + "<b><i></b>" * 3_000 + "text",
        "<" * 50_000 + "text",
        "<a " * 5_000,
        '<a b="c' * 5_000,
        "<!--" * 5_000,
        "<script>" * 5_000,
        "<p>" + "<code>" * 5_000 + "text",
        "<p " + "a " * 20_000 + ">text",
        "<p a" + " " * 100_000 + "b>text",
        "<p>" + "<a title='some title'>x</a> " * 2_000,
        "<p>" + "word <b>x</b> " * 5_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_keeps_its_bytes(text: str) -> None:
    check_round_trip(text, ".html")


def test_the_declared_encoding_is_used_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes('<meta charset="windows-1251"><p>Тёплый day'.encode("cp1251"))
    source = read_document(path)
    segments = segment_document(source)
    assert messages(segments) == ["Тёплый day"]
    written = export(source, segments, {"Тёплый day": "Өдөр «сайн»"})
    assert written.decode("cp1251").endswith("<p>&#1256;д&#1257;р «сайн»")


def test_a_huge_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(SourceError, match="larger than 32 MB"):
        read_document(path)


def test_xhtml_knows_no_nbsp() -> None:
    """XML has five named entities; the attribute and the text get a numbered one."""
    source = document('<p title="Text">Text</p>', ".xhtml")
    localized = splice(source, segment_document(source), {"Text": "5\u00a0км"})
    assert localized == '<p title="5&#160;км">5&#160;км</p>'


def test_attributes_of_elements_that_are_kept() -> None:
    text = '<textarea placeholder="Write here"></textarea><p>A <code title="What runs">x</code> b'
    text += '<br title="A break"> c</p><svg aria-label="A map"></svg><pre translate="no" title="x">'
    assert found(text) == ["Write here", "A <1/> b<2/> c", "What runs", "A break", "A map"]
    check_round_trip(text, ".html")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a?b=c&amp;d",
        "/usr/share/doc",
        "images/logo.png",
        r"C:\Users\Ann",
        "{{ user.name }}",
        "{% url 'home' %}",
        "ann@example.com",
        "%(name)s: ${value}",
        "{name}",
    ],
)
def test_what_is_the_same_in_all_languages_is_not_offered(text: str) -> None:
    assert found(f"<p>{text}</p><p>and/or</p><p>Yes/No</p>") == ["and/or", "Yes/No"]
    assert not document(f"{text}\n", ".txt").blocks or not messages(
        segment_document(document(f"{text}\n", ".txt"))
    )
    check_round_trip(f"<p>{text}</p><p>See {text} now.</p>", ".html")
