"""Dates: years, months, days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from l10n.checks.base import Check, Context, Unit
from l10n.checks.numbers import YEAR
from l10n.languages.profile import profile
from l10n.model import Finding, Severity

_DATED = re.compile(  # a month beside a day or a year: "May" alone may be a verb or a name
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=,?\s+\d)"
    r"|(?<=\d )(?P<after>January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
    r"|\b(?P<alone>January|February|September|October|November|December)\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Quick to look for, as it starts with letters: most texts have none.
_MAYBE = re.compile(
    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
_APOSTROPHES = str.maketrans("’ʼ", "''")  # of Ukrainian п'ятниця, all in use
_DIGIT = re.compile(r"\d")


class Dates(Check):
    """Years stay, and so do months and days of the week, as names or as numbers.

    Names of months and days: Unicode CLDR, all forms of the locale, by their stems.
    """

    name = "dates"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source = unit.source_prose
        if _DIGIT.search(source):
            yield from self._years(unit)
        if (
            not _MAYBE.search(source)
            or not _names(context.locale, "days")
            or context.source_locale.partition("_")[0] != "en"
        ):
            return
        for match in _DATED.finditer(source):
            name = match.group("month") or match.group("after") or match.group("alone")
            number = _MONTHS.index(name[:3].lower())
            as_number = re.search(rf"(?<!\d)0?{number + 1}(?!\d)", unit.target)
            as_name = _names(context.locale, "months")[number].search(unit.target_lower)
            if not as_name and not as_number:
                yield self._gone(match.group(), match.span())
        for match in _WEEKDAY.finditer(source) if "day" in source else ():
            number = _WEEKDAYS.index(match.group()[:3].lower())
            if not _names(context.locale, "days")[number].search(
                unit.target_lower.translate(_APOSTROPHES)
            ):
                yield self._gone(match.group(), match.span())

    def _years(self, unit: Unit) -> Iterator[Finding]:
        years = list(YEAR.finditer(unit.source_prose))
        if not years:
            return
        target = re.sub(r"(?<=\d)[ \u00a0\u202f,.](?=\d{3}(?!\d))", "", unit.target_prose)
        for match in years:
            year = match.group()
            if year in target or (year[2:] in _short(target) and year[2:] != "00"):
                continue
            if (
                re.search(rf"(?<!\d){year[:2]}(?!\d)|мянга|тысяч|тисяч", unit.target_lower)
                and year[2:] == "00"
            ):
                continue  # 1900 is "the 19 hundreds", 2000 a word
            found = self.error(
                "the year {year} of the source is missing in the translation",
                "write the source's year",
                source=match.span(),
                year=year,
            )
            # In a table or a picture of a screen a number of four digits is many things.
            yield replace(found, severity=Severity.WARNING) if unit.is_laid_out else found

    def _gone(self, name: str, span: tuple[int, int]) -> Finding:
        return self.warning(
            "{old} of the source is missing in the translation",
            "compare the date with the source's",
            source=span,
            old=name,
        )


def _short(text: str) -> set[str]:
    """Two-digit numbers: years of a range, 1998–99, or of a decade."""
    return set(re.findall(r"(?<!\d)\d\d(?!\d)", text))


@cache
def _names(locale: str, family: str) -> list[re.Pattern[str]]:
    """For each month or day of the week, a pattern of its names' stems, in lower case.

    Empty for a locale that CLDR does not know.
    """
    from babel import Locale, UnknownLocaleError

    try:
        parsed = Locale.parse(locale.partition("@")[0])
    except (UnknownLocaleError, ValueError):
        return []
    forms = parsed.months if family == "months" else parsed.days
    first = 1 if family == "months" else 0
    patterns = []
    for number in range(12 if family == "months" else 7):
        names = {
            str(forms[use][width][number + first]).lower().rstrip(".").translate(_APOSTROPHES)
            for use, width in (
                ("format", "wide"),
                ("stand-alone", "wide"),
                ("format", "abbreviated"),
                ("stand-alone", "abbreviated"),
            )
        }
        names.update((profile(locale).weekday_names if family == "days" else {}).get(number, ()))
        patterns.append(re.compile("|".join(map(_stem, sorted(names)))))
    return patterns


def _stem(name: str) -> str:
    if len(name) <= 3:
        return rf"\b{re.escape(name)}\b|\b{re.escape(name[:-1])}\w{{1,3}}\b"
    if " " in name:
        return re.escape(name)
    return rf"\b{re.escape(name[: max(3, len(name) - 2)])}"
