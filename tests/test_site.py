"""The pages of the documentation that are made from the code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.cli import COMMANDS
from tests.browsers import chromium
from tests.conftest import ROOT

pytest.importorskip("mkdocs", reason="MkDocs is not installed (make docs)")

from mkdocs.structure.files import File, Files

from tools.site import command_page, with_links, with_messages


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_page_has_its_help(name: str) -> None:
    page = "".join(command_page(name))
    assert page.startswith(f"# l10n {name}\n\n")
    assert f"$ l10n {name} " in page
    documented = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    section = documented.partition(f"## l10n {name}\n")[2].partition("\n## ")[0]
    options = set(re.findall(r"^\| `(--[\w-]+)", section, re.MULTILINE))
    assert not [option for option in options if option not in page]


def test_a_group_s_page_has_its_commands() -> None:
    page = "".join(command_page("memory"))
    assert "## memory import\n" in page and "| `--drafts` |" in page


def test_a_check_s_page_says_what_the_code_says() -> None:
    page = with_messages("# numbers\n\n## Silence\n\nThus.\n", "numbers")
    assert page.index("## What it says") < page.index("## Silence")
    assert "| error or warning | {old} of the source is missing in the translation |" in page


@pytest.fixture
def files() -> Files:
    names = ("index.md", "how-to/export.md", "reference/cli.md", "project/changelog.md")
    return Files([File(name, "docs", "site", use_directory_urls=False) for name in names])


def test_links_lead_where_their_files_are(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("L10N_REPOSITORY", raising=False)
    home = "[a](docs/how-to/export.md#x) [b](CHANGELOG.md) [c](glossary.csv) [d](https://e.test)"
    found = "[a](how-to/export.md#x) [b](project/changelog.md) c [d](https://e.test)"
    assert with_links(home, "index.md", files) == found
    page = "[a](../reference/cli.md#l10n-check) [b](../../README.md) [c](gone.md)"
    found = "[a](../reference/cli.md#l10n-check) [b](../index.md) [c](gone.md)"
    assert with_links(page, "how-to/export.md", files) == found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it."""
    pytest.importorskip("material", reason="Material for MkDocs is not installed (make docs)")
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(folder),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_no_page_fetches_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 80
    tags = re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>"
    )
    assert not {tag for page in pages for tag in tags.findall(page.read_text("utf-8"))}


def test_search_works_from_a_folder(site: Path) -> None:
    asked: list[str] = []
    with chromium() as browser:
        tab = browser.new_page()
        tab.on("request", lambda one: asked.append(one.url))
        tab.goto((site / "how-to" / "export.html").as_uri())
        tab.locator("[data-md-component=search-query]").press_sequentially("glossary")
        tab.wait_for_selector(".md-search-result__item", state="attached", timeout=15_000)
    assert asked and all(url.startswith(("file:", "data:", "blob:")) for url in asked)
