"""The language of a translation: its script, and words of a neighbour's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.checks.base import Check, Context, Unit, find_word
from l10n.languages.scripts import script
from l10n.languages.words import known
from l10n.model import Finding

# The scripts of which this project can tell the letters; other locales are let alone.
_SCRIPTS = {
    "Cyrl": re.compile("[Ѐ-ӿ]"),
    "Grek": re.compile("[Ͱ-Ͽἀ-῿]"),
    "Hebr": re.compile("[א-ת]"),
    "Arab": re.compile("[؀-ۿ]"),
    "Deva": re.compile("[ऀ-ॿ]"),
    "Geor": re.compile("[Ⴀ-ჿ]"),
    "Armn": re.compile("[Ա-֏]"),
    "Thai": re.compile("[ก-๛]"),
    "Hang": re.compile("[가-힣]"),
    "Jpan": re.compile("[぀-ヿ一-鿿]"),
    "Hans": re.compile("[一-鿿]"),
    "Hant": re.compile("[一-鿿]"),
    "Latn": re.compile("[A-Za-zÀ-ɏ]"),
}


class _Letters(dict[str, bool]):
    """Whether letters are of a script: asked of its pattern once for each."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __missing__(self, letter: str) -> bool:
        self[letter] = found = bool(self._pattern.match(letter))
        return found


@cache
def _letters_of(code: str) -> _Letters:
    return _Letters(_SCRIPTS[code])


_LETTER = re.compile(r"[^\W\d_]")
_WORDS = 4  # in another script; fewer may well be a name
_MOST = 20  # letters; shorter text may well be a name left as it is


class Language(Check):
    """The translation is written in the script of its locale."""

    name = "language"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        code = script(context.locale)
        pattern = _SCRIPTS.get(code)
        if pattern is None:
            return
        if context.language == "mn" and not unit.target.isascii():
            yield from self._of_russian(unit)
        is_own = _letters_of(code)
        other = [word for word in unit.target_words if not is_own[word[0]]]
        if len(other) < _WORDS or unit.target.split() == unit.source.split():
            return  # what is left as it was is the business of the check "unchanged"
        text = unit.target_prose
        words = [word for word in unit.target_words if len(word) > 1]
        own = len(pattern.findall(text))
        letters = len(_LETTER.findall(text))
        if letters < _MOST or own * 10 >= letters * 4:
            return
        # Names, code, a synopsis, a path, a credit stay in their script. What the source has not is
        # another matter, and so is what reads as sentences.
        known = set(unit.source.split()).union(unit.source_words)
        strange = [word for word in words if not pattern.search(word)]
        new = [word for word in strange if word not in known]
        told = TELLING.intersection(word.lower() for word in strange)
        is_prose = len(told) >= 3 and not is_code(unit.target) and not own
        if len(strange) * 2 >= len(words) and (len(new) >= _WORDS or is_prose):
            yield self.error(
                "not in the script of {locale}: {own} of {letters} letters are",
                "translate the text; an engine may have been given the wrong pair",
                locale=context.locale,
                own=own,
                letters=letters,
            )

    def _of_russian(self, unit: Unit) -> Iterator[Finding]:
        """Russian words in Mongolian text, where lists of words tell."""
        for word in unit.target_words:
            if len(word) < _TELLING_LENGTH or not word.islower() or "-" in word:
                continue
            if known(word, "mn") is False and _is_russian(word):
                yield self.warning(
                    "{word!r} is a word of Russian",
                    "translate it",
                    find_word(word, unit.target),
                    word=word,
                )
                return


_TELLING_LENGTH = 6  # letters; shorter words are the same in many languages


@cache
def _is_russian(word: str) -> bool:
    return bool(known(word, "ru"))


# Words that English sentences are full of, and synopses, paths and credits are not.
TELLING = frozenset(
    ("the", "a", "an", "of", "to", "in", "is", "are", "was", "were", "be", "been", "it", "its",
     "that", "this", "these", "those", "and", "or", "not", "with", "for", "from", "by", "on", "at",
     "as", "has", "have", "had", "will", "would", "can", "could", "which", "who", "when", "than",
     "then", "there", "they", "he", "she", "his", "her", "their", "we", "our", "you", "your", "but",
     "if", "so", "do", "does", "did", "into", "about", "after", "before", "also")
)  # fmt: skip
_CODE = re.compile(r"^\s*[#$>]|--\w|[<>|{}\\]|[_*]{2}|\w[_/]\w|\w\(\)|\*\w+\*\(", re.MULTILINE)


def is_code(text: str) -> bool:
    """Whether a text is a command, a path, a synopsis, at least in part."""
    return bool(_CODE.search(text))
