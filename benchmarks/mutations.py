"""Ways to break a correct translation, per check: what `benchmarks/checks.py` counts catches of.

A mutation takes a correct pair and gives a pair that is still correct, prepared for it where
sentences of prose lack what is to be broken (a placeholder, a tag, a label's accelerator), and the
broken one; None where the pair has nothing to break.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from babel import Locale

from l10n.checks import Unit
from l10n.checks.dates import _names
from l10n.checks.names import _NAME, _is_common, _is_heard, _stands_inside, sound
from l10n.checks.numbers import YEAR, _numbers
from l10n.checks.plurals import forms_of
from l10n.checks.spelling import Hunspell, speller
from l10n.glossary import Glossary, Term
from l10n.glossary.inflection import is_form

Mutation = Callable[[Unit, str, random.Random], "tuple[Unit, Unit] | None"]


def _broken(unit: Unit, target: str) -> tuple[Unit, Unit] | None:
    return (unit, replace(unit, target=target)) if target != unit.target else None


def _into(text: str, piece: str, rng: random.Random) -> str:
    """The text with a piece put between two of its words."""
    blanks = [match.start() for match in re.finditer(" ", text)] or [len(text)]
    at = rng.choice(blanks)
    return f"{text[:at]} {piece}{text[at:]}"


def _word(unit: Unit, rng: random.Random, least: int = 5) -> re.Match[str] | None:
    words = [m for m in re.finditer(r"[Ѐ-ӿ]+", unit.target) if len(m.group()) >= least]
    return rng.choice(words) if words else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _with(unit: Unit, piece: str, rng: random.Random) -> Unit:
    return replace(
        unit, source=_into(unit.source, piece, rng), target=_into(unit.target, piece, rng)
    )


PLACEHOLDERS = ("%s", "%d", "%(name)s", "{name}", "{0}", "${user}", "%1$s", "{{count}}")


def placeholder_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(PLACEHOLDERS)
    good = _with(unit, piece, rng)
    return _broken(good, good.target.replace(f" {piece}", "", 1))


def placeholder_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(PLACEHOLDERS)
    good = _with(unit, piece, rng)
    other = rng.choice(
        [one for one in PLACEHOLDERS if one != piece and {one, piece} != {"%s", "%1$s"}]
    )
    return _broken(good, good.target.replace(piece, other, 1))


def placeholder_translated(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _with(unit, "{name}", rng)
    return _broken(good, good.target.replace("{name}", "{имя}"))


def _tagged(unit: Unit, rng: random.Random) -> Unit | None:
    one, other = re.search(r"\w{4,}", unit.source), _word(unit, rng, 4)
    if not one or not other:
        return None
    left, right = rng.choice((("<1>", "</1>"), ("<b>", "</b>"), ('<a href="x.html">', "</a>")))
    return replace(
        unit,
        source=_put(unit.source, one, f"{left}{one.group()}{right}"),
        target=_put(unit.target, other, f"{left}{other.group()}{right}"),
    )


def tag_cut(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _tagged(unit, rng)
    return _broken(good, re.sub(r"</\w+>", "", good.target)) if good else None


def tag_renamed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _tagged(unit, rng)
    return _broken(good, re.sub(r"<(\d|\w+)", r"<9", good.target, count=1)) if good else None


def tags_crossed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = _tagged(unit, rng)
    if not good:
        return None
    return _broken(good, re.sub(r"(<[^/>][^>]*>)(\w+)(</\w+>)", r"\3\2\1", good.target))


def address_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(("https://example.org/a/b?c=1", "www.example.com", "info@example.org"))
    good = _with(unit, piece, rng)
    return _broken(good, good.target.replace(f" {piece}", "", 1))


def address_mistyped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    piece = rng.choice(("https://example.org/a/b?c=1", "www.example.com", "info@example.org"))
    good = _with(unit, piece, rng)
    return _broken(good, good.target.replace("example", "exmaple"))


def number_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    numbers = [span for text, span in _numbers(unit.target) if text in unit.source]
    if not numbers:
        return None
    start, end = rng.choice(numbers)
    return _broken(unit, unit.target[:start].rstrip() + unit.target[end:])


def number_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    numbers = [span for text, span in _numbers(unit.target) if text in unit.source]
    if not numbers:
        return None
    start, end = rng.choice(numbers)
    at = rng.choice([i for i in range(start, end) if unit.target[i].isdigit()])
    digit = rng.choice([one for one in "123456789" if one != unit.target[at]])
    return _broken(unit, unit.target[:at] + digit + unit.target[at + 1 :])


def number_english(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if locale == "mn":  # separates as English does
        return None
    english = f"{rng.randint(1, 999)},{rng.randint(100, 999)}"
    good = replace(
        unit,
        source=_into(unit.source, english, rng),
        target=_into(unit.target, english.replace(",", "\u00a0"), rng),
    )
    return _broken(good, good.target.replace(english.replace(",", "\u00a0"), english))


def year_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    years = [m for m in YEAR.finditer(unit.target) if m.group() in unit.source]
    if not years:
        return None
    year = rng.choice(years)
    if unit.target.count(year.group()) > 1:
        return None
    return _broken(unit, _put(unit.target, year, str(int(year.group()) + rng.randint(3, 30))))


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
            return _broken(
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
                return _broken(unit, _put(unit.target, found, str((number + 3) % 12 + 1)))
            continue
        found = re.search(names[number].pattern + r"\w*", unit.target.lower())
        if found and not re.search(rf"(?<!\d)0?{number + 1}(?!\d)", unit.target):
            other = {"ru": ("декабря", "июля"), "uk": ("грудня", "липня")}[locale][number == 11]
            pattern = names[number].pattern + r"\w*"
            return _broken(unit, re.sub(pattern, other, unit.target, flags=re.I))
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
            w
            for w in unit.target_words
            if not w.islower() and _is_heard(name, sound(name), [(sound(w), True)])
        ]
        if words:
            target = unit.target
            for word in words:
                target = target.replace(word, "")
            return _broken(unit, " ".join(target.split()))
    return None


def acronym_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    found = re.findall(r"(?<![\w-])[^\W\d_a-zа-яёіїєґөү]{3,5}(?![\w-])", unit.target)
    wanted = re.findall(r"(?<![\w-])[A-Z]{3,5}(?![\w-])", unit.source)
    if not found or not any(set(one) - set("IVXLCDM") and one != "USA" for one in wanted):
        return None
    target = unit.target
    for acronym in found:
        target = target.replace(acronym, "")
    return _broken(unit, " ".join(target.split()))


def term_replaced(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    for term, _, _ in glossary(locale).terms_in(unit.source, locale):
        words = [w for w in unit.target_words if is_form(term.target(locale)[0], w, locale)]
        if words:
            target = unit.target
            for word in words:
                target = target.replace(word, "Атлантида")
            return _broken(unit, target)
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
    return _broken(unit, unit.target[: len(unit.target) // 6])


def run_on(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if len(unit.source) < 80:
        return None
    return _broken(unit, f"{unit.target} {' '.join(reversed(unit.target.split()))}")


def end_mark_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, unit.target.rstrip(".?!…\"”»'")) if unit.target[-1:] in ".?!" else None


def end_mark_changed(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if unit.target[-1:] not in ".?!":
        return None
    return _broken(unit, unit.target[:-1] + ("?" if unit.target[-1] != "?" else "."))


def bracket_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    spots = list(re.finditer(r"[()\[\]]", unit.target))
    return _broken(unit, _put(unit.target, rng.choice(spots), "")) if spots else None


def quote_dropped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    spots = list(re.finditer(r'(?<!\d)["«»]', unit.target))
    if not spots or '"' not in unit.source:
        return None
    return _broken(unit, _put(unit.target, rng.choice(spots), ""))


def quotes_foreign(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    word = _word(unit, rng)
    one = re.search(r"\w{4,}", unit.source)
    if not word or not one:
        return None
    good = replace(
        unit,
        source=_put(unit.source, one, f"“{one.group()}”"),
        target=_put(unit.target, word, f"«{word.group()}»"),
    )
    left, right = {"mn": "‹›", "ru": "“”", "uk": "‹›"}[locale]
    return _broken(good, _put(unit.target, word, f"{left}{word.group()}{right}"))


def quotes_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if unit.source.count('"') < 2:
        return None
    return _broken(unit, re.sub('["«»“”„]', "", unit.target))


def decapitalized(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, unit.target[:1].lower() + unit.target[1:])


def blank_doubled(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, _into(unit.target, "", rng))


def blank_at_an_end(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, rng.choice((f" {unit.target}", f"{unit.target} ")))


def newline_added(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, rng.choice((f"\n{unit.target}", f"{unit.target}\n")))


def newline_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    good = replace(unit, source=f"{unit.source}\n", target=f"{unit.target}\n")
    return _broken(good, unit.target)


def unit_unbound(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    number, size = rng.randint(2, 999), rng.choice(("kg km", "km км", "% %")).split()
    measure = size[1] if locale != "mn" else size[0]
    good = replace(
        unit,
        source=_into(unit.source, f"{number}\u00a0{size[0]}", rng),
        target=_into(unit.target, f"{number}\u00a0{measure}", rng),
    )
    return _broken(good, good.target.replace(f"{number}\u00a0", f"{number} "))


def invisible_added(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    at = rng.randrange(1, len(unit.target))
    char = rng.choice("\u200b\u00ad\ufffd\ufeff\x07\u202e")
    return _broken(unit, unit.target[:at] + char + unit.target[at:])


def accelerator_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    source, target = unit.source.split()[:3], unit.target.split()[:3]
    if not source[0].isalpha() or not target[0].isalpha():
        return None
    mark = rng.choice("&_")
    good = replace(unit, source=mark + " ".join(source), target=mark + " ".join(target))
    return _broken(good, good.target[1:])


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
    return _broken(
        unit, _put(unit.target, word, text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    )


def emptied(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, "")


def copied(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    return _broken(unit, unit.source)


def in_english(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    words = unit.source.split()
    return _broken(unit, " ".join([*words[1:], "and", "more", words[0]])) if words[4:] else None


def neighbour_letter(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    if locale == "mn":
        plain = unit.target.translate(str.maketrans("өүӨҮ", "оуОУ"))
        long = len(re.findall("[Ѐ-ӿ]", plain)) > 130
        return _broken(unit, plain) if long else None
    old, new = {"ru": ("и", "і"), "uk": ("и", "ы")}[locale]
    spots = list(re.finditer(old, unit.target))
    return _broken(unit, _put(unit.target, rng.choice(spots), new)) if spots else None


def homoglyph(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    latin = dict(zip("асеорхуі", "aceopxyi", strict=True))
    spots = list(re.finditer(r"(?<=[Ѐ-ӿ])[асеорхуі]|[асеорхуі](?=[Ѐ-ӿ])", unit.target))
    if not spots:
        return None
    spot = rng.choice(spots)
    return _broken(unit, _put(unit.target, spot, latin[spot.group()]))


def word_doubled(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    word = _word(unit, rng, 2)
    return (
        _broken(unit, _put(unit.target, word, f"{word.group()} {word.group()}")) if word else None
    )


def looped(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    words = unit.target.split()
    if len(words) < 6:
        return None
    length, at = rng.randint(1, 4), rng.randrange(1, len(words) - 4)
    phrase = words[at : at + length]
    return _broken(unit, " ".join(words[:at] + phrase * rng.randint(4, 8) + words[at:]))


def form_lost(unit: Unit, locale: str, rng: random.Random) -> tuple[Unit, Unit] | None:
    count = forms_of(locale)
    good = replace(unit, plural=unit.source, forms=(unit.target,) * count)
    forms = (unit.target,) * (count - 1)
    if rng.random() < 0.5:
        forms += ("",)
    return good, replace(good, forms=forms)


# Per check, the mutations that it must catch.
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "placeholders": (placeholder_lost, placeholder_changed, placeholder_translated),
    "markup": (tag_cut, tag_renamed, tags_crossed),
    "addresses": (address_lost, address_mistyped),
    "numbers": (number_dropped, number_changed),
    "number-format": (number_english,),
    "dates": (year_changed, weekday_changed, month_changed),
    "names": (name_dropped,),
    "acronyms": (acronym_dropped,),
    "glossary": (term_replaced,),
    "length": (cut_short, run_on),
    "end-punctuation": (end_mark_lost, end_mark_changed),
    "brackets": (bracket_dropped,),
    "quotes": (quote_dropped, quotes_foreign, quotes_lost),
    "capitalization": (decapitalized,),
    "whitespace": (blank_doubled, blank_at_an_end),
    "newlines": (newline_added, newline_lost),
    "non-breaking-space": (unit_unbound,),
    "invisible": (invisible_added,),
    "accelerators": (accelerator_lost,),
    "spelling": (letters_swapped,),
    "untranslated": (emptied,),
    "unchanged": (copied,),
    "language": (in_english,),
    "alphabet": (neighbour_letter,),
    "homoglyphs": (homoglyph,),
    "repetition": (word_doubled, looped),
    "plurals": (form_lost,),
}
