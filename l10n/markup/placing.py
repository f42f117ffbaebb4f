"""Placing marks of a source text into its translation by word alignment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import exp

from l10n.markup.marks import Mark, Placed, Span, Writer
from l10n.markup.words import SplitWords, split_words
from l10n.model import Link

# How fast the fallback's trust in a word falls with its distance on the diagonal.
_SHARPNESS = 40.0
# Beyond this many words times words the table of weights would take too much memory.
_TABLE_MAX = 4_000_000
# Parts of one word that is cut alike in both texts: more than all other links together.
_SAME_PART = 100.0


def place(
    source: str, marks: Sequence[Mark], target: str, alignment: Sequence[Link] = ()
) -> list[str]:
    """The translation in parts: its text and the marks' codes, each code once, pairs nested.

    Args:
        source: the text that was translated.
        marks: by where they begin in it; pairs are nested, as in markup.
        target: its translation.
        alignment: which stretch of the target stands for which of the source.
    """
    inside = split_words(source, marks, target)
    table = _Table(source, target, inside, alignment)
    words = inside.target
    placed = _arrange(marks, table, len(words))
    return Writer(target, words, marks).write(placed)


class _Table:
    """How much each word of the target stands for each word of the source."""

    def __init__(
        self, source: str, target: str, split: SplitWords, alignment: Sequence[Link]
    ) -> None:
        words = split.target
        self._source = split.source
        self._starts = [word.start for word in self._source]
        size = len(self._source) * len(words)
        rows = [[0.0] * len(self._source) for _ in words] if size <= _TABLE_MAX else []
        if rows and alignment:
            ends = [word.start for word in words]
            for link in alignment:
                for row in _overlapping(words, ends, *link.target):
                    for column in _overlapping(self._source, self._starts, *link.source):
                        rows[row][column] += link.weight
        elif rows:
            self._guess(rows, source, target, words)
        for row, column in split.same if rows else ():
            rows[row][column] += _SAME_PART
        # Sums from the left, so that the share of a stretch is one subtraction.
        self._sums = [[0.0, *accumulate(row)] for row in rows]
        self._signs = [not target[word.start].isalnum() for word in words]
        self._source_signs = [not source[word.start].isalnum() for word in self._source]
        self.count = len(words)
        self.columns_in_all = len(self._source)
        self.ends_in_stop = bool(words) and target[words[-1].start] in ".!?…"
        self._ratio = len(self._source) / max(len(words), 1)

    def _guess(self, rows: list[list[float]], source: str, target: str, words: list[Span]) -> None:
        for row, word in enumerate(words):
            for column, other in enumerate(self._source):
                distance = (row + 0.5) / len(words) - (column + 0.5) / len(self._source)
                rows[row][column] = exp(-_SHARPNESS * distance * distance)
                if target[word.start : word.end] == source[other.start : other.end]:
                    rows[row][column] += 1.0

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """The source words that begin between two offsets."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def without_signs(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """A run of words without the signs at its edges, where the source words have none there."""
        while end - start > 1 and self._signs[start] and not self._source_signs[first]:
            start += 1
        while end - start > 1 and self._signs[end - 1] and not self._source_signs[last - 1]:
            end -= 1
        return start, end

    def share(self, row: int, first: int, last: int) -> float:
        """How much of a target word, 0 to 1, stands for some source words."""
        if not self._sums:
            return float(first <= (row + 0.5) * self._ratio < last)
        sums = self._sums[row]
        last = min(last, len(sums) - 1)
        return (sums[last] - sums[first]) / sums[-1] if sums[-1] else 0.5


def _overlapping(words: list[Span], starts: list[int], start: int, end: int) -> range:
    first = bisect_left(starts, start)
    if first and words[first - 1].end > start:
        first -= 1
    return range(first, bisect_left(starts, end))


def _arrange(marks: Sequence[Mark], table: _Table, count: int) -> list[Placed]:
    """Where each mark goes: inside the pair that holds it, beside the others of that pair."""
    placed: list[Placed] = []
    holders: list[tuple[int, list[Placed]]] = [(-1, [])]
    windows = [(0, count)]
    innermost: dict[int, int] = {}
    for order, mark in enumerate(marks):
        while len(holders) > 1 and (
            mark.start > marks[holders[-1][0]].end
            or (mark.close and mark.end > marks[holders[-1][0]].end)
        ):
            holders.pop()
            windows.pop()
        siblings = holders[-1][1]
        first, last = table.columns(mark.start, mark.end)
        if mark.close and first < last:
            window = _window(table, first, last, _gaps(windows[-1], siblings))
            start, end = table.without_signs(*window, first, last)
            if start == end and (shared := _shared(table, first, last, siblings)):
                # No word is free: the pair goes inside of one that has some.
                outer = innermost.get(shared.order, shared.order)
                found = Placed(shared.start, shared.end, order, outer)
            else:
                found = Placed(start, end, order, holders[-1][0])
                siblings.append(found)
        else:
            before = 0.5 if mark.space_before else 2.0
            start = end = _boundary(table, first, windows[-1], siblings, before)
            found = Placed(start, end, order, holders[-1][0])
            siblings.append(found)
        placed.append(found)
        if mark.close:
            outer = found.parent
            while outer >= 0 and placed[outer][:2] == found[:2]:
                innermost[outer] = order
                outer = placed[outer].parent
            holders.append((order, []))
            windows.append((found.start, found.end))
    return placed


def _shared(table: _Table, first: int, last: int, siblings: Sequence[Placed]) -> Placed | None:
    """The sibling with the word that stands best for some source words; None where none has any."""
    ranked = [
        (max(table.share(row, first, last) for row in range(one.start, one.end)), one)
        for one in siblings
        if one.start < one.end
    ]
    return max(ranked, key=lambda item: item[0])[1] if ranked else None


def _gaps(window: tuple[int, int], siblings: Sequence[Placed]) -> list[tuple[int, int]]:
    """The stretches of a window that no sibling has taken."""
    cuts = sorted((one.start, one.end) for one in siblings)
    edges = [(window[0], window[0]), *cuts, (window[1], window[1])]
    return [(left[1], right[0]) for left, right in pairwise(edges) if left[1] <= right[0]]


def _window(
    table: _Table, first: int, last: int, gaps: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The run of free words that stands best for some source words; empty if none is free."""
    best: tuple[float, int, int] | None = None
    likeliest: tuple[float, int, int] | None = None
    for low, high in gaps:
        total, begin = 0.0, low
        for row in range(low, high):
            gain = table.share(row, first, last) - 0.5
            if likeliest is None or gain > likeliest[0]:
                likeliest = (gain, row, row + 1)
            if total <= 0.0:
                total, begin = 0.0, row
            total += gain
            if total > 0.0 and (best is None or total > best[0]):
                best = (total, begin, row + 1)
    chosen = best or likeliest
    return chosen[1:] if chosen else (gaps[-1][0], gaps[-1][0])


def _boundary(
    table: _Table,
    column: int,
    window: tuple[int, int],
    siblings: Sequence[Placed],
    before: float,
) -> int:
    """The place between words for a code that stands before a source word.

    What counts is whether the words beside it are those that were beside it in the source; and,
    less, how many of the words before it are on its left, and of those after it on its right.

    Args:
        table: the weights of words for words.
        column: the source word.
        window: between which words of the target.
        siblings: what has its place there; none of those may be cut in two.
        before: how much the word before it counts, where the one after it counts 1.
    """
    low, high = window
    if table.ends_in_stop and high == table.count and column < table.columns_in_all:
        high = max(high - 1, low)
    taken = {place for one in siblings for place in range(one.start + 1, one.end)}
    ordered, best_score, best = 0.0, float("-inf"), low
    for place in range(low, high + 1):
        score = ordered / (high - low or 1)
        if place > low:
            score += before * table.share(place - 1, max(column - 1, 0), column)
        if place < high:
            score += table.share(place, column, column + 1)
            ordered += 2.0 * table.share(place, 0, column) - 1.0
        if score > best_score + 1e-9 and place not in taken:
            best_score, best = score, place
    return best
