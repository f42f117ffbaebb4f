"""What certainly can be put right is, and nothing else; approved text only when asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.checks import Context, Unit, check_unit
from l10n.checks.fixing import FIXING, apply, fix, fix_files
from l10n.cli import main
from l10n.model import Origin, State, Translation
from l10n.po import file as pofile
from l10n.po import provenance
from l10n.po.message import Message

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
    '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
)


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("The town", "Гoрод", "Город"),  # a Latin o
        ("A town.", "Это город", "Это город."),
        ("A town?", "Город.", "Город?"),
        ("He said “no”.", "Он сказал “нет”.", "Он сказал «нет»."),
        ("A big town", "Большой  город", "Большой город"),
        ("Name: ", "Имя:", "Имя: "),
        ("A town", " Город ", "Город"),
        ("The end.\n", "Конец.", "Конец.\n"),
        ("The end.\n\n", "Конец.\n", "Конец.\n\n"),
        ("The end.", "Конец..", "Конец."),
        ("See <1>this</1> now", "См.<1> это</1> сейчас", "См. <1>это</1> сейчас"),
        ("See <1>this</1> now", "См. <1>это </1>сейчас", "См. <1>это</1> сейчас"),
        ("Of 1,234.5 parts", "Из 1,234.5 частей", "Из 1\u00a0234,5 частей"),
        ("It is 5\u00a0km away", "Это в 5 км", "Это в 5\u00a0км"),
        ("A town", "Го\u00adрод", "Город"),
    ],
)
def test_fixes(source: str, target: str, right: str) -> None:
    better, done = fix(Unit(source, target), Context("ru"))
    assert better.target == right
    assert done
    assert {one.check for one in done} <= FIXING


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("A town", "Город."),  # the point may be an abbreviation's
        ("See XIX", "См. XIX"),
        ("He sang.", "Он пел"[:0]),
        ("A Wi-Fi box", "Коробка Wi-Fi"),
        ("Open %s", "Открыть"),
    ],
)
def test_leaves_to_people_what_is_not_certain(source: str, target: str) -> None:
    unit = Unit(source, target)
    assert fix(unit, Context("ru")) == (unit, [])


TEXT = st.lists(
    st.sampled_from(["Город", "гoрод", " ", "  ", "“", "”", "«", ".", "..", "?", "<1>", "</1>",
                     "5 км", "\n", "\u00a0", "1,234.5", "\u00ad", "%s"]), max_size=9
).map("".join)  # fmt: skip


@given(TEXT, TEXT, st.sampled_from(["ru", "uk", "mn"]))
@settings(max_examples=150, deadline=None)
def test_a_fix_makes_nothing_worse(source: str, target: str, locale: str) -> None:
    """Letters, numbers and codes stay; a second run has nothing left to do."""
    context = Context(locale)
    better, _ = fix(Unit(source, target), context)
    kept = [char for char in target if char.isalnum() and char not in "o"]
    assert [char for char in better.target if char.isalnum() and char not in "oо"] == [
        char for char in kept if char != "о"
    ]
    assert fix(better, context)[0] == better


def test_of_two_fixes_that_overlap_one_is_applied() -> None:
    [finding] = [one for one in check_unit(Unit("A", "Б "), Context("ru")) if one.fix is not None]
    assert apply("Б ", [finding, finding]) == ("Б", [finding])


def _catalog(path: Path) -> None:
    path.write_text(
        HEADER + '#, fuzzy\nmsgid "A town."\nmsgstr "Это город"\n\n'
        'msgid "A river."\nmsgstr "Это река"\n\n'
        '#, fuzzy, python-format\nmsgid "%d town."\nmsgid_plural "%d towns."\n'
        'msgstr[0] "%d мой город"\nmsgstr[1] "%d моих города."\nmsgstr[2] "%d  моих городов."\n',
        "utf-8",
    )


def _entry(po: pofile.File, msgid: str) -> Message:
    return next(entry for entry in po if entry.msgid == msgid)


def test_files_drafts_by_default(tmp_path: Path) -> None:
    path = tmp_path / "ru.po"
    _catalog(path)
    before = path.read_text("utf-8")
    done = list(fix_files([path]))
    assert [one.after for one in done] == [
        ("Это город.",),
        ("%d мой город.", "%d моих города.", "%d моих городов."),
    ]
    text = path.read_text("utf-8")
    assert 'msgstr "Это река"' in text
    changed = set(text.splitlines()) - set(before.splitlines())
    assert changed == {
        'msgstr "Это город."',
        'msgstr[0] "%d мой город."',
        'msgstr[2] "%d моих городов."',
    }
    assert list(fix_files([path])) == []


def test_approved_text_when_asked_stays_approved(tmp_path: Path) -> None:
    path = tmp_path / "ru.po"
    _catalog(path)
    assert len(list(fix_files([path], approved=True))) == 3
    entry = _entry(pofile.load(path), "A river.")
    assert (entry.msgstr, entry.fuzzy) == ("Это река.", False)


def test_a_machines_draft_stays_the_machines(tmp_path: Path) -> None:
    path = tmp_path / "ru.po"
    _catalog(path)
    po = pofile.load(path)
    entry = _entry(po, "A town.")
    provenance.write(entry, Translation("Это город", State.DRAFT, Origin.MACHINE, "e 1", 0.5))
    entry.tcomment += "\nl10n: check numbers: 5\nl10n: check end-punctuation: no"
    path.write_bytes(pofile.dump(po))
    list(fix_files([path]))
    entry = _entry(pofile.load(path), "A town.")
    assert provenance.read(entry).origin is Origin.MACHINE
    assert "l10n: check numbers: 5" in entry.tcomment
    assert "end-punctuation" not in entry.tcomment


def test_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _catalog(Path("ru.po"))
    for arguments, code in ((["--fix"], 0), (["--fix", "--approved"], 0), (["--approved"], 2)):
        monkeypatch.setattr(sys, "argv", ["l10n", "check", "ru.po", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code in (code, None if code == 0 else code)
        said = capsys.readouterr()
        assert ("put right" in said.err) is (code == 0)
