"""What commands say and mean, as people type them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from l10n.cli import COMMANDS
from tests.conftest import Run, snapshot

CATALOG = Path("locales/ru/LC_MESSAGES/guide.po")
RUSSIAN = {"The guide": "Руководство", "Nobody was hurt.": "Никто не пострадал."}


def person(texts: dict[str, str], *, approve: bool = True, path: Path = CATALOG) -> None:
    po = polib.pofile(str(path))
    for entry in po:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
            entry.flags = [] if approve else ["fuzzy"]
    po.save()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A folder without settings that has catalogs of two locales."""
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("source/guide.md").write_text("# The guide\n\nNobody was hurt.\n", "utf-8")
    assert run("update", "--to", "ru,uk").code == 0
    return tmp_path


@pytest.mark.parametrize("command", ["status", "drafts", "export", "update", "check"])
def test_a_folder_that_has_catalogs_knows_its_locales(folder: Path, run: Run, command: str) -> None:
    result = run(command)
    assert result.code == 0
    if command in ("status", "export"):
        assert {"ru", "uk"} <= set(result.out.split())


def test_the_settings_locales_come_before_those_of_catalogs(folder: Path, run: Run) -> None:
    Path("l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    assert {one["locale"] for one in json.loads(run("status", "--json").out)} == {"ru"}


def test_catalogs_without_documents_have_a_status(folder: Path, run: Run) -> None:
    person(RUSSIAN)
    Path("source/guide.md").unlink()
    states = {one["locale"]: one for one in json.loads(run("status", "--json").out)}
    assert (states["ru"]["approved"], states["uk"]["new"]) == (2, 2)


@pytest.mark.parametrize("command", ["status", "drafts", "check"])
@pytest.mark.parametrize("file", ["source/guide.md", str(CATALOG), "locales", "source"])
def test_file_means_the_same_everywhere(folder: Path, run: Run, command: str, file: str) -> None:
    person({"The guide": "Guide"}, approve=False)
    arguments = ["--fail-on", "never"] if command == "check" else []
    result = run(command, file, "--to", "ru", "--json", *arguments)
    assert result.code == 0, result.err
    found = json.loads(result.out)
    if command == "check":
        assert {one["file"] for one in found} == {str(CATALOG)}
    elif command == "drafts":
        assert [one["catalog"] for one in found] == [str(CATALOG)]
    else:
        assert [one["draft"] for one in found] == [1]
        assert [one["locale"] for one in found] == ["ru"]


@pytest.mark.parametrize("command", ["status", "drafts", "check", "export"])
def test_a_file_that_is_not_there(folder: Path, run: Run, command: str) -> None:
    result = run(command, "gone.md")
    assert (result.code, "gone.md: no such file" in result.err) == (2, True)


def test_the_gate(folder: Path, run: Run) -> None:
    person({"The guide": "Руководство"})
    assert run("status", "--to", "ru", "--fail-under", "50").code == 0
    result = run("status", "--fail-under", "51")
    assert result.code == 1
    assert "ru: 50 % approved, less than 51 %" in result.err
    assert "uk: 0 % approved, less than 51 %" in result.err
    assert "guide.md" in result.out
    assert run("status", "--json", "--fail-under", "51").code == 1
    assert run("status", "--fail-on-changed").code == 0
    Path("source/guide.md").write_text("# The new guide\n\nNobody was hurt.\n", "utf-8")
    result = run("status", "--fail-on-changed")
    assert (result.code, "1 sentence changed" in result.err) == (1, True)


def test_export_warns_where_nothing_is_translated(folder: Path, run: Run) -> None:
    result = run("export", "--to", "ru,de")
    assert result.code == 0
    assert "warning: source/guide.md: ru: nothing is translated" in result.err
    assert "warning: source/guide.md: de: has no catalog" in result.err
    person({"The guide": "Руководство"})
    assert run("export", "--to", "ru").err == ""


def test_mo_without_approvals_hints_at_drafts(folder: Path, run: Run) -> None:
    person(RUSSIAN, approve=False)
    assert "--include-drafts" in run("export", "--to", "ru", "--format", "mo").err
    assert run("export", "--to", "ru", "--format", "mo", "--include-drafts").err == ""


def test_export_names_files_that_no_document_makes(folder: Path, run: Run) -> None:
    person(RUSSIAN)
    Path("source/other.txt").write_text("Yes.", "utf-8")
    for format in ("same", "bilingual", "xliff"):
        assert "no document" not in run("export", "--to", "ru", "--format", format).err
    Path("source/other.txt").unlink()
    result = run("export", "--to", "ru")
    assert "localized/ru/other.txt: no document makes this file any more" in result.err


@pytest.mark.parametrize(
    ("format", "text", "kept"),
    [
        ("markdown", "# The *guide*\n\nSee [the map](map.html).\n", ["# ", "](map.html)"]),
        ("html", "<p>The <b>guide</b></p>\n", ["<p>", "<b>", "</b>", "</p>"]),
        ("json", '{"title": "The guide"}\n', ['{"title": "']),
        ("srt", "1\n00:00:01,000 --> 00:00:02,000\nThe guide\n", ["00:00:01,000 --> "]),
    ],
)
def test_a_pipe_has_a_format(
    folder: Path, run: Run, format: str, text: str, kept: list[str]
) -> None:
    before = snapshot(folder)
    result = run("translate", "-", "--to", "ru", "--format", format, stdin=text.encode())
    assert result.code == 0, result.err
    assert re.search("[а-я]", result.out)
    assert all(one in result.out for one in kept)
    assert snapshot(folder) == before


@pytest.mark.parametrize("format", ["docx", "markdwon"])
def test_a_format_that_no_pipe_has(folder: Path, run: Run, format: str) -> None:
    result = run("translate", "-", "--to", "ru", "--format", format, stdin=b"text")
    assert (result.code, f"unknown format '{format}' of standard input" in result.err) == (2, True)
    assert "markdown" in result.err
    assert run("translate", "--to", "ru", "--format", "html").code == 2


@pytest.mark.parametrize("to", [["ru uk"], ["ru, uk"], ["ru", "--to", "uk"], ["ru;uk"]])
def test_locales_as_people_write_them(folder: Path, run: Run, to: list[str]) -> None:
    states = json.loads(run("status", "--to", *to, "--json").out)
    assert [one["locale"] for one in states] == ["ru", "uk"]


def test_numbers_have_their_nouns(folder: Path, run: Run) -> None:
    person({"Nobody was hurt.": "Никто не пострадал."}, approve=False)
    assert "1 draft went in that nobody has reviewed; --reviewed-only leaves it out" in (
        run("export", "--to", "ru").out
    )
    Path("l10n.toml").unlink(missing_ok=True)
    assert "1 document: source/guide.md" in run("init", "--to", "ru").out


def test_the_speed_is_a_locale_s(folder: Path, run: Run) -> None:
    Path("source/other.txt").write_text("Three members were absent.", "utf-8")
    result = run("translate", "--to", "ru")
    [line] = [line for line in result.out.split("\n") if line.startswith("ru: ")]
    assert re.fullmatch(r"ru: 9 words translated, \d+ words? a second", line)
    assert "words/s" not in result.out


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_help_is_cut(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run(*([name] if name else []), "--help").out.split("\n")
    assert [line for line in lines if line.endswith("...") and not line.startswith("Usage")] == []
    assert "[[" not in lines[0]


@pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX pipes")
def test_a_pipe_that_ends_early_is_no_failure_of_ours(folder: Path) -> None:
    sentences = "\n".join(f"Sentence number {n} is here." for n in range(3000))
    Path("source/long.txt").write_text(sentences, "utf-8")
    command = [sys.executable, "-m", "l10n"]
    subprocess.run([*command, "update", "--to", "ru"], check=True, capture_output=True)
    path = CATALOG.with_name("long.po")
    person(
        {f"Sentence number {n} is here.": f"Номер {n}." for n in range(3000)},
        approve=False,
        path=path,
    )
    with subprocess.Popen(
        [*command, "drafts", "--to", "ru"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b"catalog")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == -13  # a shell says 141
