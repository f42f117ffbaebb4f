"""Sentences all in capitals: models know few words so written, and make up others for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.masking import protected

_WORD = re.compile(r"[^\W\d_]+")
# A few short words may all be abbreviations ("NATO", "USB"), which models do know.
_LONG_WORD = 5
_MANY_WORDS = 4


def calmed(text: str) -> str | None:
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
    keep = words[0][0] + 1
    calm = text[:keep]
    for start, end in [(keep, words[0][1]), *words[1:]]:
        word = text[start:end]
        calm += text[len(calm) : start] + (word if word == "I" else _as_long(word, word.lower()))
    return calm + text[len(calm) :]


def shouted(text: str) -> str:
    """The text in capitals, as long as before; placeholders and addresses stay."""
    loud = ""
    for start, end in _words(text):
        word = text[start:end]
        loud += text[len(loud) : start] + _as_long(word, word.upper())
    return loud + text[len(loud) :]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words outside of what is protected."""
    letters = list(text)
    for start, end in protected(text):
        letters[start:end] = " " * (end - start)
    for found in _WORD.finditer("".join(letters)):
        yield found.span()


def _as_long(word: str, changed: str) -> str:
    # Alignments count letters, and "ŉ" has two in capitals.
    return changed if len(changed) == len(word) else word
