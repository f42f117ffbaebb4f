"""One rich document per format in three locales, compared with files that people have looked at.

Some translations are made to be hard: text that looks like markup, quotes, other orders. Office
documents are kept as folders of their members; see :mod:`tests.formats.office_folder`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.model import Document
from tests.formats import office_folder
from tests.formats.pseudo import check_round_trip, export, messages, refusals

GOLDEN = Path(__file__).parent / "golden"
SOURCES = sorted((GOLDEN / "source").iterdir())
OFFICE = [path for path in SOURCES if path.is_dir()]
TRANSLATIONS = json.loads((GOLDEN / "translations.json").read_text("utf-8"))
LOCALES = pytest.mark.parametrize("locale", ["mn", "ru", "uk"])


def read(source: Path, folder: Path) -> Document:
    """A source document; a packed office document is put into the folder."""
    if source.is_dir():
        path = folder / source.name
        path.write_bytes(office_folder.pack(source))
        source = path
    return read_document(source)


def localized(document: Document, locale: str) -> bytes:
    segments = segment_document(document)
    texts = {m: TRANSLATIONS[locale].get(m, "") for m in messages(segments)}
    assert [m for m, text in texts.items() if not text] == []
    assert refusals(document, segments, texts) == []
    return export(document, segments, texts, locale)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.suffix)
@LOCALES
def test_golden(source: Path, locale: str, tmp_path: Path) -> None:
    result = localized(read(source, tmp_path), locale)
    golden = GOLDEN / locale / source.name
    if source.is_dir():
        originals = office_folder.unpack(office_folder.pack(source))
        found = office_folder.unpack(result)
        assert list(found) == list(originals)
        changed = {name: text for name, text in found.items() if text != originals[name]}
    else:
        changed = {"": result.decode()}
    if os.environ.get("L10N_UPDATE_GOLDEN"):
        for name, text in changed.items():
            (golden / name).parent.mkdir(parents=True, exist_ok=True)
            (golden / name).write_bytes(text.encode())
    wanted = [path for path in [golden, *golden.rglob("*")] if path.is_file()]
    assert sorted(golden / name for name in changed) == sorted(wanted)
    for name, text in changed.items():
        assert text == (golden / name).read_bytes().decode()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.suffix)
def test_untranslated_it_is_the_source_to_the_byte(source: Path, tmp_path: Path) -> None:
    document = read(source, tmp_path)
    data = document.path.read_bytes()
    segments = segment_document(document)
    itself = {m: m for m in messages(segments)}
    assert export(document, segments, itself, "mn") == data
    assert export(document, segments, {}, "mn") == data
    if not source.is_dir():
        check_round_trip(data.decode(), f"/{source.name}")


def test_every_translation_is_used(tmp_path: Path) -> None:
    known = {m for path in SOURCES for m in messages(segment_document(read(path, tmp_path)))}
    for locale, texts in TRANSLATIONS.items():
        assert set(texts) == known, locale


@pytest.mark.slow
@pytest.mark.parametrize("source", OFFICE, ids=lambda path: path.suffix)
@LOCALES
def test_libreoffice_opens_it(source: Path, locale: str, tmp_path: Path) -> None:
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed (Debian package libreoffice-writer)")
    path = tmp_path / "out" / source.name
    path.parent.mkdir()
    path.write_bytes(localized(read(source, tmp_path), locale))
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    text = (tmp_path / "rich.txt").read_text("utf-8-sig")
    texts = TRANSLATIONS[locale]
    # Without formatting: the heading, cells of the table, a note, text of both directions.
    for msgid in ("Open the gate", "Name", "Honey", "Water", "Close the door."):
        assert texts[msgid] in text
    for word in ("שלום", "مرحبا", "🥖", "👩‍👩‍👧", "12.00", "<\u00a05\u00a0€", "AT&T"):
        assert word in text
