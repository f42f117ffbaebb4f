"""The examples in Python of the documentation are run as they stand, in a translated project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from l10n.engines import make_engine
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.po.catalog import Catalog
from l10n.project.config import load_project
from l10n.project.jobs import plan
from l10n.project.run import translate
from tests.conftest import ROOT

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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
