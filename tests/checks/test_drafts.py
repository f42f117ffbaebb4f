"""What the checks find in a machine's draft stands in the catalog, for whoever reviews it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polib

from l10n.engines.decoding import USUAL, Search
from l10n.model import Hypothesis, Pair
from l10n.project import run as pipeline
from l10n.project.config import Project
from l10n.project.jobs import plan

LOOP = "И так далее и так далее и так далее."


class Looping:
    """An engine that runs in circles, as small models do, but for one sentence.

    Asked again, it finds its way out of one more. Knows what it was asked again.
    """

    def __init__(self) -> None:
        self.again: list[str] = []

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def model_name(self, pair: Pair) -> str:
        return f"looping/{pair.target} 1.0"

    def translate(
        self, texts: Sequence[str], pair: Pair, *, search: Search = USUAL, **options: Any
    ) -> list[Hypothesis]:
        known = {"He left.": "Он ушёл."}
        if search.again:
            self.again += texts
            known["She stayed."] = "Она осталась."
        return [Hypothesis(known.get(text, LOOP), -0.5) for text in texts]


def test_an_unusable_draft_is_tried_again_once_and_flagged_if_it_stays_so(tmp_path: Path) -> None:
    source = tmp_path / "source" / "a.txt"
    source.parent.mkdir()
    source.write_text("And so on. He left. She stayed.\n", "utf-8")
    project = Project(tmp_path)
    [job] = plan(project, [source], ["ru"])
    engine = Looping()
    pipeline.translate(project, [job], engine)
    assert sorted(engine.again) == ["And so on.", "She stayed."]
    assert (job.machine, job.flagged) == (3, 1)
    entries = {entry.msgid: entry for entry in polib.pofile(str(job.catalog.path))}
    noted = "l10n: check repetition: 'И так далее' is repeated over and over"
    assert noted in entries["And so on."].tcomment.splitlines()
    assert entries["And so on."].msgstr == LOOP
    assert entries["She stayed."].msgstr == "Она осталась."
    assert "l10n: check" not in entries["He left."].tcomment + entries["She stayed."].tcomment
    assert all(entry.fuzzy for entry in entries.values())
