"""Placeholders that a program fills in must stand in the translation unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Spot, Unit
from l10n.markup import grammar
from l10n.model import Finding

# Without a flag those forms count that prose does not contain by chance.
_GUESSED = grammar.pattern(
    grammar.MUSTACHE,
    grammar.BRACE,
    grammar.NAMED,
    grammar.RUBY,
    grammar.SHELL,
    grammar.DOLLAR,
    grammar.PRINTF_IN_PROSE,
)
_C = grammar.pattern(grammar.PRINTF, grammar.PERCENT, grammar.RUBY)
_FORMATS = {
    "c-format": _C,
    "objc-format": _C,
    "python-format": grammar.pattern(grammar.NAMED, grammar.PRINTF, grammar.PERCENT),
    "python-brace-format": re.compile(r"\{\{|\}\}|\{[^{}]*\}"),
    "php-format": _C,
}
_SIGNS = re.compile(r"[%{$]")
_NUMBERED = re.compile(r"%(\d+)\$")


class Placeholders(Check):
    """Each placeholder of the source occurs as often in the translation, to the letter.

    Which forms count follows the entry's format flag (GNU gettext manual, "c-format and
    c-format-like flags"); without one, those forms that prose does not contain by chance.
    """

    name = "placeholders"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if not (_SIGNS.search(unit.source) or _SIGNS.search(unit.target)):
            return
        pattern = _pattern(unit.flags)
        if pattern is None:
            return
        wanted, found = _spots(pattern, unit.source), _spots(pattern, unit.target)
        plain = _order(unit.source, wanted), _order(unit.target, found)
        if plain[0] != plain[1] and Counter(plain[0]) == Counter(plain[1]):
            spot = found[0]
            yield self.error(
                "{found}: the order is not the source's, {wanted}",
                "number them, as in %2$s, or keep the order",
                spot[1],
                wanted[0][1],
                found=" ".join(plain[1]),
                wanted=" ".join(plain[0]),
            )
            return
        # %s and %1$s are the same value where all are numbered on one side only.
        if wanted and found and _is_numbered(wanted) != _is_numbered(found):
            wanted, found = _renumber(wanted), _renumber(found)
        yield from self.differences(
            wanted,
            found,
            "put it where its value belongs in the sentence, spelled as in the source",
            "remove it, or spell it as the source does",
        )


def _pattern(flags: frozenset[str]) -> re.Pattern[str] | None:
    for flag, pattern in _FORMATS.items():
        if flag in flags:
            return pattern
    return None if any(f"no-{flag}" in flags for flag in _FORMATS) else _GUESSED


def _spots(pattern: re.Pattern[str], text: str) -> list[Spot]:
    return [(match.group(), match.span()) for match in pattern.finditer(text)]


def _order(text: str, spots: list[Spot]) -> list[str]:
    """Unnumbered printf conversions take their arguments in order: one of two kinds may not move.

    Numbered ones in the translation are put back to the order of their numbers.
    """
    printf = [spot for spot, _ in spots if spot.startswith("%") and spot[1] not in "({<%"]
    if printf and all(_NUMBERED.match(spot) for spot in printf):
        return []
    return [_NUMBERED.sub("%", spot) for spot in printf]


def _is_numbered(spots: list[Spot]) -> bool:
    return any(_NUMBERED.match(text) for text, _ in spots)


def _renumber(spots: list[Spot]) -> list[Spot]:
    numbered, count = [], 0
    for text, span in spots:
        is_printf = text.startswith("%") and text[1:2] not in ("(", "{", "<", "%", "")
        if is_printf and not _NUMBERED.match(text):
            count += 1
            text = f"%{count}${text[1:]}"
        numbered.append((text, span))
    return numbered
