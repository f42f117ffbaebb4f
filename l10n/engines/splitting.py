"""Sentences that are longer than a model can take: split at safe points, rejoined after.

A model cuts off, or garbles, what is longer than the sentences it was trained on. Clauses mostly
translate by themselves; a piece never begins or ends inside a word, and inside a numbered
placeable or a pair of brackets only where there is no other place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a sentence, and what stands between it and the next one."""

    text: str
    separator: str


_SPACE = re.compile(r"\s+")
_TOGETHER = re.compile(
    r"<(\d+)>.*?</\1>|\{\{.*?\}\}|\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|“[^“”]*”", re.S
)
_CONJUNCTION = re.compile(
    r"(?:and|or|but|nor|so|because|while|which|who|that|where|when|although|if|unless|until|then)\b",
    re.IGNORECASE,
)
_FULL_STOPS = ".!?…"


# A sentence with more pieces than this is none, and would keep everybody else waiting.
_MOST_PIECES = 24


def is_endless(tokens: int, limit: int) -> bool:
    """Whether a sentence is so long that it is not translated, but left to people.

    Args:
        tokens: how many it has.
        limit: how many a model takes at once.
    """
    return tokens > _MOST_PIECES * limit


def split_long(text: str, fits: Callable[[str], bool]) -> list[Piece]:
    """Pieces that fit; ``"".join(p.text + p.separator for p in pieces)`` is the text.

    Args:
        text: a sentence.
        fits: whether a model can take a text whole.
    """
    if len(text) < 2 or fits(text):
        return [Piece(text, "")]
    start, end = _break(text)
    left, right = split_long(text[:start], fits), split_long(text[end:], fits)
    left[-1] = Piece(left[-1].text, text[start:end])
    return left + right


def rejoin(pieces: Sequence[Piece], translations: Sequence[str]) -> str:
    """The translation of a sentence from those of its pieces.

    A full stop that a model puts after a clause which had none is taken away again.
    """
    joined: list[str] = []
    for position, (piece, text) in enumerate(zip(pieces, translations, strict=True)):
        last = position == len(pieces) - 1
        if not last and text[-1:] in (".", "。") and piece.text[-1:] not in _FULL_STOPS:
            text = text[:-1]
        joined += [text, piece.separator]
    return "".join(joined)


def _break(text: str) -> tuple[int, int]:
    """Start and end of what separates the two halves."""
    middle = len(text) / 2
    candidates = list(_candidates(text))
    # A break near an end leaves a scrap that no model translates well.
    central = [c for c in candidates if 0.1 < c[1] / len(text) < 0.9] or candidates
    if central:
        _, start, end = min(central, key=lambda c: (c[0], abs(c[1] - middle)))
        return start, end
    cut = int(middle)
    while cut < len(text) - 1 and unicodedata.combining(text[cut]):
        cut += 1
    return cut, cut


def _candidates(text: str) -> Iterator[tuple[int, int, int]]:
    """Rank, start and end of each white space inside of the text; the lowest rank is the best."""
    together = [match.span() for match in _TOGETHER.finditer(text)]
    for space in _SPACE.finditer(text):
        start, end = space.span()
        if start == 0 or end == len(text):
            continue
        before = text[start - 1]
        if before in _FULL_STOPS + ";:":
            rank = 0
        elif before in "—–" or text[end] in "—–":
            rank = 1
        elif before in ",)]»”":
            rank = 2
        elif _CONJUNCTION.match(text, end):
            rank = 3
        else:
            rank = 4
        if any(first < start < last for first, last in together):
            rank += 5
        yield rank, start, end
