"""`l10n approve` looks at what checks find wrong now."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tests.conftest import Run

CATALOG = Path("locales/ru/LC_MESSAGES/app.po")
POT = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
MESSAGES = {"%s files": "файлов", "Nobody was hurt.": "Никто не пострадал."}


@pytest.fixture
def drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> polib.POFile:
    """A catalog with a person's two drafts, one of which lacks its placeholder."""
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    messages = "".join(f'\n#, c-format\nmsgid "{one}"\nmsgstr ""\n' for one in MESSAGES)
    Path("source/app.pot").write_text(POT + messages, "utf-8")
    Path("l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    assert run("update").code == 0
    po = polib.pofile(str(CATALOG))
    for entry in po:
        entry.msgstr = MESSAGES[entry.msgid]
        entry.flags.append("fuzzy")
    po.save()
    return po


def approved() -> set[str]:
    return {entry.msgid for entry in polib.pofile(str(CATALOG)) if not entry.fuzzy}


def test_a_draft_without_its_placeholder_is_left_and_named(drafted: polib.POFile, run: Run) -> None:
    result = run("approve", "--all")
    assert result.code == 0
    assert "left: placeholders: " in result.err and "%s files" in result.err
    assert approved() == {"Nobody was hurt."}
    result = run("approve", "--all", "--even-if-flagged")
    assert result.err == ""
    assert approved() == set(MESSAGES)


def test_one_named_by_its_key_is_left_too(drafted: polib.POFile, run: Run) -> None:
    [flagged, _] = json.loads(run("drafts", "--json").out)
    assert (flagged["msgid"], flagged["flagged"]) == ("%s files", True)
    assert "placeholders: " in run("approve", "--key", flagged["key"]).err
    assert approved() == set()


def test_what_a_check_found_when_it_was_drafted_is_no_reason_once_it_is_mended(
    drafted: polib.POFile, run: Run
) -> None:
    entry = next(iter(drafted))
    entry.msgstr = "%s файлов"
    entry.tcomment = "l10n: check placeholders: %s is missing"
    drafted.save()
    run("approve", "--all")
    assert approved() == set(MESSAGES)


def test_a_check_that_is_switched_off_holds_nothing_up(drafted: polib.POFile, run: Run) -> None:
    settings = 'locales = ["ru"]\n[checks]\ndisable = ["placeholders"]\n'
    Path("l10n.toml").write_text(settings, "utf-8")
    run("approve", "--all")
    assert "%s files" in approved()


def test_a_broken_catalog_is_named_and_the_others_are_approved(
    drafted: polib.POFile, run: Run
) -> None:
    broken = CATALOG.with_name("broken.po")
    broken.write_text('msgid "a"\nmsgstr "b"\nnonsense\n', "utf-8")
    result = run("approve", "--all", "--strict", broken, CATALOG)
    assert (result.code, approved()) == (2, set())
    result = run("approve", "--all", broken, CATALOG)
    assert result.code == 1
    assert "broken.po:3: " in result.err
    assert approved() == {"Nobody was hurt."}
