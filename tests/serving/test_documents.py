"""Documents through the server: LibreTranslate's addresses, every format, limits, expiry."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from l10n.formats import FORMATS, read_document, suffixes
from l10n.formats.segmentation import segment_document
from l10n.serving.files import KEPT, Shelf, translated_name
from tests.conftest import ROOT
from tests.serving.conftest import Server

GOLDEN = ROOT / "tests" / "formats" / "golden" / "source"


def send(server: Server, name: str, data: bytes, **fields: str) -> Any:
    given = {"source": "en", "target": "ru"} | fields
    return server.client.post("/translate_file", data=given, files={"file": (name, data)})


def fetch(server: Server, answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    url = answer.json()["translatedFileUrl"]
    assert url.startswith(server.url + "/download_file/")
    return server.client.get(url)


def test_markdown_comes_back_translated(server: Server) -> None:
    got = fetch(server, send(server, "notes.md", b"# The river\n\n- It **rose** again.\n"))
    assert got.headers["content-disposition"] == "attachment; filename*=UTF-8''notes_ru.md"
    text = got.content.decode()
    assert text.startswith("# ") and "\n\n- " in text and text.count("**") == 2
    assert any("а" <= letter <= "я" for letter in text)


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.iterdir() if path.is_file()))
def test_each_text_format(server: Server, name: str, tmp_path: Path) -> None:
    got = fetch(server, send(server, name, (GOLDEN / name).read_bytes()))
    path = tmp_path / name
    path.write_bytes(got.content)
    segments = segment_document(read_document(path), "ru")
    before = segment_document(read_document(GOLDEN / name), "en")
    assert segments and [one.msgid for one in segments] != [one.msgid for one in before]


def test_archive(server: Server, tmp_path: Path) -> None:
    from tests.formats.office_folder import pack

    data = pack(GOLDEN / "rich.docx")
    got = fetch(server, send(server, "C:\\letters\\Letter to Anna.DOCX", data))
    assert "Letter%20to%20Anna_ru.docx" in got.headers["content-disposition"]
    assert zipfile.is_zipfile(io.BytesIO(got.content))
    path = tmp_path / "letter.docx"
    path.write_bytes(got.content)
    assert read_document(path).blocks


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("notes.exe", b"MZ", "file format not supported"),
        ("notes", b"Text.", "file format not supported"),
        ("../../etc/passwd", b"Text.", "file format not supported"),
        ("a.docx", b"no archive", "document"),
        ("a.json", b"{", "document"),
        ("a.txt", b"", "empty file"),
        ("a.txt", b"\x00\x01\x02", "document"),
    ],
)
def test_refused(server: Server, name: str, data: bytes, says: str) -> None:
    answer = send(server, name, data)
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert says in error and "/tmp" not in error


def test_lacking_or_wrong_fields(server: Server) -> None:
    assert server.client.post("/translate_file", data={"source": "en"}).status_code == 400
    assert server.client.post("/translate_file", json={"q": "x"}).status_code == 400
    assert send(server, "a.txt", b"Text.", target="").status_code == 400
    assert send(server, "a.txt", b"Text.", target="xx").status_code == 400
    assert send(server, "a.txt", b"The river rose.", source="auto").status_code == 200


def test_nobody_guesses_an_address(server: Server) -> None:
    for word in ("x", "..%2f..%2fetc%2fpasswd", "%00"):
        assert server.client.get(f"/download_file/{word}").status_code == 404


def test_settings_tell_of_files(server: Server) -> None:
    settings = server.client.get("/frontend/settings").json()
    assert settings["filesTranslation"] is True and settings["suggestions"] is True
    assert settings["supportedFilesFormat"] == suffixes()
    assert {".docx", ".md", ".srt"} <= set(settings["supportedFilesFormat"])
    assert len(FORMATS) > 10


def test_shelf_forgets() -> None:
    now = [0.0]
    shelf = Shelf(100, lambda: now[0])
    first = shelf.put("a", b"x" * 60)
    second = shelf.put("b", b"y" * 60)
    assert shelf.get(first) is None, "the oldest goes where there is no room"
    found = shelf.get(second)
    assert found and found.data == b"y" * 60
    now[0] = KEPT + 1
    assert shelf.get(second) is None
    with pytest.raises(Exception, match="no room"):
        shelf.put("c", b"z" * 101)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("a.md", "a_ru.md"),
        ("/x/../b.TXT", "b_ru.txt"),
        ('n"; x=\n.md', "n x_ru.md"),
        ("app.pot", "app_ru.po"),
        ("?!.md", "document_ru.md"),
        ("ж" * 500 + ".md", "ж" * 80 + "_ru.md"),
    ],
)
def test_name_of_the_translation(name: str, called: str) -> None:
    assert translated_name(name, "ru") == called
