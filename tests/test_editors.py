"""What the documentation tells users of editors to copy is run as it stands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

PAGE = (ROOT / "docs" / "how-to" / "editors.md").read_text("utf-8")
# What VS Code gives an extension, as far as this one asks for it: a document of lines.
EDITOR = """
const Module = require("node:module");
const lines = ["Two bridges were closed.", "Yes."];
const commands = {};
let locale = "ru";
const vscode = {
  commands: { registerTextEditorCommand: (name, run) => (commands[name] = run) },
  workspace: {
    getConfiguration: () => ({ get: () => locale }),
    getWorkspaceFolder: () => ({ uri: { fsPath: process.cwd() } }),
  },
  window: { showErrorMessage: (text) => lines.push(text) },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
const editor = (number) => ({
  document: {
    uri: {},
    lineAt: () => ({ range: { end: number } }),
    getText: () => lines[number],
  },
  selection: { isEmpty: true, end: number },
  edit: (change) => change({ insert: (at, text) => (lines[at] += text) }),
});
const context = { subscriptions: [] };
require("./extension.js").activate(context);
const translate = (number) => commands["l10n.translate"](editor(number));
(async () => {
  await Promise.all([translate(0), translate(1)]);
  locale = "xx";
  await translate(0);
  context.subscriptions.forEach((one) => one.dispose?.());
  console.log(JSON.stringify(lines));
})();
"""


def block(language: str, number: int = 0) -> str:
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return blocks[number]


@pytest.fixture
def environment() -> dict[str, str]:
    """One in which `l10n` is this one."""
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def said(run: Run, project: Path) -> list[str]:
    """What a pipe makes of the two lines that are translated."""
    lines = ("Two bridges were closed.", "Yes.")
    return [run("translate", "-", "--to", "ru", stdin=line.encode()).out for line in lines]


@pytest.mark.skipif(shutil.which("vim") is None, reason="needs Vim")
def test_vim(project: Path, environment: dict[str, str], said: list[str]) -> None:
    (project / "l10n.vim").write_text(block("vim"), "utf-8")
    (project / "text.txt").write_text("Two bridges were closed.\nYes.\n", "utf-8")
    steps = ["1L10n", "$L10n", "let g:l10n_locale = 'xx'", "redir! > said", "1L10n", "redir END"]
    options = [option for step in [*steps, "wq"] for option in ("-c", step)]
    command = ["vim", "-Nu", "NONE", "-S", "l10n.vim", "-es", *options, "text.txt"]
    subprocess.run(command, env=environment, check=True, timeout=120)
    lines = (project / "text.txt").read_text("utf-8").splitlines()
    assert lines == ["Two bridges were closed.", said[0], "Yes.", said[1]]
    assert "l10n: unknown locale 'xx'" in (project / "said").read_text("utf-8")


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js, which VS Code brings")
def test_the_extension_of_vs_code(
    project: Path, environment: dict[str, str], said: list[str]
) -> None:
    package = json.loads(block("json", 1))
    (project / package["main"]).write_text(block("javascript"), "utf-8")
    (project / "editor.js").write_text(EDITOR, "utf-8")
    done = subprocess.run(
        ["node", "editor.js"], env=environment, check=True, timeout=120, capture_output=True
    )
    first, second, error = json.loads(done.stdout)
    assert first == f"Two bridges were closed.\n{said[0]}"
    assert second == f"Yes.\n{said[1]}"
    assert error == "l10n: unknown locale 'xx'"
    # And where there is no l10n.
    done = subprocess.run(
        [shutil.which("node") or "", "editor.js"],
        env=environment | {"PATH": str(project)},
        check=True,
        timeout=120,
        capture_output=True,
    )
    assert json.loads(done.stdout)[2:] == ["l10n: l10n has ended"] * 3
    assert package["contributes"]["commands"][0]["command"] == "l10n.translate"


def test_the_task_of_vs_code(run: Run, project: Path) -> None:
    [task] = json.loads(block("json", 0))["tasks"]
    (project / "l10n.toml").write_text('locales = ["ru"]\n', "utf-8")
    file = project / "source" / "short.txt"
    file.write_text("Yes.\n", "utf-8")
    arguments = [one.replace("${file}", str(file)) for one in task["args"]]
    assert task["command"] == "l10n"
    assert run(*arguments).code == 0
    assert (project / "locales/ru/LC_MESSAGES/short.po").exists()


@pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq")
def test_the_script(run: Run, project: Path, environment: dict[str, str]) -> None:
    (project / "strings.txt").write_text("Yes.\nThe road is closed.\n", "utf-8")
    done = subprocess.run(
        ["sh", "-c", block("sh")], env=environment, check=True, timeout=120, capture_output=True
    )
    said = [
        run("translate", "-", "--to", "uk", stdin=line).out
        for line in (b"Yes.", b"The road is closed.")
    ]
    assert done.stdout.decode().splitlines() == said
