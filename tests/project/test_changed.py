"""A changed source is a state of its own: counted, shown first, not approved unseen."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from l10n.model import State, message_key
from l10n.po.catalog import Catalog
from tests.conftest import Run

BEFORE = "The bridge was closed on Monday. The water rose by 51 centimetres."
AFTER = "The bridge was closed on Tuesday. The water rose by 62 centimetres."
APPROVED = {
    "The bridge was closed on Monday.": "Мост закрыли в понедельник.",
    "The water rose by 51 centimetres.": "Вода поднялась на 51 сантиметр.",
}
CATALOG = Path("locales/ru/LC_MESSAGES/news.po")


def person(texts: dict[str, str], *, approve: bool = True, path: Path = CATALOG) -> None:
    """What a person does in an editor."""
    po = polib.pofile(str(path))
    for entry in po:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.flags += [] if approve else ["fuzzy"]
    po.save()


def entries(path: Path = CATALOG) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A project whose two reviewed sentences have changed."""
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "source" / "news.txt"
    source.parent.mkdir()
    source.write_text(BEFORE, "utf-8")
    (tmp_path / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    assert run("update").code == 0
    person(APPROVED)
    source.write_text(AFTER, "utf-8")
    return source


@pytest.mark.parametrize("command", ["translate", "update"])
def test_a_run_counts_what_is_to_be_reviewed_again(changed: Path, run: Run, command: str) -> None:
    for _ in range(2):
        result = run(command)
        assert (result.code, result.err) == (0, "")
        assert "2 sentences changed, review again" in result.out
        assert "up to date" not in result.out
    assert {entry.msgstr for entry in entries().values()} == set(APPROVED.values())


def test_status_counts_them_apart(changed: Path, run: Run) -> None:
    run("update")
    assert "2 sentences changed, review again" in run("status").out
    [state] = json.loads(run("status", "--json").out)
    assert (state["approved"], state["changed"], state["draft"], state["new"]) == (0, 2, 0, 0)


def test_one_sentence_is_one_sentence(changed: Path, run: Run) -> None:
    changed.write_text(BEFORE.replace("Monday", "Tuesday"), "utf-8")
    assert "1 sentence changed, review again" in run("update").out


def test_drafts_lists_them_first_with_what_they_were(changed: Path, run: Run) -> None:
    changed.write_text(f"Nobody was hurt. {AFTER}", "utf-8")
    run("update")
    person({"Nobody was hurt.": "Никто не пострадал"}, approve=False)
    found = json.loads(run("drafts", "--json").out)
    assert [one["state"] for one in found] == ["changed", "changed", "draft"]
    assert found[1]["previous"] == "The water rose by 51 centimetres."
    assert [one["check"] for one in found[1]["findings"]] == ["numbers"]
    assert run("drafts").out.split("\n")[1].split()[2] == "changed"


@pytest.mark.parametrize("which", [["--all"], ["--all", "--even-if-flagged"], ["--above", "0"]])
def test_bulk_approval_leaves_them(changed: Path, run: Run, which: list[str]) -> None:
    run("update")
    result = run("approve", *which)
    assert result.code == 0
    assert ("the source has changed" in result.err) == ("--all" in which)
    assert all(entry.fuzzy for entry in entries().values())


def test_a_person_who_names_one_approves_it(changed: Path, run: Run) -> None:
    run("update")
    key = message_key("The bridge was closed on Tuesday.")
    assert "dates: " in run("approve", "--key", key).err
    assert run("approve", "--key", key, "--even-if-flagged").err == ""
    entry = entries()["The bridge was closed on Tuesday."]
    assert (entry.fuzzy, entry.previous_msgid) == (False, None)


def test_export_takes_them_for_drafts(changed: Path, run: Run) -> None:
    run("update")
    result = run("export", "--reviewed-only")
    assert Path("localized/ru/news.txt").read_text("utf-8") == AFTER
    assert result.err == "warning: source/news.txt: ru: nothing is translated\n"
    assert [done["changed"] for done in json.loads(run("export", "--json").out)] == [2]
    assert "2 sentences changed since people translated them" in run("export").err


def test_what_it_was_translated_for_stays_known_when_it_changes_again(
    changed: Path, run: Run
) -> None:
    run("update")
    changed.write_text(AFTER.replace("Tuesday", "Friday"), "utf-8")
    run("update")
    entry = entries()["The bridge was closed on Friday."]
    assert entry.previous_msgid == "The bridge was closed on Monday."
    changed.write_text(BEFORE, "utf-8")
    run("update")
    assert not any(entry.fuzzy for entry in entries().values())


def test_a_similar_match_of_the_memory_is_not_approved_unseen(changed: Path, run: Run) -> None:
    changed.write_text(BEFORE, "utf-8")
    run("update")  # the memory learns what is approved
    Path("source/other.txt").write_text("The bridge was closed on Wednesday.", "utf-8")
    other = CATALOG.with_name("other.po")
    report = json.loads(run("translate", "--json").out)
    assert [document["memory"] for document in report["documents"]] == [0, 1]
    result = run("approve", "--all", "--even-if-flagged")
    assert "similar sentence" in result.err
    assert [entry.fuzzy for entry in entries(other).values()] == [True]


def test_the_text_a_person_saves_is_still_to_be_approved(changed: Path, run: Run) -> None:
    run("update")
    person({"The bridge was closed on Tuesday.": "Мост закрыли во вторник."}, approve=False)
    catalog = Catalog.open(CATALOG, "ru")
    key = message_key("The bridge was closed on Tuesday.")
    assert catalog.state(key) is State.CHANGED
    assert run("approve", "--key", key).err == ""
    assert Catalog.open(CATALOG, "ru").state(key) is State.APPROVED
