"""The table of the documentation, from what the benchmark has written.

    python -m benchmarks.speed.report build/bench.json [--write-docs]

With ``--write-docs`` the plots are drawn too, and the table, the plots and what they say in words
replace what stands between the two marks in ``docs/explanation/speed.md``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.speed import plots

PAGE = Path(__file__).parents[2] / "docs/explanation/speed.md"
PLOTS = "plots"  # beside the page
BEGIN = "<!-- Between these marks all is written by `make bench BENCH=--write-docs`. -->"
END = "<!-- End of what `make bench` writes. -->"

_BELOW = {"speed": "times the speed", "time": "times the time", "memory": "times the memory"}


def table(result: dict[str, Any]) -> str:
    """All comparisons as a table in Markdown."""
    rows = [
        "| what | ours | against | theirs | ratio, and its range | target |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    rows += [_row(figure) for figure in result["figures"]]
    return "\n".join(rows)


def _row(figure: dict[str, Any]) -> str:
    unit, target = figure["unit"], ""
    if figure["target"] is not None:
        sign = "≥" if figure["of"] == "speed" else "≤"
        missed = ", missed" if figure["reached"] is False else ""
        target = f"{sign} {figure['target']:g}{missed}"
    name = figure["name"] + (f" ({figure['note']})" if figure["note"] else "")
    if figure["ratio"] is None:
        theirs, ratio = "", figure["missing"].replace("|", "\\|")
    else:
        theirs = _number(figure["theirs"], unit)
        ratios = figure["ratios"]
        ratio = f"{figure['ratio']:.3g} {_BELOW.get(figure['of'], 'of the cost')}"
        if len(ratios) > 1:
            ratio += f" ({min(ratios):.3g} to {max(ratios):.3g})"
    return (
        f"| {name} | {_number(figure['ours'], unit)} | {figure['peer']} | {theirs} | {ratio} | "
        f"{target} |"
    )


def _number(value: float, unit: str) -> str:
    if unit == "s" and value < 1:
        value, unit = value * 1000, "ms"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.2g} {unit}"


def machine(result: dict[str, Any]) -> str:
    """What it was measured on, in a sentence or two."""
    where = result["machine"]
    load = where["load_average"][0]
    said = (
        f"Measured on {where['cores']} cores of {where['processor']}, Python {where['python']}, "
        f"CTranslate2 {where['ctranslate2']}; throughput with {result['settings']['text']}."
    )
    if result["settings"]["quick"]:
        said += " **This was a run with `--quick`, which only shows that everything works.**"
    if load > where["cores"] / 2:
        said += (
            f" The machine was busy with other work (load {load:.1f}), which pairs share; absolute "
            "times are therefore high."
        )
    return said


def growths(result: dict[str, Any]) -> str:
    """How each cost grows, a line for each curve."""
    rows = ["| plot | what | grows | exponent |", "| --- | --- | --- | --- |"]
    for plot in result["plots"]:
        rows += [
            f"| [{plot['name']}]({PLOTS}/{plot['name']}.svg) | {series['name']} | "
            f"{series['growth']} | {series['slope']:.2f} |"
            for series in plot["series"]
            if series["slope"] is not None
        ]
    return "\n".join(rows) if len(rows) > 2 else ""


def block(result: dict[str, Any]) -> str:
    """What stands between the marks."""
    pictures = [
        f"![{plot['title']}]({PLOTS}/{plot['name']}.svg)"
        for plot in result["plots"]
        if any(series["points"] for series in plot["series"])
    ]
    parts = [BEGIN, machine(result), table(result), "### How each cost grows"]
    if said := growths(result):
        parts += [
            "The exponent is the power of the size that the cost grows with, by least squares over "
            "the largest two decades: below 0.15 is called constant, 0.8 to 1.2 in proportion.",
            said,
        ]
    return "\n\n".join([*parts, *pictures, END])


def write_docs(result: dict[str, Any], page: Path = PAGE) -> None:
    """Draw the plots beside the page, and replace what stands between the marks on it."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{page}: the marks between which the table belongs are missing")
    plots.write(result, page.parent / PLOTS)
    page.write_text(before + block(result) + after, "utf-8")


def main() -> None:
    """Print the table, and write the page where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("json", type=Path)
    parser.add_argument("--write-docs", action="store_true")
    options = parser.parse_args()
    result = json.loads(options.json.read_text("utf-8"))
    print(block(result))
    if options.write_docs:
        write_docs(result)


if __name__ == "__main__":
    main()
