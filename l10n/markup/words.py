"""The words of a text and of its translation, where marks stand inside of one cut there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.markup.marks import Mark, Span
from l10n.markup.protected import protected

_WORD = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")


class SplitWords(NamedTuple):
    """Words or parts of words of two texts.

    Attributes:
        source, target: in order.
        same: indices in the target and in the source of parts that are one and the same.
    """

    source: list[Span]
    target: list[Span]
    same: list[tuple[int, int]]


def words_of(text: str) -> list[Span]:
    """Words and signs; a placeholder is one word."""
    spans: list[Span] = []
    position = 0
    for start, end in [*protected(text), (len(text), len(text))]:
        spans += [Span(*found.span()) for found in _WORD.finditer(text, position, start)]
        if end > start:
            spans.append(Span(start, end))
        position = end
    return spans


def split_words(source: str, marks: Sequence[Mark], target: str) -> SplitWords:
    """The words of both texts; one that a pair of marks cuts (H<1>2</1>O) is parts of a word."""
    edges = {offset for mark in marks if mark.close for offset in (mark.start, mark.end)}
    words, others = words_of(source), words_of(target)
    parts = [list(_cut(word, sorted(edges))) if edges else [word] for word in words]
    columns: dict[str, int] = {}  # the first part of each word that is cut
    by_text: dict[str, list[str]] = {}
    count = 0
    for word, cut in zip(words, parts, strict=True):
        if len(cut) > 1:
            by_text[source[slice(*word)]] = [source[slice(*part)] for part in cut]
            columns[source[slice(*word)]] = count
        count += len(cut)
    spans: list[Span] = []
    same: list[tuple[int, int]] = []
    for word in others:
        found = next(_likened(target[slice(*word)], by_text), None)
        if found is None:
            spans.append(word)
            continue
        whole, pieces = found
        start = word.start
        for piece, column in pieces:
            same.append((len(spans), columns[whole] + column))
            spans.append(Span(start, start + len(piece)))
            start += len(piece)
    return SplitWords([part for cut in parts for part in cut], spans, same)


def _cut(word: Span, edges: Sequence[int]) -> Iterator[Span]:
    start = word.start
    for edge in edges:
        if start < edge < word.end:
            yield Span(start, edge)
            start = edge
    yield Span(start, word.end)


def _likened(
    word: str, cut_words: dict[str, list[str]]
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """How a word of the target is cut like one of the source: its parts, by the source's index."""
    for whole, parts in cut_words.items():
        if word == whole:
            yield whole, [(part, index) for index, part in enumerate(parts)]
    for whole, parts in cut_words.items():
        rest = word.removeprefix(parts[0])
        if rest and rest != word and not (parts[0][-1].isdigit() and rest[0].isdigit()):
            yield whole, [(parts[0], 0), (rest, 1)]  # 10th and 10-й
    for whole, parts in cut_words.items():
        for index, part in enumerate(parts[1:], start=1):
            before, found, after = word.partition(part)
            if found and before and part.isdigit() and not _digit_beside(before, after):
                pieces = [(before, index - 1), (part, index)]
                yield whole, pieces + ([(after, index + 1)] if after else [])  # H2O and Н2О


def _digit_beside(before: str, after: str) -> bool:
    return before[-1].isdigit() or after[:1].isdigit()
