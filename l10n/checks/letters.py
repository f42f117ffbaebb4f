"""Letters: the script, the alphabet, look-alikes, the capital at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from l10n.checks.base import Check, Context, Unit, find_word, fixed
from l10n.checks.wording import Message
from l10n.languages.profile import profile
from l10n.languages.words import known
from l10n.model import Finding, Severity

_LATIN = re.compile("[A-Za-z]")
_MIXED = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_WORD = re.compile(r"\w+")
_LATIN_LOOKALIKES = frozenset("aceiopxyABCEHIKMOPTXYü")
_CYRILLIC_LOOKALIKES = frozenset("асеіорхуАВСЕНІКМОРТХУү")
_TO_CYRILLIC = dict(zip("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ", strict=True))
_LONE_LATIN = re.compile(
    r"[aceiopxyABCEHIKMOPTXY](?<![\w.-].)[aceiopxyABCEHIKMOPTXY]*(?![\w-])(?!\.\w)", re.DOTALL
)


class Homoglyphs(Check):
    """No Latin letters inside of Cyrillic words, nor words of look-alikes in Cyrillic text.

    Such a word reads well and is found by no search and no spelling checker.
    """

    name = "homoglyphs"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        text = unit.target_prose
        if not _LATIN.search(text) or not _is_cyrillic(context.language):
            return
        for match in _WORD.finditer(text) if _MIXED.search(text) else ():
            word = match.group()
            if not _MIXED.search(word) or word in unit.source_prose:
                continue
            strays = _strays(word)
            if not strays or _is_coined(word, unit.source):
                continue
            at = match.start() + strays[0]
            found = self.error(
                "{word!r} mixes Latin and Cyrillic letters: {letter!r} is Latin"
                if text[at].isascii()
                else "{word!r} mixes Latin and Cyrillic letters: {letter!r} is Cyrillic",
                "type the word anew on one keyboard layout",
                (at, at + len(strays))
                if strays[-1] - strays[0] == len(strays) - 1
                else (at, at + 1),
                word=word,
                letter=text[at],
            )
            yield _retyped(found, word, match.start(), strays)
        for match in _LONE_LATIN.finditer(text):
            word = match.group()
            if (word.isupper() and len(word) == 1 and word not in "AOCY") or _ROMAN.fullmatch(word):
                continue
            if find_word(word, unit.source) or not _between_cyrillic(text, match.span()):
                continue
            if len(word) > 1 and word.casefold() in unit.source.casefold():
                continue
            cyrillic = "".join(_TO_CYRILLIC[char] for char in word)
            yield self.warning(
                "{word!r} is in Latin letters that look like Cyrillic {cyrillic!r}",
                "type the word anew on the Cyrillic layout, if it is meant to be Cyrillic",
                match.span(),
                word=word,
                cyrillic=cyrillic,
            )


def _retyped(finding: Finding, word: str, start: int, strays: list[int]) -> Finding:
    """The finding with the word in one script, where its letters say which that is."""
    cyrillic = sum("Ѐ" <= char <= "ӿ" for char in word)
    if any(word[at] not in _TO_CYRILLIC for at in strays) or cyrillic <= len(strays):
        return finding
    first, last = strays[0], strays[-1] + 1
    fix = "".join(_TO_CYRILLIC.get(char, char) for char in word[first:last])
    return fixed(finding, fix, (start + first, start + last))


def _strays(word: str) -> list[int]:
    """Offsets of the letters that are of the other script than the rest of a mixed word.

    A unit or a brand with a case ending glued on, "600Mбит" or "iPhoneом", mixes scripts by
    halves: that is a slip only where the Latin half is made of look-alikes.
    """
    latin = [i for i, char in enumerate(word) if char.isascii() and char.isalpha()]
    cyrillic = [i for i, char in enumerate(word) if "Ѐ" <= char <= "ӿ"]
    fewer, lookalikes = (
        (latin, _LATIN_LOOKALIKES)
        if len(latin) <= len(cyrillic)
        else (cyrillic, _CYRILLIC_LOOKALIKES)
    )
    if all(word[i] in lookalikes for i in fewer):
        return fewer
    if len(latin) <= 2 and len(cyrillic) > 2:
        return fewer
    return []


def _is_coined(word: str, source: str) -> bool:
    """Whether a mixed word is made like one of the source's, and only a part of it translated.

    "RФАЙЛ" for RFILE, "АкварельC" for WaterC, "AaВв" for the letters Aa, "ШИРИНАxВЫСОТА".
    """
    runs = _LATIN_RUN.findall(word)
    if len(source) <= 8 and all(letter in source for letter in "".join(runs)):
        return any(word.startswith(each) or word.endswith(each) for each in runs)
    if word.upper().translate(_NO_X) == word and "x" in word and "x" in source:
        return True
    run = runs[0] if len(runs) == 1 else ""
    if len(run) > 2 and run.isupper() and run in source and not word.isupper():
        return True  # "МетодHTTP"
    if not run or not (word.startswith(run) or word.endswith(run)):
        return False
    rest = word.removeprefix(run).removesuffix(run)
    for other in _LATIN_WORD.findall(source):
        if len(other) <= len(run):
            continue
        if word.startswith(run) and other.startswith(run):
            left = other[len(run) :]
            if left[0].isupper() and (rest.isupper() or not run.isupper() or not left.isupper()):
                return True
        if word.endswith(run) and other.endswith(run):
            left = other[: -len(run)]
            if left[-1].isupper() != run[0].isupper() or (rest.isupper() and left.isupper()):
                return True
    return False


_LATIN_RUN = re.compile("[A-Za-z]+")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_NO_X = str.maketrans("X", "x")
_ROMAN = re.compile(r"[MDCLXVI]{2,}|[MDLXVI]")


def _between_cyrillic(text: str, span: tuple[int, int]) -> bool:
    before = text[: span[0]].rstrip(" ")
    after = text[span[1] :].lstrip(" ")
    neighbours = before[-1:] + after[:1]
    return bool(neighbours) and all("Ѐ" <= char <= "ӿ" or char in ",.?!«»" for char in neighbours)


_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LONG = 120  # letters within which a text all but always has a letter that tells its language


class Alphabet(Check):
    """Only letters of the locale's alphabet: no ы in Ukrainian, no і in Russian, ө and ү at all.

    Alphabets: Unicode CLDR, "exemplarCharacters".
    """

    name = "alphabet"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        language = context.language
        foreign, telltale = _patterns(language)
        if foreign is None:
            return
        spots = list(foreign.finditer(unit.target_prose))
        if spots:
            first = spots[0]
            letters = "".join(dict.fromkeys(spot.group() for spot in spots))
            found = self.error(
                "{letters} is not in the alphabet of {locale}",
                "a word of another language, or typed on another layout: write it anew",
                first.span(),
                letters=" ".join(letters),
                locale=context.locale,
            )
            yield found if len(spots) > 2 else replace(found, severity=Severity.WARNING)
        elif (
            telltale
            and not telltale.search(unit.target)
            and len(_CYRILLIC.findall(unit.target_prose)) >= _LONG
        ):
            yield self.error(
                "long text without {letters}: not {locale}, or typed without these letters",
                "write them where other letters stand for them",
                letters=" ".join(profile(language).telltale_letters),
                locale=context.locale,
            )


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What finds letters that a language's alphabet lacks, and letters that tell the language."""
    own = profile(language)
    foreign, telltale = (
        re.compile(f"[{letters}{letters.upper()}]") if letters else None
        for letters in (own.foreign_letters, own.telltale_letters)
    )
    return foreign, telltale


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
def _letters_of(script: str) -> _Letters:
    return _Letters(_SCRIPTS[script])


