"""`l10n memory`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from l10n.memory import Memory, Query, approved, in_context
from l10n.model import Origin, Pair, Segment, State, Translation
from tests.conftest import Run
from tests.memory.test_exchange import PO


@pytest.fixture
def filled(project: Path, run: Run) -> Path:
    (project / "old.po").write_text(PO, "utf-8")
    result = run("memory", "import", "old.po", "--drafts")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[1].split() == ["old.po", "5", "5"]
    return project


def test_import_twice(filled: Path, run: Run) -> None:
    result = run("memory", "import", "old.po", "--json")
    assert json.loads(result.out) == [{"file": "old.po", "units": 4, "new": 0}]


def test_search(filled: Path, run: Run) -> None:
    out = run("memory", "search", "Approved!", "--to", "ru,uk").out
    assert "94 %" in out and "Готово" in out and "uk" not in out
    [match] = json.loads(run("memory", "search", "Draft", "--to", "ru", "--json").out)["ru"]
    assert (match["similarity"], match["target"], match["reviewed"]) == (95, "Набросок", False)
    assert "no match" in run("memory", "search", "Something else", "--to", "ru").out


def test_stats(filled: Path, run: Run) -> None:
    assert "en→ru      5         4        0          1" in run("memory", "stats").out
    [row] = json.loads(run("memory", "stats", "--json").out)
    assert (row["source"], row["target"], row["units"]) == ("en", "ru", 5)


def test_stats_of_nothing(project: Path, run: Run) -> None:
    assert "nothing is remembered" in run("memory", "stats").out
    assert not (project / ".l10n").exists()


@pytest.mark.parametrize("suffix", ["tmx", "po"])
def test_export_and_back(filled: Path, run: Run, suffix: str) -> None:
    to = ["--to", "ru"] if suffix == "po" else []
    assert f"out.{suffix}: 5 units" in run("memory", "export", f"out.{suffix}", *to).out
    assert run("memory", "export", f"few.{suffix}", *to, "--reviewed-only").out.count(": 4 units")
    (filled / ".l10n" / "memory.db").unlink()
    assert " 5 " in run("memory", "import", f"out.{suffix}", "--drafts", *to).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "none.po"], "none.po: cannot be read"),
        (["import", "a.doc"], "not a format of translation memories"),
        (["export", "a.po"], "no target locale"),
        (["export", "a.po", "--to", "ru,uk"], "one target locale"),
        (["search", "x"], "no target locale"),
    ],
)
def test_mistakes(project: Path, run: Run, arguments: list[str], message: str) -> None:
    result = run("memory", *arguments)
    assert result.code == 2
    assert message in result.err and "hint: " in result.err
    assert not (project / ".l10n").exists()


def test_what_a_document_teaches(tmp_path: Path) -> None:
    texts = ["One.", "Two.", "", "Three.", "Two."]
    segments = [Segment(text) for text in texts]
    known = {
        segments[0].key: Translation("Нэг.", State.APPROVED, Origin.MACHINE),
        segments[1].key: Translation("Хоёр.", State.APPROVED, Origin.HUMAN),
        segments[3].key: Translation("Гурав.", State.DRAFT, Origin.HUMAN),
    }
    pair = Pair("en", "mn")
    units = list(approved(segments, lambda key: known[key], pair, "doc"))
    assert [unit.source for unit in units] == ["One.", "Two.", "Two."]
    assert units[0].origin is Origin.MACHINE and units[0].reviewed
    with Memory.open(tmp_path) as memory:
        memory.learn(units)
        matches = memory.best(in_context([text for text in texts if text]), pair)
        assert [m and m.similarity for m in matches] == [100, 102, None, 102]
        assert memory.best([Query("Two.")], pair)[0]
