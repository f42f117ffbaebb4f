"""Android's string resources: strings with their tags, arrays, plurals in the locale's forms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import format_of, read_document, splicing
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.segmentation import segment_document
from l10n.model import Document
from tests.formats.pseudo import check_round_trip, document, keyed, messages

SOURCE = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- Labels -->
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
    <string name="app" translatable="false">Garden</string>
    <string name="hello">Hello, <xliff:g id="name" example="Ann">%1$s</xliff:g>!</string>
    <string name="same">@string/hello</string>
    <string name="bold">Don\\'t <b>touch</b>
        it:\\n&lt;ever&gt; \\u00e9</string>
    <string name="quoted">"Two  blanks"</string>
    <string name="mixed">Say "it's" now</string>
    <string name="data"><![CDATA[Read <a href="x">this</a> & that]]></string>
    <string name="all"><![CDATA[Say "this"]]></string>
    <string name="half">\\ud800 letter</string>
    <string-array name="days">
        <item>Monday</item>
        <item>42</item>
    </string-array>
    <plurals name="files">
        <item quantity="one">%d file</item>
        <item quantity="other">%d files</item>
    </plurals>
    <plurals name="bees">
        <item quantity="one"><b>%d</b> bee</item>
        <item quantity="other"><b>%d</b> bees</item>
    </plurals>
    <string name="empty"/>
</resources>
"""
NO_PLURALS = SOURCE[: SOURCE.index("    <plurals")] + "</resources>\n"


def wrapped(value: str) -> str:
    return f'<resources><string name="a">{value}</string></resources>'


def translated(source: str, texts: Mapping[str, tuple[str, ...]], locale: str = "ru") -> str:
    one = read(source)
    segments = segment_document(one)
    found = {s.key: texts[s.msgid] for s in segments if s.msgid in texts}
    return splicing.splice(one, segments, found, locale)


def read(source: str) -> Document:
    return document(source, "/strings.xml")


def test_what_is_read() -> None:
    segments = segment_document(read(SOURCE))
    assert messages(segments) == [
        "Hello, <1/>!",
        "Don't <1>touch</1> it:\n<ever> é",
        "Two  blanks",
        "Say it's now",
        "Read <a href=x>this</a> & that",  # so Android reads it
        "Say this",
        "Monday",
        "%d file",
        "<1>%d</1> bee",
        "<1>%d</1> bees",
    ]
    assert [one.plural for one in segments if one.plural] == ["%d files"]
    assert segments[0].context.startswith("string 1: hello")


def test_untranslated_it_is_the_source() -> None:
    check_round_trip(NO_PLURALS, "/strings.xml")
    one = read(SOURCE)
    segments = segment_document(one)
    assert splicing.splice(one, segments, {}, "ru") == SOURCE
    itself = {s.key: (s.msgid, s.plural) if s.plural else (s.msgid,) for s in segments}
    assert splicing.splice(one, segments, itself, "ru") == SOURCE


def test_texts_are_escaped() -> None:
    texts = {
        "Hello, <1/>!": ("<1/>, привет!",),
        "Two  blanks": ('Два  «л\'ю» "б"',),
        "Say it's now": ("@Скажи  сейчас?",),
        "Read <a href=x>this</a> & that": ("<a href=x>Это</a> & ]]> 'то'",),
    }
    written = translated(SOURCE, texts)
    xliff = '<xliff:g id="name" example="Ann">%1$s</xliff:g>'
    assert f'<string name="hello">{xliff}, привет!</string>' in written
    assert '<string name="quoted">"Два \\u0020«л\\\'ю» \\"б\\""</string>' in written
    assert '<string name="mixed">\\@Скажи \\u0020сейчас?</string>' in written
    assert "<![CDATA[<a href=x>Это</a> & ]] > \\'то\\']]>" in written


@pytest.mark.parametrize(
    ("locale", "forms", "names"),
    [
        ("ru", ("%d файл", "%d файла", "%d файлов"), ["one", "few", "many", "other"]),
        ("mn", ("%d файл", "%d файлууд"), ["one", "other"]),
        ("ja", ("%d",), ["other"]),
    ],
)
def test_plurals_have_the_forms_of_the_locale(
    locale: str, forms: tuple[str, ...], names: list[str]
) -> None:
    written = translated(SOURCE, {"%d file": forms}, locale)
    crlf = translated(SOURCE.replace("\n", "\r\n"), {"%d file": forms}, locale)
    assert crlf == written.replace("\n", "\r\n")
    again = written[written.index('name="files"') : written.index('<plurals name="bees"')]
    assert [part.split('"')[0] for part in again.split('quantity="')[1:]] == names
    if locale == "ru":
        assert again == (
            'name="files">\n        <item quantity="one">%d файл</item>\n'
            '        <item quantity="few">%d файла</item>\n'
            '        <item quantity="many">%d файлов</item>\n'
            '        <item quantity="other">%d файла</item>\n    </plurals>\n    '
        )


@pytest.mark.parametrize("source", ["Text", "<![CDATA[Text]]>"])
@example(translation="/0.0")
@example(translation=" \x01 0")
@given(
    translation=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="<"), min_size=1
    )
)
def test_any_translation_is_read_again(source: str, translation: str) -> None:
    one = read(wrapped(source))
    segments = segment_document(one)
    written = splicing.splice(one, segments, keyed(segments, {"Text": f"Two x{translation}"}))
    [block] = read(written).blocks
    wanted = UNWRITABLE.sub("", markup.plain(f"Two x{translation}")).replace("\r", " ")
    assert "".join(inline.text for inline in block.inlines) == wanted


@given(st.text("ab'\"\\nu0 @?&;<b>/\n", max_size=20))
def test_any_text_keeps_its_bytes(text: str) -> None:
    source = wrapped(text)
    try:
        one = read(source)
    except SourceError:
        return
    segments = segment_document(one)
    assert splicing.splice(one, segments, {}) == source
    for segment in segments:
        assert not markup.problems(segment.msgid, segment.msgid)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a/>", "the root element is <a>, not <resources>"),
        ("<resources>", "is not well-formed XML"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><resources/>', "has a document type"),
        ("<resources>" + "<b>" * 2000 + "</b>" * 2000 + "</resources>", "nested more than"),
    ],
)
def test_what_is_no_resource_file(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(text)


def test_only_files_that_are_called_so(tmp_path: Path) -> None:
    """Any XML has the suffix: others are no documents of a project."""
    for name in ("strings.xml", "my_strings.xml", "strings-v2.xml", "plurals.xml", "Arrays.xml"):
        found = format_of(Path("res/values") / name)
        assert found and found.name == "android", name
    assert format_of(Path("pom.xml")) is None
    (tmp_path / "pom.xml").write_text("<project/>")
    with pytest.raises(SourceError, match=r"no reader for \.xml of this name"):
        read_document(tmp_path / "pom.xml")
