"""Locks leave nothing beside the files of a user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.files import locked
from l10n.workdir import find_root, lock_files
from tests.conftest import Run, snapshot


@pytest.fixture
def configured(project: Path) -> Path:
    (project / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    return project


def test_nothing_lies_beside_catalogs_and_documents(configured: Path, run: Run) -> None:
    old = configured / "locales/ru/LC_MESSAGES"
    old.mkdir(parents=True)
    (old / ".article.po.lock").touch()  # as earlier versions did
    (old / ".article.po.run.lock").touch()
    assert run("update").code == 0
    assert run("approve", "--all").code == 0
    assert run("export").code == 0
    made = {path for path in snapshot(configured) if not path.startswith(".l10n/")}
    assert made == {
        "l10n.toml",
        "locales/article.pot",
        "locales/ru/LC_MESSAGES/article.po",
        "localized/ru/article.txt",
        "source/article.txt",
    }
    assert not list(configured.glob("[!.]*/**/.*"))


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_version_control_does_not_see_them(configured: Path, run: Run) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    run("update")
    with locked(configured / "locales/article.pot"):
        assert len(list((configured / ".l10n/locks").iterdir())) == 1
        see_nothing()


def see_nothing() -> None:
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "locales/article.pot" in listed and ".l10n" not in listed


def test_a_file_outside_of_a_project_has_a_lock_too(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    code = (
        "import sys; from pathlib import Path; from l10n.files import locked\n"
        "with locked(Path(sys.argv[1]), wait=False): pass"
    )
    with locked(path):
        other = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
        )
    assert "another l10n is at work on it" in other.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_settings_tell_where_a_file_belongs(tmp_path: Path) -> None:
    inner = tmp_path / "docs"
    inner.mkdir()
    assert find_root(inner / "a.po") is None
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    assert find_root(inner / "a.po") is None
    (tmp_path / "pyproject.toml").write_text('[tool.l10n]\nlocales = ["mn"]\n', "utf-8")
    assert find_root(inner / "a.po") == tmp_path
    [first, _] = lock_files(inner / "a.po", "run")
    assert first.parent == tmp_path / ".l10n" / "locks"
    assert (tmp_path / ".l10n/.gitignore").read_text("utf-8") == "*\n"


def test_a_link_to_a_file_has_the_file_s_lock(tmp_path: Path) -> None:
    (tmp_path / "a.po").touch()
    (tmp_path / "b.po").symlink_to(tmp_path / "a.po")
    names = [list(lock_files(tmp_path / name, "")) for name in ("a.po", "b.po")]
    assert names[0] == names[1]


def test_a_file_where_the_folder_should_be_stops_nobody(configured: Path, run: Run) -> None:
    (configured / ".l10n").write_text("a file", "utf-8")
    assert run("update").code == 0
    assert (configured / "locales/article.pot").exists()


def test_no_lock_file_is_left_and_those_of_earlier_versions_go(configured: Path, run: Run) -> None:
    locks = configured / ".l10n/locks"
    locks.mkdir(parents=True)
    for number in range(5):
        left = locks / f"article{number}.po.0123456789abcdef.lock"
        left.touch()
        os.utime(left, (1, 1))
    for command in (["update"], ["approve", "--all"], ["export"], ["status"]):
        run(*command)
    assert list(locks.iterdir()) == []


def test_a_lock_that_is_removed_each_time_never_has_two_holders(configured: Path) -> None:
    """Three processes count on one file: without the lock, or with two, a count gets lost."""
    counter = configured / "count"
    counter.write_text("0")
    code = (
        "import sys; from pathlib import Path; from l10n.files import locked\n"
        "path = Path(sys.argv[1])\n"
        "for _ in range(100):\n"
        "    with locked(path):\n"
        "        count = int(path.read_text())\n"
        "        path.write_text(str(count + 1))\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(counter)]) for _ in range(3)]
    assert [one.wait() for one in runs] == [0, 0, 0]
    assert counter.read_text() == "300"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_run_may_hold_more_locks_than_the_system_offers_at_first(configured: Path) -> None:
    """A run that translates holds the locks of all its catalogs."""
    for number in range(100):
        (configured / "source" / f"page{number}.txt").write_text(f"Page {number}.\n", "utf-8")
    code = (
        "import resource; from pathlib import Path\n"
        "from l10n.project.config import load_project\n"
        "from l10n.project.documents import find_documents\n"
        "from l10n.project.jobs import plan, stop\n"
        "from l10n.project.updating import updated\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))\n"
        "project = load_project(Path())\n"
        "jobs = plan(project, find_documents(project), ['ru'])\n"
        "with updated(project, jobs, True, stop) as done: print(len(done))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("101\n", "")
