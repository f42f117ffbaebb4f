"""What a person waits for before anything happens."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.speed.paired import Figure, compare, seconds

SCRIPT = str(Path(sys.executable).with_name("l10n"))


def run(runs: int) -> list[Figure]:
    """Start-up of the commands against Python's own, and the first translation."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "source").mkdir()
        (root / "source" / "text.txt").write_text("One sentence. And another one.\n", "utf-8")
        (root / "l10n.toml").write_text('locales = ["mn", "ru", "uk"]\n', "utf-8")

        def call(*command: str, stdin: str = "") -> float:
            return 1000 * seconds(
                lambda: subprocess.run(
                    command, cwd=root, input=stdin, text=True, check=True, capture_output=True
                )
            )

        def python() -> float:
            return call(sys.executable, "-c", "pass")

        common: dict[str, Any] = {"runs": max(runs, 11), "of": "time", "unit": "ms"}
        call(SCRIPT, "translate")
        figures = [
            compare(
                "l10n --help",
                lambda: call(SCRIPT, "--help"),
                "python -c pass",
                python,
                target=4,
                **common,
            ),
            compare(
                "l10n status",
                lambda: call(SCRIPT, "status"),
                "python -c pass",
                python,
                note="3 locales of a document of two sentences",
                **common,
            ),
            compare(
                "import typer",
                lambda: call(sys.executable, "-c", "import typer, typer.main, pydantic"),
                "python -c pass",
                python,
                note="what each command of a Typer program costs at the least",
                **common,
            ),
            compare(
                "first translation, one sentence",
                lambda: call(SCRIPT, "translate", "-", "--to", "ru", stdin="The bridge is closed."),
                "python -c pass",
                python,
                note="model loaded and all",
                **common,
            ),
        ]
    return figures
