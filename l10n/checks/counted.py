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
from operator import ne

from l10n.glossary import lexicon
from l10n.languages.words import known

# How stems end, the endings after 1, after 2 to 4, after 5 and more, and those of the instrumental,
# by which nouns are told from others that share the forms: there is "столом" and no "столой". None
# may be there that "-" stands before: "товаром" and no "товарем", but "лікарем".
_PARADIGMS = {
    "ru": (
        ("[бвгдзклмнпрстфх]", "", "а", "ов", "ом"), ("ц", "", "а", "ев", "ем ом"),
        ("[жчшщ]", "", "а", "ей", "ом ем"), ("", "ь", "я", "ей", "ем"), ("", "й", "я", "ев", "ем"),
        ("", "ок", "ка", "ков", "ком"), ("", "ец", "ца", "цев", "цем цом"),
        ("", "ень", "ня", "ней", "нем"), ("", "ие", "ия", "ий", "ием"), ("", "о", "а", "", "ом"),
        ("", "ь", "и", "ей", "ью"), ("[бвдзлмнпрстфц]", "а", "ы", "", "ой ей"),
        ("[аеиоуыюя][гжкхчшщ]", "а", "и", "", "ой ей"),
        ("[бвгджзлмнпрстфхчшщ]", "ка", "ки", "ок", "кой"), ("[лн]", "я", "и", "ь", "ей"),
        ("", "ия", "ии", "ий", "ией"),
    ),
    "uk": (
        ("[бвгґдзклмнпстфх]", "", "и", "ів", "ом"), ("[жчшщ]", "", "і", "ів", "ем"),
        ("р", "", "и", "ів", "ом -ем"), ("р", "", "і", "ів", "ем"),
        ("", "ь", "і", "ів", "ем"), ("", "й", "ї", "їв", "єм"), ("", "ок", "ки", "ків", "ком"),
        ("", "ець", "ці", "ців", "цем"), ("", "ень", "ні", "нів", "нем"),
        ("н", "ня", "ня", "ь", "ням"), ("[^ое][бвгґдзклмнпрстфх]", "о", "а", "", "ом"),
        ("[бвгґдзлмнпрстфх]", "а", "и", "", "ою"), ("[аеиоу]к", "а", "и", "", "ою"),
        ("[жчшщ]", "а", "і", "", "ею"), ("[бвгґджзлмнпрстфхчшщ]", "ка", "ки", "ок", "кою"),
        ("", "ія", "ії", "ій", "ією"), ("[лн]", "я", "і", "ь", "ею"),
    ),
}  # fmt: skip
# Endings of other cases, behind what all but the first of a paradigm's forms have in common.
_OTHER_CASES = {
    "ru": "а я у ю ом ем ём ой ей ью е и ы ам ям ами ями ах ях ов ев",
    "uk": "а я у ю ом ем єм ою ею єю і ї и ам ям ами ями ах ях ів їв ові еві єві",
}
_ACCUSATIVE = {"а": "у", "ка": "ку", "я": "ю", "ия": "ию", "ія": "ію"}  # "delete 1 page"
_NUMBER = r"(?:%\S*?[diusn]|%\(\w+\)[ds]|\{\w*\}|%\d)"
_NOUN = re.compile(rf"{_NUMBER}[ \u00a0]+([^\W\d_]{{3,}})(?![\w'’ʼ-])")
# Behind these all numbers are in the genitive, and so is what they count.
_GENITIVE = re.compile(
    r"(?<!\w)(?:без|від|для|до|з|із|из|от|после|після|с|около|близько|свыше|более|менее|больше"
    r"|меньше|більше|менше|старше|моложе|молодше|дольше|довше|длиннее|короче|раньше|раніше|позже"
    r"|пізніше|течение|протягом|пределах|среди|серед|кроме|крім)\s+$",
    re.IGNORECASE,
)


def noun(form: str) -> str:
    """The word behind the number of a plural form, "" for none and for one in the genitive."""
    found = _noun(form)
    return found[1].lower() if found else ""


def _noun(form: str) -> re.Match[str] | None:
    found = _NOUN.search(form)
    return found if found and not _GENITIVE.search(form[: found.start()]) else None


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
    for stem, endings, instrumental in _read_as(nouns, language):
        right = [stem + ending for ending in endings]
        wrong = [at for at in range(3) if nouns[at] != right[at]]
        if len(wrong) > 1 or not _are_known(right, stem, instrumental, language):
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


def _read_as(nouns: Sequence[str], language: str) -> Iterator[tuple[str, list[str], str]]:
    """The stems and the endings that at least one of the forms can be read to have."""
    for before, *endings, instrumental in _PARADIGMS.get(language, ()):
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
                    yield stem, one, instrumental


def _are_known(words: Sequence[str], stem: str, instrumental: str, language: str) -> bool:
    """Whether the language's list of words has a noun with these forms and an instrumental."""
    ends = instrumental.split()
    return (
        all(known(word, language) for word in words)
        and any(known(stem + ending, language) for ending in ends if ending[0] != "-")
        and not any(known(stem + ending[1:], language) for ending in ends if ending[0] == "-")
    )


def in_case(forms: Sequence[str], language: str) -> list[str]:
    """Three plural forms with their nouns in the cases that the numbers ask for.

    As they are where it is not certain which noun it is. Where a text does not begin with the
    number, something else may ask for a case: the first noun and another must be right.

    >>> in_case(["%d результата", "%d результатов", "%d результатов"], "ru")
    ['%d результат', '%d результата', '%d результатов']
    """
    places = [found for form in forms if (found := _noun(form))]
    if not len(forms) == len(places) == 3 or language not in _PARADIGMS:
        return list(forms)
    one, two, five = (found[1] for found in places)
    nouns = one, two, five
    right = _all_cases(nouns, language)
    if not right and (odd := wrong_case(nouns, language)) and odd[1]:
        right = (*nouns[: odd[0]], odd[1], *nouns[odd[0] + 1 :])
    begins = not any(any(map(str.isalpha, one.string[: one.start()])) for one in places)
    if not right or (not begins and (right[0] != one or sum(map(ne, right, nouns)) > 1)):
        return list(forms)
    return [
        f"{form[: found.start(1)]}{word}{form[found.end(1) :]}"
        for form, found, word in zip(forms, places, right, strict=True)
    ]


@lru_cache(maxsize=4096)
def _all_cases(nouns: tuple[str, str, str], language: str) -> tuple[str, ...]:
    """The three forms of the noun that all of these are forms of; () if it may be another too."""
    found: list[tuple[str, ...]] = []
    for before, *endings, instrumental in _PARADIGMS[language]:
        shared = endings[1][:-1]
        ends = {*endings, *(shared + ending for ending in _OTHER_CASES[language].split())}
        stems = set.intersection(
            *({word[: len(word) - len(e)] for e in ends if word.endswith(e)} for word in nouns)
        )
        for stem in stems:
            right = tuple(stem + ending for ending in endings)
            # The lists of words have forms of words that there are not; the dictionary's are nouns.
            if right[0].lower() not in lexicon.nouns(language) or not re.search(f"{before}$", stem):
                continue
            if right == nouns or (not endings[0] and nouns[2] == right[0]):
                return ()  # as they are to be; "5 байт", "5 раз"
            if _are_known(right, stem, instrumental, language):
                accusative = stem + _ACCUSATIVE.get(endings[0], "\0")
                found.append((accusative if nouns[0] == accusative else right[0], *right[1:]))
    return found[0] if len(found) == 1 else ()
