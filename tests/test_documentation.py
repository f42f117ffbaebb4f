"""What the documentation shows is run as it stands: examples, and the first steps."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from l10n.engines import make_engine
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.modelstore.catalogue import offer
from l10n.po.catalog import Catalog
from l10n.project.config import load_project
from l10n.project.jobs import plan
from l10n.project.run import translate
from tests.conftest import ROOT

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INSTALLATION = re.compile(
    r"make|\.venv/|\. \.venv/|python3 -m venv"
)  # test_distribution.py installs
EXAMPLES = [
    pytest.param(code, id=f"{path.relative_to(ROOT)}-{number}")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for number, code in enumerate(_BLOCK.findall(path.read_text("utf-8")))
]
GLOSSARY = "source,mn,ru,uk,rule,note\nICC,,МУС,МКС,use,\n"


@pytest.fixture
def names(project: Path) -> dict[str, Any]:
    """What an example may take for granted."""
    (project / "source" / "article.txt").write_text("Two bridges were closed.\n", "utf-8")
    (project / "l10n.toml").write_text('locales = ["uk", "ru"]\n', "utf-8")
    (project / "glossary.csv").write_text(GLOSSARY, "utf-8")
    loaded = load_project(project)
    source = project / "source" / "article.txt"
    translate(loaded, plan(loaded, [source], ["uk"]), make_engine("starter"))
    segments = segment_document(read_document(source))
    return {
        "project": loaded,
        "segments": segments,
        "sentences": [segment.content for segment in segments],
        "catalog": Catalog.open(project / "locales" / "uk" / "LC_MESSAGES" / "article.po", "uk"),
    }


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_runs(code: str, names: dict[str, Any]) -> None:
    exec(compile(code, "<example>", "exec"), names)


def test_the_model_to_compare_with_is_the_catalogue_s() -> None:
    model = offer("m2m100-418m")
    row = next(
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "M2M" in line
    )
    scores = {one.pair.target: one for one in model.scores if one.metric == "chrF"}
    assert model.size and f"({model.size // 1_000_000} MB)" in row
    assert all(one.test.removesuffix(" devtest") in row for one in scores.values())
    assert row.endswith(
        "".join(f"| {scores[locale].value} " for locale in ("mn", "ru", "uk")) + "|"
    )


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/first-translation.md"])
def test_commands_print_what_is_shown(page: str, tmp_path: Path) -> None:
    """Where a page shows what a command prints, it shows all of it; … stands for anything."""
    blocks = "".join(_CONSOLE.findall((ROOT / page).read_text("utf-8")))
    steps = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", blocks, re.MULTILINE)
    steps = [step for step in steps if not _INSTALLATION.match(step[0])]
    home = tmp_path / "home"  # a newcomer's: nothing is in it
    home.mkdir()
    lines = [f'{{ {command}\n}} > "$OUT/{number}"' for number, (command, _) in enumerate(steps)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {"HOME": str(home), "OUT": str(tmp_path), "PATH": path, "COLUMNS": "120"}
    done = subprocess.run(
        ["bash", "-ec", "\n".join(lines)],
        cwd=home,
        env=os.environ | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    shown = [(number, text) for number, (_, text) in enumerate(steps) if text]
    assert shown
    for number, text in shown:
        printed = (tmp_path / str(number)).read_text("utf-8")
        assert re.fullmatch(re.escape(text).replace("…", ".*"), printed), printed
