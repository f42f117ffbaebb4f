"""Guessing the base form of a word from forms of it that stand in translations.

There is no dictionary of endings to look into for Mongolian, nor names in any: what is known is
the endings (:mod:`l10n.glossary.inflection`), the dictionary's base forms, and, of a name, how its
English form ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from l10n.checks.names import sound
from l10n.glossary.inflection import is_form
from l10n.glossary.lexicon import headwords, lookup

# How the names end, in Cyrillic letters, that end so in English ones.
_ENDS = {
    "a": ("а", "я"),
    "e": ("а", "я", "е", "э", "о", "и"),
    "i": ("и", "ий", "ы", "і"),
    "o": ("о", "е"),
    "u": ("у", "ю"),
    "y": ("и", "ий", "й", "ы", "і", "ія", "ия"),
}
_VOWELS = "аеёиоуыэюяіїєөү"
_SHORTEST = 3
_MOST_CUT = 4


def base_form(english: str, forms: Sequence[str], language: str) -> str:
    """The likeliest base form of a word.

    Args:
        english: what it translates.
        forms: as they stand in translations, the commonest first.
        language: theirs.

    >>> base_form("Putin", ["Путина", "Путину"], "ru"), base_form("Hague", ["Гаагу"], "ru")
    ('Путин', 'Гаага')
    """
    first = forms[0]
    if first[:1].isupper():
        if first.isupper() and len(first) > 1:
            return first
        return _of_name(english, forms, language)
    known = [
        base
        for base in _dictionary(language).get(first[:2], ())
        if all(is_form(base, form, language) for form in forms)
    ]
    if known:
        return min(known, key=lambda base: (abs(len(base) - len(min(forms, key=len))), base))
    return _usual(forms, language)


def _of_name(english: str, forms: Sequence[str], language: str) -> str:
    last = english[-1:].lower()
    ends = _ENDS.get(last, ())

    def fits(form: str) -> bool:
        if form[-3:] == form[-1:] * 3 or (form[-2:-1] in "иі" and form[-1:] in "аео"):
            return False
        return form.endswith(ends) if ends else form[-1:].lower() not in _VOWELS

    cut = [
        form[: len(form) - count] + end
        for form in forms
        for count in range(_MOST_CUT + 1)
        if len(form) - count >= _SHORTEST
        for end in ("", *(ends if count else ()))
    ]
    likely = [
        one for one in cut if fits(one) and all(is_form(one, form, language) for form in forms)
    ]
    # What sounds like the name is surer than what does not; of one form that form, of several the
    # usual ending; and no ending behind a name that has none.
    wanted, several = sound(english), len(set(forms)) > 1
    likely.sort(
        key=lambda one: (
            sound(one) != wanted,
            len(one) if not ends else 0,
            one not in forms if not several else 0,
            next((rank for rank, end in enumerate(ends) if one.endswith(end)), 0),
            min(abs(len(one) - len(form)) for form in forms),
        )
    )
    return likely[0] if likely else _usual(forms, language)


def _usual(forms: Sequence[str], language: str) -> str:
    """The form that most of the others are forms of; the shorter of two."""
    return min(
        forms,
        key=lambda one: (-sum(is_form(one, other, language) for other in forms), len(one)),
    )


@cache
def _dictionary(language: str) -> dict[str, tuple[str, ...]]:
    """The words of the dictionary's equivalents by their first two letters."""
    found: dict[str, set[str]] = {}
    for head in headwords():
        for entry in lookup(head, language):
            for word in entry.equivalent.split():
                if word.islower():
                    found.setdefault(word[:2], set()).add(word)
    return {start: tuple(sorted(words)) for start, words in found.items()}
