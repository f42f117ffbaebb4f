"""Checks of whole files: what is wrong with one is found, whatever it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks.files import Result, check_files
from l10n.errors import CatalogError
from l10n.po import file as pofile
from l10n.po.decoding import decode
from l10n.po.message import Fault, Message
from l10n.po.syntax import messages

HEADER = 'msgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00\x0b\x0c\x85"),
    max_size=120,
).filter(lambda text: not set(text) & set("\x1c\x1d\x1e\u2028\u2029"))


def _read(data: bytes) -> tuple[list[Message], list[Fault]]:
    faults: list[Fault] = []
    return list(messages(decode(data, faults).text, faults)), faults


@st.composite
def _catalogs(draw: st.DrawFn) -> pofile.File:
    po = pofile.new()
    po.metadata = {"Language": "ru", "Content-Type": "text/plain; charset=UTF-8"}
    msgids = draw(st.lists(TEXT.filter(bool), unique=True, max_size=6))
    for msgid in msgids:
        entry = Message(
            msgid=msgid,
            msgctxt=draw(st.none() | TEXT.filter(lambda text: "\4" not in text)),
            tcomment=draw(st.sampled_from(["", "a note", "two\nlines"])),
            flags=draw(st.lists(st.sampled_from(["fuzzy", "c-format"]), unique=True)),
            obsolete=draw(st.booleans()),
        )
        if draw(st.booleans()):
            entry.msgid_plural = draw(TEXT.filter(bool))
            entry.msgstr_plural = dict(enumerate(draw(st.lists(TEXT, min_size=1, max_size=4))))
        else:
            entry.msgstr = draw(TEXT)
        po.append(entry)
    return po


@given(_catalogs())
@settings(max_examples=30, deadline=None)
def test_reads_what_was_written(po: pofile.File) -> None:
    found, faults = _read(pofile.dump(po))
    assert not faults
    assert [one.state() for one in found[1:]] == [one.state() for one in po]


def test_reads_lines_of_the_file() -> None:
    text = f'{HEADER}# a\n#: b:1\nmsgctxt "c"\nmsgid "d"\nmsgstr "e"\n'
    assert [entry.line for entry in _read(text.encode())[0]] == [1, 7]


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_findings_or_an_error(data: bytes) -> None:
    """Whatever is in a file, it ends in findings with lines, or in an error of ours."""
    _check_bytes(HEADER.encode() + data)


@given(_catalogs(), st.data())
@settings(max_examples=30, deadline=None)
def test_any_damage_is_survived(po: pofile.File, data: st.DataObject) -> None:
    """Bytes cut out of a good file, or put into it."""
    good = pofile.dump(po)
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    _check_bytes(good[:start] + data.draw(st.binary(max_size=8)) + good[end:])


def _check_bytes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.po"
        path.write_bytes(data)
        try:
            found = list(check_files([path]))
        except CatalogError as error:
            assert error.hint
            return
        lines = data.count(b"\n") + 1
        assert all(1 <= one.line <= lines for one in found)
        assert all("\n" not in one.finding.message for one in found)


def _check(tmp_path: Path, text: str, name: str = "a.po") -> list[Result]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return list(check_files([path]))


def test_goes_on_behind_a_fault(tmp_path: Path) -> None:
    found = _check(tmp_path, f'{HEADER}msgid "a\nmsgstr "б"\n\nmsgid "Open %s"\nmsgstr "Открыть"\n')
    assert [(one.line, one.finding.check) for one in found if one.finding.severity == "error"] == [
        (4, "syntax"),
        (7, "placeholders"),
    ]


def test_findings_are_in_the_order_of_lines(tmp_path: Path) -> None:
    text = HEADER + "".join(
        f'msgid "Open %s {n}"\nmsgstr "Открыть {n}"\n{"rubbish" if n % 3 == 0 else ""}\n\n'
        for n in range(20)
    )
    found = _check(tmp_path, text)
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert {"syntax", "placeholders"} <= {one.finding.check for one in found}


def test_an_empty_file_has_no_header(tmp_path: Path) -> None:
    assert [(one.line, one.finding.check) for one in _check(tmp_path, "")] == [(1, "header")]


def test_zero_bytes_are_no_po_file(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes('msgid "a"'.encode("utf-16"))
    with pytest.raises(CatalogError, match="zero bytes"):
        list(check_files([path]))


def test_a_folder_that_cannot_be_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="cannot be read"):
        list(check_files([tmp_path]))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert not _check(tmp_path, "\ufeff" + HEADER)


def test_a_template_is_checked_as_a_file_only(tmp_path: Path) -> None:
    text = f'{HEADER}msgid "Open"\nmsgstr ""\n\nmsgid "Open"\nmsgstr ""\n'
    assert [one.finding.check for one in _check(tmp_path, text, "a.pot")] == ["duplicates"]


def test_untranslated_messages_are_one_finding(tmp_path: Path) -> None:
    text = HEADER + "".join(f'msgid "Text {n}"\nmsgstr ""\n\n' for n in range(9))
    found = _check(tmp_path, text)
    assert [(one.line, one.finding.message) for one in found] == [
        (4, "9 of 9 messages have no translation")
    ]


@pytest.mark.parametrize(
    ("place", "language", "expected"),
    [
        ("ru/LC_MESSAGES/a.po", "", {"alphabet", "header"}),
        ("ru.po", "", {"alphabet", "header"}),
        ("a.ru.po", "", {"alphabet", "header"}),
        ("a.po", "Language: ru\\n", {"alphabet"}),
        ("uk.po", "Language: ru\\n", {"alphabet"}),
        ("notes.po", "", {"header"}),
    ],
)
def test_the_locale_is_the_headers_or_the_paths(
    tmp_path: Path, place: str, language: str, expected: set[str]
) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    header = f'msgid ""\nmsgstr "{language}Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(f'{header}msgid "big town"\nmsgstr "велике місто ґі"\n', "utf-8")
    assert {one.finding.check for one in check_files([path])} == expected


def test_koi8_is_read_in_its_charset(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    header = HEADER.replace("UTF-8", "KOI8-R")
    path.write_bytes(f'{header}msgid "Town"\nmsgstr "Город"\n'.encode("koi8-r"))
    assert [one.finding.check for one in check_files([path])] == ["charset"]
