"""Scripts: which a locale is written in, and whether a text can be in a locale's language.

The scripts are ISO 15924 codes; which one a locale has by itself the Unicode CLDR says ("likely
subtags", UTS 35).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from babel import Locale
from babel.core import get_global

from l10n.errors import ModelError
from l10n.languages.codes import english_name
from l10n.languages.profile import profile

# What Unicode calls the letters of a script, as names of characters begin.
_LETTERS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "MONGOLIAN": "Mong",
    "THAI": "Thai",
    "HANGUL": "Kore",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "CJK": "Hani",
}
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl"}  # as gettext writes it: sr@latin
_WRITTEN_WITH = {"Hani": {"Hans", "Hant", "Jpan", "Kore"}}
_SAMPLE = 20_000  # letters that are looked at
_LEAST_LETTERS, _MOST_OF_THEM = 40, 0.6
_LEAST_WORDS = 30

# Words that any longer text of a language has, and others hardly: those of more than one are of
# use to none.
# fmt: off
_COMMON = {
    "en": "the of and to in is that for it was with as on be at by this are from or",
    "de": "der die und das nicht von den ist mit des sich dem ein eine auf auch für wird",
    "fr": "le la les des et est une du que dans qui pour pas sur au avec ce",
    "es": "el los las que en del una por con para es se al como más pero",
    "it": "il di che è per un non della sono con una gli nel alla anche",
    "pt": "o que do da em um uma não para os com dos das ao mais",
    "nl": "de het een van en dat niet zijn voor met op aan ook er",
    "pl": "i w na z się nie do że jest to o jak od po",
    "tr": "ve bir bu için ile da de olarak daha çok olan gibi",
    "ru": "и в не на что с по это как из но для от был его она они мы вы или",
    "uk": "і в не на що з та як до це але для від був його вона вони ми ви або є й",
    "be": "і ў не на што з як да гэта але для ад быў яго яна яны мы вы або",
    "bg": "и на да се в от за не по че са като това със",
    "mn": "нь юм байна бол энэ тэр болон ба гэж байсан болно хүн дээр ч гэсэн тул",
    "kk": "және бұл мен бен үшін деп бір оның болып ол да де емес",
}
# fmt: on


@cache
def script(locale: str) -> str:
    """The script of a locale: the one that its code names, else its language's; "" if unknown."""
    code, _, modifier = locale.partition("@")
    parts = code.split("_")
    if modifier in _MODIFIERS:
        return _MODIFIERS[modifier]
    if named := next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), ""):
        return named.title()
    likely = get_global("likely_subtags")
    found = likely.get(f"{parts[0]}_{parts[-1]}") or likely.get(parts[0], "")
    return str(found.split("_")[1]) if found.count("_") > 1 else ""


def check_script(locale: str) -> None:
    """Refuse to machine-translate a locale whose code names another script than its language's.

    Models go by languages, and write the script that most people write them in.

    Raises:
        ModelError: naming both scripts.
    """
    code = _language(locale)
    wanted, written = script(locale), script(code)
    if wanted != written:
        raise ModelError(
            f"no model translates into {locale}: models of {english_name(code)} write "
            f"{_script_name(written)} script, not {_script_name(wanted)} script",
            "its catalogs can be translated by people; `l10n update` makes them",
        )


def _language(locale: str) -> str:
    return locale.partition("@")[0].partition("_")[0]


def _script_name(code: str) -> str:
    names = Locale("en").scripts
    return str(names.get(code, code))


def mismatch(text: str, locale: str) -> str:
    """What a text is in, in words, where that is not a locale's language; "" where it may be.

    A hint for people, not a detector: only what is plain is said.

    >>> mismatch("Мост закрыли, и жители не могут попасть на работу, что их не радует.", "en")
    'text in Cyrillic script'
    """
    found, count = _main_script(text[:_SAMPLE])
    expected = script(locale)
    if count < _LEAST_LETTERS or not expected:
        return ""
    if found and found != expected and expected not in _WRITTEN_WITH.get(found, ()):
        return f"text in {_script_name(found)} script"
    code = _language(locale)
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].casefold())
    if code not in _COMMON or len(words) < _LEAST_WORDS:
        return ""
    counts = Counter(words)
    shares = {one: sum(counts[word] for word in own) for one, own in _own_words().items()}
    best = max(shares, key=lambda one: shares[one])
    others = set(profile(locale).foreign_letters)
    foreign = sum(count for word, count in counts.items() if others.intersection(word))
    plain = shares[best] * 12 > len(words) or foreign * 8 > len(words)
    return english_name(best) if plain and shares[best] > 4 * shares[code] else ""


def main_script(text: str) -> str:
    """The script that most letters of a text are of, "" where none has most."""
    return _main_script(text[:_SAMPLE])[0]


def _main_script(text: str) -> tuple[str, int]:
    """The script of most letters, "" where none has most; and how many letters there are."""
    counts = Counter(_of_letter(letter) for letter in text if letter.isalpha())
    total = sum(counts.values())
    if not total:
        return "", 0
    found, most = counts.most_common(1)[0]
    return (found if most > _MOST_OF_THEM * total else ""), total


@cache
def _of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
    return _LETTERS.get(name, "")


@cache
def _own_words() -> dict[str, frozenset[str]]:
    """The common words of each language that no other in the table has."""
    words = {code: frozenset(text.split()) for code, text in _COMMON.items()}
    return {
        code: own - frozenset().union(*(other for one, other in words.items() if one != code))
        for code, own in words.items()
    }
