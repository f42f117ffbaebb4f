"""What another package adds by entry points is used as if it were ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"


def _run(folder: Path, *arguments: str, plugins: Path = PLUGIN) -> subprocess.CompletedProcess[str]:
    """`l10n`, in a process where the package is on the path: what is loaded stays loaded."""
    environment = os.environ | {"PYTHONPATH": str(plugins), "COLUMNS": "200"}
    command = [sys.executable, "-m", "l10n", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_a_format_an_engine_a_check_and_an_exporter_of_another_package(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "app.labels").write_text("# of the app\ntitle = Open the door.\n")
    (tmp_path / "l10n.toml").write_text('locales = ["ru"]\nengine = "shout"\n')
    done = _run(tmp_path, "translate")
    assert done.returncode == 0, done.stderr
    catalog = tmp_path / "locales" / "ru" / "LC_MESSAGES" / "app.po"
    assert 'msgstr "Open the door!"' in catalog.read_text("utf-8")
    assert "shout/ru 1.0" in catalog.read_text("utf-8")

    done = _run(tmp_path, "check")
    assert done.returncode == 1
    assert "! is not in the source [no-exclamation]" in done.stdout
    assert "no-exclamation  " in _run(tmp_path, "check", "--list").stdout

    assert _run(tmp_path, "export").returncode == 0
    localized = tmp_path / "localized" / "ru"
    assert (localized / "app.labels").read_text() == "# of the app\ntitle = Open the door!\n"
    assert _run(tmp_path, "export", "--format", "arrows").returncode == 0
    assert (localized / "app.labels.arrows.txt").read_text() == "Open the door. -> Open the door!\n"

    (tmp_path / "l10n.toml").write_text(
        'locales = ["ru"]\n[checks]\ndisable = ["no-exclamation"]\n'
    )
    assert "no-exclamation" not in _run(tmp_path, "check").stdout


def test_a_language_of_another_package(tmp_path: Path) -> None:
    catalog = tmp_path / "eo.po"
    catalog.write_text(
        'msgid ""\nmsgstr "Language: eo\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "The “new” city."\nmsgstr "La „nova“ citxo."\n',
        "utf-8",
    )
    with_it, without = (_run(tmp_path, "check", "eo.po", plugins=p) for p in (PLUGIN, tmp_path))
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
