"""`l10n init`, and projects of many documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.errors import SourceError
from l10n.project.config import load_project
from l10n.project.documents import find_documents
from tests.conftest import Run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Some text.\n", "utf-8")


def test_a_folder_with_documents(folder: Path, run: Run) -> None:
    put("docs/index.md", "docs/guide/index.md", "docs/logo.svg", "README.md")
    result = run("init", "--to", "mn,uk")
    assert result.code == 0
    assert "3 documents: README.md, docs/guide/index.md, docs/index.md" in result.out
    project = load_project(folder)
    assert project.locales == ("mn", "uk")
    assert run("update").code == 0
    catalogs = sorted(path.as_posix() for path in Path("locales/mn").rglob("*.po"))
    assert catalogs == [
        f"locales/mn/LC_MESSAGES/{name}.po" for name in ("README", "docs/guide/index", "docs/index")
    ]


def test_an_empty_folder(folder: Path, run: Run) -> None:
    result = run("init")
    assert result.code == 0
    assert "put documents into source/, or list them under documents in l10n.toml" in result.out
    assert load_project(folder).locales == ("mn", "ru", "uk")


def test_patterns_that_find_nothing_yet(folder: Path, run: Run) -> None:
    result = run("init", "--documents", "texts/*.md")
    assert result.code == 0 and "put documents where texts/*.md finds them" in result.out


def test_nothing_is_overwritten(folder: Path, run: Run) -> None:
    Path("l10n.toml").write_text("locales = ['ru']\n")
    result = run("init")
    assert result.code == 2 and "is there already" in result.err
    assert Path("l10n.toml").read_text() == "locales = ['ru']\n"
    Path("l10n.toml").unlink()
    Path("pyproject.toml").write_text("[tool.l10n]\nlocales = ['ru']\n")
    assert run("init").code == 2
    assert not Path("l10n.toml").exists()


def test_patterns_and_ignored_files(folder: Path) -> None:
    put("a/one.md", "a/two.html", "a/b/three.md", "a/drafts/four.md", "localized/ru/a/one.md")
    put("a/.hidden/five.md", "six.txt")
    Path("l10n.toml").write_text('documents = ["**/*.md", "a/*.html"]\nignore = ["a/drafts/**"]\n')
    found = [p.relative_to(folder).as_posix() for p in find_documents(load_project(folder))]
    assert found == ["a/b/three.md", "a/one.md", "a/two.html"]


def test_no_document_is_an_error(folder: Path) -> None:
    Path("l10n.toml").write_text('documents = ["*.md"]\n')
    with pytest.raises(SourceError, match=r"\*\.md"):
        find_documents(load_project(folder))
