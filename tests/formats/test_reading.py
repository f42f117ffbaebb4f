"""Reading documents: encodings, paragraphs, and what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.formats import make_document, read_document
from l10n.formats.encodings import decode
from l10n.formats.segmentation import segment_document
from l10n.formats.text import read_blocks
from tests.formats.pseudo import export

WRAPPED = """\
The council met on Monday evening to discuss the new bridge over
the river. Three members were absent. The mayor said that work
would begin in spring.

Second paragraph.
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_unmodified_documents_export_to_the_byte(
    tmp_path: Path, encoding: str, newline: str
) -> None:
    path = tmp_path / "a.txt"
    text = f"Title{newline}{newline}  One. Two…{newline}- item{newline}"
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    path.write_bytes(mark + text.encode(encoding))
    document = read_document(path)
    assert export(document, segment_document(document), {}) == path.read_bytes()


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n \t-1.A")))
def test_any_text_exports_to_the_byte(text: str) -> None:
    try:
        document = make_document(Path("a.txt"), text)
    except SourceError:
        assert not text.replace("\ufeff", "").strip()
        return
    segments = segment_document(document)
    assert export(document, segments, {}) == text.encode()
    itself = {segment.msgid: segment.msgid for segment in segments}
    assert export(document, segments, itself) == text.encode()
    for block in document.blocks:
        assert text[slice(*block.span)] == block.content


def test_a_named_encoding_is_kept_on_export(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Привет. Пока.".encode("cp1251"))
    document = read_document(path, "cp1251")
    segments = segment_document(document, "ru")
    assert export(document, segments, {}) == path.read_bytes()
    assert export(document, segments, {"Пока.": "Бувай."}) == "Привет. Бувай.".encode("cp1251")


def test_letters_the_encoding_lacks_make_it_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Café.".encode("latin-1"))
    document = read_document(path, "latin-1")
    assert export(document, segment_document(document), {"Café.": "Өглөө."}) == "Өглөө.".encode()


def test_each_line_is_a_paragraph() -> None:
    blocks = read_blocks("A headline\nFirst paragraph.\n\n\nSecond paragraph.")
    assert [(b.kind, b.content, b.line) for b in blocks] == [
        ("heading", "A headline", 1),
        ("paragraph", "First paragraph.", 2),
        ("paragraph", "Second paragraph.", 5),
    ]


def test_lines_of_a_wrapped_paragraph_are_one_block() -> None:
    first, second = read_blocks(WRAPPED)
    assert first.content == WRAPPED.split("\n\n")[0]
    assert (second.content, second.line) == ("Second paragraph.", 5)


def test_wrapped_sentences_are_whole() -> None:
    document = make_document(Path("a.txt"), WRAPPED)
    msgids = [segment.msgid for segment in segment_document(document)]
    assert msgids[2] == "The mayor said that work would begin in spring."


def test_verse_is_not_a_wrapped_paragraph() -> None:
    assert len(read_blocks("Twinkle, twinkle, little star,\nHow I wonder what you are!")) == 2


def test_list_markers_are_not_translated() -> None:
    blocks = read_blocks("- first\n  * second\n1. third\n(2) fourth\n–5 degrees")
    assert [b.content for b in blocks] == ["first", "second", "third", "fourth", "–5 degrees"]
    assert [b.kind for b in blocks[:4]] == ["list item"] * 4


@pytest.mark.parametrize(
    ("name", "data", "encoding", "message", "hint"),
    [
        ("gone.txt", None, None, "no such file", "check the path"),
        ("a.xyz", b"text", None, "no reader for .xyz", ".txt"),
        ("a.txt", b"caf\xe9", None, "not utf-8 (byte 0xe9 at offset 3)", "--encoding cp1251"),
        ("a.txt", "да".encode(), "ascii", "not ascii (byte 0xd0 at offset 0)", "--encoding"),
        ("a.txt", b"text", "nonsense", "unknown encoding 'nonsense'", "utf-8"),
        ("a.txt", b"\x7fELF\x02\x00\xff", None, "is a binary file", "plain text"),
        ("a.txt", b"a\0b", None, "is a binary file", "plain text"),
        ("a.txt", b"\xff\xfea", None, "not utf-16-le", "--encoding"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, data: bytes | None, encoding: str | None, message: str, hint: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_document(path, encoding)
    assert message in caught.value.message
    assert name in caught.value.message or encoding == "nonsense"
    assert hint in caught.value.hint


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_a_document_without_text_is_copied(tmp_path: Path, data: bytes) -> None:
    """A project's other documents go on; that a run has nothing else is said by its plan."""
    for name in ("a.txt", "a.md", "a.html", "a.srt"):
        path = tmp_path / name
        path.write_bytes(data)
        document = read_document(path)
        assert document.blocks == ()
        assert export(document, segment_document(document), {}) == data


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        read_document(tmp_path)


@given(st.binary())
def test_decoding_any_bytes_gives_them_back_or_refuses(data: bytes) -> None:
    try:
        text, codec = decode(data, "x")
    except SourceError:
        return
    assert text.encode(codec) == data
