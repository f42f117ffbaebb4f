"""`make bench`: what it writes is whole and readable. Figures are not for tests to judge."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.speed import peers, report
from benchmarks.speed.curves import Plot, Series
from benchmarks.speed.paired import Absent, compare
from benchmarks.speed.plots import svg
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
FIXED = Series("a fixed cost & more", [(1, 2.0), (10, 2.01), (100, 1.99), (1000, 2.02)])
WHOLE = Series("all <files>", [(1, 3.0), (10, 3.0), (100, 30.0), (1000, 300.0)])
PLOT = Plot("update", "Update", "documents", "seconds", "the project", [FIXED, WHOLE])


def result(*figures: dict[str, Any], plots: tuple[Plot, ...] = (PLOT,)) -> dict[str, Any]:
    machine = {"cores": 2, "processor": "P", "python": "3", "ctranslate2": "4"}
    return {
        "machine": machine | {"load_average": [0.1, 0.2, 0.3]},
        "settings": {"text": "sentences of this repository", "quick": False},
        "figures": list(figures),
        "plots": [plot.as_json() for plot in plots],
    }


@pytest.mark.parametrize(
    ("power", "said"),
    [
        (0, "constant"),
        (0.5, "by the project, less than in proportion"),
        (1, "by the project, in proportion"),
        (2, "by the project, more than in proportion"),
    ],
)
def test_how_a_cost_grows_is_said(power: float, said: str) -> None:
    series = Series("cost", [(size, 3 * size**power) for size in (1, 10, 100, 1000)])
    [made] = Plot("p", "t", "x", "y", "the project", [series]).as_json()["series"]
    assert made["slope"] == pytest.approx(power)
    assert made["growth"] == said


def test_a_start_up_does_not_hide_how_a_cost_grows() -> None:
    fixed, whole = PLOT.as_json()["series"]
    assert fixed["growth"] == "constant"
    assert whole["growth"] == "by the project, in proportion"


def test_one_size_says_nothing() -> None:
    [made] = Plot("p", "t", "x", "y", "it", [Series("one", [(5, 1.0)])]).as_json()["series"]
    assert (made["slope"], made["growth"]) == (None, "")


def test_a_plot_has_a_line_and_a_name_for_each_series() -> None:
    root = ElementTree.fromstring(svg(PLOT.as_json()))
    lines = [line.attrib["points"].split() for line in root.iter(f"{SVG}polyline")]
    assert [len(line) for line in lines] == [4, 4]
    heights = [[float(point.split(",")[1]) for point in line] for line in lines]
    assert heights[1] == sorted(heights[1], reverse=True)  # dearer is further up
    labels = {text.text: float(text.attrib["y"]) for text in root.iter(f"{SVG}text")}
    assert {"a fixed cost & more", "all <files>", "documents", "1,000"} <= set(labels)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for line in lines:
        for x, y in (map(float, point.split(",")) for point in line):
            assert 0 < x < width
            assert 0 < y < height


def test_names_of_lines_that_end_together_are_apart() -> None:
    series = [Series(f"line {number}", [(1, 1.0), (10, 2.0)]) for number in range(6)]
    plot = Plot("p", "t", "x", "y", "it", series).as_json()
    texts = ElementTree.fromstring(svg(plot)).iter(f"{SVG}text")
    heights = sorted(float(t.attrib["y"]) for t in texts if (t.text or "").startswith("line"))
    assert min(b - a for a, b in pairwise(heights)) >= 14


def test_a_peer_that_is_missing_has_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    figure = compare(
        "status",
        lambda: 2.0,
        "pocount",
        Absent("not installed: no network"),
        runs=2,
        of="time",
        unit="s",
        target=1,
    )
    assert "not installed: no network" in capsys.readouterr().out
    assert "| status | 2 s | pocount |  | not installed: no network | ≤ 1 |" in report.table(
        result(figure.as_json())
    )


def test_a_peer_that_fails_leaves_ours() -> None:
    def fail() -> float:
        raise subprocess.CalledProcessError(3, ["pofilter", "a.po"])

    figure = compare("check", lambda: 2.0, "pofilter", fail, runs=2, of="time", unit="s")
    assert (figure.ours, figure.ratio, figure.missing) == (2.0, None, "failed: exit code 3")


def test_why_a_peer_could_not_be_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PEERS", tmp_path)
    assert peers.toolkit("pocount") == Absent("not installed: `make peers` has not run")
    (tmp_path / "toolkit").mkdir()
    (tmp_path / "toolkit/failed.txt").write_text("error: it failed\n  no lxml here\n", "utf-8")
    assert peers.toolkit("pocount") == Absent("not installed: no lxml here")


def test_only_what_is_between_the_marks_is_written(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text(f"Before.\n\n{report.BEGIN}\nold\n{report.END}\n\nAfter.\n", "utf-8")
    figure = compare("a", lambda: 1.0, "b", lambda: 2.0, runs=1, of="time", unit="s")
    for _ in range(2):  # and twice the same
        report.write_docs(result(figure.as_json()), page)
        text = page.read_text("utf-8")
        assert text.startswith(f"Before.\n\n{report.BEGIN}\n\nMeasured on 2 cores of P")
        assert text.endswith(f"{report.END}\n\nAfter.\n")
        assert text.count("| a | 1 s | b | 2 s | 0.5 times the time |") == 1
        assert "old" not in text
    assert (tmp_path / "plots/update.svg").exists()


def test_the_page_has_its_marks_and_plots() -> None:
    text = report.PAGE.read_text("utf-8")
    assert text.count(report.BEGIN) == text.count(report.END) == 1
    for name in re.findall(r"\((plots/[^)]+)\)", text):
        ElementTree.parse(report.PAGE.parent / name)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_of_it_in_small(tmp_path: Path) -> None:
    """Every family, with the peers there are; the others have rows with a reason."""
    pytest.importorskip("sacrebleu", reason="sacrebleu is not installed (the extra evaluate)")
    written, folder = tmp_path / "bench.json", tmp_path / "plots"
    command = [sys.executable, "-m", "benchmarks.speed", "--quick", "--json", str(written)]
    done = subprocess.run(
        [*command, "--plots", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(written.read_text("utf-8"))
    against = {figure["peer"].removesuffix(", all files") for figure in found["figures"]}
    assert {
        "argostranslate",
        "LibreTranslate",
        "a bare CTranslate2 loop",
        "polib load and save",
        "pocount",
        "pot2po",
        "pofilter",
        "msgfmt --statistics",
        "msgfmt -c",
        "msgmerge",
    } <= against
    for figure in found["figures"]:
        assert figure["ours"] > 0, figure
        assert bool(figure["missing"]) is (figure["ratio"] is None)
    assert {plot["name"] for plot in found["plots"]} == {
        "project-update",
        "project-status",
        "project-check",
        "change",
        "memory",
        "throughput",
        "latency",
    }
    for plot in found["plots"]:
        ElementTree.parse(folder / f"{plot['name']}.svg")
    for figure in found["figures"]:
        assert f"| {figure['peer']} |" in done.stdout
