"""TMX: codes are codes, locales of others do not stop an import, letters are in one form."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.exchange import tmx
from l10n.exchange.inline import Codes, written
from l10n.languages.codes import parse_locale
from l10n.memory.unit import Unit
from l10n.model import Origin, Pair

HEAD = (
    '<?xml version="1.0"?><tmx version="1.4"><header srclang="en" segtype="sentence" '
    'adminlang="en" datatype="plaintext" o-tmf="x" creationtool="x" creationtoolversion="1"/>'
    "<body><tu>"
)


def tuv(locale: str, text: str) -> str:
    return f'<tuv xml:lang="{locale}"><seg>{text}</seg></tuv>'


def read(tmp_path: Path, *tuvs: str) -> list[tuple[str, str, Pair]]:
    path = tmp_path / "a.tmx"
    path.write_text(f"{HEAD}{''.join(tuvs)}</tu></body></tmx>", "utf-8")
    return [(one.source, one.target, one.pair) for one in tmx.read(path, "en", None, True)]


@pytest.mark.parametrize(
    ("locale", "known"),
    [
        ("zh-CN", "zh_CN"),
        ("zh-TW", "zh_TW"),
        ("sr-RS", "sr_RS"),
        ("mn-Cyrl-MN", "mn_MN"),
        ("mn-Mong-CN", "mn_Mong_CN"),
        ("uz-Cyrl-UZ", "uz_Cyrl_UZ"),
    ],
)
def test_locales_whose_script_goes_without_saying(locale: str, known: str, tmp_path: Path) -> None:
    assert parse_locale(locale) == known
    assert read(tmp_path, tuv("en", "Yes"), tuv(locale, "x")) == [("Yes", "x", Pair("en", known))]


def test_a_locale_that_nobody_knows_is_skipped(tmp_path: Path) -> None:
    tuvs = [tuv("en", "Yes"), tuv("x-klingon", "HIja'"), tuv("ru", "Да")]
    assert read(tmp_path, *tuvs) == [("Yes", "Да", Pair("en", "ru"))]


def test_letters_and_their_marks_are_one(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Твой й")
    assert decomposed != "Твой й"
    tuvs = [tuv("en", unicodedata.normalize("NFD", "Café")), tuv("ru", decomposed)]
    assert read(tmp_path, *tuvs) == [("Café", "Твой й", Pair("en", "ru"))]


def test_codes_are_written_as_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    source, target = r"See <1>it <2/></1> \<3>.", r"<2/> <1>Это</1> \<3>."
    pair = Pair("en", "ru")
    tmx.write(path, [Unit(source, target, pair, Origin.HUMAN, True)], pair)
    first, second = ElementTree.parse(path).getroot().iter("seg")
    assert [(e.tag, e.get("i"), e.get("x")) for e in first] == [
        ("bpt", "1", "1"),
        ("ph", None, "2"),
        ("ept", "1", None),
    ]
    assert [e.tag for e in second] == ["ph", "bpt", "ept"]
    assert first[-1].tail == " <3>."
    [unit] = tmx.read(path, "en", None, True)
    assert unit.source == source
    assert unit.target == target


@given(st.lists(st.sampled_from(["<1>", "</1>", "<2/>", "\\<1>", "a", " ", "&", "\\", "</3>"])))
def test_any_message_survives(pieces: list[str]) -> None:
    from l10n.markup import build, parse

    message = build(parse("".join(pieces)))
    seg = ElementTree.fromstring(f"<seg>{written(message)}</seg>")
    again = Codes().text(seg)
    texts = [part for part in parse(again) if part.__class__ is str]
    assert texts == [part for part in parse(message) if part.__class__ is str]
    assert again.count("/>") >= message.count("/>")
