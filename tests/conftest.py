"""Fixtures for all tests: a project in a temporary folder, and the command line run in it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

# No test measures time: a busy machine is no reason to fail.
settings.register_profile("l10n", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("l10n")

# A translator's own models and Argos packages must not change what the tests see.
os.environ["ARGOS_PACKAGES_DIR"] = str(Path(__file__).parent / "no-such-packages")
os.environ["L10N_MODELS"] = str(Path(__file__).parent / "no-such-models")
os.environ.pop("L10N_PROJECT", None)

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "source" / "article.txt"


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
