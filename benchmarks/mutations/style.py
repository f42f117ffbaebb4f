"""Mutations of how it is written: punctuation, letters, blanks, repetition, spelling."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

from l10n.checks import Unit
from l10n.checks.spelling import Hunspell, speller
from mutations.helpers import broken, into, put, random_word


def end_mark_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, unit.target.rstrip(".?!…\"”»'")) if unit.target[-1:] in ".?!" else None


def end_mark_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if unit.target[-1:] not in ".?!":
        return None
    return broken(unit, unit.target[:-1] + ("?" if unit.target[-1] != "?" else "."))


def bracket_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    spots = list(re.finditer(r"[()\[\]]", unit.target))
    return broken(unit, put(unit.target, rng.choice(spots), "")) if spots else None


def quote_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    spots = list(re.finditer(r'(?<!\d)["«»]', unit.target))
    if not spots or '"' not in unit.source:
        return None
    return broken(unit, put(unit.target, rng.choice(spots), ""))


def quotes_foreign(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    word = random_word(unit, rng)
    one = re.search(r"\w{4,}", unit.source)
    if not word or not one:
        return None
    good = replace(
        unit,
        source=put(unit.source, one, f"“{one.group()}”"),
        target=put(unit.target, word, f"«{word.group()}»"),
    )
    left, right = {"mn": "‹›", "ru": "“”", "uk": "‹›"}[locale]
    return broken(good, put(unit.target, word, f"{left}{word.group()}{right}"))


def quotes_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if unit.source.count('"') < 2:
        return None
    return broken(unit, re.sub('["«»“”„]', "", unit.target))


def decapitalized(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, unit.target[:1].lower() + unit.target[1:])


def blank_doubled(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, into(unit.target, "", rng))


def blank_at_an_end(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return broken(unit, rng.choice((f" {unit.target}", f"{unit.target} ")))


def unit_unbound(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    number, size = rng.randint(2, 999), rng.choice(("kg km", "km км", "% %")).split()
    measure = size[1] if locale != "mn" else size[0]
    good = replace(
        unit,
        source=into(unit.source, f"{number}\u00a0{size[0]}", rng),
        target=into(unit.target, f"{number}\u00a0{measure}", rng),
    )
    return broken(good, good.target.replace(f"{number}\u00a0", f"{number} "))


def invisible_added(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    at = rng.randrange(1, len(unit.target))
    char = rng.choice("\u200b\u00ad\ufffd\ufeff\x07\u202e")
    return broken(unit, unit.target[:at] + char + unit.target[at:])


@cache
def _dictionary(locale: str) -> Hunspell | None:
    return speller(locale)


def letters_swapped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    dictionary = _dictionary(locale)
    words = [
        match
        for match in re.finditer(r"(?<![\w'-])[а-яёіїєґөү]{7,}(?![\w'-])", unit.target)
        if dictionary is not None and dictionary.knows(match.group())
    ]
    if not words:
        return None
    word = rng.choice(words)
    text = word.group()
    at = rng.randrange(1, len(text) - 3)
    return broken(
        unit, put(unit.target, word, text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    )


def neighbour_letter(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if locale == "mn":
        plain = unit.target.translate(str.maketrans("өүӨҮ", "оуОУ"))
        long = len(re.findall("[Ѐ-ӿ]", plain)) > 130
        return broken(unit, plain) if long else None
    old, new = {"ru": ("и", "і"), "uk": ("и", "ы")}[locale]
    spots = list(re.finditer(old, unit.target))
    return broken(unit, put(unit.target, rng.choice(spots), new)) if spots else None


def homoglyph(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    latin = dict(zip("асеорхуі", "aceopxyi", strict=True))
    spots = list(re.finditer(r"(?<=[Ѐ-ӿ])[асеорхуі]|[асеорхуі](?=[Ѐ-ӿ])", unit.target))
    if not spots:
        return None
    spot = rng.choice(spots)
    return broken(unit, put(unit.target, spot, latin[spot.group()]))


def word_doubled(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    word = random_word(unit, rng, 2)
    return broken(unit, put(unit.target, word, f"{word.group()} {word.group()}")) if word else None


def looped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    words = unit.target.split()
    if len(words) < 6:
        return None
    length, at = rng.randint(1, 4), rng.randrange(1, len(words) - 4)
    phrase = words[at : at + length]
    return broken(unit, " ".join(words[:at] + phrase * rng.randint(4, 8) + words[at:]))
