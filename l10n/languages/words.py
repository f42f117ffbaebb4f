"""Which words there are in Mongolian, Russian and Ukrainian.

A small model now and then writes a word that looks like one and is none. The lists hold the word
forms of the training corpora and the dictionary, and forms of the same words that follow from
them; ``python -m training.words`` makes them and measures what they miss and let through. They
know no meaning and no grammar, and a rare word or a name may well be missing: take what they say
as a share of a sentence, not as a verdict on a word.
"""

from __future__ import annotations

import functools
import gzip
import re
from collections.abc import Callable
from importlib.resources import files

CODECS = {"mn": "ptcp154", "ru": "cp1251", "uk": "cp1251"}
"""Each list is sorted lines in a character set of one byte a letter: half the memory of UTF-8."""

PREFIXES = {"mn": (), "ru": ("не", "наи"), "uk": ("не", "най")}
"""What may stand before any word without the list having both together."""

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
"""What counts as a word of a text."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff'-]+")
_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'"})
_LEAST = 4
"""Letters of the shortest word that may follow a prefix."""


def fold(word: str) -> str:
    """Return a word as the lists have it: small letters, ё as е, one kind of apostrophe.

    >>> fold("Об’ём")
    "об'ем"
    """
    return word.lower().translate(_FOLD)


@functools.cache
def _list(locale: str) -> bytes:
    """Return a locale's words, one a line, a line break before the first and after the last."""
    data = files("l10n.languages").joinpath(f"data/words.{locale}.gz").read_bytes()
    return b"\n" + gzip.decompress(data)


def _holds(words: bytes, word: bytes) -> bool:
    """Find a line by bisection; the lines are sorted by their bytes."""
    low, high = 0, len(words) - 1
    while low < high:
        middle = words.rfind(b"\n", low, (low + high + 1) // 2 + 1)
        if middle < 0:
            middle = low
        end = words.find(b"\n", middle + 1)
        line = words[middle + 1 : end]
        if line == word:
            return True
        if line < word:
            low = end
        else:
            high = middle
    return False


@functools.cache
def _lookup(locale: str) -> Callable[[str], bool]:
    words, codec = _list(locale), CODECS[locale]

    @functools.lru_cache(65_536)
    def listed(word: str) -> bool:
        try:
            return _holds(words, word.encode(codec))
        except UnicodeEncodeError:
            return False

    return listed


def locales() -> tuple[str, ...]:
    """Return the locales there is a list for."""
    return tuple(CODECS)


def known(word: str, locale: str) -> bool | None:
    """Whether there is such a word; None where that cannot be told.

    It cannot for locales without a list and for what is not in Cyrillic letters. A word with
    hyphens is known if its parts are.

    >>> known("мостами", "ru"), known("мульптуры", "ru"), known("Linux", "ru"), known("pont", "fr")
    (True, False, None, None)
    """
    if locale not in CODECS:
        return None
    folded = fold(word)
    if not _CYRILLIC.fullmatch(folded) or not any(map(str.isalpha, folded)):
        return None
    listed = _lookup(locale)

    def single(part: str) -> bool:
        return listed(part) or any(
            part.startswith(prefix)
            and len(part) - len(prefix) >= _LEAST
            and listed(part.removeprefix(prefix))
            for prefix in PREFIXES[locale]
        )

    return single(folded) or ("-" in folded and all(map(single, filter(None, folded.split("-")))))


def unknown_words(text: str, locale: str) -> list[str]:
    """Return a text's words in small letters that are not known, in order, with repetitions.

    Words with a capital are passed over: they may be names, which no list has.
    """
    words = (match[0] for match in WORD.finditer(text))
    return [word for word in words if word.islower() and known(word, locale) is False]
