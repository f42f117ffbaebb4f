"""Curves: how a cost grows, measured, and said in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

_DECADES = 2  # the last ones tell how a cost grows; before them the start-up does
_CONSTANT, _LESS, _PROPORTION = 0.15, 0.8, 1.2  # slopes on logarithmic axes


@dataclass(slots=True)
class Series:
    """One line of a plot: what was measured (y) at each size (x)."""

    name: str
    points: list[tuple[float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Plot:
    """Some lines with the same axes.

    Attributes:
        name: its file's, without suffix.
        title: what is measured.
        x, y: the axes' labels, with units.
        by: what x is the size of, as in "the project".
        grows: whether it is a cost that grows with x, so that slopes mean something.
    """

    name: str
    title: str
    x: str
    y: str
    by: str
    series: list[Series]
    grows: bool = True

    def as_json(self) -> dict[str, Any]:
        """All of it, with each line's slope and how it grows."""
        made = asdict(self)
        for series in made["series"]:
            series["slope"] = slope(series["points"]) if self.grows else None
            series["growth"] = growth(series["slope"], self.by)
        return made


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """Exponent of the power of x that y grows with, by least squares on logarithmic axes.

    Only the last decades of x count: a fixed cost hides the growth of small sizes. None where
    fewer than two points are left.
    """
    most = max((x for x, _ in points), default=0)
    logs = [
        (math.log(x), math.log(y))
        for x, y in points
        if x > 0 and x * 10**_DECADES >= most and y > 0
    ]
    if len({x for x, _ in logs}) < 2:
        return None
    middle_x = sum(x for x, _ in logs) / len(logs)
    middle_y = sum(y for _, y in logs) / len(logs)
    across = sum((x - middle_x) * (y - middle_y) for x, y in logs)
    return across / sum((x - middle_x) ** 2 for x, _ in logs)


def growth(exponent: float | None, by: str) -> str:
    """The exponent in words; nothing where there is none."""
    if exponent is None:
        return ""
    if exponent < _CONSTANT:
        return "constant"
    if exponent < _LESS:
        return f"by {by}, less than in proportion"
    if exponent <= _PROPORTION:
        return f"by {by}, in proportion"
    return f"by {by}, more than in proportion"
