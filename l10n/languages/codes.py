"""Locale codes and what is known of each locale; all data is the Unicode CLDR's, by Babel.

Three spellings meet here: BCP 47 on the command line (``pt-BR``), gettext in paths and headers
(``pt_BR``), and the bare language that translation models know (``pt``). Inside l10n a locale is
always the gettext spelling.
"""

from __future__ import annotations

import difflib
import re
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.core import parse_locale as babel_parts
from babel.localedata import locale_identifiers

from l10n.errors import LocaleError

# The locales this project is made for come first when a hint lists examples.
FIRST_LOCALES = ("mn", "ru", "uk")


# Locale codes become folder names: nothing else may pass, whatever Babel would take.
_CODE = re.compile(r"[A-Za-z]{2,8}(_[A-Za-z0-9]{2,8})*(@[A-Za-z]+)?")


@cache
def _locale(code: str) -> Locale:
    spelled = code.strip().replace("-", "_")
    if not _CODE.fullmatch(spelled):
        raise ValueError(code)
    spelled = get_global("language_aliases").get(spelled.casefold(), spelled)  # "rus" is "ru"
    try:
        return Locale.parse(spelled, resolve_likely_subtags=False)
    except UnknownLocaleError:
        found = Locale.parse(spelled)
        wanted, territory = babel_parts(spelled)[:2]
        if found.language != wanted or territory not in Locale("en").territories:
            raise
        return found


@cache
def _spelled(code: str) -> str:
    """CLDR's own spelling, or language and territory where CLDR wants the script besides."""
    locale = _locale(code)
    parts = babel_parts(code.strip().replace("-", "_"))
    wanted, territory, script = parts[0], parts[1], parts[2]
    if territory is None or (locale.territory == territory and (not locale.script or script)):
        return str(locale)
    # zh_CN is zh_Hans_CN, mn_Cyrl_MN is mn: the likely script goes without saying.
    likely = get_global("likely_subtags").get(f"{wanted}_{territory}", "")
    likely = likely or get_global("likely_subtags").get(wanted, "")
    is_likely = script is None or f"_{script}_" in f"{likely}_"
    return f"{wanted}_{territory}" if is_likely else f"{wanted}_{script}_{territory}"


def parse_locale(code: str) -> str:
    """The gettext spelling of a locale code: ``"pt-br"`` → ``"pt_BR"``, ``"rus"`` → ``"ru"``.

    Raises:
        LocaleError: CLDR knows no such locale; the hint names the nearest ones.
    """
    try:
        return _spelled(code)
    except (UnknownLocaleError, ValueError, TypeError):
        raise LocaleError(f"unknown locale {code!r}", _suggestion(code)) from None


def parse_locales(codes: list[str]) -> list[str]:
    """Locales from options as a person writes them, ``["mn,ru", "uk kk"]``, each once, in order.

    Raises:
        LocaleError: one of them is unknown, or none is there.
    """
    parts = [part for code in codes for part in re.split(r"[\s,;]+", code) if part]
    if not parts:
        raise LocaleError("no target locale given", "name some: --to mn,ru,uk")
    return list(dict.fromkeys(parse_locale(part) for part in parts))


def _suggestion(code: str) -> str:
    wanted = code.strip().casefold()
    # A country's code, as in "ua" for Ukrainian.
    if likely := get_global("likely_subtags").get(f"und_{wanted.upper()}", "").split("_")[0]:
        return f"did you mean {likely} ({english_name(likely)})?"
    codes = [*FIRST_LOCALES, *(code for code in locale_identifiers() if code.isalpha())]
    by_name = {english_name(code).casefold(): code for code in codes}
    near = [by_name[name] for name in difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.75)]
    near += difflib.get_close_matches(wanted, codes, n=1, cutoff=0.5)
    if near:
        return f"did you mean {near[0]} ({english_name(near[0])})?"
    return f"use a code such as {', '.join(FIRST_LOCALES)}"


def language(locale: str) -> str:
    """The bare language of a locale, as models name it: ``"pt_BR"`` → ``"pt"``."""
    return _locale(locale).language


def english_name(locale: str) -> str:
    """What English calls the locale: ``"mn"`` → ``"Mongolian"``."""
    return _locale(locale).get_display_name("en") or locale


def native_name(locale: str) -> str:
    """What the locale calls itself: ``"mn"`` → ``"монгол"``."""
    return _locale(locale).get_display_name() or locale


def plural_forms(locale: str) -> str:
    """The value of a PO file's ``Plural-Forms`` header (GNU gettext manual, "Plural forms").

    From a table of our own, so that a header does not depend on the Babel that is installed. A
    locale without a rule has one form, as CLDR's root has.
    """
    from l10n.languages.plural_table import LOCALES_BY_RULE

    found = _locale(locale)
    by_locale = {code: rule for rule, codes in LOCALES_BY_RULE.items() for code in codes.split()}
    return by_locale.get(str(found)) or by_locale.get(found.language) or "nplurals=1; plural=0;"
