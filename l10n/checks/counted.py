"""Nouns behind a number: the case that each of three plural forms asks for.

In Russian the forms of "1 файл, 2 файла, 5 файлов" are the nominative, the genitive and the
genitive plural; in Ukrainian the second is the nominative plural: "1 файл, 2 файли, 5 файлів". How
nouns go is told by the endings of regular paradigms, and only where the lists of words have all
three forms (:mod:`l10n.languages.words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from l10n.languages.words import known

# How stems end, and the endings after 1, after 2 to 4, after 5 and more.
_PARADIGMS = {
    "ru": (
        ("[бвгдзклмнпрстфх]", "", "а", "ов"), ("ц", "", "а", "ев"), ("[жчшщ]", "", "а", "ей"),
        ("", "ь", "я", "ей"), ("", "й", "я", "ев"), ("", "ок", "ка", "ков"),
        ("", "ец", "ца", "цев"), ("", "ень", "ня", "ней"), ("", "ие", "ия", "ий"),
        ("", "о", "а", ""), ("", "ь", "и", "ей"), ("[бвдзлмнпрстфц]", "а", "ы", ""),
        ("[аеиоуыюя][гжкхчшщ]", "а", "и", ""), ("[бвгджзлмнпрстфхчшщ]", "ка", "ки", "ок"),
        ("[лн]", "я", "и", "ь"), ("", "ия", "ии", "ий"),
    ),
    "uk": (
        ("[бвгґдзклмнпрстфх]", "", "и", "ів"), ("[жчшщ]", "", "і", "ів"), ("", "ь", "і", "ів"),
        ("", "й", "ї", "їв"), ("", "ок", "ки", "ків"), ("", "ець", "ці", "ців"),
        ("", "ень", "ні", "нів"), ("н", "ня", "ня", "ь"), ("", "о", "а", ""),
        ("[бвгґдзлмнпрстфх]", "а", "и", ""), ("[аеиоу]к", "а", "и", ""), ("[жчшщ]", "а", "і", ""),
        ("[бвгґджзлмнпрстфхчшщ]", "ка", "ки", "ок"), ("", "ія", "ії", "ій"),
        ("[лн]", "я", "і", "ь"),
    ),
}  # fmt: skip
_ACCUSATIVE = {"а": "у", "ка": "ку", "я": "ю", "ия": "ию", "ія": "ію"}  # "delete 1 page"
_NUMBER = r"(?:%\S*?[diusn]|%\(\w+\)[ds]|\{\w*\}|%\d)"
_NOUN = re.compile(rf"{_NUMBER}[ \u00a0]+([^\W\d_]{{3,}})(?![\w'’ʼ-])")
# Behind these all numbers are in the genitive, and so is what they count.
_GENITIVE = re.compile(r"(?<!\w)(?:без|від|для|до|з|із|из|от|после|після|с)\s+$", re.IGNORECASE)


def noun(form: str) -> str:
    """The word behind the number of a plural form, "" for none and for one in the genitive."""
    found = _NOUN.search(form)
    is_counted = found and not _GENITIVE.search(form[: found.start()])
    return found[1].lower() if found and is_counted else ""


@lru_cache(maxsize=4096)
def wrong_case(nouns: tuple[str, str, str], language: str) -> tuple[int, str] | None:
    """Which of three forms of a noun is in another's case, and the right form if it is certain.

    None where all are right, and where it cannot be told: the two others must be of one regular
    paradigm, the third another form of it. All three may be in one case, as in "из 2 файлов".

    >>> wrong_case(("файл", "файлов", "файлов"), "ru")
    (1, 'файла')
    """
    if any(word.endswith(("ами", "ями")) for word in nouns):
        return None  # "з 2 файлами"
    found: dict[int, set[str]] = {}
    for stem, endings in _read_as(nouns, language):
        right = [stem + ending for ending in endings]
        wrong = [at for at in range(3) if nouns[at] != right[at]]
        if len(wrong) > 1 or not all(known(word, language) for word in right):
            continue
        if not wrong:
            return None
        at = wrong[0]
        # "5 байт", "5 раз": the genitive plural is the nominative, of another paradigm.
        is_bare = not endings[2] and (language == "uk" or endings[0] == "о")
        if nouns[0] == nouns[2] and (at == 2 or is_bare):
            continue
        # "для 1 завдання, 2 завдань": the genitive is the nominative.
        if nouns[at] in right and right[at] != right[at - 1]:
            found.setdefault(at, set()).add(right[at])
    if not found:
        return None
    at, words = next(iter(found.items()))
    return at, words.pop() if len(words) == 1 else ""


def _read_as(nouns: Sequence[str], language: str) -> Iterator[tuple[str, list[str]]]:
    """The stems and the endings that at least one of the forms can be read to have."""
    for before, *endings in _PARADIGMS.get(language, ()):
        kinds = [endings]
        if endings[0] in _ACCUSATIVE:
            kinds.append([_ACCUSATIVE[endings[0]], *endings[1:]])
        for one in kinds:
            stems = {
                word.removesuffix(ending)
                for word, ending in zip(nouns, one, strict=True)
                if word.endswith(ending)
            }
            for stem in stems:
                if len(stem + one[0]) > 2 and re.search(f"{before}$", stem):
                    yield stem, one
