"""Spelling, by the Hunspell dictionaries that the system has."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from l10n.checks.base import Check, Context, Unit, find_word
from l10n.languages.hunspell import folders, libraries
from l10n.model import Finding

_LEAST = 5  # letters; shorter words resemble too many others


class Spelling(Check):
    """Words that the dictionary does not know, but that are one slip away from one it knows.

    A word that nothing in the dictionary resembles is a name or a new word more often than a
    mistake, and so is a word with a capital.
    """

    name = "spelling"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        speller = context.speller
        if speller is None:
            return
        for word in speller.unknown(unit.target_words):
            if len(word) < _LEAST or not word.islower() or word.isascii():
                continue
            meant = next((other for other in slips(word) if speller.knows(other)), "")
            if meant:
                yield self.warning(
                    "{word!r} is not in the dictionary",
                    "{meant!r} may be meant",
                    find_word(word, unit.target),
                    word=word,
                    meant=meant,
                )


def slips(word: str) -> Iterator[str]:
    """What may have been meant by a word: two letters were swapped, or one was doubled.

    >>> list(slips("abbc"))
    ['babc', 'abcb', 'abc']
    """
    for i in range(len(word) - 1):
        one, other = word[i], word[i + 1]
        if one != other:
            yield word[:i] + other + one + word[i + 2 :]
    for i in range(len(word) - 1):
        if word[i] == word[i + 1]:
            yield word[:i] + word[i + 1 :]


_REMEMBERED = 100_000  # words that need not be asked for again


class Hunspell:
    """A Hunspell dictionary, asked through the C interface of its library."""

    def __init__(self, library: ctypes.CDLL, dictionary: Path) -> None:
        self._library = library
        library.Hunspell_create.restype = ctypes.c_void_p
        library.Hunspell_get_dic_encoding.restype = ctypes.c_char_p
        affixes, words = (os.fsencode(dictionary.with_suffix(end)) for end in (".aff", ".dic"))
        self._handle = ctypes.c_void_p(library.Hunspell_create(affixes, words))
        encoding = library.Hunspell_get_dic_encoding(self._handle) or b"UTF-8"
        self._encoding = encoding.decode("ascii", "replace")
        self._lock = threading.Lock()  # the library is not safe for threads
        self._accepted: set[str] = set()
        self._refused: set[str] = set()

    def knows(self, word: str) -> bool:
        """Whether the dictionary accepts the word."""
        if word in self._accepted:
            return True
        if word in self._refused:
            return False
        try:
            encoded = word.encode(self._encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        with self._lock:
            found = bool(self._library.Hunspell_spell(self._handle, encoded))
        remembered = self._accepted if found else self._refused
        if len(remembered) > _REMEMBERED:
            remembered.clear()
        remembered.add(word)
        return found

    def unknown(self, words: Sequence[str]) -> Sequence[str]:
        """Those of the words that it does not accept."""
        accepted, refused = self._accepted, self._refused
        return [
            word
            for word in words
            if word not in accepted and (word in refused or not self.knows(word))
        ]

    def close(self) -> None:
        """Free the dictionary; it must not be asked again."""
        self._library.Hunspell_destroy(self._handle)


def speller(locale: str) -> Hunspell | None:
    """The system's dictionary of a locale; None where the library or the dictionary is missing.

    Looked for in the folders of ``DICPATH`` too, as Hunspell does.
    """
    library = _library()
    if library is None or not locale:
        return None
    for folder in folders():
        for found in sorted(Path(folder).glob(f"{locale}*.dic")):
            exact = found.stem == locale or found.stem.startswith(f"{locale}_")
            if exact and found.with_suffix(".aff").exists():
                return Hunspell(library, found)
    return None


@cache
def _library() -> ctypes.CDLL | None:
    for name in libraries():
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None
