"""Numbers of the source that a model has changed or lost, put right.

A wrong number in the place of the right one is replaced. Where none stands there, the sentence is
translated again with a number that models know well in the place of the lost one, and of its kind
(a year for a year, a number that wants the same form of a noun), and that is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n import markup
from l10n.checks import Context, Unit, run_checks
from l10n.checks.base import prose
from l10n.checks.numbers import NUMBER, RUN, YEAR, digits_of
from l10n.languages.separators import separators
from l10n.markup import Placeable
from l10n.markup.protected import protected
from l10n.model import Hypothesis, Link, Severity
from l10n.translation.changes import changed

_DIGIT = re.compile(r"\d")
# The checks that say which numbers are lost: spelled out, in Roman numerals they are not.
_JUDGES = ("numbers", "dates")
# Years, and other numbers by the form of the noun that Slavic languages use after them.
_YEARS = ("2015", "2018", "2012", "2016")
_ONE, _FEW, _MANY = ("21", "31", "41"), ("23", "34", "42"), ("15", "25", "16", "30")

Span = tuple[int, int]


def numbers_in(text: str) -> int:
    """How many numbers a text has in digits."""
    return sum(1 for _ in NUMBER.finditer(prose(text)))


def lost(source: str, target: str, locale: str, source_locale: str = "en") -> list[Span]:
    """Where in a source the numbers stand that its translation has in no form."""
    if not _DIGIT.search(source):
        return []
    findings = run_checks(_JUDGES, Unit(source, target), Context(locale, source_locale))
    found = {
        one.source_span for one in findings if one.severity is Severity.ERROR and one.source_span
    }
    return sorted(span for span in found if _DIGIT.search(source[slice(*span)]))


def mended(
    source: str, hypothesis: Hypothesis, locale: str, source_locale: str = "en"
) -> Hypothesis:
    """A hypothesis with the source's numbers in the place of wrong ones, where it has such.

    Args:
        source: what the model saw.
        hypothesis: plain text, with its alignment if there is one.
        locale: of the translation.
        source_locale: of the source.
    """
    text = hypothesis.text
    missing = lost(source, text, locale, source_locale)
    if not missing:
        return hypothesis
    own = {digits_of(found[0]) for found in NUMBER.finditer(source)}
    kept = list(protected(text))
    spare = [
        found.span()
        for found in NUMBER.finditer(text)
        if digits_of(found[0]) not in own
        and not any(start <= found.start() < end for start, end in kept)
    ]
    changes: list[tuple[Span, str]] = []
    for number, place in _paired(missing, spare, hypothesis.alignment):
        changes.append((place, written(source[slice(*number)], locale)))
    text, links = changed(text, sorted(changes), hypothesis.alignment)
    if len(lost(source, text, locale, source_locale)) >= len(missing):
        return hypothesis
    return replace(hypothesis, text=text, alignment=links)


def _paired(
    missing: Sequence[Span], spare: Sequence[Span], links: Sequence[Link]
) -> list[tuple[Span, Span]]:
    """Which wrong number stands for which lost one: by the alignment, else by their order."""
    if not spare:
        return []
    if not links or len(missing) == len(spare) == 1:
        # As many as there are, in order: where only some are wrong, the order tells which.
        return list(zip(missing, spare, strict=False)) if len(missing) <= len(spare) else []
    scored = sorted(
        ((-_weight(number, place, links), number, place) for number in missing for place in spare),
    )
    found: dict[Span, Span] = {}
    for score, number, place in scored:
        if score < 0 and number not in found and place not in found.values():
            found[number] = place
    return list(found.items())


def _weight(source: Span, target: Span, links: Sequence[Link]) -> float:
    return sum(
        link.weight
        for link in links
        if link.source[0] < source[1]
        and source[0] < link.source[1]
        and link.target[0] < target[1]
        and target[0] < link.target[1]
    )


class StandIns(NamedTuple):
    """A message with other numbers, and what each of them stands for."""

    message: str
    numbers: dict[str, str]

    def resolved(self, translation: str) -> str | None:
        """The translation with the right numbers; None where one does not stand in it once."""
        for number, right in self.numbers.items():
            parts = markup.parse(translation)
            pattern = re.compile(rf"(?<!\d)(?<!\d[.,]){number}(?!\d|[.,]\d)")
            if sum(len(pattern.findall(part)) for part in parts if _is_text(part)) != 1:
                return None
            translation = markup.build(
                pattern.sub(right, part) if _is_text(part) else part for part in parts
            )
        return translation


def with_stand_ins(message: str, target: str, locale: str, source_locale: str = "en") -> StandIns:
    """A message with numbers that models know in the place of those that a translation has lost.

    Args:
        message: with placeables.
        target: its translation.
        locale: of the translation.
        source_locale: of the message.
    """
    numbers: dict[str, str] = {}
    there = set(RUN.findall(message))
    parts = markup.parse(message)
    plain = markup.plain(target)
    for index, part in enumerate(parts):
        if not _is_text(part):
            continue
        for start, end in reversed(lost(part, plain, locale, source_locale)):
            number = parts[index][start:end]
            for other in _like(number):
                if other not in numbers and other not in there:
                    numbers[other] = written(number, locale)
                    parts[index] = f"{parts[index][:start]}{other}{parts[index][end:]}"
                    break
    return StandIns(markup.build(parts), numbers)


def _is_text(part: str) -> bool:
    return not isinstance(part, Placeable)


def _like(number: str) -> tuple[str, ...]:
    if YEAR.fullmatch(number):
        return _YEARS
    last = digits_of(number)[-2:].zfill(2)
    if last[0] == "1" or last[1] in "056789":
        return _MANY
    return _ONE if last[1] == "1" else _FEW


def written(number: str, locale: str) -> str:
    """An English number with thousands, with the separators of a locale (CLDR, "symbols").

    Others stay: 3.5 may be a version.

    >>> written("1,234.5", "de"), written("2222", "ru")
    ('1.234,5', '2222')
    """
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        return number
    decimal, group = separators(locale)
    whole, _, fraction = number.partition(".")
    whole = whole.replace(",", group)
    return f"{whole}{decimal}{fraction}" if fraction else whole
