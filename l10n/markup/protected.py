"""Placeholders, addresses and measures: what must stand in a translation letter for letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.markup import grammar

_UNITS = (
    "km/h|mph|km|cm|mm|nm|µm|m|kg|mg|µg|g|t|lb|oz|ml|l|ha|°C|°F|°|K|%|‰|"
    "kB|KB|KiB|MB|MiB|GB|GiB|TB|TiB|kbit/s|Mbit/s|Gbit/s|kW|MW|GW|W|kWh|MWh|V|A|Hz|kHz|MHz|GHz|"
    "px|pt|em|rem|dpi|ms|µs|ns"
)
_MEASURE = rf"(?<![\w.,])[-−]?[0-9]+(?:[.,][0-9]+)*[\u00a0\u202f\ ]?(?:{_UNITS})(?![\w²³/])"  # 5 km
_ARGUMENT = r"\$[0-9](?![\w.,])"  # $1
_PROTECTED = grammar.pattern(
    grammar.MUSTACHE,
    grammar.TEMPLATE,
    grammar.SHELL,
    grammar.NAMED,
    grammar.PRINTF_IN_PROSE,
    grammar.QT,
    grammar.PERCENT,
    grammar.DOLLAR,
    _ARGUMENT,
    grammar.ADDRESS,
    grammar.EMAIL,
    _MEASURE,
)
_BRACED = re.compile(r"[{}]")


def protected(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of what must survive translation as it is, in order, not overlapping."""
    position = 0
    braces = list(_braced(text)) if "{" in text else []
    for start, end in braces:
        yield from _plain(text, position, start)
        yield start, end
        position = end
    yield from _plain(text, position, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _PROTECTED.finditer(text, start, end):
        yield found.span()


def _braced(text: str) -> Iterator[tuple[int, int]]:
    """Balanced braces: ``{name}``, ``{{var}}``, ICU's ``{n, plural, one {…} other {…}}``."""
    depth = start = 0
    for found in _BRACED.finditer(text):
        if found.group() == "{":
            if not depth:
                start = found.start()
                if text[start - 1 : start] in ("$", "#", "%"):
                    start -= 1
            depth += 1
        elif depth:
            depth -= 1
            inside = text[start : found.end()].strip("${}#% ")
            if not depth and inside and "\n\n" not in inside:
                yield start, found.end()


def survived(source: str, target: str) -> bool:
    """Whether all that is protected in a source stands in a target just as often."""
    return _counts(source) == _counts(target)


def _counts(text: str) -> Counter[str]:
    return Counter(" ".join(text[start:end].split()) for start, end in protected(text))
