"""Names and acronyms of the source: kept, transliterated or translated, but not lost.

Only for English sources: what is a name is told by its capital, and by not being a common word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from l10n.checks.base import Check, Context, Unit
from l10n.checks.kinds import COMMANDS, DOCUMENTS
from l10n.glossary import lexicon
from l10n.model import Finding

# Soundex's groups (Russell, 1918), for both alphabets. H, which comes as г, х or nothing, and
# vowels are in none.
_GROUPS = {
    "1": "bfpvwбвпф",
    "2": "cgjkqsxzгґжзксцчшщхҗ",
    "3": "dtдт",
    "4": "lл",
    "5": "mnмн",
    "6": "rр",
}
_CODES = {letter: code for code, letters in _GROUPS.items() for letter in letters}
_LEAST = 3  # groups of consonants; shorter names sound like too many words
_NAME = re.compile(r"[A-Z][^\W\d_A-Z]{3,}(?![\w-])")
_PART_OF_WORD = frozenset(".'’-")  # before a name: MacDonald, O'Neill, Jean-Luc
_AFTER_STOP = frozenset('.!?:;"“«(…\n|')
# Words with these endings are mostly translated: Spanish, Australian, Feminism, Building.
_TRANSLATED = re.compile(r"(?:ish|ese|ians?|eans?|ans?|ists?|ism|ics?|ing|ity|tion|ment)$")
_CYRILLIC_OR_LATIN = re.compile("[A-Za-zÀ-ɏЀ-ӿ]")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a word sounds, roughly: the groups of its consonants, doubled ones once.

    >>> sound("Siminoff") == sound("Симинофф")
    True
    """
    codes: list[str] = []
    for char in word.lower():
        code = _CODES.get(char, "")
        if code and (not codes or codes[-1] != code):
            codes.append(code)
    return "".join(codes)


class Names(Check):
    """A name inside of the source's sentence is heard in the translation too."""

    name = "names"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if context.source_locale.partition("_")[0] != "en" or not context.locale:
            return
        source = unit.source_prose
        heard: _Heard | None = None
        for match in _NAME.finditer(source, 1):
            name, at = match.group(), match.start()
            if not _stands_inside(source, at) or _is_common(name):
                continue
            codes = sound(name)
            if len(codes) < _LEAST:
                continue
            if heard is None:
                if context.kind(unit) == COMMANDS or _is_title(unit):
                    return
                words = unit.target_words
                if not _CYRILLIC_OR_LATIN.search("".join(words)):
                    return
                joined = (word for word in words if not word.isalpha())
                pieces = [piece for word in joined for piece in re.split("['’ʼ-]", word)]
                heard = _Heard(words + pieces)
            if not heard.has(name, codes):
                yield self.warning(
                    "{name} of the source is not to be found in the translation",
                    "if it was left out by mistake, put it in; a translated name is no mistake",
                    source=match.span(),
                    name=name,
                )
                return  # one is enough to make a person look


def _is_title(unit: Unit) -> bool:
    """Whether a text is a label or a title, in which all words have capitals."""
    words = [word for word in unit.source_words if len(word) > 3]
    capitals = sum(not word.islower() for word in words)
    return 2 * capitals > len(words) and unit.source.rstrip()[-1:] not in ".!?"


def _stands_inside(text: str, at: int) -> bool:
    """Whether a whole word that is not its sentence's first begins at an offset."""
    if at and (text[at - 1].isalnum() or text[at - 1] in _PART_OF_WORD):
        return False
    before = text[max(at - 8, 0) : at].rstrip()
    return bool(before) and before[-1] not in _AFTER_STOP


class _Heard:
    """How the words of a translation sound, all of them and those with capitals."""

    def __init__(self, words: Sequence[str]) -> None:
        self._all = " " + " ".join(map(sound, words))
        self._names = [sound(word) for word in words if not word.islower()]

    def has(self, name: str, codes: str) -> bool:
        """Whether a name is among them, or one that differs in one sound."""
        variants = [codes]
        if name[0] in "JG":  # John is Джон, but José is Хосе, Johan Юхан and George Юрий
            variants += [codes[1:], "3" + codes]
        if any(f" {wanted}" in self._all for wanted in variants):
            return True
        return any(
            _differ_by_one(word[: len(wanted) + more], wanted)
            for word in self._names
            for wanted in variants
            for more in (-1, 0, 1)
        )


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes the one the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = 0
    while at < len(one) and one[at] == other[at]:
        at += 1
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


