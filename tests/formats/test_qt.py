"""Qt's files: messages by context, forms of the locale, drafts as unfinished."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n import markup
from l10n.errors import SourceError
from l10n.formats import splicing
from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.localized import Localized
from l10n.formats.segmentation import segment_document
from l10n.model import State, Translation
from tests.formats.pseudo import document, messages

SOURCE = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Window</name>
    <message>
        <location filename="../window.cpp" line="12"/>
        <location line="+3"/>
        <source>&amp;Open &quot;%1&quot;</source>
        <extracomment>In the menu</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <comment>the state</comment>
        <translation type="unfinished"/>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Old</source>
        <translation type="vanished">Alt</translation>
    </message>
    <message>
        <source>Bell <byte value="x7"/></source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
"""
TEXTS = {
    '&Open "%1"': ('&Открыть «%1» & "x"',),
    "%n file(s)": ("%n файл", "%n файла", "%n файлов"),
}
WRITTEN = (
    SOURCE.replace('language="en" source', 'language="ru" source')
    .replace(
        '<translation type="unfinished"></translation>',
        "<translation>&amp;Открыть «%1» &amp; &quot;x&quot;</translation>",
        1,
    )
    .replace(
        '<translation type="unfinished">\n            <numerusform></numerusform>\n'
        "            <numerusform></numerusform>",
        "<translation>\n            <numerusform>%n файл</numerusform>\n"
        "            <numerusform>%n файла</numerusform>\n"
        "            <numerusform>%n файлов</numerusform>",
    )
)


def written(source: str, texts: dict[str, tuple[str, ...]], state: State = State.APPROVED) -> str:
    one = document(source, ".ts")
    segments = segment_document(one)
    found = {s.key: texts[s.msgid] for s in segments if s.msgid in texts}
    states = {key: Translation(forms[0], state) for key, forms in found.items()}
    return splicing.export(Localized(one, segments, "", "en", "ru", states, found)).decode()


def test_what_is_read() -> None:
    one = document(SOURCE, ".ts")
    segments = segment_document(one)
    assert messages(segments) == ['&Open "%1"', "Open", "%n file(s)"]
    entries = [segment.entry for segment in segments if segment.entry]
    assert [(e.msgctxt, e.plural, e.note, e.flags) for e in entries] == [
        ("Window", "", "In the menu", ("qt-format",)),
        ("Window|the state", "", "", ()),
        ("Window", "%n file(s)", "", ("qt-plural-format",)),
    ]
    assert entries[0].references == (("../window.cpp", "12"), ("../window.cpp", "15"))
    assert one.skipped == ("line 31: a message without text, or with bytes in it",)


def test_what_is_written() -> None:
    assert written(SOURCE, TEXTS) == WRITTEN
    draft = written(SOURCE, {"Open": ("Открыто",)}, State.DRAFT)
    assert '<translation type="unfinished">Открыто</translation>' in draft


def test_untranslated_it_is_the_source() -> None:
    for text in (SOURCE, SOURCE.replace("\n", "\r\n"), "\ufeff" + SOURCE, WRITTEN):
        assert written(text, {}) == text
    assert messages(segment_document(document(WRITTEN, ".ts"))) == [
        '&Open "%1"',
        "Open",
        "%n file(s)",
    ]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<\r"), min_size=1))
def test_any_translation_is_read_again(translation: str) -> None:
    root = ElementTree.fromstring(written(SOURCE, {"Open": (translation,)}))
    found = root.findall(".//translation")[1].text or ""
    assert found == UNWRITABLE.sub("", markup.plain(translation))


@given(st.text("ab&;<>/\"'= \n", max_size=30))
def test_any_text_keeps_its_bytes(text: str) -> None:
    source = f"<TS><context><message><source>{text}</source><translation/></message></context></TS>"
    try:
        document(source, ".ts")
    except SourceError:
        return
    assert written(source, {}) == source


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("export const a = 1;\n", "not well-formed"),
        ("<a/>", "the root element is not <TS>"),
        ('<!DOCTYPE TS [<!ENTITY a "b">]><TS/>', "has a document type"),
        ("<TS>" + "<a>" * 2000 + "</a>" * 2000 + "</TS>", "nested more than"),
    ],
)
def test_what_is_no_file_of_qt(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        document(text, ".ts")


def test_lrelease_takes_it(tmp_path: Path) -> None:
    folders = os.pathsep.join([os.environ["PATH"], "/usr/lib/qt6/bin"])
    if not (lrelease := shutil.which("lrelease", path=folders)):
        pytest.skip("Qt's lrelease is not installed (Debian package qt6-l10n-tools)")
    path = tmp_path / "ru.ts"
    path.write_text(written(SOURCE, TEXTS), "utf-8")
    done = subprocess.run([lrelease, str(path)], capture_output=True, text=True, check=True)
    assert "2 finished" in done.stdout
