"""TMX and PO in and out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import ExchangeError, WriteError
from l10n.exchange import po, tmx
from l10n.exchange.memories import fold, format_of
from l10n.memory import Memory, Unit
from l10n.model import Origin, Pair, message_key

PAIR = Pair("en", "ru")
HELLO = Unit("Good morning.", "Доброе утро.", PAIR, created=5, changed=6)

XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r<>&\"']"),
    min_size=1,
).filter(str.strip)
KEYS = st.just("") | st.text().map(message_key)
SECONDS = st.integers(1, 4_000_000_000)
UNITS = st.builds(
    Unit,
    XML_TEXT,
    XML_TEXT,
    st.builds(Pair, st.just("en"), st.sampled_from(["mn", "ru", "uk", "pt_BR", "sr_Latn"])),
    st.sampled_from(list(Origin)),
    st.booleans(),
    KEYS,
    KEYS,
    XML_TEXT | st.just(""),
    SECONDS,
    SECONDS,
)


def read_tmx(folder: Path, body: str, **options: object) -> list[Unit]:
    path = folder / "a.tmx"
    path.write_text(body, "utf-8")
    settings = {"source": "en", "target": None, "drafts": True} | options
    return list(tmx.read(path, **settings))  # type: ignore[arg-type]


@settings(deadline=None)
@given(units=st.lists(UNITS, max_size=5))
def test_tmx_loses_nothing(tmp_path_factory: pytest.TempPathFactory, units: list[Unit]) -> None:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"
    assert tmx.write(path, units, PAIR) == (len(units), 0)
    # Texts are read as other tools' are looked up: in Unicode's composed form (NFC).
    composed = [
        replace(one, source=normalize("NFC", one.source), target=normalize("NFC", one.target))
        for one in units
    ]
    assert list(tmx.read(path, "en", None, True)) == composed


def test_memory_to_tmx_to_memory(tmp_path: Path) -> None:
    units = [HELLO, replace(HELLO, target="Утро доброе."), replace(HELLO, document="a & b")]
    path = tmp_path / "all.tmx"
    with Memory.open(tmp_path / "one") as one, Memory.open(tmp_path / "two") as two:
        one.add(units)
        tmx.write(path, one.units(), PAIR)
        assert two.add(tmx.read(path, "en", None, True)) == 3
        assert list(two.units()) == list(one.units()) == units
        assert two.add(tmx.read(path, "en", None, True)) == 0


def test_what_xml_cannot_hold_is_counted(tmp_path: Path) -> None:
    bell = replace(HELLO, target="\a")
    assert tmx.write(tmp_path / "a.tmx", [HELLO, bell], PAIR) == (1, 1)
    assert list(tmx.read(tmp_path / "a.tmx", "en", None, True)) == [HELLO]


def test_a_tmx_of_another_tool(tmp_path: Path) -> None:
    """After the sample in the TMX 1.4b specification: DOCTYPE, notes, several locales, markup."""
    body = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
 <header creationtool="XYZTool" creationtoolversion="1.01-023" datatype="PlainText"
  segtype="sentence" adminlang="en-us" srclang="EN" o-tmf="ABCTransMem"><note>n</note></header>
 <body>
  <tu tuid="0001" creationdate="19970314T202923Z" changedate="19970314T202924Z">
   <prop type="Domain">Computing</prop>
   <tuv xml:lang="FR-CA"><seg>Bonjour.</seg></tuv>
   <tuv xml:lang="EN"><seg>Hello.</seg></tuv>
   <tuv xml:lang="ru-RU" creationdate="20020102T030405Z"><seg>Привет.</seg></tuv>
  </tu>
  <tu><tuv xml:lang="en-US"><seg>The <bpt i="1" x="1">&lt;b></bpt>old<ept i="1">&lt;/b></ept>
<ph x="2">&lt;br/></ph><hi>cat</hi></seg></tuv>
   <tuv lang="ru"><seg><ph x="2">&lt;br></ph>кот <bpt i="7" x="1"/>стар<ept i="7"/></seg></tuv>
  </tu>
  <tu><tuv xml:lang="ru"><seg>Без источника</seg></tuv></tu>
  <tu><tuv xml:lang="en"><seg>Empty</seg></tuv><tuv xml:lang="ru"><seg> </seg></tuv></tu>
 </body>
</tmx>"""
    first, second, third = read_tmx(tmp_path, body)
    assert (first.source, first.target, first.pair) == ("Hello.", "Bonjour.", ("en", "fr_CA"))
    assert first.reviewed and first.origin is Origin.HUMAN
    assert time.gmtime(first.changed)[:6] == (1997, 3, 14, 20, 29, 24)
    assert (second.target, second.pair) == ("Привет.", ("en", "ru_RU"))
    assert time.gmtime(second.created)[:6] == (2002, 1, 2, 3, 4, 5)
    assert third.source == "The <1>old</1>\n<2/>cat"
    assert third.target == "<2/>кот <1>стар</1>"
    assert [fold(unit, {"en", "ru"}).pair for unit in (first, second, third)] == [
        ("en", "fr_CA"),
        PAIR,
        PAIR,
    ]
    assert [unit.target for unit in read_tmx(tmp_path, body, target="ru")] == [
        second.target,
        third.target,
    ]


