"""`l10n check` as people and CI run it: output, formats, exit codes, errors."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from l10n.checks.files import all_checks
from l10n.checks.formats import FORMATS
from l10n.cli import main

BAD = """\
msgid ""
msgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Open 51 files."
msgstr "Открыть 15 файлов."

#, fuzzy
msgid "The town is big."
msgstr "Город большой"

msgid "A"
msgstr "Стр\u00adанно\\u0007"
"""
GOOD = BAD.replace("15", "51").replace("большой", "большой.").replace("\u00ad", "")
GOOD = GOOD.replace("\\u0007", "").replace("Странно", "А")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.po").write_text(BAD.replace("\\u0007", "\x07"), "utf-8")
    (tmp_path / "good.po").write_text(GOOD, "utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the command line."""
    monkeypatch.setattr(sys, "argv", ["l10n", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("good.po",), 0),
        (("bad.po",), 1),
        (("good.po", "bad.po"), 1),
        (("bad.po", "--fail-on", "never"), 0),
        (("bad.po", "--only", "quotes"), 0),
        (("bad.po", "--only", "end-punctuation"), 0),
        (("bad.po", "--only", "end-punctuation", "--fail-on", "warning"), 1),
        (("bad.po", "--only", "end-punctuation", "--fail-on", "warning", "--reviewed-only"), 0),
        (("missing.po",), 2),
        (("bad.po", "--only", "number"), 2),
        (("bad.po", "--locale", "klingon"), 2),
    ],
)
@pytest.mark.usefixtures("folder")
def test_exit_codes(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int) -> None:
    assert run(monkeypatch, "check", *arguments) == code


@pytest.mark.usefixtures("folder")
def test_text_shows_both_texts_and_marks_the_spot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "check", "bad.po")
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"bad\.po:4: error: 51 of the source is missing .*; 15 stands .* \[numbers\]  [0-9a-f]{10}",
        lines[0],
    )
    assert lines[1:6] == [
        "    source  Open 51 files.",
        "                 ^^",
        "    target  Открыть 15 файлов.",
        "                    ^^",
        "    hint    write the source's number",
    ]
    assert lines[-1].split() == ["all", "2", "1", "in", "1", "file"]
    assert "\x07" not in "".join(lines)
    assert "<U+0007>" in "".join(lines)


@pytest.mark.usefixtures("folder")
def test_clean_files_say_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "good.po") == 0
    assert capsys.readouterr().out == "no findings in 1 file\n"


@pytest.mark.usefixtures("folder")
def test_json_has_all_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "check", "bad.po", "good.po", "--json")
    found = json.loads(capsys.readouterr().out)
    assert {key: found[0][key] for key in ("file", "line", "check", "severity", "span")} == {
        "file": "bad.po",
        "line": 4,
        "check": "numbers",
        "severity": "error",
        "span": [8, 10],
    }
    assert found[0]["source"] == "Open 51 files."
    run(monkeypatch, "check", "good.po", "--format", "json")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.usefixtures("folder")
def test_github_has_a_command_per_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path("a,b.po")).write_text(
        'msgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Open %s"\nmsgstr "Открыть"\n',
        "utf-8",
    )
    run(monkeypatch, "check", "a,b.po", "--format", "github")
    assert capsys.readouterr().out == (
        "::error file=a%2Cb.po,line=4,title=l10n placeholders::%25s of the source is missing in "
        "the translation%0Aput it where its value belongs in the sentence, spelled as in the "
        "source\n"
    )


@pytest.mark.usefixtures("folder")
def test_junit_fails_on_what_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "check", "good.po", "--format", "junit")
    [clean] = ElementTree.fromstring(capsys.readouterr().out)
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")
    run(monkeypatch, "check", "bad.po", "--format", "junit")
    [suite] = ElementTree.fromstring(capsys.readouterr().out)
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    run(monkeypatch, "check", "bad.po", "--format", "junit", "--fail-on", "warning")
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert len(root.findall(".//failure")) == 3
    assert len(root.findall(".//testcase")) == 3


@pytest.mark.usefixtures("folder")
def test_sarif_names_its_rules(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "check", "bad.po", "--format", "sarif")
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    [one] = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert rules == list(all_checks())
    for result in one["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        [place] = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "bad.po"
        assert place["physicalLocation"]["region"]["startLine"] >= 1


@pytest.mark.usefixtures("folder")
def test_configuration_and_entries_silence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("l10n.toml").write_text(
        '[checks]\ndisable = ["invisible"]\n[checks.ru]\ndisable = ["end-punctuation"]\n', "utf-8"
    )
    run(monkeypatch, "check", "bad.po", "--json")
    assert [one["check"] for one in json.loads(capsys.readouterr().out)] == ["numbers"]
    text = Path("bad.po").read_text("utf-8")
    own = ("# ignore-checks: numbers", "#. ignore-checks: dates, numbers", "#, ignore-all")
    for silence in own:
        silenced = text.replace('msgid "Open', f'{silence}\nmsgid "Open')
        Path("bad.po").write_text(silenced, "utf-8")
        assert run(monkeypatch, "check", "bad.po") == 0, silence


def test_the_projects_catalogs_are_checked_by_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = folder / "locales" / "ru" / "LC_MESSAGES" / "bad.po"
    catalog.parent.mkdir(parents=True)
    (folder / "bad.po").rename(catalog)
    assert run(monkeypatch, "check") == 1
    assert "locales/ru/LC_MESSAGES/bad.po:4: error" in capsys.readouterr().out


def test_an_empty_folder_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", str(tmp_path)) == 2
    assert "no PO files" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_files_of_a_locale_are_compared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    header = 'msgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    for name, text in (("a.po", "Открыть"), ("b.po", "Открытие")):
        Path(name).write_text(f'{header}msgid "Open"\nmsgstr "{text}"\n', "utf-8")
    run(monkeypatch, "check", "a.po", "b.po")
    assert (
        "b.po:4: warning: a.po:4 translates the same text as 'Открыть'" in capsys.readouterr().out
    )


def test_list_names_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check", "--list") == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == list(all_checks())


def test_formats_of_the_option_are_those_registered() -> None:
    from l10n.cli.check import Format

    assert [one.value for one in Format] == list(FORMATS)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_what_msgfmt_refuses_is_a_finding(tmp_path: Path) -> None:
    """Whatever GNU gettext's own checker calls an error is one here."""
    from l10n.checks.files import check_files
    from l10n.model import Severity

    header = (
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && '
        '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
    )
    broken = (
        'msgid "a\nmsgstr "б"\n',
        "rubbish\n",
        'msgid "a"\n',
        'msgid "a"\nmsgstr "б"\n\nmsgid "a"\nmsgstr "в"\n',
        '#, c-format\nmsgid "%s a"\nmsgstr "%d а"\n',
        '#, c-format\nmsgid "%s a"\nmsgstr "а"\n',
        '#, python-brace-format\nmsgid "{a} a"\nmsgstr "{b} а"\n',
        'msgid "a\\n"\nmsgstr "а"\n',
        'msgid "%d a"\nmsgid_plural "%d as"\nmsgstr[0] "%d а"\n',
    )
    for number, text in enumerate(broken):
        path = tmp_path / f"{number}.po"
        path.write_text(header + text, "utf-8")
        command = ["msgfmt", "--check", "-o", str(tmp_path / "out.mo"), str(path)]
        refused = subprocess.run(command, capture_output=True, check=False)
        assert refused.returncode != 0, text
        severities = {one.finding.severity for one in check_files([path])}
        assert Severity.ERROR in severities, text
