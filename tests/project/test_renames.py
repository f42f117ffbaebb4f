"""Documents that are renamed, moved and removed; bulk changes that are taken back."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from l10n.model import message_key
from tests.conftest import Run, snapshot

TEXT = "# The guide\n\nThe bridge is closed. Nobody was hurt.\n"
RUSSIAN = {
    "The guide": "Руководство",
    "The bridge is closed.": "Мост закрыт.",
    "Nobody was hurt.": "Пострадавших нет.",
}
OLD = Path("locales/ru/LC_MESSAGES/old.po")
NEW = Path("locales/ru/LC_MESSAGES/new.po")


def person(path: Path, *, approve: bool = True) -> None:
    po = polib.pofile(str(path))
    for entry in po:
        entry.msgstr = RUSSIAN.get(entry.msgid, "")
        entry.flags = [] if approve else ["fuzzy"]
    po.save()


def texts(path: Path) -> dict[str, tuple[str, bool]]:
    return {one.msgid: (one.msgstr, one.fuzzy) for one in polib.pofile(str(path))}


def outside(folder: Path) -> dict[str, bytes]:
    """The files but for l10n's own."""
    return {path: data for path, data in snapshot(folder).items() if not path.startswith(".l10n")}


@pytest.fixture
def reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A project whose only document has been reviewed."""
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("source/old.md").write_text(TEXT, "utf-8")
    Path("l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    assert run("update").code == 0
    person(OLD)
    return tmp_path


@pytest.mark.parametrize("edit", ["", "\nThree members were absent.\n"])
@pytest.mark.parametrize("name", ["source/new.md", "source/news/new.md", "source/new.html"])
def test_a_renamed_document_keeps_its_approvals(
    reviewed: Path, run: Run, name: str, edit: str
) -> None:
    new = Path(name)
    new.parent.mkdir(exist_ok=True)
    Path("source/old.md").rename(new)
    text = TEXT + edit
    if new.suffix == ".html":
        text = "".join(f"<p>{line.lstrip('# ')}</p>\n" for line in text.split("\n") if line)
    new.write_text(text, "utf-8")
    assert json.loads(run("status", "--json").out)[0]["approved"] == 3
    result = run("update")
    assert result.code == 0
    assert f"{name}: continues the catalogs of source/old.md" in result.out
    made = new.relative_to("source").with_suffix(".po")
    path = Path("locales/ru/LC_MESSAGES", made)
    assert {key: value for key, value in texts(path).items() if value[0]} == {
        msgid: (msgstr, False) for msgid, msgstr in RUSSIAN.items()
    }
    assert {one.occurrences[0][0] for one in polib.pofile(str(path))} == {name}
    assert not OLD.exists() and not Path("locales/old.pot").exists()
    before = snapshot(reviewed)
    assert "continues" not in run("update").out
    assert snapshot(reviewed) == before


def test_another_document_is_no_renamed_one(reviewed: Path, run: Run) -> None:
    Path("source/old.md").unlink()
    Path("source/new.md").write_text("# Something else\n\nNobody was hurt.\n\nYes.\n\nNo.\n")
    before = OLD.read_bytes()
    result = run("update")
    assert OLD.read_bytes() == before
    assert texts(NEW)["Nobody was hurt."] == ("", False)
    assert "locales/ru/LC_MESSAGES/old.po" in result.err and "l10n prune" in result.err


def test_a_copy_is_no_renamed_document(reviewed: Path, run: Run) -> None:
    Path("source/new.md").write_text(TEXT, "utf-8")
    run("update")
    assert OLD.exists() and NEW.exists()


@pytest.mark.parametrize("name", ["source/a.md", "source/z.md"])
def test_a_catalog_that_a_namesake_continues_is_not_taken_over(
    reviewed: Path, run: Run, name: str
) -> None:
    Path("source/old.md").rename(name)
    Path("source/old.txt").write_text("The bridge is closed.\n", "utf-8")
    assert "nothing is left over" in run("prune").out
    result = run("update")
    assert result.code == 0 and "continues" not in result.out
    assert texts(OLD)["The bridge is closed."] == ("Мост закрыт.", False)
    assert len(texts(OLD)) == 3, "what the namesake has not is kept as obsolete"
    before = snapshot(reviewed)
    assert run("update").code == 0
    assert snapshot(reviewed) == before


def test_two_documents_do_not_take_over_one_catalog(reviewed: Path, run: Run) -> None:
    Path("source/old.md").rename("source/new.md")
    Path("source/twin.md").write_text(TEXT, "utf-8")
    assert run("update").code == 0
    assert not OLD.exists()
    approved = [texts(NEW.with_name(f"{name}.po")) for name in ("new", "twin")]
    assert sum(all(text for text, _ in one.values()) for one in approved) == 1


@pytest.mark.parametrize("moved_already", [False, True])
def test_mv(reviewed: Path, run: Run, moved_already: bool) -> None:
    run("export")
    if moved_already:
        Path("source/old.md").rename("source/new.md")
        Path("source/new.md").write_text("All is new.\n", "utf-8")  # content tells nothing
    result = run("mv", "source/old.md", "source/new.md")
    assert (result.code, result.err) == (0, "")
    assert "locales/ru/LC_MESSAGES/old.po → locales/ru/LC_MESSAGES/new.po" in result.out
    assert set(outside(reviewed)) == {
        *("l10n.toml", "locales/new.pot", "locales/ru/LC_MESSAGES/new.po"),
        *("localized/ru/new.md", "source/new.md"),
    }
    assert texts(NEW)["Nobody was hurt."] == ("Пострадавших нет.", False)
    before = outside(reviewed)
    if not moved_already:
        assert run("update").err == ""
        assert outside(reviewed) == before


def test_mv_overwrites_nothing(reviewed: Path, run: Run) -> None:
    Path("source/new.md").write_text("Another.\n", "utf-8")
    before = snapshot(reviewed)
    assert run("mv", "source/old.md", "source/new.md").code == 2
    assert run("mv", "source/gone.md", "source/other.md").code == 2
    run("update")
    Path("source/new.md").unlink()
    result = run("mv", "source/old.md", "source/new.md")
    assert (result.code, ": is there already" in result.err) == (2, True)
    assert snapshot(reviewed)["source/old.md"] == before["source/old.md"]


def test_prune_lists_first_removes_when_told_and_undo_brings_back(reviewed: Path, run: Run) -> None:
    run("export")
    Path("locales/ru/LC_MESSAGES/other.po").write_text('msgid "a"\nmsgstr "b"\n', "utf-8")
    Path("localized/ru/picture.png").write_bytes(b"\x89PNG")
    Path("source/other.txt").write_text("Yes.", "utf-8")
    assert "nothing is left over" in run("prune").out
    Path("source/old.md").unlink()
    before = snapshot(reviewed)
    result = run("prune")
    assert "old.po: catalog of source/old.md, which is gone, 3 approved translations" in result.out
    assert "locales/old.pot: template" in result.out and "localized/ru/old.md: " in result.out
    assert "3 files left over" in result.out
    assert snapshot(reviewed) == before
    assert "3 files removed" in run("prune", "--yes").out
    after = snapshot(reviewed)
    gone = {"locales/old.pot", str(OLD), "localized/ru/old.md"}
    assert {path for path in before if path not in after} == gone
    assert "took back `prune`" in run("undo").out
    again = snapshot(reviewed)
    assert all(again[path] == before[path] for path in gone)


def test_prune_removes_nothing_where_settings_may_be_wrong(reviewed: Path, run: Run) -> None:
    Path("source").rename("docs")
    before = snapshot(reviewed)
    assert run("prune", "--yes").code == 2
    assert snapshot(reviewed) == before


@pytest.mark.parametrize("command", ["update", "status", "translate"])
def test_what_is_left_over_is_named(reviewed: Path, run: Run, command: str) -> None:
    Path("source/old.md").rename("elsewhere.md")
    Path("source/other.txt").write_text("42", "utf-8")
    result = run(command)
    assert result.code == 0
    assert "old.po: catalog of source/old.md, which is gone" in result.err


def test_undo_takes_back_an_approval(reviewed: Path, run: Run) -> None:
    person(OLD, approve=False)
    before = texts(OLD)
    run("approve", "--all")
    assert not any(fuzzy for _, fuzzy in texts(OLD).values())
    result = run("undo")
    assert (result.code, "took back `approve`" in result.out, "3 sentences" in result.out) == (
        *(0, True, True),
    )
    assert texts(OLD) == before
    assert run("undo").code == 2


def test_undo_leaves_what_has_been_changed_since(reviewed: Path, run: Run) -> None:
    person(OLD, approve=False)
    run("approve", "--all")
    po = polib.pofile(str(OLD))
    po[0].msgstr = "Пособие"
    po.save()
    result = run("undo")
    key = message_key(po[0].msgid)
    assert f"{OLD}: {key}: left: it has been changed since" in result.err
    assert texts(OLD)[po[0].msgid] == ("Пособие", False)
    assert texts(OLD)["Nobody was hurt."][1]


def test_reset_of_all_asks(reviewed: Path, run: Run) -> None:
    before = texts(OLD)
    result = run("reset", "--all")
    assert (result.code, "3 of them approved" in result.err) == (2, True)
    assert texts(OLD) == before
    assert run("reset", "--all", "--yes").code == 0
    assert all(fuzzy for _, fuzzy in texts(OLD).values())
    run("undo")
    assert texts(OLD) == before


def test_undo_goes_back_step_by_step(reviewed: Path, run: Run) -> None:
    for _ in range(2):
        run("reset", "--key", message_key("Nobody was hurt."))
        run("approve", "--key", message_key("Nobody was hurt."))
    states = []
    for _ in range(4):
        assert run("undo").code == 0
        states.append(texts(OLD)["Nobody was hurt."][1])
    assert states == [True, False, True, False]


def test_an_approval_reaches_the_machine_s_draft_elsewhere(reviewed: Path, run: Run) -> None:
    person(OLD, approve=False)
    Path("source/new.md").write_text("Nobody was hurt.\n\nWell, nobody.\n", "utf-8")
    assert run("translate").code == 0
    machine = polib.pofile(str(NEW))
    assert machine[0].msgstr != "Пострадавших нет."
    result = run("approve", "source/old.md", "--key", message_key("Nobody was hurt."))
    assert "in the place of a machine draft" in result.out
    draft, other = polib.pofile(str(NEW))
    assert (draft.msgstr, draft.fuzzy) == ("Пострадавших нет.", True)
    assert "memory, match 100 %" in draft.tcomment
    assert other.msgstr == machine[1].msgstr
    run("undo")
    assert polib.pofile(str(NEW))[0].msgstr == machine[0].msgstr


def test_translate_lets_approvals_reach_machine_drafts(reviewed: Path, run: Run) -> None:
    person(OLD, approve=False)
    Path("source/new.md").write_text("Nobody was hurt.\n", "utf-8")
    run("translate")
    person(OLD)  # in an editor, or in the review page
    new, _ = json.loads(run("translate", "--json").out)["documents"]
    assert (new["document"], new["memory"], new["machine"]) == ("source/new.md", 1, 0)
    [draft] = polib.pofile(str(NEW))
    assert (draft.msgstr, draft.fuzzy) == ("Пострадавших нет.", True)
    before = NEW.read_bytes()
    run("translate")
    assert NEW.read_bytes() == before
