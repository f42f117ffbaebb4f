"""Endings of nouns and adjectives, the words that terms are made of, per language.

Each language says which endings a term's own form may have (``base``), which ones a form of it
(``inflected``), and how its stem may change (``variants``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_Rewrite = tuple[re.Pattern[str], str]


@dataclass(frozen=True, slots=True)
class Endings:
    """How the words of a language inflect; all letters small.

    Attributes:
        bases, inflections: patterns that match a whole ending, the empty one too.
        changes: what may happen to the end of a term's word before an ending is put to it.
    """

    bases: re.Pattern[str]
    inflections: re.Pattern[str]
    changes: tuple[_Rewrite, ...] = ()

    def base(self, ending: str) -> bool:
        """Whether a term can end in this."""
        return bool(self.bases.fullmatch(ending))

    def inflected(self, ending: str) -> bool:
        """Whether a form of a term can end in this."""
        return bool(self.inflections.fullmatch(ending))

    def variants(self, word: str) -> Iterator[str]:
        """The word, and its stem as other forms may have it."""
        yield word
        for pattern, new in self.changes:
            changed = pattern.sub(new, word)
            if changed != word:
                yield changed


def _any(*groups: str) -> re.Pattern[str]:
    return re.compile("|".join("|".join(group.split()) for group in ("", *groups)))


_ENGLISH = _any("s es y ies 's")

# A. A. Zaliznyak, Grammatical Dictionary of Russian: declensions 1-3, adjectives; ё is е here.
_RUSSIAN = _any(
    "а я ы и у ю о е ь й ом ем ой ей ою ею ью ам ям ами ями ах ях ов ев",
    "ый ий ая яя ое ее ые ие ого его ому ему ым им ую юю ых их ыми ими",
)
_RUSSIAN_BASE = _any("а я ы и о е ь й ый ий ой ая яя ое ее ые ие")
# Ukrainian orthography of 2019, chapter on inflection: declensions 1-4, adjectives.
_UKRAINIAN = _any(
    "а я и і ї у ю о е є ь й ом ем єм ою ею єю ам ям ами ями ах ях ів їв ей ові еві єві",
    "'я 'ю 'ї 'єм 'ям 'ями 'ях",
    "ий ій ая яя еє ого його ому йому им їм ім ої ьої ьої ою ьою ую юю их іх їх ими іми їми",
    "ього ьому ню нню",  # казанню: the last consonant doubles
)
_UKRAINIAN_BASE = _any("а я и і ї о е є ь й ий ій 'я")
# Mongolian: plural, then case, then possession, each optional (R. Kullmann, D. Tserenpil,
# Mongolian Grammar, 1996, ch. 3); a vowel before, г or н between.
_MONGOLIAN = re.compile(
    r"[ьйн]?"
    r"(?:[аоөэи]?(?:н?ууд|н?үүд|ч?ууд|чүүд|нар|нэр)|[аэ]?д)?"
    r"(?:"
    r"г?(?:ын|ийн|ы|ий)|н[ыи]й?|н"  # genitive
    r"|[аоөэиу]?[дт]|[аоөэ]?нд"  # dative-locative
    r"|г?(?:ыг|ийг)|г"  # accusative
    r"|[гн]?(?:аас|ээс|оос|өөс|иас|иос)"  # ablative
    r"|г?(?:аар|ээр|оор|өөр|иар|иор)"  # instrumental
    r"|[аоөэ]?(?:тай|тэй|той|төй)"  # comitative
    r"|руу|рүү|луу|лүү|гүй"  # directive, privative
    r")?"
    r"(?:[гн]?(?:аа|ээ|оо|өө)|х?(?:аа|ээ|оо|өө))?"
)

_C = "бвгґджзклмнпрстфхцчшщ"


def _changes(*pairs: tuple[str, str]) -> tuple[_Rewrite, ...]:
    return tuple((re.compile(pattern), new) for pattern, new in pairs)


ENDINGS: dict[str, Endings] = {
    "en": Endings(_ENGLISH, _ENGLISH),
    "ru": Endings(
        _RUSSIAN_BASE,
        _RUSSIAN,
        _changes(
            (rf"(?<=[^аеиоуыэюя])[ео](?=[{_C}]ь?$)", ""),  # рынок, рынка
            (rf"([{_C}])([{_C}])[ао]$", r"\1о\2"),  # ссылка, ссылок
            (rf"([{_C}])([{_C}])[ао]$", r"\1е\2"),  # точка, точек
            (rf"[йь]([{_C}])[ао]$", r"е\1"),  # настройка, настроек
            (r"лец$", "льц"),  # палец, пальца
            (r"оец$", "ойц"),  # боец, бойца
            (r"мя$", "мен"),  # время, времени
        ),
    ),
    "uk": Endings(
        _UKRAINIAN_BASE,
        _UKRAINIAN,
        _changes(
            (rf"[іо](?=(?:[{_C}]|ст)ь?$|й$)", "о"),  # Харків, Харкова; якість, якості
            (rf"і(?=[{_C}]ь?$)", "е"),  # осінь, осені
            (rf"ї(?=[{_C}]ь?$)", "є"),  # Київ, Києва
            (r"лі(?=р$)", "льо"),  # колір, кольору
            (rf"[ое](?=[{_C}][оа]$)", "і"),  # слово, слів
            (rf"(?<=[^аеєиіїоуюя])[ео](?=[{_C}]ь?$)", ""),  # ринок, ринку
            (rf"([{_C}])([{_C}])[ао]$", r"\1о\2"),  # сторінка, сторінок
            (rf"([{_C}])([{_C}])[ао]$", r"\1е\2"),  # сестра, сестер
            (rf"([{_C}])\1я$", r"\1ь"),  # завдання, завдань
            (r"лець$", "льць"),  # палець, пальця
            (r"к(?=а?$)", "ц"),  # безпека, безпеці
            (r"г(?=а?$)", "з"),  # Гаага, Гаазі
            (r"х(?=а?$)", "с"),  # поверх, поверсі
        ),
    ),
    "mn": Endings(
        re.compile(r"|[ьйнаэоө]"),
        _MONGOLIAN,
        # газар, газрын; орон, орны; a long vowel stays, as in гишүүн.
        _changes((r"(?<=[бвгдзйклмнпрстфхцчшщ])[аоөэ](?=[бвгдзлмнпрстфхцчш]$)", "")),
    ),
}
