"""Whether a word of a text is a form of a word of a term.

In languages whose profile lists endings, two words are forms of one another if they differ in
nothing but those (:mod:`l10n.languages.endings`). Other languages use the
Snowball stemmer where there is one; in the rest, words must be the same. Why no dictionary:
docs/reference/glossary.md.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from l10n.languages.endings import Endings
from l10n.languages.profile import profile

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_STEM_MIN = 3  # letters that two forms must share; one less in words as short as this
_BACKTRACK = 3  # letters by which endings may overlap: "молодой", "молодому"
_APOSTROPHES = str.maketrans("’ʼ", "''")


def is_form(term: str, word: str, language: str) -> bool:
    """Whether ``word`` is ``term`` in some case, number or gender.

    Letter case does not count, but an abbreviation (all capitals) must be one in both.

    >>> is_form("суд", "судом", "ru"), is_form("суд", "судно", "ru")
    (True, False)
    """
    if len(term) > 1 and term.isupper():
        rest = word[len(term) :]
        return word.startswith(term) and (not rest or (rest.islower() and _ends(rest, language)))
    one, other = fold(term), fold(word)
    if one == other:
        return True
    if endings := profile(language).endings:
        return any(_differ_in_endings(form, other, endings) for form in endings.variants(one))
    stemmer = _stemmer(language)
    return stemmer is not None and stemmer.stemWord(one) == stemmer.stemWord(other)


def fold(word: str) -> str:
    """A word as it is compared: no letter case, ё as е, one kind of apostrophe."""
    return word.casefold().replace("ё", "е").translate(_APOSTROPHES)


def _differ_in_endings(one: str, other: str, endings: Endings) -> bool:
    same = (a == b for a, b in zip(one, other, strict=False))
    common = sum(1 for _ in takewhile(bool, same))
    for length in range(common, max(common - _BACKTRACK, 0) - 1, -1):
        if length < min(_STEM_MIN, len(one) - 1) or length < 2:
            return False
        if endings.base(one[length:]) and endings.inflected(other[length:]):
            return True
    return False


def _ends(rest: str, language: str) -> bool:
    endings = profile(language).endings
    return endings is not None and endings.inflected(rest)


@cache
def _stemmer(language: str) -> BaseStemmer | None:
    import snowballstemmer
    from babel import Locale

    name = (Locale.parse(language).get_display_name("en") or "").lower()
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None
