"""Numbers, dates and quotes as a locale writes them; data of the Unicode CLDR, by Babel."""

from __future__ import annotations

import re
from datetime import date

from l10n import markup
from l10n.languages.profile import profile
from l10n.markup import Placeable
from l10n.markup.protected import protected

_DATE = re.compile(r"(?<![\w./-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![\w/-])")
# English numbers that another locale writes differently: with thousands or decimals.
_NUMBER = re.compile(
    r"(?<![\w.,:/-])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\w.,]*[0-9])"
    r"|(?<![\w.,:/-])[0-9]+\.[0-9]+(?![\w.,]*[0-9])"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")


def localize(source: str, text: str, locale: str) -> str:
    """A translation with what it has taken over from English written as the locale does.

    Args:
        source: the message; only numbers and dates that stand in it too are changed.
        text: its translation.
        locale: the translation's.
    """
    parts = markup.parse(text)
    return markup.build(
        part if isinstance(part, Placeable) else _part(source, part, locale) for part in parts
    )


def _part(source: str, text: str, locale: str) -> str:
    pieces = []
    position = 0
    # A measure, "1,234.5 km", is protected in translation but is a number all the same.
    kept = [span for span in protected(text) if not text[span[0]].isdigit()]
    for start, end in [*kept, (len(text), len(text))]:
        pieces += [_numbers(source, text[position:start], locale), text[start:end]]
        position = end
    joined = "".join(pieces)
    quotes = profile(locale).quotes
    if quotes and not kept:
        pair = quotes[0]
        joined = _QUOTED.sub(rf"{pair[0]}\1{pair[1]}", joined)
    return joined


def _numbers(source: str, text: str, locale: str) -> str:
    from babel.dates import format_date
    from babel.numbers import format_decimal

    def number(found: re.Match[str]) -> str:
        raw = found.group()
        if raw not in source:
            return raw
        decimals = len(raw.partition(".")[2])
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        from decimal import Decimal

        return format_decimal(Decimal(raw.replace(",", "")), format=pattern, locale=locale)

    def day(found: re.Match[str]) -> str:
        try:
            value = date(*map(int, found.groups()))
        except ValueError:
            return found.group()
        if found.group() not in source:
            return found.group()
        return format_date(value, "long", locale=locale)

    return _NUMBER.sub(number, _DATE.sub(day, text))
