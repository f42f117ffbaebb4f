"""One rich document per format in three locales, compared with files that people have looked at.

Some translations are made to be hard: text that looks like markup, quotes, other orders.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from l10n.documents import read_document
from l10n.segmentation import segment_document
from tests.documents.pseudo import check_round_trip, export, messages, refusals

GOLDEN = Path(__file__).parent / "golden"
SOURCES = sorted((GOLDEN / "source").iterdir())
TRANSLATIONS = json.loads((GOLDEN / "translations.json").read_text("utf-8"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.suffix)
@pytest.mark.parametrize("locale", ["mn", "ru", "uk"])
def test_golden(source: Path, locale: str) -> None:
    document = read_document(source)
    segments = segment_document(document)
    texts = {m: TRANSLATIONS[locale].get(m, "") for m in messages(segments)}
    assert [m for m, text in texts.items() if not text] == []
    assert refusals(document, segments, texts) == []
    result = export(document, segments, texts, locale)
    golden = GOLDEN / locale / source.name
    if os.environ.get("L10N_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(result)
    assert result.decode() == golden.read_bytes().decode()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.suffix)
def test_untranslated_it_is_the_source_to_the_byte(source: Path) -> None:
    document = read_document(source)
    segments = segment_document(document)
    itself = {m: m for m in messages(segments)}
    assert export(document, segments, itself, "mn") == source.read_bytes()
    assert export(document, segments, {}, "mn") == source.read_bytes()
    check_round_trip(source.read_bytes().decode(), source.suffix)


def test_every_translation_is_used() -> None:
    known = {m for path in SOURCES for m in messages(segment_document(read_document(path)))}
    for locale, texts in TRANSLATIONS.items():
        assert set(texts) == known, locale
