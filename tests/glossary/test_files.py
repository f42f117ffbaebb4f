"""glossary.csv, TBX, and the commands."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import ExchangeError, GlossaryError
from l10n.exchange import tbx
from l10n.glossary import Glossary, Rule, Term, table
from tests.conftest import ROOT, Run

CSV = "source,ru,mn,rule,note\nICC,МУС|Суд,ОУЭШ,,court\nMoscow,Масква,,forbid,\nl10n,,,keep,\n"

WORD = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="|\ufffe\uffff"), min_size=1
).map(str.strip)
TERMS = st.lists(
    st.builds(
        lambda source, targets, rule, note: Term(
            source, {} if rule is Rule.KEEP else targets, rule, note
        ),
        WORD.filter(bool),
        st.dictionaries(
            st.sampled_from(["mn", "ru", "pt_BR"]),
            st.lists(WORD.filter(bool), min_size=1, max_size=3, unique=True).map(tuple),
            min_size=1,
        ),
        st.sampled_from(Rule),
        WORD,
    ),
    unique_by=lambda term: (term.source, term.rule),
    min_size=1,
    max_size=5,
)


def read(folder: Path, text: str | bytes) -> list[Term]:
    path = folder / "glossary.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return table.read(path)


def test_a_table(tmp_path: Path) -> None:
    assert read(tmp_path, CSV) == [
        Term("ICC", {"ru": ("МУС", "Суд"), "mn": ("ОУЭШ",)}, Rule.USE, "court"),
        Term("Moscow", {"ru": ("Масква",)}, Rule.FORBID),
        Term("l10n", {}, Rule.KEEP),
    ]


@pytest.mark.parametrize(
    "change", [(",", ";"), (",", "\t"), ("\n", "\r\n"), ("source", "\ufeffSource")]
)
def test_a_table_as_spreadsheets_write_it(tmp_path: Path, change: tuple[str, str]) -> None:
    assert read(tmp_path, CSV.replace(*change)) == read(tmp_path, CSV)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", ":1: has no header", "begin with"),
        ("ru,rule\n", ":1: no column 'source'", "begin with"),
        ("source,ru,nota\n", ":1: unknown column 'nota'", "did you mean 'note'?"),
        ("source,klingonish\n", ":1: unknown column 'klingonish'", "columns are"),
        ("source,ru,RU\n", ":1: column 'RU' is there twice", "remove"),
        ("source,ru\n\nICC,МУС,x\n", ":3: 3 cells in 2 columns", "quotation"),
        ("source,ru\n,МУС\n", ":2: no source term", "fill"),
        ("source,ru,rule\nICC,МУС,usee\n", ":2: unknown rule 'usee'", "use, forbid, keep"),
        ("source,ru\nICC,\n", ":2: 'ICC' has no target", "keep"),
        ("source,ru,rule\nICC,МУС,keep\n", ":2: 'ICC' is to be kept and has a target", "remove"),
        ("source,ru\nICC,МУС\nICC,Суд\n", ":3: 'ICC' has the rule use in line 2", "|"),
        ('source,ru\nICC,"МУС\n', ":2: is not CSV", "quotation"),
        ("source,ru\nICC,МУС\n".encode("utf-16"), "not UTF-8", "CSV UTF-8"),
    ],
)
def test_mistakes_name_their_line(
    tmp_path: Path, text: str | bytes, message: str, hint: str
) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(tmp_path, text)
    assert f"glossary.csv{message}" in caught.value.message.replace(
        "glossary.csv: ", "glossary.csv"
    )
    assert hint in caught.value.hint


def test_no_table_is_an_empty_glossary(tmp_path: Path) -> None:
    assert Glossary.open(tmp_path).terms == ()


@settings(deadline=None)
@given(terms=TERMS)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, terms: list[Term]
) -> None:
    folder = tmp_path_factory.mktemp("glossary")
    table.write(folder / "a.csv", terms)
    assert table.read(folder / "a.csv") == terms
    assert tbx.write(folder / "a.tbx", terms, "en") == len(terms)
    ET.parse(folder / "a.tbx")
    read = tbx.read(folder / "a.tbx", "en")
    assert [(t.source, t.targets, t.rule) for t in read] == [
        (t.source, t.targets, t.rule) for t in terms
    ]


def test_the_project_s_glossary_survives_tbx(tmp_path: Path) -> None:
    terms = table.read(ROOT / "glossary.csv")
    tbx.write(tmp_path / "a.tbx", terms, "en")
    assert tbx.read(tmp_path / "a.tbx", "en") == terms


TBX_2008 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="c1">
<langSet xml:lang="en-US"><tig><term>summit</term></tig></langSet>
<langSet xml:lang="ru"><tig><term>встреча</term><termNote
type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
<ntig><termGrp><term>саммит</term><termNote
type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>сходка</term><termNote
type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>"""


def test_an_older_tbx(tmp_path: Path) -> None:
    (tmp_path / "a.tbx").write_text(TBX_2008, "utf-8")
    assert tbx.read(tmp_path / "a.tbx", "en") == [
        Term("summit", {"ru": ("саммит", "встреча")}),
        Term("summit", {"ru": ("сходка",)}, Rule.FORBID),
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>', "defines XML entities"),
        ("<tbx><text>", "not well-formed"),
        ("<tmx/>", "is not TBX but <tmx>"),
    ],
)
def test_broken_tbx(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "a.tbx").write_text(body)
    with pytest.raises(ExchangeError, match=message):
        tbx.read(tmp_path / "a.tbx", "en")


def test_commands(project: Path, run: Run) -> None:
    (project / "mine.csv").write_text(CSV, "utf-8")
    assert "no terms" in run("glossary", "list", "--to", "ru").out
    assert "3 terms added, 0 were" in run("glossary", "import", "mine.csv").out
    assert "МУС; Суд" in run("glossary", "list", "--to", "ru").out
    assert len(json.loads(run("glossary", "list", "--to", "ru", "--json").out)) == 3
    assert "3 terms" in run("glossary", "export", "out.tbx").out
    before = (project / "glossary.csv").read_bytes()
    assert "0 terms added, 3 were" in run("glossary", "import", "out.tbx").out
    assert (project / "glossary.csv").read_bytes() == before
    result = run("glossary", "export", "out.docx")
    assert result.code == 2 and "not a format of glossaries" in result.err


def test_check(project: Path, run: Run) -> None:
    (project / "glossary.csv").write_text("source,ru\nMongolia,Монголия\n", "utf-8")
    assert run("glossary", "check", "--to", "ru").out == "0 translations, all honour the glossary\n"
    path = project / "locales" / "ru" / "LC_MESSAGES" / "article.po"
    path.parent.mkdir(parents=True)
    source = (
        "Mongolia has neither condemned Russia’s military actions nor voted against it at the "
        "United Nations."
    )
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    for text, code in (("Монголией ничего.", 0), ("Могнолия ничего.", 1)):
        path.write_text(f'{header}\nmsgid "{source}"\nmsgstr "{text}"\n', "utf-8")
        result = run("glossary", "check", "--to", "ru", "--json")
        assert result.code == code
        assert [row["term"] for row in json.loads(result.out)] == ["Mongolia"] * code
