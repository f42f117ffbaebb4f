"""The command that adds an extra, for each way in which l10n can have been installed."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from importlib import metadata, util
from pathlib import Path
from types import SimpleNamespace

import pytest

from l10n.installation import DISTRIBUTION, install_command
from tests.conftest import ROOT

# HOME is where the test is.
INDEX: dict[str, object] = {}
CHECKOUT: dict[str, object] = {"url": "HOME/a%20b/l10n", "dir_info": {"editable": True}}
FOLDER: dict[str, object] = {"url": "HOME/a%20b/l10n", "dir_info": {}}
WHEEL: dict[str, object] = {"url": "HOME/a%20b/l10n_offline-1.whl", "archive_info": {}}
GIT: dict[str, object] = {
    "url": "https://x.y/z.git",
    "vcs_info": {"vcs": "git", "commit_id": "ab12"},
}


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment with pip in the working directory, and what l10n came from in another."""
    (tmp_path / "a b" / "l10n").mkdir(parents=True)
    (tmp_path / "a b" / "l10n_offline-1.whl").touch()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "prefix", str(here / "env"))
    monkeypatch.setattr(sys, "executable", str(here / "env" / "bin" / "python"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(util, "find_spec", lambda name: name == "pip" or None)
    (here / "env").mkdir()
    return here / "env"


def installed_from(monkeypatch: pytest.MonkeyPatch, origin: dict[str, object]) -> None:
    home = Path.cwd().parent
    text = json.dumps(origin).replace("HOME", home.as_uri()) if origin else None

    def distribution(name: str) -> object:
        assert name == DISTRIBUTION
        return SimpleNamespace(read_text={"direct_url.json": text}.get)

    monkeypatch.setattr(metadata, "distribution", distribution)


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        (INDEX, ["l10n-offline[review]"]),
        (CHECKOUT, ["--editable", "HOME/a b/l10n[review]"]),
        (FOLDER, ["HOME/a b/l10n[review]"]),
        (WHEEL, ["l10n-offline[review] @ URI/a%20b/l10n_offline-1.whl"]),
        (GIT, ["l10n-offline[review] @ git+https://x.y/z.git@ab12"]),
    ],
)
def test_pip(
    origin: dict[str, object], wanted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_from(monkeypatch, origin)
    python = str(Path("env/bin/python"))
    places = {"HOME": str(tmp_path), "URI": tmp_path.as_uri()}
    wanted = [re.sub("HOME|URI", lambda found: places[found[0]], part) for part in wanted]
    assert shlex.split(install_command("review")) == [python, "-m", "pip", "install", *wanted]


@pytest.mark.parametrize("tool", ["", "pipx_metadata.json", "uv-receipt.toml"])
@pytest.mark.parametrize("origin", [FOLDER, WHEEL])
def test_what_is_gone_is_not_named(
    origin: dict[str, object],
    tool: str,
    environment: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The name is installed: pip takes it as it is, and fetches what the extra needs."""
    installed_from(monkeypatch, origin)
    if tool:
        (environment / tool).write_text("{}", "utf-8")
    shutil.rmtree(tmp_path / "a b")
    python = str(Path("env/bin/python"))
    wanted = [python, "-m", "pip", "install", "l10n-offline[serve]"]
    assert shlex.split(install_command("serve")) == wanted


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


def test_uv_tool(environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed_from(monkeypatch, CHECKOUT)
    receipt = '[tool]\nrequirements = [{ name = "l10n-offline", extras = ["hub", "serve"] }]\n'
    (environment / "uv-receipt.toml").write_text(receipt, "utf-8")
    wanted = ["--editable", f"{tmp_path}/a b/l10n[hub,review,serve]"]
    command = ["uv", "tool", "install", "--force", *wanted]
    assert shlex.split(install_command("review")) == command


def test_a_checkout_at_hand_is_named_shortly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "a b" / "l10n")
    origin: dict[str, object] = {"url": Path.cwd().as_uri(), "dir_info": {"editable": True}}
    installed_from(monkeypatch, origin)
    assert shlex.split(install_command("review"))[-1] == ".[review]"
    monkeypatch.chdir(tmp_path / "a b")
    assert shlex.split(install_command("review"))[-1] == "./l10n[review]"


def test_no_package_is_named_that_is_not_ours() -> None:
    """PyPI's ``l10n`` is another project's, and ours is nobody's before its first release.

    pip would install either without a word. With ``--no-index`` any name will do.
    """
    verb = r"(?:install|download|add|run|uvx)\b(?!.*--no-index)"
    name = rf"(?:l10n(?![\w./-])|{DISTRIBUTION}(?!==))"  # ==: of a release that was made just now
    stranger = re.compile(rf"{verb}[^\n`;|&]*[\s'\"]{name}")
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
