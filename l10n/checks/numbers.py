"""Numbers: the same digits, however they are separated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Span, Unit
from l10n.checks.measures import not_converted
from l10n.checks.number_words import has_roman, spelled
from l10n.model import Finding, Severity

# Digits with the separators that locales put between them: 1,234.5  1 234,5  1'234.
NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)*")
RUN = re.compile(r"\d+")
_NOT_DIGIT = re.compile(r"\D")
_DIGIT = re.compile(r"[0-9]")
# What must not stand before a match is looked for behind its first letter, here and elsewhere: a
# pattern that begins with a letter is searched for several times as fast.
YEAR = re.compile(r"[12](?<![\d.,$€£:/].)(?:(?<=1)[0-9]|0)\d\d(?!\d|[.,]\d|:)", re.DOTALL)
_SEPARATOR = re.compile(r"[.,'’\u00a0\u202f \u2009]")
# Four digits of a foreign measure turned into ours, an hour turned to the 24-hour clock.
_PM = re.compile(r"p\.?\s?m\b|night|evening|afternoon", re.IGNORECASE)
_AM = re.compile(r"a\.?\s?m\b", re.IGNORECASE)
_SCALES = (
    ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("hundred", 2), ("k", 3),
)  # fmt: skip
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


class Numbers(Check):
    """51 stays 51: separators may follow the locale, digits may not change.

    A small number may be spelled out, a century may stand in Roman numerals, "3 p.m." may be
    15:00, "1.5 million" 1 500 000, 85 mph 137 km/h. Years are the business of the check ``dates``.
    """

    name = "numbers"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source_prose, unit.target_prose
        if not _DIGIT.search(source) and not _DIGIT.search(target):
            return
        if _KEY.fullmatch(unit.source):
            return
        if (raised := _SUPERSCRIPT.findall(target)) and raised != _SUPERSCRIPT.findall(source):
            target = target.translate(_SUPERSCRIPTS)
        if "_" in target:
            target = _LEGIBLE.sub("", target)
        if "_" in source:
            source = _LEGIBLE.sub("", source)
        if len(source) != len(unit.source_prose):  # spans would be off
            unit = replace(unit, source=_LEGIBLE.sub("", unit.source))
            unit.__dict__["source_prose"] = source
        wanted, found = _numbers(source), _numbers(target)
        if [text for text, _ in wanted] == [text for text, _ in found]:
            return
        readings = _readings(target)
        missing = []
        for text, span in wanted:
            digits = digits_of(text)
            if readings[digits] > 0:
                readings[digits] -= 1
            elif not self._is_elsewhere(text, span, unit, context, readings):
                missing.append((text, span))
        extra = self._extra(found, unit, context) if missing or len(found) > len(wanted) else []
        missing = not_converted(missing, extra, source)
        if unit.is_exact:
            missing = [one for one in missing if digits_of(one[0]) != "1"]
        for number, span in missing:
            other = extra.pop(0) if extra else None
            finding = self.error(
                "{old} of the source is missing in the translation; {new} stands there instead"
                if other
                else "{old} of the source is missing in the translation",
                "write the source's number",
                other[1] if other else None,
                span,
                old=number,
                new=other[0] if other else "",
            )
            certain = not unit.is_laid_out and _is_certain(source, span, len(wanted))
            certain &= len(missing) < 3
            certain &= not _is_at_arrow(unit.source, span)
            if other is None:  # "more than 1" is "several", and what was said twice is said once
                value = digits_of(number)
                certain &= value not in ("0", "1", "2", "24", "100") and not _reads(target, value)
                certain &= source[span[0] - 1 : span[0]] != "("
            yield finding if certain else replace(finding, severity=Severity.WARNING)
        for number, span in extra:
            yield self.warning(
                "{new} is not in the source",
                "compare the numbers with the source's",
                span,
                new=number,
            )

    def _is_elsewhere(
        self, text: str, span: Span, unit: Unit, context: Context, readings: defaultdict[str, int]
    ) -> bool:
        """Whether the translation has the number in another form than digits."""
        digits = digits_of(text)
        target = unit.target_lower
        if len(digits) > 8 and text in unit.target:  # 0,1,2,3,4,5,6,7,8,9
            return True
        # A trailing zero or a separator more or less: 1.50 and 1,5.
        rounded = (digits.rstrip("0"), digits + "0") if "." in text or "," in text else ()
        if any(readings[other] > 0 for other in rounded if len(other) > 1):
            return True
        value = int(digits) if len(digits) < 16 else -1
        is_whole = value >= 0 and ("." not in text or len(digits) > 3)
        if is_whole and (spelled(value, target, context.language) or has_roman(value, unit.target)):
            return True
        after = unit.source_prose[span[1] : span[1] + 12].lower().lstrip(" -")
        # 1.5 million is 1 500 000; 2,500 is 2.5 thousand.
        for scale, zeros in _SCALES:
            if after.startswith(scale):
                whole, _, fraction = text.replace(",", "").partition(".")
                if readings[whole + fraction.ljust(zeros, "0")] > 0:
                    return True
        if digits.endswith("000") and "." not in text:
            short = digits.rstrip("0")
            if any(readings[short + "0" * n] > 0 for n in range(3)):
                return True
        if value <= 12 and _PM.search(unit.source):
            return readings[str(value % 12 + 12)] > 0 or (value == 12 and readings["00"] > 0)
        if value == 12 and _AM.search(unit.source):
            return readings["0"] > 0 or readings["00"] > 0
        if "." in text and _CLOCK.search(unit.source):  # 4.40 a.m. is 4:40
            runs = RUN.findall(text)
            return all(readings[run] > 0 or readings[run.lstrip("0")] > 0 for run in runs)
        if len(digits) < 3:  # 9:05 and 09:05, 5 and 05
            return readings[digits.lstrip("0").zfill(2)] > 0 or readings[digits.lstrip("0")] > 0
        return False

    def _extra(
        self, found: list[tuple[str, Span]], unit: Unit, context: Context
    ) -> list[tuple[str, Span]]:
        """Numbers of the translation that the source has in no form."""
        readings = _readings(unit.source_prose)
        lowered = unit.source_prose.lower()
        source_language = context.source_locale.partition("_")[0]
        extra = []
        for text, span in found:
            digits = digits_of(text)
            value = int(digits) if len(digits) < 16 else -1
            runs = RUN.findall(text)
            if (
                readings[digits] > 0
                or all(readings[run] > 0 for run in runs)
                or readings[digits.lstrip("0")] > 0
                or readings[digits.rstrip("0")] > 0
                or readings[digits + "0"] > 0
                or (value >= 0 and spelled(value, lowered, source_language))
                or has_roman(value, unit.source)
                or _is_month_or_clock(value, unit.source)
                or any(readings[digits + "0" * n] or readings[digits[: -n or None]] for n in (3, 6))
            ):
                continue
            extra.append((text, span))
        return extra


# A key of a program, not a text: "calendar:week_start:0".
_KEY = re.compile(r"\d+ translator:? .*|[\w.-]+(?:[:_][\w.-]*)+", re.DOTALL)
_LEGIBLE = re.compile(r"(?<=\d)_(?=\d)|(?<=^)_(?=\d)")  # an accelerator before a digit
_MANY = 8  # numbers in a text from which on it is a table, an example, a screen
_GLUED = re.compile(r"[^\W\d_]|[-_/\\^+#:<>]")


def _is_certain(source: str, span: Span, count: int) -> bool:
    """Whether a number is one of a sentence: "3D", "SE-19" and "12/31/99" are names and forms."""
    before, after = source[max(span[0] - 1, 0) : span[0]], source[span[1] : span[1] + 1]
    if _GLUED.match(before) or _GLUED.match(after) or count >= _MANY:
        return False
    return not _CLOCK.search(source)


def _is_at_arrow(source: str, span: Span) -> bool:
    """Whether a number stands at one end of a scale, as in "1<-->254"."""
    return source[: span[0]].endswith("->") or source.startswith("<-", span[1])


_CLOCK = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)


def _numbers(text: str) -> list[tuple[str, Span]]:
    """The numbers of a text that are no years, with their spans."""
    years = {match.start() for match in YEAR.finditer(text)}
    return [
        (match.group(), match.span())
        for match in NUMBER.finditer(text)
        if match.start() not in years
    ]


def digits_of(text: str) -> str:
    """The digits of a number, without what separates them."""
    return _NOT_DIGIT.sub("", text)


def _readings(text: str) -> defaultdict[str, int]:
    """All numbers that a text can be read to have: "2 000 15" has 2, 000, 15, 2000, 200015, …"""
    runs = list(RUN.finditer(text))
    readings: defaultdict[str, int] = defaultdict(int)
    for i, run in enumerate(runs):
        joined = run.group()
        readings[joined] += 1
        for before, after in zip(runs[i : i + 4], runs[i + 1 : i + 5], strict=False):
            between = text[before.end() : after.start()]
            if not _SEPARATOR.fullmatch(between):
                break
            joined += after.group()
            readings[joined] += 1
    return readings


def _reads(text: str, digits: str) -> bool:
    return _readings(text)[digits] > 0


def _is_month_or_clock(value: int, source: str) -> bool:
    if 1 <= value <= 12 and _MONTHS.search(source):
        return True
    return (12 <= value <= 24 and bool(_PM.search(source))) or (value == 0 and "." in source)


_MONTHS = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