_LETTER = re.compile(r"[^\W\d_]")
_WORDS = 4  # in another script; fewer may well be a name
_MOST = 20  # letters; shorter text may well be a name left as it is


class Language(Check):
    """The translation is written in the script of its locale."""

    name = "language"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        script = _script_of(context.locale)
        pattern = _SCRIPTS.get(script)
        if pattern is None:
            return
        if context.language == "mn" and not unit.target.isascii():
            yield from self._of_russian(unit)
        is_own = _letters_of(script)
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


@cache
def _script_of(locale: str) -> str:
    from babel.core import get_global

    parts = locale.replace("@", "_").split("_")
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            return {"latin": "Latn", "cyrillic": "Cyrl"}.get(part.lower(), part.title())
    if "latin" in parts:
        return "Latn"
    likely = get_global("likely_subtags").get(parts[0], "")
    pieces = likely.split("_")
    return pieces[1] if len(pieces) > 1 else ""


def _is_cyrillic(language: str) -> bool:
    return _script_of(language) == "Cyrl" if language else False


@cache
def called_otherwise() -> frozenset[str]:
    """English names of months, days and languages, in small letters (Unicode CLDR)."""
    from babel import Locale

    english = Locale("en")
    names = [*english.languages.values(), *english.months["format"]["wide"].values()]
    names += [*english.days["format"]["wide"].values()]
    names += [*english.months["format"]["abbreviated"].values()]
    names += [*english.days["format"]["abbreviated"].values()]
    return frozenset(str(name).lower() for name in names)


_FIRST = re.compile(r"[^\W_]")


class Capitalization(Check):
    """The translation starts with a capital if the source does, and not if it does not."""

    name = "capitalization"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = _FIRST.search(unit.source_prose), _FIRST.search(unit.target_prose)
        if not source or not target:
            return
        wanted, found = source.group(), target.group()
        if wanted.isupper() == found.isupper() or not _has_case(wanted) or not _has_case(found):
            return
        # What stands before the first letter may be a placeholder's value: "%s files".
        if " " not in unit.source and unit.source.lower().strip(".:") in called_otherwise():
            return  # months, days, languages have a capital in English alone
        if any(map(str.isdigit, unit.source.split(maxsplit=1)[0])):
            return  # "a2 Envelope"
        if not _is_start(unit.source, source.start()) or not _is_start(unit.target, target.start()):
            return
        # "iPhone", "eBay", "pH": a name that keeps its small letter anywhere.
        first = unit.target_words[0] if unit.target_words else ""
        if not first.islower() and not first.istitle() and not first.isupper():
            return
        if wanted.isupper():
            message = Message("starts with a small letter; the source with a capital")
        else:
            if unit.source_words and not unit.source_words[0].islower():
                return
            if found.isupper() and first.isupper() and len(first) > 1:
                return
            message = Message("starts with a capital; the source with a small letter")
        yield self.warning(message, "start as the source does", target.span(), source.span())


def _is_start(text: str, at: int) -> bool:
    return not text[:at].strip(" \t\n\u00a0\"'«»“”„‘’([{*_&-–—•…¿¡")


def _has_case(char: str) -> bool:
    return char.lower() != char.upper()
