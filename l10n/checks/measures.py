"""Numbers in another unit of measure: 85 mph is 137 km/h."""

from __future__ import annotations

import re

from l10n.checks.base import Spot

# What one of a unit is in the units that other countries use; the last is of temperature.
_UNITS = (
    (r"mph|miles?[ -](?:per|an) hour", 1.609344), (r"miles?\b", 1.609344), (r"mi\b", 1.609344),
    (r"(?:inch(?:es)?|in)\b", 2.54), (r"(?:inch(?:es)?|in)\b", 25.4),
    (r"(?:feet|foot|ft)\b", 0.3048), (r"(?:feet|foot|ft)\b", 30.48), (r"(?:yards?|yd)\b", 0.9144),
    (r"(?:pounds?|lbs?)\b", 0.45359), (r"(?:ounces?|oz)\b", 28.35), (r"(?:gallons?|gal)\b", 3.785),
    (r"acres?\b", 0.4047), (r"sq(?:uare|\.)? miles?\b", 2.59), (r"knots?\b", 1.852),
)  # fmt: skip
_CONVERTED = tuple((re.compile(rf"[ -]?(?:{unit})", re.I), factor) for unit, factor in _UNITS)
_FAHRENHEIT = re.compile(r"\s?(?:°|º|degrees?)\s?F", re.IGNORECASE)


def not_converted(missing: list[Spot], extra: list[Spot], source: str) -> list[Spot]:
    """The missing numbers that do not stand in the translation in another unit of measure.

    Those that stand there are taken out of ``extra``.
    """
    left = []
    for text, span in missing:
        for other in extra:
            if _is_converted(text, other[0], source[span[1] : span[1] + 24]):
                extra.remove(other)
                break
        else:
            left.append((text, span))
    return left


def _is_converted(text: str, other: str, after: str) -> bool:
    try:
        value = float(text.replace(",", ""))
        given = float(re.sub(r"[\s\u00a0\u202f]", "", other).replace(",", "."))
    except ValueError:
        return False
    # Behind "5 to 10 miles" and "5–10 miles" stands the unit of both.
    after = re.sub(r"^\s*(?:to|and|or|-|–|x|×|by)\s*[\d.,]+", "", after)
    if _FAHRENHEIT.match(after):
        return abs((value - 32) / 1.8 - given) <= 1
    return any(
        pattern.match(after) and abs(value * factor - given) <= max(0.06 * value * factor, 0.5)
        for pattern, factor in _CONVERTED
    )
