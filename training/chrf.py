"""A small chrF2 for machines without sacreBLEU: corpus level, character n-grams to 6."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

ORDER = 6
BETA = 2.0


def _ngrams(text: str, size: int) -> Counter[str]:
    return Counter(text[i : i + size] for i in range(len(text) - size + 1))


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """Return chrF2 in points, 0 to 100 (Popović 2015), as sacreBLEU's defaults compute it."""
    same, got, wanted = [0] * ORDER, [0] * ORDER, [0] * ORDER
    for hypothesis, reference in zip(hypotheses, references, strict=True):
        ours, theirs = "".join(hypothesis.split()), "".join(reference.split())
        for n in range(ORDER):
            left, right = _ngrams(ours, n + 1), _ngrams(theirs, n + 1)
            # sacreBLEU leaves hypothesis n-grams out where the reference has none of that length.
            got[n] += left.total() if right else 0
            wanted[n] += right.total()
            same[n] += (left & right).total()
    used = [n for n in range(ORDER) if got[n] and wanted[n]]
    if not used:
        return 0.0
    precision = sum(same[n] / got[n] for n in used) / len(used)
    recall = sum(same[n] / wanted[n] for n in used) / len(used)
    if not precision + recall:
        return 0.0
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)
