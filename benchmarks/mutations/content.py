"""Mutations of what is said: numbers, dates, names, terms, length, language."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

from babel import Locale

from l10n.checks import Unit
from l10n.checks.dates import _names
from l10n.checks.names import _NAME, _Heard, _is_common, _stands_inside, sound
from l10n.checks.numbers import YEAR, _numbers
from l10n.glossary import Glossary, Term
from l10n.glossary.inflection import is_form
from mutations.helpers import broken, into, put


def number_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    numbers = [span for text, span in _numbers(unit.target) if text in unit.source]
    if not numbers:
        return None
    start, end = rng.choice(numbers)
    return broken(unit, unit.target[:start].rstrip() + unit.target[end:])


def number_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    numbers = [span for text, span in _numbers(unit.target) if text in unit.source]
    if not numbers:
        return None
    start, end = rng.choice(numbers)
    at = rng.choice([i for i in range(start, end) if unit.target[i].isdigit()])
    digit = rng.choice([one for one in "123456789" if one != unit.target[at]])
    return broken(unit, unit.target[:at] + digit + unit.target[at + 1 :])


def number_english(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if locale == "mn":  # separates as English does
        return None
    english = f"{rng.randint(1, 999)},{rng.randint(100, 999)}"
    good = replace(
        unit,
        source=into(unit.source, english, rng),
        target=into(unit.target, english.replace(",", "\u00a0"), rng),
    )
    return broken(good, good.target.replace(english.replace(",", "\u00a0"), english))


def year_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    years = [m for m in YEAR.finditer(unit.target) if m.group() in unit.source]
    if not years:
        return None
    year = rng.choice(years)
    if unit.target.count(year.group()) > 1:
        return None
    return broken(unit, put(unit.target, year, str(int(year.group()) + rng.randint(3, 30))))


def weekday_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    names = _names(locale, "days")
    for number, day in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ):
        found = re.search(names[number].pattern + r"\w*", unit.target, re.IGNORECASE)
        if day in unit.source and found:
            other = {"mn": "Пүрэв", "ru": "четверг", "uk": "четвер"}[locale]
            if number == 3:
                other = {"mn": "Лхагва", "ru": "среду", "uk": "середу"}[locale]
            return broken(
                unit, re.sub(names[number].pattern + r"\w*", other, unit.target, flags=re.I)
            )
    return None


def month_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    names = _names(locale, "months")
    for number, month in enumerate(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        )
    ):
        if not re.search(rf"{month},? \d|\d {month}", unit.source):
            continue
        if locale == "mn":
            found = re.search(rf"(?<!\d){number + 1}(?=-?\w* *сар)", unit.target)
            if found and len(re.findall(rf"(?<!\d)0?{number + 1}(?!\d)", unit.target)) == 1:
                return broken(unit, put(unit.target, found, str((number + 3) % 12 + 1)))
            continue
        found = re.search(names[number].pattern + r"\w*", unit.target.lower())
        if found and not re.search(rf"(?<!\d)0?{number + 1}(?!\d)", unit.target):
            other = {"ru": ("декабря", "июля"), "uk": ("грудня", "липня")}[locale][number == 11]
            pattern = names[number].pattern + r"\w*"
            return broken(unit, re.sub(pattern, other, unit.target, flags=re.I))
    return None


def name_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    """Drop the words in which a name of four or more groups of consonants is heard."""
    for match in _NAME.finditer(unit.source):
        name = match.group()
        if _is_common(name) or len(sound(name)) < 4:
            continue
        if not _stands_inside(unit.source, match.start()):
            continue
        words = [
            w for w in unit.target_words if not w.islower() and _Heard([w]).has(name, sound(name))
        ]
        if words:
            target = unit.target
            for word in words:
                target = target.replace(word, "")
            return broken(unit, " ".join(target.split()))
    return None


def acronym_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    found = re.findall(r"(?<![\w-])[^\W\d_a-zа-яёіїєґөү]{3,5}(?![\w-])", unit.target)
    wanted = re.findall(r"(?<![\w-])[A-Z]{3,5}(?![\w-])", unit.source)
    if not found or not any(set(one) - set("IVXLCDM") and one != "USA" for one in wanted):
        return None
    target = unit.target
    for acronym in found:
        target = target.replace(acronym, "")
    return broken(unit, " ".join(target.split()))


def term_replaced(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    for term, _, _ in glossary(locale).terms_in(unit.source, locale):
        words = [w for w in unit.target_words if is_form(term.target(locale)[0], w, locale)]
        if words:
            target = unit.target
            for word in words:
                target = target.replace(word, "Атлантида")
            return broken(unit, target)
    return None


@cache
def glossary(locale: str) -> Glossary:
    """Countries by CLDR's names, where both names are one word: a glossary that others wrote."""
    english, own = Locale("en").territories, Locale(locale).territories
    return Glossary(
        Term(str(english[code]), {locale: (str(own[code]),)})
        for code in english
        if code in own and str(english[code]).isalpha() and str(own[code]).isalpha()
    )


def cut_short(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if len(unit.source) < 80:
        return None
    return broken(unit, unit.target[: len(unit.target) // 6])


def run_on(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if len(unit.source) < 80:
        return None
    return broken(unit, f"{unit.target} {' '.join(reversed(unit.target.split()))}")


def emptied(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, "")


def copied(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, unit.source)


def in_english(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    words = unit.source.split()
    return broken(unit, " ".join([*words[1:], "and", "more", words[0]])) if words[4:] else None
