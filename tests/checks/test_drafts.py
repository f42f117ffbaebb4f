"""What the checks find in a machine's draft stands in the catalog, for whoever reviews it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polib

from l10n import pipeline
from l10n.config import Project
from l10n.jobs import plan
from l10n.model import Hypothesis, Pair


class Looping:
    """An engine that runs in circles, as small models do, but for one sentence."""

    def model_name(self, pair: Pair) -> str:
        return f"looping/{pair.target} 1.0"

    def translate(self, texts: Sequence[str], pair: Pair) -> list[Hypothesis]:
        loop = "И так далее и так далее и так далее."
        return [Hypothesis("Он ушёл." if text == "He left." else loop, -0.5) for text in texts]


def test_a_severe_finding_is_noted_on_the_draft(tmp_path: Path) -> None:
    source = tmp_path / "source" / "a.txt"
    source.parent.mkdir()
    source.write_text("And so on. He left.\n", "utf-8")
    project = Project(tmp_path)
    [job] = plan(project, [source], ["ru"])
    pipeline.translate(project, [job], Looping())
    assert (job.machine, job.flagged) == (2, 1)
    entries = {entry.msgid: entry for entry in polib.pofile(str(job.catalog.path))}
    noted = "l10n: check repetition: 'И так далее' is repeated over and over"
    assert noted in entries["And so on."].tcomment.splitlines()
    assert "l10n: check" not in entries["He left."].tcomment
    assert all(entry.fuzzy for entry in entries.values())
