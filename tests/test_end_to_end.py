"""The main job on the real article with the real starter models."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from l10n.checks import check
from tests.conftest import ARTICLE, Run, snapshot

LOCALES = ("mn", "ru", "uk")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
PLURALS = {"mn": "nplurals=2;", "ru": "nplurals=3;", "uk": "nplurals=3;"}


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article, translated by a process of its own; tests copy what they change."""
    folder = tmp_path_factory.mktemp("translated")
    (folder / "source").mkdir()
    shutil.copy(ARTICLE, folder / "source")
    command = [sys.executable, "-m", "l10n", "translate", "--to", "mn,ru,uk"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def catalog(folder: Path, locale: str) -> polib.POFile:
    return polib.pofile(str(folder / "locales" / locale / "LC_MESSAGES" / "article.po"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_has_a_draft_in_the_locale_s_script(translated: Path, locale: str) -> None:
    po = catalog(translated, locale)
    assert len(po) == 25
    assert po.metadata["Language"] == locale
    assert po.metadata["Plural-Forms"].startswith(PLURALS[locale])
    for entry in po:
        assert entry.fuzzy
        assert CYRILLIC.search(entry.msgstr)
        assert re.search(r"l10n: machine, argos/starter-en-\w\w [\d.]+, confidence", entry.tcomment)
        assert [path for path, _ in entry.occurrences] == ["source/article.txt"]
        assert re.match(r"(heading|paragraph) \d+", entry.comment)


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_and_placeholders_are_kept_or_flagged(translated: Path, locale: str) -> None:
    kept = flagged = 0
    for entry in catalog(translated, locale):
        noted = [line for line in entry.tcomment.splitlines() if line.startswith("l10n: check ")]
        found = check(entry.msgid, entry.msgstr, locale)
        assert len(noted) == len(found)
        missing = [n for n in re.findall(r"\d+", entry.msgid) if n not in entry.msgstr]
        for number in missing:
            assert any(re.search(rf"\b{number}\b", line) for line in noted)
        flagged += bool(missing)
        kept += bool(re.search(r"\d", entry.msgid)) and not missing
    assert kept + flagged == 3  # "2022", "1991", "51 … 200" are the article's numbers


def test_msgfmt_accepts_every_catalog(translated: Path) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt is not installed (Debian package gettext)")
    for path in translated.rglob("*.po"):
        done = subprocess.run(
            ["msgfmt", "--check", "--output-file", os.devnull, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_template_has_all_sentences_and_no_translation(translated: Path) -> None:
    template = polib.pofile(str(translated / "locales" / "article.pot"))
    assert len(template) == 25
    assert not any(entry.msgstr or entry.flags for entry in template)


def test_a_second_run_changes_nothing_and_loads_no_model(
    translated: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(translated, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    before = snapshot(tmp_path)
    monkeypatch.setattr("l10n.engines.argos.ArgosEngine.translate", None)
    result = run("translate", "--to", "mn,ru,uk")
    assert result.code == 0
    assert "nothing to translate" in result.out
    assert snapshot(tmp_path) == before


def test_export_keeps_the_paragraphs(
    translated: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(translated, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    result = run("export", "--to", "mn,uk")
    assert result.code == 0
    assert "50 drafts went in" in result.out
    source = ARTICLE.read_text("utf-8").split("\n")
    for locale in ("mn", "uk"):
        text = Path("localized", locale, "article.txt").read_text("utf-8")
        lines = text.split("\n")
        assert len(lines) == len(source) == 14
        assert all(CYRILLIC.search(line) for line in lines)
    assert not Path("localized/ru").exists()


def test_reviewed_only_export_of_drafts_is_the_source_to_the_byte(
    translated: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(translated, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    result = run("export", "--to", "ru", "--reviewed-only", "--json")
    assert Path("localized/ru/article.txt").read_bytes() == ARTICLE.read_bytes()
    [export] = json.loads(result.out)
    assert (export["approved"], export["drafts"], export["untranslated"]) == (0, 0, 25)


def test_status_counts(
    translated: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(translated, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    path = Path("locales/ru/LC_MESSAGES/article.po")
    po = polib.pofile(str(path))
    po[0].flags.remove("fuzzy")
    po[1].msgstr = ""
    po.save()
    [russian] = json.loads(run("status", "--to", "ru", "--json").out)
    counts = {key: russian[key] for key in ("segments", "approved", "draft", "new", "percent")}
    assert counts == {"segments": 25, "approved": 1, "draft": 23, "new": 1, "percent": 4}


def test_without_a_network_it_works(tmp_path: Path) -> None:
    """In a network namespace without interfaces no socket can reach anything."""
    if not shutil.which("unshare"):
        pytest.skip("unshare is not installed")
    namespace = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not permit network namespaces")
    (tmp_path / "source").mkdir()
    shutil.copy(ARTICLE, tmp_path / "source")
    # Whoever opens a socket at all, to nowhere even, fails.
    guard = (
        "import sys, l10n.cli\n"
        "def deny(event, args):\n"
        "    if event.startswith('socket.'): raise SystemExit(f'opened a socket: {event}')\n"
        "sys.addaudithook(deny)\n"
        "l10n.cli.main()\n"
    )
    command = [*namespace, sys.executable, "-c", guard, "translate", "--to", "mn,ru,uk", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [d["machine"] for d in json.loads(done.stdout)["documents"]] == [25, 25, 25]
