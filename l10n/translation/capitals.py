"""Sentences all in capitals: models know few words so written, and make up others for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from l10n.markup.protected import protected

_WORD = re.compile(r"[^\W\d_]+")
# A few short words may all be abbreviations ("NATO", "USB"), which models do know.
_LONG_WORD = 5
_MANY_WORDS = 4


def without_capitals(text: str) -> str | None:
    """The sentence with a capital at its start only, as long as before.

    Placeholders, addresses and "I" stay.

    Returns:
        None for a sentence that is not all in capitals, or has one word, or few short ones.
    """
    words = list(_words(text))
    lengths = [end - start for start, end in words]
    if len(words) < 2 or (len(words) < _MANY_WORDS and max(lengths) < _LONG_WORD):
        return None
    if not all(text[start:end].isupper() for start, end in words):
        return None
    first = words[0][0]
    small = _recased(text, words, lambda word: word if word == "I" else word.lower())
    return f"{small[:first]}{text[first]}{small[first + 1 :]}"


def in_capitals(text: str) -> str:
    """The text in capitals, as long as before; placeholders and addresses stay."""
    return _recased(text, _words(text), str.upper)


def _recased(text: str, words: Iterable[tuple[int, int]], change: Callable[[str], str]) -> str:
    """The text with words changed; those that would be longer stay, as alignments count letters."""
    letters = list(text)
    for start, end in words:
        changed = change(text[start:end])
        if len(changed) == end - start:
            letters[start:end] = changed
    return "".join(letters)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words outside of what is protected."""
    letters = list(text)
    for start, end in protected(text):
        letters[start:end] = " " * (end - start)
    for found in _WORD.finditer("".join(letters)):
        yield found.span()
