"""The few texts of a memory that may be similar to a given one.

Each feature's texts are asked for up to a limit. Where a feature has more, it is too common to
tell much by itself, and neighbouring common features are asked for together. What shares most, and
the rarest, goes on to be compared. The work per look-up is bounded, whatever the memory's size.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from l10n.memory.features import features

_LIMIT = 200  # texts asked for per feature
_TOGETHER = 3  # common features asked for at once
_CANDIDATES = 100  # texts to compare

_FIND = "SELECT rowid FROM feature WHERE feature MATCH ? LIMIT ?"


def candidates(db: sqlite3.Connection, text: str, locale: str) -> list[int]:
    """Row numbers in the table ``source``, the most promising first."""
    weights: defaultdict[int, float] = defaultdict(float)
    common: list[str] = []
    for name in features(text, locale):
        if not _count(db, [name], weights):
            common.append(name)
    for start in range(0, len(common), _TOGETHER):
        _count(db, common[start : start + _TOGETHER], weights)
    return sorted(weights, key=weights.__getitem__, reverse=True)[:_CANDIDATES]


def _count(db: sqlite3.Connection, names: list[str], weights: defaultdict[int, float]) -> bool:
    """Add to the weight of the texts with all these features; False if they are too many."""
    found = db.execute(_FIND, (" ".join(names), _LIMIT)).fetchall()
    if len(found) == _LIMIT and len(names) == 1:
        return False
    weight = len(names) / (1 + len(found)) ** 0.5
    for (row,) in found:
        weights[row] += weight
    return True
