"""XLIFF of other tools: what breaks a rule is refused by line, what is half done is not taken."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from l10n.errors import ExchangeError
from l10n.exchange.xliff import read
from l10n.model import State, message_key
from tests.conftest import Run

TEXT = "Second sentence here."
HEAD = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" '
    'trgLang="ru">\n'
)
FILE = '<file id="f1" original="source/a.md">\n<unit id="u1">\n{}\n</unit></file></xliff>'
OLD = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n<file original="a" '
    'source-language="en" target-language="ru" datatype="plaintext">\n<body>{}</body>'
    "</file></xliff>"
)
GOOD = '<segment id="s1"><source>A</source><target>Б</target></segment>'


def segment(source: str, target: str = "", attributes: str = "") -> str:
    target = target and f"<target>{target}</target>"
    return f"<segment{attributes}><source>{source}</source>{target}</segment>"


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        (GOOD.replace("segment", "segmant"), "<segmant> must not stand in <unit>"),
        ("", "must have a <segment>"),
        ("<segment><target>x</target></segment>", "must have a <source>"),
        (f"{GOOD}<notes><note>x</note></notes>", "<notes> stands too late in <unit>"),
        (GOOD + GOOD, "the id 's1' stands twice"),
        (GOOD.replace("<target>", "<target order='3'>"), "order must be from 1 to 1"),
        (
            segment("A", "x") + segment("B", "y").replace("<target>", "<target order='1'>"),
            "another target's",
        ),
        (GOOD.replace("s1", "s 1"), "id must be a name token"),
        (GOOD.replace('id="s1"', 'state="done"'), "state must be one of final, initial"),
        (GOOD.replace('id="s1"', 'subState="a:b"'), "subState must not stand without state"),
        (GOOD.replace('id="s1"', 'approved="yes"'), "must not have the attribute approved"),
        (segment("A", "x<cp hex='110000'/>"), "hex must be a code point"),
        (segment("A", "x<cp hex='D800'/>"), "hex must be a code point"),
        (segment("A", "x<cp/>"), "must have the attribute hex"),
        (segment("A<ph/>", "x"), "<ph> must have the attribute id"),
        (segment("A<ph id='1' dataRef='d9'/>", "x"), "must be the id of a <data>"),
        (segment("A<ph id='1' type='bold'/>"), "type must be one of"),
        (segment("A<ph id='1' canDelete='maybe'/>"), "canDelete must be one of no, yes"),
        (segment("A<sc id='1'/>"), "<sc> must have an <ec>"),
        (segment("A<ec startRef='1'/>"), "startRef must be the id of a <sc>"),
        (segment("A<ec id='1'/>"), "<ec> must have startRef or"),
        (segment("A<mrk id='1' type='comment'>b</mrk>"), "either value or ref"),
        (segment("A<g id='1'>b</g>"), "<g> must not stand in <source>"),
        (segment("A").replace("<source>", "<source xml:lang='de'>"), "the srcLang of <xliff>"),
        (segment("A", "b").replace("<target>", "<target xml:lang='de'>"), "the trgLang"),
        (f"text{GOOD}", "<unit> must not have text"),
        (f"<originalData><data id='d'/><data id='d'/></originalData>{GOOD}", "'d' of <data>"),
    ],
)
def test_a_broken_rule_is_named_with_its_line(inside: str, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(HEAD + FILE.format(inside), "utf-8")
    with pytest.raises(ExchangeError) as caught:
        read(path)
    assert "is not valid XLIFF: " in caught.value.message and rule in caught.value.message
    line = int(caught.value.message.removeprefix(f"{path}:").partition(":")[0])
    assert line in (3, 4)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (HEAD.replace(' srcLang="en"', "") + FILE.format(GOOD), "the attribute srcLang"),
        (HEAD.replace(' trgLang="ru"', "") + FILE.format(GOOD), "trgLang must be there"),
        (HEAD.replace("2.1", "2.7") + FILE.format(GOOD), "version must be 2.0 or 2.1"),
        (HEAD.replace(" xmlns=", " x=") + FILE.format(GOOD), "is not XLIFF 1.2, 2.0 or 2.1"),
        (HEAD + "<file id='f'/></xliff>", "must have a <unit> or a <group>"),
        (HEAD + "</xliff>", None),
        (OLD.format("<trans-unit><source>A</source></trans-unit>"), "the attribute id"),
        (OLD.format("<trans-unit id='1'/>"), "must have a <source>"),
        (
            OLD.format("<trans-unit id='1' approved='1'><source>A</source></trans-unit>"),
            "approved must be one of no, yes",
        ),
        (
            OLD.format("<trans-unit id='1'><source>A</source><target state='ok'/></trans-unit>"),
            "state must be one of final",
        ),
        (OLD.format("").replace("<body></body>", ""), "must have a <body>"),
    ],
)
def test_rules_of_the_whole_file(text: str, rule: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(text, "utf-8")
    if rule is None:
        assert read(path) == []
        return
    with pytest.raises(ExchangeError, match=rule):
        read(path)


def test_what_the_rules_allow_is_read(tmp_path: Path) -> None:
    """Modules and extensions are let alone, codes may span segments, order is followed."""
    inside = (
        '<m:matches xmlns:m="urn:oasis:names:tc:xliff:matches:2.0"><m:match ref="#1"/></m:matches>'
        '<notes><note id="n1" appliesTo="target" priority="2">A note</note></notes>'
        '<originalData><data id="d1">&lt;b&gt;<cp hex="0001"/></data></originalData>'
        '<segment id="a" state="final" x:y="z" xmlns:x="urn:x"><source>One '
        '<sc id="1" dataRef="d1"/>two.</source><target order="3">Две</target></segment>'
        '<ignorable><source> </source></ignorable><segment id="b" state="reviewed">'
        '<source>Three<ec startRef="1"/></source>'
        '<target order="1"><sc id="1"/>Три<ec startRef="1"/></target></segment>'
    )
    path = tmp_path / "a.xlf"
    path.write_text(HEAD + FILE.format(inside), "utf-8")
    [file] = read(path)
    [unit] = file.units
    assert (unit.text, unit.state, unit.problem) == ("<1>Три</1> Две", State.APPROVED, "")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("source/a.md").write_text(TEXT, "utf-8")
    assert run("update", "--to", "ru").code == 0
    return Path("locales/ru/LC_MESSAGES/a.po")


def test_half_a_sentence_is_not_taken_for_the_whole(project: Path, run: Run) -> None:
    """A tool has split the unit, and one of its segments has no translation yet."""
    inside = segment("Second sentence", "Второе", ' state="final"') + segment(" here.")
    name = f"u{message_key(TEXT)}"
    Path("a.xlf").write_text(HEAD + FILE.format(inside).replace("u1", name), "utf-8")
    before = project.read_bytes()
    result = run("import", "a.xlf")
    assert "1 of 2 segments have no target" in result.err
    assert project.read_bytes() == before


def test_segments_are_joined_in_their_order(project: Path, run: Run) -> None:
    two = segment(" here.", "Тут", ' state="final"').replace("<target>", '<target order="1">')
    one = segment("Second sentence", " вторая фраза.", ' state="final"')
    one = one.replace("<target>", '<target order="2">')
    name = f"u{message_key(TEXT)}"
    Path("a.xlf").write_text(HEAD + FILE.format(one + two).replace("u1", name), "utf-8")
    assert run("import", "a.xlf").code == 0
    [entry] = polib.pofile(str(project))
    assert (entry.msgstr, entry.fuzzy) == ("Тут вторая фраза.", False)


def test_an_invalid_file_changes_nothing(project: Path, run: Run) -> None:
    inside = segment(TEXT, "x<cp hex='110000'/>", ' state="final"')
    Path("a.xlf").write_text(HEAD + FILE.format(inside), "utf-8")
    before = project.read_bytes()
    result = run("import", "a.xlf")
    assert result.code == 2 and "a.xlf:4: is not valid XLIFF: <cp>: hex must be" in result.err
    assert "hint:" in result.err and project.read_bytes() == before
