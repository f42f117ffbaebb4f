"""What another package adds by entry points is used as if it were ours.

The package is made of the recipes in ``docs/development``: what they show is what is tested.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.settings import parse_toml
from tests.conftest import ROOT

RECIPES = sorted((ROOT / "docs" / "development").glob("adding-*.md"))
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"# (\S+\.py)\n")


def _blocks(language: str) -> list[str]:
    """The blocks of code of all recipes."""
    found = (block for recipe in RECIPES for block in _BLOCK.findall(recipe.read_text("utf-8")))
    return [text for name, text in found if name == language]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for ``sys.path`` with the package of the recipes, as pip would install it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "acme_l10n").mkdir()
    for text in _blocks("python"):
        if (named := _NAMED.match(text)) and named[1].startswith("acme_l10n/"):
            (folder / named[1]).write_text(text, "utf-8")
    information = folder / "acme_l10n-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-l10n\nVersion: 1.0\n")
    lines = []
    for text in _blocks("toml"):
        for group, names in parse_toml(text)["project"]["entry-points"].items():
            lines += [f"[{group}]", *(f"{name} = {value}" for name, value in names.items())]
    (information / "entry_points.txt").write_text("\n".join(lines))
    return folder


def _run(folder: Path, *arguments: str, plugins: Path) -> subprocess.CompletedProcess[str]:
    """`l10n`, in a process where the package is on the path: what is loaded stays loaded."""
    environment = os.environ | {"PYTHONPATH": str(plugins), "COLUMNS": "200"}
    command = [sys.executable, "-m", "l10n", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_there_are_recipes() -> None:
    kinds = ["check", "engine", "exporter", "format", "language"]
    assert sorted(recipe.stem.rpartition("-")[2] for recipe in RECIPES) == kinds


def test_a_recipe_of_ours_is_what_stands_in_the_code() -> None:
    ours = [text for text in _blocks("python") if text.startswith("# l10n/")]
    assert ours
    for text in ours:
        path, _, code = text.removeprefix("# ").partition("\n")
        assert (ROOT / path).read_text("utf-8") == code


def test_a_format_an_engine_a_check_and_an_exporter_of_another_package(
    tmp_path: Path, package: Path
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "app.labels").write_text("# of the app\ntitle = Open the door.\n")
    (tmp_path / "l10n.toml").write_text('locales = ["ru"]\nengine = "shout"\n')
    done = _run(tmp_path, "translate", plugins=package)
    assert done.returncode == 0, done.stderr
    catalog = tmp_path / "locales" / "ru" / "LC_MESSAGES" / "app.po"
    assert 'msgstr "Open the door!"' in catalog.read_text("utf-8")
    assert "shout/ru 1.0" in catalog.read_text("utf-8")

    done = _run(tmp_path, "check", plugins=package)
    assert done.returncode == 1
    assert "! is not in the source [no-exclamation]" in done.stdout
    assert "no-exclamation  " in _run(tmp_path, "check", "--list", plugins=package).stdout

    assert _run(tmp_path, "export", plugins=package).returncode == 0
    localized = tmp_path / "localized" / "ru"
    assert (localized / "app.labels").read_text() == "# of the app\ntitle = Open the door!\n"
    assert _run(tmp_path, "export", "--format", "arrows", plugins=package).returncode == 0
    assert (localized / "app.labels.arrows.txt").read_text() == "Open the door. -> Open the door!\n"

    (tmp_path / "l10n.toml").write_text(
        'locales = ["ru"]\n[checks]\ndisable = ["no-exclamation"]\n'
    )
    assert "no-exclamation" not in _run(tmp_path, "check", plugins=package).stdout


def test_a_language_of_another_package(tmp_path: Path, package: Path) -> None:
    catalog = tmp_path / "eo.po"
    catalog.write_text(
        'msgid ""\nmsgstr "Language: eo\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "The “new” city."\nmsgstr "La „nova“ citxo."\n',
        "utf-8",
    )
    with_it, without = (_run(tmp_path, "check", "eo.po", plugins=p) for p in (package, tmp_path))
    assert "x is not in the alphabet of eo [alphabet]" in with_it.stdout
    assert "„ is not a quotation mark of eo [quotes]" in with_it.stdout
    assert "[alphabet]" not in without.stdout and "[quotes]" not in without.stdout


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("class Toy: pass\n", "TypeError: it is no l10n.checks.base.Check"),
        (
            "from l10n.checks.base import Check\nclass Toy(Check):\n    name = 'other'\n",
            "ValueError: it calls itself 'other'",
        ),
    ],
    ids=["import", "kind", "name"],
)
def test_a_broken_plug_in_is_named(tmp_path: Path, module: str, reason: str) -> None:
    information = tmp_path / "broken-2.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 2.0\n")
    (information / "entry_points.txt").write_text("[l10n.checks]\ntoy = broken_toy:Toy\n")
    (tmp_path / "broken_toy.py").write_text(module)
    done = _run(tmp_path, "check", "--list", plugins=tmp_path)
    assert done.returncode == 2
    assert f"the check 'toy' of the package broken cannot be used: {reason}" in done.stderr
    assert "pip uninstall broken" in done.stderr
    assert "Traceback" not in done.stderr