def test_every_locale_can_be_the_source(tmp_path: Path) -> None:
    body = """<tmx version="1.4"><header srclang="*all*"/><body><tu>
    <tuv xml:lang="ru"><seg>Да</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv>
    </tu></body></tmx>"""
    assert [(u.source, u.target) for u in read_tmx(tmp_path, body)] == [("Yes", "Да")]
    assert [(u.source, u.target) for u in read_tmx(tmp_path, body, source="ru")] == [("Да", "Yes")]


def bomb() -> str:
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return f'<!DOCTYPE tmx [{entities}]><tmx version="1.4"><body>&a9;</body></tmx>'


@pytest.mark.parametrize(
    "body",
    [
        bomb(),
        '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx><body>&x;</body></tmx>',
        '<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]><tmx><body/></tmx>',
    ],
)
def test_entities_are_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(ExchangeError, match="defines XML entities"):
        read_tmx(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", r"a\.tmx:1: is not well-formed"),
        ("<tmx version='1.4'>\n<body>\n<tu>", r"a\.tmx:3: is not well-formed"),
        ("<xliff/>", "is not TMX but <xliff>"),
        ("<?xml version='1.0' encoding='klingon'?><tmx/>", "unknown encoding: klingon"),
    ],
)
def test_broken_tmx(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        read_tmx(tmp_path, body)


def test_a_tmx_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="No such file"):
        list(tmx.read(tmp_path / "none.tmx", "en", None, True))


def test_a_failed_export_keeps_the_old_file(tmp_path: Path) -> None:
    def units() -> Iterator[Unit]:
        yield HELLO
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.tmx"
    path.write_text("old")
    with pytest.raises(WriteError, match="No space left"):
        tmx.write(path, units(), PAIR)
    assert [p.name for p in tmp_path.iterdir()] == ["a.tmx"]
    assert path.read_text() == "old"


PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ru\\n"

msgid "Approved"
msgstr "Готово"

#, fuzzy
msgid "Draft"
msgstr "Набросок"

msgid "New"
msgstr ""

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d файл"
msgstr[1] "%d файла"
msgstr[2] "%d файлов"

#~ msgid "Gone"
#~ msgstr "Ушло"
"""


def test_of_a_po_the_approved_entries_count(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(PO, "utf-8")
    approved = {
        "Approved": "Готово",
        "%d file": "%d файл",
        "%d files": "%d файлов",
        "Gone": "Ушло",
    }
    units = list(po.read(path, "en", None, False))
    assert {unit.source: unit.target for unit in units} == approved
    assert all(unit.reviewed and unit.pair == PAIR and unit.document == "a" for unit in units)
    drafts = {u.source: u.reviewed for u in po.read(path, "en", None, True)}
    assert drafts == dict.fromkeys(approved, True) | {"Draft": False}


def test_a_po_without_a_locale(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(PO.replace("Language: ru", "Language: "), "utf-8")
    with pytest.raises(ExchangeError, match="no header Language"):
        list(po.read(path, "en", None, False))
    assert {unit.pair for unit in po.read(path, "en", "uk", False)} == {("en", "uk")}


def test_a_po_gets_the_best_translation_of_each_text(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    machine = replace(HELLO, target="machine", origin=Origin.MACHINE, changed=99)
    draft = replace(HELLO, target="draft", reviewed=False, changed=98)
    other = replace(HELLO, source="Bye.", target="Пока.", reviewed=False)
    assert po.write(path, [machine, HELLO, draft, other], PAIR) == (2, 2)
    units = list(po.read(path, "en", None, True))
    assert [(u.target, u.reviewed) for u in units] == [("Доброе утро.", True), ("Пока.", False)]


def test_an_unknown_format() -> None:
    with pytest.raises(ExchangeError, match="not a format"):
        format_of(Path("a.xls"))
