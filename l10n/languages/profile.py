"""All that is known of a language, in one record.

What the Unicode CLDR says of it (names, months, forms of numbers and dates) Babel carries, and is
asked by the language's code; a profile is what is beyond that. A language without a profile is
known by the CLDR alone: its translations are made and checked, by fewer checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from l10n.languages.endings import Endings
from l10n.languages.sentences import SentenceRules
from l10n.plugins import Registry, adopter


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A language.

    Attributes:
        code: ISO 639, as :func:`l10n.languages.codes.language` gives it.
        interface: what the language calls itself, where the review page speaks it; a catalog of the
            page must be in ``locales/``.
        quotes: pairs of quotation marks that are right, of the outer and the inner level, the
            usual one first (CLDR, "delimiters", and what printers also accept).
        foreign_letters: those that its alphabet lacks, of those that its neighbours have.
        telltale_letters: those of its alphabet that a long text of it all but always has and other
            languages of the script lack; "" where there are none.
        rare_keys: letters and signs that its texts want and many of its keyboards lack.
        weekday_names: what else days are called, in small letters; 0 is Monday.
        number_words: for a value the words that name it, as stems, for languages inflect: "|" is
            between them, "$" stands for the end of the word.
        endings: how its words inflect; None leaves that to Snowball's stemmer, where there is one.
        bare_counts: whether what is counted stands in the base form behind every number.
        flores: the language as FLORES-200 calls it (NLLB Team 2022, table 1), and so NLLB models;
            "" where it has none. Other families of models go by the code.
        sentences: what tells its sentences apart; None leaves that to sentencex.
    """

    code: str
    interface: str = ""
    quotes: tuple[str, ...] = ()
    foreign_letters: str = ""
    telltale_letters: str = ""
    rare_keys: str = ""
    weekday_names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    number_words: Mapping[int, str] = field(default_factory=dict)
    endings: Endings | None = None
    bare_counts: bool = False
    flores: str = ""
    sentences: SentenceRules | None = None


# Each is a module of its name in this folder; it is imported when the language is asked for.
CODES = ("be", "de", "en", "es", "fr", "ja", "kk", "ko", "ky", "mn", "pl", "ru", "tr", "uk", "zh")
PLUGINS = Registry("l10n.languages", "language", (), adopter(Profile, "code"))
"""Profiles that other packages add."""


@cache
def profile(locale: str) -> Profile:
    """What is known of a locale's language; little where nobody has written it down.

    Args:
        locale: in gettext's spelling, "pt_BR"; its language counts.

    Raises:
        PluginError: a plug-in has the language, and does not load.
    """
    code = locale.partition("_")[0].partition("@")[0]
    if code in CODES:
        found: Profile = import_module(f"l10n.languages.{code}").PROFILE
        return found
    return PLUGINS.find(code) or Profile(code=code)


def profiles() -> list[Profile]:
    """All that have been written down, those of plug-ins too."""
    return [profile(code) for code in (*CODES, *PLUGINS.complete())]
