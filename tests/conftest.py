"""Fixtures for all tests: a project in a temporary folder, and the command line run in it."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

# No test measures time: a busy machine is no reason to fail.
settings.register_profile("l10n", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("l10n")
# Of an evening: pytest --hypothesis-profile thorough
settings.register_profile("thorough", settings.get_profile("l10n"), max_examples=1_000)

# A translator's own models and Argos packages must not change what the tests see.
os.environ["ARGOS_PACKAGES_DIR"] = str(Path(__file__).parent / "no-such-packages")
os.environ["L10N_MODELS"] = str(Path(__file__).parent / "no-such-models")
os.environ.pop("L10N_PROJECT", None)
os.environ["L10N_NAME"] = ""  # nor who develops it

# A shell starts what runs in the background deaf to Ctrl-C, and that is inherited; tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "source" / "article.txt"


# Tests of what Windows has not, or has in another way: signals, modes, named pipes, links for
# everybody, limits of a process.
POSIX_ONLY = frozenset(
    [
        "test_ctrl_c_saves_what_is_finished",
        "test_a_result_that_died_with_its_worker_is_made_again",
        "test_a_line_of_200_mb_is_refused_in_bounded_memory",
        "test_a_file_size_limit_of_the_system_loses_nothing",
        "test_a_kill_in_the_middle_keeps_what_was_committed",
        "test_models_are_loaded_once_and_make_room_when_memory_is_short",
        "test_a_folder_with_a_link_is_refused",
        "test_atomic_write_keeps_the_mode_and_follows_links",
        "test_a_link_to_a_file_has_the_file_s_lock",
        "test_what_is_no_file_is_refused_and_does_not_hang",
        "test_a_link_is_followed_and_has_its_own_name",
        "test_a_catalog_that_is_a_pipe_does_not_hang",
        "test_open_page_goes_on_after_a_restart",
        "test_a_real_ctrl_c",
        "test_it_ends_without_a_word",
        "test_it_ends_when_nobody_reads_any_more",
        "test_vim",
        "test_the_extension_of_vs_code",
        "test_the_script",
        "test_commands_print_what_is_shown",
    ]
)
POSIX_ONLY_FILES = frozenset(("test_kill.py", "test_server.py", "test_dask.py"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip on Windows what cannot be asked of it."""
    if sys.platform == "win32":
        for item in items:
            name = item.name.partition("[")[0]
            if name in POSIX_ONLY or item.path.name in POSIX_ONLY_FILES:
                item.add_marker(pytest.mark.skip(reason="needs POSIX"))


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the article as its only source document; the working directory."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "article.txt").write_bytes(ARTICLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `l10n` with arguments, in this process, as its entry point does."""

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        from l10n.cli import main

        monkeypatch.setattr(sys, "argv", ["l10n", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        captured = capsysbinary.readouterr()
        return Result(code, captured.out.decode(), captured.err.decode())

    return run


def snapshot(folder: Path) -> dict[str, bytes]:
    """The files below a folder; locks are no content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
