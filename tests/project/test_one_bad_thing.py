"""One bad thing does not stop the others: it is named, and the exit code says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from l10n.engines.argos import ArgosEngine
from tests.conftest import Run, snapshot

BROKEN = 'msgid "a"\nmsgstr "b"\nnonsense\n'


def catalog(name: str, locale: str = "ru") -> Path:
    return Path(f"locales/{locale}/LC_MESSAGES/{name}.po")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    Path("source/good.md").write_text("# The guide\n\nThe bridge is closed.\n", "utf-8")
    return tmp_path


EMPTY = {
    "nothing.txt": "",
    "blank.md": " \n\n",
    "only-front-matter.md": "---\nlayout: page\n---\n",
    "none.json": "{}\n",
    "none.html": "<!DOCTYPE html>\n<html><body></body></html>\n",
    "none.srt": "",
    "none.pot": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n',
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_document_without_text_is_copied(folder: Path, run: Run, name: str) -> None:
    Path("source", name).write_text(EMPTY[name], "utf-8")
    result = run("translate")
    assert (result.code, "error" in result.err) == (0, False)
    assert f"source/{name}: has no text to translate" in result.out
    assert run("export").code == run("status").code == 0
    copy = Path("localized/ru", name.replace(".pot", ".po"))
    assert copy.read_text("utf-8") == EMPTY[name]
    assert not catalog(Path(name).stem).exists()
    assert catalog("good").exists()


@pytest.mark.parametrize("command", ["translate", "update", "status", "export", "drafts"])
def test_a_bad_catalog_is_named_and_the_rest_goes_on(folder: Path, run: Run, command: str) -> None:
    Path("source/bad.txt").write_text("Nobody was hurt.", "utf-8")
    run("update")
    catalog("bad").write_text(BROKEN, "utf-8")
    result = run(command)
    assert result.code == 1
    assert "bad.po:3: not a valid PO file" in result.err
    assert "good" in result.out or command == "drafts"
    assert catalog("bad").read_text("utf-8") == BROKEN
    before = snapshot(folder)
    assert run(command, "--strict").code == 2
    assert snapshot(folder) == before


@pytest.mark.parametrize("command", ["translate", "update", "status", "export"])
def test_a_bad_document_is_named_and_the_rest_goes_on(folder: Path, run: Run, command: str) -> None:
    Path("source/latin.txt").write_bytes(b"caf\xe9 au lait")
    Path("source/bad.json").write_text("{", "utf-8")
    result = run(command)
    assert result.code == 1
    assert "source/latin.txt: not utf-8" in result.err and "source/bad.json" in result.err
    assert "good" in result.out
    assert run(command, "--strict").code == 2


def test_a_locale_without_a_model_gets_its_catalog(folder: Path, run: Run) -> None:
    result = run("translate", "--to", "de,ru", "--json")
    assert result.code == 1
    assert "no model translates en→de" in result.err and "l10n models" in result.err
    german, russian = json.loads(result.out)["documents"]
    assert (german["locale"], german["machine"], german["new"]) == ("de", 0, 2)
    assert (russian["machine"], russian["new"]) == (2, 0)
    assert [entry.msgstr for entry in polib.pofile(str(catalog("good", "de")))] == ["", ""]


def test_strict_wants_all_models_before_anything_is_written(folder: Path, run: Run) -> None:
    before = snapshot(folder)
    assert run("translate", "--to", "de,ru", "--strict").code == 2
    assert snapshot(folder) == before


def test_a_catalog_that_cannot_be_written(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ArgosEngine, "translate", None)
    Path("locales").mkdir()
    Path("locales/uk").write_text("a file where the folder should be", "utf-8")
    result = run("update", "--to", "ru,uk")
    assert result.code == 1
    assert "uk is not a folder" in result.err or "it is no folder" in result.err
    assert catalog("good").exists()


def test_two_documents_of_one_stem(folder: Path, run: Run) -> None:
    Path("source/good.html").write_text("<p>Nobody was hurt.</p>\n", "utf-8")
    assert run("update").code == 0
    assert {path.name for path in catalog("good").parent.iterdir()} == {
        "good.html.po",
        "good.md.po",
    }
    po = polib.pofile(str(catalog("good.html")))
    po[0].msgstr = "Никто не пострадал."
    po.save()
    assert run("export").code == 0
    assert "<p>Никто не пострадал.</p>" in Path("localized/ru/good.html").read_text("utf-8")
    assert sorted(path.name for path in Path("localized/ru").iterdir()) == ["good.html", "good.md"]
    Path("source/good.md").unlink()  # what is alone now keeps its catalog
    assert json.loads(run("status", "--json").out)[0]["approved"] == 1


def test_a_document_keeps_its_catalog_when_another_of_its_stem_comes(
    folder: Path, run: Run
) -> None:
    run("update")
    before = catalog("good").read_bytes()
    Path("source/good.html").write_text("<p>Nobody was hurt.</p>\n", "utf-8")
    assert run("update").code == 0
    assert catalog("good").read_bytes() == before
    assert [entry.msgid for entry in polib.pofile(str(catalog("good.html")))] == [
        "Nobody was hurt."
    ]
    assert len(json.loads(run("drafts", "--json").out)) == 0


def test_a_file_that_is_no_document_is_no_namesake(folder: Path, run: Run) -> None:
    settings = 'locales = ["ru"]\ndocuments = ["source/*.md"]\n'
    Path("l10n.toml").write_text(settings, "utf-8")
    Path("source/good.json").write_text('{"a": "Text"}', "utf-8")
    assert run("update").code == 0
    assert catalog("good").exists() or catalog("source/good").exists()
    assert not list(Path("locales").rglob("good.md.po"))


@pytest.mark.parametrize("kind", ["pipe", "device", "loop", "dangling"])
def test_what_is_no_file_is_refused_and_does_not_hang(folder: Path, kind: str) -> None:
    path = Path("source/bad.txt")
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"device": "/dev/zero", "loop": "bad.txt", "dangling": "gone"}[kind])
    command = [sys.executable, "-m", "l10n"]
    done = subprocess.run(
        [*command, "status", str(path), "source/good.md"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "error: source/bad.txt: " in done.stderr and "source/good.md" in done.stdout
    # A project's own documents are files.
    done = subprocess.run(
        [*command, "status"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "bad.txt" in done.stdout) == (0, False)


@pytest.mark.parametrize("where", ["inside", "outside"])
def test_a_link_is_followed_and_has_its_own_name(folder: Path, run: Run, where: str) -> None:
    target = folder / "source/good.md" if where == "inside" else folder / "elsewhere.md"
    target.write_text("# The guide\n\nThe bridge is closed.\n", "utf-8")
    Path("source/link.md").symlink_to(target)
    assert run("update").code == 0
    [first, *_] = polib.pofile(str(catalog("link")))
    assert first.occurrences == [("source/link.md", "1")]
    assert run("export").code == 0
    assert not Path("localized/ru/link.md").is_symlink()


@pytest.mark.parametrize(
    "command", ["translate", "update", "status", "drafts", "check", "approve --all"]
)
def test_a_catalog_that_is_a_pipe_does_not_hang(folder: Path, command: str) -> None:
    catalog("good").parent.mkdir(parents=True)
    os.mkfifo(catalog("good"))
    arguments = [*command.split(), *([str(catalog("good"))] if command == "check" else [])]
    done = subprocess.run(
        [sys.executable, "-m", "l10n", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "good.po: is no regular file" in done.stderr
