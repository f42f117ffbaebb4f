"""What a program's new strings get from translations of much the same text."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tests.conftest import Run

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
CATALOG = Path("locales/ru/LC_MESSAGES/app.po")


def pot(*messages: str) -> None:
    Path("source/app.pot").write_text("\n".join([HEADER, *messages]), "utf-8")


def message(msgid: str, *, context: str = "", flags: str = "") -> str:
    lines = [f"#, {flags}"] if flags else []
    lines += [f'msgctxt "{context}"'] if context else []
    return "\n".join([*lines, f'msgid "{msgid}"', 'msgstr ""', ""])


def entries() -> dict[tuple[str, str], polib.POEntry]:
    found = (entry for entry in polib.pofile(str(CATALOG)) if not entry.obsolete)
    return {(entry.msgctxt or "", entry.msgid): entry for entry in found}


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """A program whose two strings have been translated."""
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    pot(
        message("Cannot open the file %s", flags="c-format"),
        message("Close", context="menu", flags="ignore-length"),
    )
    assert run("update").code == 0
    po = polib.pofile(str(CATALOG))
    po[0].msgstr, po[1].msgstr = "Не удаётся открыть файл %s", "Закрыть"
    po.save()


def offered(msgid: str, *, context: str = "") -> tuple[str, bool, str | None]:
    entry = entries()[context, msgid]
    return entry.msgstr, entry.fuzzy, entry.previous_msgid


def test_one_translation_serves_several_changed_strings(translated: None, run: Run) -> None:
    pot(
        message("Cannot open the file {}", flags="python-brace-format"),
        message("Cannot open the files %s", flags="c-format"),
    )
    run("update")
    for msgid in ("Cannot open the file {}", "Cannot open the files %s"):
        expected = ("Не удаётся открыть файл %s", True, "Cannot open the file %s")
        assert offered(msgid) == expected


def test_flags_are_those_of_the_new_source(translated: None, run: Run) -> None:
    pot(message("Cannot open the file {}", flags="python-brace-format"), message("Close it"))
    run("update")
    before = CATALOG.read_bytes()
    assert entries()["", "Cannot open the file {}"].flags == ["fuzzy", "python-brace-format"]
    assert run("update").code == 0
    assert CATALOG.read_bytes() == before


def test_the_same_text_under_a_new_context(translated: None, run: Run) -> None:
    pot(
        message("Cannot open the file %s", flags="c-format"),
        message("Close", context="menu"),
        message("Close", context="button"),
    )
    run("update")
    assert offered("Close", context="button") == ("Закрыть", True, "Close")
    entry = entries()["button", "Close"]
    assert (entry.previous_msgctxt, entry.flags) == ("menu", ["fuzzy", "ignore-length"])
    assert not entries()["menu", "Close"].fuzzy
    assert "1 sentence changed" in run("status").out


def test_a_string_much_like_one_in_use(translated: None, run: Run) -> None:
    pot(
        message("Cannot open the file %s", flags="c-format"),
        message("Cannot open the file", flags="c-format"),
        message("Cannot find any of them", flags="c-format"),
    )
    run("update")
    assert offered("Cannot open the file")[0] == "Не удаётся открыть файл %s"
    assert offered("Cannot find any of them") == ("", False, None)
    result = run("approve", "--all", "--even-if-flagged")
    assert entries()["", "Cannot open the file"].fuzzy, result.err


def test_sentences_of_documents_are_left_to_the_memory(translated: None, run: Run) -> None:
    Path("source/a.txt").write_text("The bridge is closed on Monday.", "utf-8")
    run("update")
    path = CATALOG.with_name("a.po")
    po = polib.pofile(str(path))
    po[0].msgstr = "В понедельник мост закрыт."
    po.save()
    text = "The bridge is closed on Monday. The bridge is closed on Mondays."
    Path("source/a.txt").write_text(text, "utf-8")
    run("update")
    assert [entry.msgstr for entry in polib.pofile(str(path))] == ["В понедельник мост закрыт.", ""]
