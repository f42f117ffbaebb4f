"""A tag, a version and a changelog that agree, and that do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.release import notes, problems

CHANGELOG = """# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-31

### Added

- A thing.

## [1.1.0] - 2026-12-01

- Older.

[1.2.0]: https://x.test
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "l10n").mkdir()
    (tmp_path / "dist").mkdir()
    (tmp_path / "l10n" / "version.py").write_text('__version__ = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    for name in ("l10n_offline-1.2.0.tar.gz", "l10n_offline-1.2.0-py3-none-any.whl"):
        (tmp_path / "dist" / name).touch()
    return tmp_path


def test_a_version_that_is_ready(tree: Path) -> None:
    assert problems("1.2.0", tree) == []
    assert notes(CHANGELOG, "1.2.0") == "### Added\n\n- A thing."
    assert notes(CHANGELOG, "1.1.0") == "- Older."


def test_what_does_not_agree_is_named(tree: Path) -> None:
    (tree / "dist" / "old.whl").touch()
    found = problems("1.3.0", tree)
    assert len(found) == 3
    assert "version.py" in found[0] and "CHANGELOG.md" in found[1] and "old.whl" in found[2]


def test_what_is_under_unreleased_is_in_the_way(tree: Path) -> None:
    changelog = tree / "CHANGELOG.md"
    changelog.write_text(CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n\n### Added\n"))
    assert problems("1.2.0", tree) == []
    changelog.write_text(CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n\n- Late.\n"))
    (found,) = problems("1.2.0", tree)
    assert "[Unreleased]" in found and "move it" in found


def test_without_a_version_it_says_what_it_wants() -> None:
    command = [sys.executable, "-m", "tools.release"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "usage: python -m tools.release" in done.stderr and "Traceback" not in done.stderr


def test_the_changelog_has_a_place_for_what_comes() -> None:
    """Keep a Changelog: Unreleased first, then versions with dates, the newest first."""
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    headings = [line for line in lines if line.startswith("## ")]
    assert headings[0] == "## [Unreleased]"
    assert all(notes("\n".join(lines), line[4:].split("]")[0]) for line in headings[1:])
