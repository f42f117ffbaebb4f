"""Numbers written as words or in Roman numerals, as far as a translation may swap them.

The words are in the languages' profiles (:mod:`l10n.languages.profile`).
"""

from __future__ import annotations

import re
from functools import cache

from l10n.languages.profile import profile

_ROMAN_LIKE = re.compile(r"(?<!\w)(?=[IVXLCDMІХМСЛ])[IVXLCDMІХМС]{1,8}(?!\w)")
_AS_LATIN = str.maketrans("ІХМС", "IXMC")
_ROMAN_DIGITS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(value: int) -> str:
    """A number in Roman numerals.

    >>> roman(21)
    'XXI'
    """
    digits = ""
    for step, digit in _ROMAN_DIGITS:
        while value >= step:
            digits += digit
            value -= step
    return digits


@cache
def _pattern(language: str, value: int) -> re.Pattern[str] | None:
    stems = profile(language).number_words.get(value)
    if stems is None:
        return None
    alternatives = "|".join(
        re.escape(stem[:-1]) + r"\b" if stem.endswith("$") else re.escape(stem)
        for stem in stems.split("|")
    )
    return re.compile(rf"(?<!\w)(?:{alternatives})|(?<=-)(?:{alternatives})")


def spelled(value: int, lowered: str, language: str) -> bool:
    """Whether a text in lower case names a number by a word of its language.

    Numbers above twenty count as named when their tens and their ones are: "twenty-one". For
    languages without a list here no number is.
    """
    pattern = _pattern(language, value)
    if pattern is not None:
        return bool(pattern.search(lowered))
    if 20 < value < 100 and value % 10:
        return spelled(value - value % 10, lowered, language) and spelled(
            value % 10, lowered, language
        )
    if 100 < value < 1000 and value % 100 == 0:
        return spelled(100, lowered, language) and spelled(value // 100, lowered, language)
    if 1000 < value <= 999_000 and value % 1000 == 0:
        return spelled(1000, lowered, language) and (spelled(value // 1000, lowered, language))
    return False


def has_roman(value: int, text: str) -> bool:
    """Whether a number stands in a text in Roman numerals, of Latin or Cyrillic letters."""
    if not 0 < value < 4000:
        return False
    wanted = roman(value)
    return any(match.group().translate(_AS_LATIN) == wanted for match in _ROMAN_LIKE.finditer(text))
