"""Finding the loops that neural translation falls into: "the the the the …"."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 12  # tokens in the phrase that repeats
# How often a phrase must stand in a row to be a loop: languages do double and triple words.
_REPEATS_OF_ONE = 5
_REPEATS = 3


def repeats(tokens: Sequence[str]) -> bool:
    """Whether a phrase of up to 12 tokens stands many times in a row.

    >>> repeats("a b c a b c a b c d".split())
    True
    >>> repeats("no no no , I said no".split())
    False
    """
    for length in range(1, min(_LONGEST, len(tokens) // _REPEATS) + 1):
        wanted = _REPEATS_OF_ONE if length == 1 else _REPEATS
        run = 0  # how many tokens in a row equal the one that stands `length` before
        for position in range(length, len(tokens)):
            run = run + 1 if tokens[position] == tokens[position - length] else 0
            if run >= length * (wanted - 1):
                return True
    return False


def is_loop(tokens: Sequence[str], source: Sequence[str]) -> bool:
    """Whether a translation loops and its source does not."""
    return repeats(tokens) and not repeats(source)
