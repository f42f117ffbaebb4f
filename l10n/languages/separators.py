"""How locales separate the digits of a number (CLDR, "symbols")."""

from __future__ import annotations

from functools import cache


@cache
def separators(locale: str) -> tuple[str, str]:
    """The decimal and the group separator of a locale; those of English where it is unknown.

    >>> separators("de"), separators("tlh")
    ((',', '.'), ('.', ','))
    """
    from babel import Locale, UnknownLocaleError

    try:
        symbols = Locale.parse(locale.partition("@")[0]).number_symbols
    except (UnknownLocaleError, ValueError):
        return ".", ","
    latin = symbols.get("latn", symbols)
    return str(latin.get("decimal", ".")), str(latin.get("group", ","))