@lru_cache(maxsize=65536)
def _is_common(name: str) -> bool:
    """Whether the word is one that translators translate: a noun, a country, a month."""
    word = name.lower()
    common = english_words()
    return (
        word in common
        or word.removesuffix("s") in common
        or word.removesuffix("ern") in common
        or bool(_TRANSLATED.search(word))
    )


@cache
def english_words() -> frozenset[str]:
    """English words that occur in small letters, and what CLDR has names of in all languages."""
    from babel import Locale

    english = Locale("en")
    named = (english.territories, english.languages, english.scripts)
    words = {word for names in named for name in names.values() for word in _words(str(name))}
    for family in (english.months["format"]["wide"], english.days["format"]["wide"]):
        words.update(str(name).lower() for name in family.values())
    listed = files("l10n.checks").joinpath("data", "english.txt").read_text("utf-8")
    common = {word for word in lexicon.headwords() if word.isalpha() and word.islower()}
    return frozenset(words.union(listed.split(), common))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.lower())


_TWO = re.compile("[A-Z][A-Z.0-9-]")  # what all of these begin with
_ACRONYM = re.compile(r"[A-Z](?<![\w-].)(?:[A-Z]{1,5}|\.(?:[A-Z]\.)+)(?!\w)", re.DOTALL)
_UPPER = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,8}(?![^\W\d_a-z])")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CODE = re.compile(r"[A-Z](?<![\w.-].)[A-Z]{0,3}-?\d{1,4}[A-Z]?\d*(?![\w-])", re.DOTALL)
# Abbreviations that are mostly written out, or are no acronyms at all.
_ORDINARY = frozenset(
    ("AM", "PM", "OK", "TV", "US", "UK", "USA", "AD", "BC", "ID", "NO", "II", "IT", "VS")
)
_TO_LATIN = str.maketrans("АВСЕНКМОРТХІБДГФЛНПРСТУЗ", "ABCEHKMOPTXIBDGFLNPRSTUZ")


class Acronyms(Check):
    """An acronym stays, is transliterated, or has another in its place; B-52 and H5N1 stay."""

    name = "acronyms"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source_prose, unit.target_prose
        if not _TWO.search(source) or source.isupper() or not context.locale:
            return
        if context.kind(unit) == COMMANDS:  # FILE, PATTERN: names of arguments
            return
        is_program = context.kind(unit) != DOCUMENTS
        spots = [
            match
            for match in _ACRONYM.finditer(source)
            if (text := match.group().replace(".", "")) not in _ORDINARY
            and not _ROMAN.fullmatch(text)
            and len(text) > 1
            and not (is_program and text.lower() in english_words())  # FILE, TRUE: words
        ]
        if spots:
            wanted = {match.group().replace(".", ""): match.span() for match in spots}
            joined = target.replace(".", "")
            found = {word for word in _UPPER.findall(joined) if not word[1:].islower()}
            found = {word for word in found if 2 * sum(map(str.isupper, word)) >= len(word)}
            lost = {text: span for text, span in wanted.items() if text not in joined}
            # A translated acronym has other letters: as many as were lost must have come.
            if len(lost) > len([word for word in found if word not in wanted]):
                text, span = next(iter(lost.items()))
                yield self.warning(
                    "{name} of the source is not in the translation, nor is another acronym",
                    "keep it, transliterate it or write it out",
                    source=span,
                    name=text,
                )
        for match in _CODE.finditer(source):
            if not all(digits in target for digits in re.findall(r"\d+", match.group())):
                yield self.warning(
                    "{name} of the source is not in the translation",
                    "such names are kept as they are",
                    source=match.span(),
                    name=match.group(),
                )
