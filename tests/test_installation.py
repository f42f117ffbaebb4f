"""The command that adds an extra, for each way in which l10n can have been installed."""

from __future__ import annotations

import json
import re
import shlex
import sys
from importlib import metadata, util
from pathlib import Path
from types import SimpleNamespace

import pytest

from l10n.installation import DISTRIBUTION, install_command
from tests.conftest import ROOT

INDEX: dict[str, object] = {}
CHECKOUT: dict[str, object] = {"url": "file:///home/a%20b/l10n", "dir_info": {"editable": True}}
FOLDER = {"url": "file:///home/a%20b/l10n", "dir_info": {}}
WHEEL = {"url": "file:///w/l10n_offline-1-py3-none-any.whl", "archive_info": {}}
GIT = {"url": "https://x.y/z.git", "vcs_info": {"vcs": "git", "commit_id": "ab12"}}


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment with pip, in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "env"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "env" / "bin" / "python"))
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "env").mkdir()
    return tmp_path / "env"


def installed_from(monkeypatch: pytest.MonkeyPatch, origin: dict[str, object]) -> None:
    text = json.dumps(origin) if origin else None

    def distribution(name: str) -> object:
        assert name == DISTRIBUTION
        return SimpleNamespace(read_text={"direct_url.json": text}.get)

    monkeypatch.setattr(metadata, "distribution", distribution)


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        (INDEX, ["l10n-offline[review]"]),
        (CHECKOUT, ["--editable", "/home/a b/l10n[review]"]),
        (FOLDER, ["/home/a b/l10n[review]"]),
        (WHEEL, ["l10n-offline[review] @ file:///w/l10n_offline-1-py3-none-any.whl"]),
        (GIT, ["l10n-offline[review] @ git+https://x.y/z.git@ab12"]),
    ],
)
def test_pip(origin: dict[str, object], wanted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    installed_from(monkeypatch, origin)
    python = str(Path("env/bin/python"))
    assert shlex.split(install_command("review")) == [python, "-m", "pip", "install", *wanted]


def test_an_environment_without_pip_is_uv_s(monkeypatch: pytest.MonkeyPatch) -> None:
    installed_from(monkeypatch, INDEX)
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    python = str(Path("env/bin/python"))
    assert shlex.split(install_command("serve")) == [
        *("uv", "pip", "install", "--python", python, "l10n-offline[serve]")
    ]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [("l10n-offline", "[review]"), ("l10n-offline[serve]", "[review,serve]"), (None, "[review]")],
)
def test_pipx(
    source: str | None, wanted: str, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_from(monkeypatch, INDEX)
    text = json.dumps({"main_package": {"package_or_url": source}})
    (environment / "pipx_metadata.json").write_text(text, "utf-8")
    command = ["pipx", "install", "--force", f"l10n-offline{wanted}"]
    assert shlex.split(install_command("review")) == command


def test_uv_tool(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed_from(monkeypatch, CHECKOUT)
    receipt = '[tool]\nrequirements = [{ name = "l10n-offline", extras = ["hub", "serve"] }]\n'
    (environment / "uv-receipt.toml").write_text(receipt, "utf-8")
    wanted = ["--editable", "/home/a b/l10n[hub,review,serve]"]
    command = ["uv", "tool", "install", "--force", *wanted]
    assert shlex.split(install_command("review")) == command


def test_a_checkout_at_hand_is_named_shortly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin: dict[str, object] = {"url": tmp_path.as_uri(), "dir_info": {"editable": True}}
    installed_from(monkeypatch, origin)
    assert shlex.split(install_command("review"))[-1] == ".[review]"
    installed_from(monkeypatch, origin | {"url": (tmp_path / "l10n").as_uri()})
    assert shlex.split(install_command("review"))[-1] == "./l10n[review]"


def test_another_project_s_package_is_never_named() -> None:
    """PyPI's ``l10n`` is not ours; pip would install it without a word."""
    stranger = re.compile(r"(?:install|download|add|run|uvx)\b[^\n`;|&]*[\s'\"]l10n(?![\w./-])")
    command = re.compile(r"\b(?:pip|pipx|uv|uvx)\b.*")
    files = [
        path
        for folder in (*("docs", "l10n", "packaging", "training"), ".github")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".md", ".py", ".toml", ".txt", ".yml", ".service"}
    ]
    files += [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "Makefile")]
    assert len(files) > 100
    found = [
        f"{path}: {text}"
        for path in files
        for text in command.findall(path.read_text("utf-8"))
        if stranger.search(text)
    ]
    assert not found


def test_every_extra_that_a_hint_names_exists() -> None:
    extras = set(metadata.metadata(DISTRIBUTION).get_all("Provides-Extra") or ())
    named = {
        extra
        for path in (ROOT / "l10n").rglob("*.py")
        for extra in re.findall(r"install_command\(['\"](\w+)['\"]\)", path.read_text("utf-8"))
    }
    assert len(named) == 8 and named <= extras
