"""The plots of the documentation, from what the benchmark has written.

    python -m benchmarks.speed.plots build/bench.json docs/explanation/plots

Written by hand: matplotlib, the one library that draws logarithmic axes well, turns such a plot
into hundreds of kilobytes that cannot follow a reader's dark mode.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 210, 40, 50
# Colours that people who see few colours can tell apart (Okabe and Ito), light enough for both
# backgrounds; dashes tell those of others apart from ours.
_COLOURS = ("#2b8cd6", "#d55e00", "#009e73", "#cc79a7", "#a88400", "#56b4e9", "#7f7f7f", "#e69f00")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_STYLE = """
svg { font: 12px system-ui, sans-serif; }
.paper { fill: #ffffff; } text { fill: #222222; } .grid { stroke: #dddddd; }
@media (prefers-color-scheme: dark) {
.paper { fill: #1b1d21; } text { fill: #dddddd; } .grid { stroke: #3c4048; }
}
"""


class Axis:
    """A logarithmic axis: where a value lies between two edges of the picture."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        low, high = min(values), max(values)
        self._low = math.log10(low) - (0.05 if low < high else 0.5)
        self._high = math.log10(high) + (0.05 if low < high else 0.5)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """The coordinate."""
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> list[float]:
        """Round values on it: powers of ten, with 2 and 5 where those are few."""
        powers = range(math.floor(self._low), math.ceil(self._high) + 1)
        for steps in ((1,), (1, 2, 5), (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)):
            ticks = [step * 10.0**power for power in powers for step in steps]
            inside = [tick for tick in ticks if self._low <= math.log10(tick) <= self._high]
            if len(inside) >= 3:
                break
        return inside


def svg(plot: dict[str, Any]) -> str:
    """One plot with a line for each series, named at the right."""
    lines = [series for series in plot["series"] if series["points"]]
    points = [point for series in lines for point in series["points"]]
    across = Axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    upward = Axis([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    title = escape(plot["title"])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{title}</title><style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        f'<text x="{_LEFT}" y="22" font-weight="bold">{title}</text>',
        f'<text x="{(_LEFT + right) / 2}" y="{_HEIGHT - 12}" text-anchor="middle">'
        f"{escape(plot['x'])}</text>",
        f'<text x="16" y="{(_TOP + bottom) / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {(_TOP + bottom) / 2})">{escape(plot["y"])}</text>',
    ]
    for tick in across.ticks():
        x = across.at(tick)
        parts.append(f'<path class="grid" d="M{x} {_TOP}V{bottom}"/>')
        parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{tick:,g}</text>')
    for tick in upward.ticks():
        y = upward.at(tick)
        parts.append(f'<path class="grid" d="M{_LEFT} {y}H{right}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{tick:,g}</text>')
    labels = _apart([upward.at(series["points"][-1][1]) for series in lines])
    for number, (series, label) in enumerate(zip(lines, labels, strict=True)):
        colour = _COLOURS[number % len(_COLOURS)]
        dash = _DASHES[number % len(_DASHES)]
        places = [(across.at(x), upward.at(y)) for x, y in series["points"]]
        route = " ".join(f"{x},{y}" for x, y in places)
        parts.append(
            f'<polyline points="{route}" fill="none" stroke="{colour}" stroke-width="2"'
            + (f' stroke-dasharray="{dash}"/>' if dash else "/>")
        )
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        end, height = places[-1]
        parts.append(
            f'<path d="M{end + 4} {height}L{right + 6} {label}H{right + 14}" fill="none" '
            f'stroke="{colour}"/>'
            f'<text x="{right + 18}" y="{label + 4}">{escape(series["name"])}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _apart(heights: Sequence[float]) -> list[float]:
    """Places for labels near these heights, none on another."""
    placed: dict[int, float] = {}
    last = -math.inf
    for number in sorted(range(len(heights)), key=lambda number: heights[number]):
        last = placed[number] = max(heights[number], last + 16)
    # What has been pushed below the picture's edge moves up again.
    limit = float(_HEIGHT - _BOTTOM + 10)
    for number in reversed(placed):
        limit = placed[number] = min(placed[number], limit)
        limit -= 16
    return [placed[number] for number in range(len(heights))]


def write(result: dict[str, Any], folder: Path) -> list[Path]:
    """Write a file for each plot of a result; returns them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for plot in result["plots"]:
        if any(series["points"] for series in plot["series"]):
            path = folder / f"{plot['name']}.svg"
            path.write_text(svg(plot), "utf-8")
            paths.append(path)
    return paths


def main() -> None:
    """Read the JSON, write the plots."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("json", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    for path in write(json.loads(options.json.read_text("utf-8")), options.folder):
        print(path)


if __name__ == "__main__":
    main()
