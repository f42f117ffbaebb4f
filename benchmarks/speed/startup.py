"""What a person waits for before anything happens."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.speed.catalogs import sentences
from benchmarks.speed.paired import Figure, compare, processor_seconds, seconds
from l10n.engines import make_engine
from l10n.engines.decoding import Search
from l10n.model import Pair
from l10n.translation.choosing import CANDIDATES

SCRIPT = str(Path(sys.executable).with_name("l10n"))
_RESIDENT = 10  # sentences, one after another


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

        def sentence() -> float:
            return call(SCRIPT, "translate", "-", "--to", "ru", stdin="The bridge is closed.")

        def on_processor(work: Callable[[], object]) -> float:
            return 1000 * processor_seconds(work)

        common: dict[str, Any] = {"runs": runs, "of": "time", "unit": "ms"}
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
                "first translation, one sentence from a pipe",
                sentence,
                "python -c pass",
                python,
                note="model loaded and all",
                **common,
            ),
            compare(
                "the same, processor time",
                lambda: on_processor(sentence),
                "python -c pass",
                lambda: on_processor(python),
                note="at most 300 ms wanted",
                **common,
            ),
            resident(root, runs),
        ]
    return figures


def resident(root: Path, runs: int) -> Figure:
    """A sentence through `l10n translate --stdio`, against the engine asked in the same way."""
    texts = sentences(_RESIDENT)
    engine = make_engine("starter")
    command = (SCRIPT, "translate", "--stdio", "--engine", "starter", "--to", "ru")
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def through() -> None:
            assert process.stdin
            assert process.stdout
            for text in texts:
                process.stdin.write(json.dumps({"text": text}) + "\n")
                process.stdin.flush()
                assert "translations" in json.loads(process.stdout.readline())

        def alone() -> None:
            for text in texts:
                engine.translate([text], Pair("en", "ru"), search=Search(nbest=CANDIDATES))

        through()  # word lists are unpacked, models loaded once
        alone()
        return compare(
            "a sentence through translate --stdio",
            lambda: 1000 * seconds(through) / _RESIDENT,
            "the model alone",
            lambda: 1000 * seconds(alone) / _RESIDENT,
            runs=runs,
            of="time",
            unit="ms",
            note="20 ms more at the most",
        )
