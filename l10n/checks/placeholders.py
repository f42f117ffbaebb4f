"""Placeholders that a program fills in must stand in the translation unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from l10n.checks.base import Check, Context, Spot, Unit, without
from l10n.checks.directives import FORMATS, Difference, Format, Parsed
from l10n.markup import grammar
from l10n.model import Finding, Severity

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
_SIGNS = re.compile(r"[%{$~]")
_NUMBERED = re.compile(r"%(\d+)\$")
# "%b %d %Y" is for strftime: the order and the letters are the locale's (ISO C11 7.27.3.5).
_DATE = re.compile(r"%[-_0^#OE]*([aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%])")
_ONLY_OF_DATES = frozenset("aAbBhHIklmMpPyYTRDZzrBVWUj")
_QT = re.compile(r"%(?=L?[1-9]\d?(?![\d$]))")
# What is written in capitals may be a variable of the environment that a text talks about, and
# what stands in braces behind these a name that a manual's writers chose: @{field}, C<{name}>.
_TALKED_OF = re.compile(r"\$?\{[^\W_][^\W\d]*\}|\$[A-Z_][A-Z0-9_]*|\$\{[A-Z_][A-Z0-9_]*\}")
_CHOSEN = re.compile(
    r"(?<=[@\\])\{[^{}]*\}|\{_\w+_\}|\{[a-z]+\}(?=[^\W\d_])|\{\.+\}|%'s|%\(\w+\)[A-Zb]"
)
# Characters by name (AsciiDoc, "Character replacement attributes"): as good as the characters.
_CHARACTERS = frozenset(
    ("plus", "asterisk", "nbsp", "copyright", "apos", "quot", "lt", "gt", "amp", "tilde", "caret",
     "startsb", "endsb", "vbar", "backslash", "backtick", "zwsp", "wj", "deg", "empty", "blank",
     "two-colons", "two-semicolons", "cpp", "pp", "sp", "lsquo", "rsquo", "ldquo", "rdquo")
)  # fmt: skip


_NAMES = grammar.pattern(f"(?<!%){grammar.NAMED}")
_NAMED = frozenset(("python", "ruby"))  # formats that read names themselves


class Placeholders(Check):
    """Each placeholder of the source occurs in the translation, to the letter.

    Which forms count, and whether two are the same, follows the entry's format flag as
    ``msgfmt -c`` has it (GNU gettext manual, "c-format Flags and Other Format Flags"); without a
    flag those forms count that prose does not contain by chance, as often as in the source.
    """

    name = "placeholders"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if unit.flags and (formats := _formats(unit.flags)) is not None:
            for one in formats:
                yield from self._formatted(one, unit)
            if formats and formats[0].name not in _NAMED and "%(" in unit.source:
                yield from self._named(unit)
        elif _SIGNS.search(unit.source) or _SIGNS.search(unit.target):
            yield from self._guessed(unit)

    def _formatted(self, one: Format, unit: Unit) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if not any(sign in source or sign in target for sign in one.sign):
            return
        wanted = one.parse(source)
        if wanted.fault:
            return
        found = one.read(target)
        if found.fault:
            start, end = found.at
            yield self.error(
                "{piece} is wrong in a text with the flag {name}-format: {why}",
                "spell it as the source does; a percent sign or a brace of the text is doubled",
                found.at,
                piece=target[start : end + (end == start)] or "the end",
                name=one.name,
                why=found.fault,
            )
            return
        differences = one.compare(wanted, found, not unit.is_exact)
        if differences:
            yield from self._different(differences, wanted, found, unit)

    def _different(
        self, differences: list[Difference], wanted: Parsed, found: Parsed, unit: Unit
    ) -> Iterator[Finding]:
        def text(of: str, parsed: Parsed) -> list[str]:
            return [of[one.start : one.end] for one in parsed.directives if one.keys]

        old, new = text(unit.source, wanted), text(unit.target, found)
        if old != new and Counter(old) == Counter(new):
            yield self._moved(
                old, new, _spots_of(wanted, unit.source), _spots_of(found, unit.target)
            )
            return
        lost = _keyed([one for one in differences if one.wanted], wanted, unit.source)
        come = _keyed([one for one in differences if one.found], found, unit.target)
        yield from self._unlike(lost, come)

    def _moved(
        self, old: list[str], new: list[str], left: list[Spot], right: list[Spot]
    ) -> Finding:
        return self.error(
            "{found}: the order is not the source's, {wanted}",
            "number them, as in %2$s, or keep the order",
            right[0][1],
            left[0][1],
            found=" ".join(new),
            wanted=" ".join(old),
        )

    def _unlike(self, lost: list[Spot], come: list[Spot]) -> Iterator[Finding]:
        """Findings about what is on one side only; what is spelled alike differs in its number."""
        for old, new in zip_longest(lost, come):
            yield from self.differences(
                [old] if old else [],
                [new] if new else [],
                "put it where its value belongs in the sentence, spelled as in the source",
                "remove it, or spell it as the source does",
            )

    def _named(self, unit: Unit) -> Iterator[Finding]:
        """Named ones, which a program puts in itself where its language knows none."""
        wanted, found = (
            [(match.group(), match.span()) for match in _NAMES.finditer(text)]
            for text in (unit.source, unit.target)
        )
        yield from self._unlike(without(wanted, found), without(found, wanted))

    def _guessed(self, unit: Unit) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if _is_date(source) or _QT.search(source):
            if _QT.search(source) and not unit.is_exact:
                qt = FORMATS["qt-format"]
                yield from self._formatted(qt, unit)
            return
        wanted, found = _spots(source), _spots(target)
        plain = _order(wanted), _order(found)
        if plain[0] != plain[1] and Counter(plain[0]) == Counter(plain[1]):
            yield self._moved(plain[0], plain[1], wanted, found)
            return
        # %s and %1$s are the same value where all are numbered on one side only.
        if wanted and found and _is_numbered(wanted) != _is_numbered(found):
            wanted, found = _renumber(wanted), _renumber(found)
        for finding in self.differences(
            wanted,
            found,
            "put it where its value belongs in the sentence, spelled as in the source",
            "remove it, or spell it as the source does",
        ):
            if unit.is_exact and finding.source_span and not finding.span:
                continue
            yield _judged(finding, unit)


def _judged(finding: Finding, unit: Unit) -> Finding:
    """Milder for what a text may talk of, rather than be filled in with."""
    for text, span in ((unit.source, finding.source_span), (unit.target, finding.span)):
        if span and not (_TALKED_OF.fullmatch(text, *span) and text[slice(*span)].isupper()):
            return finding
    return replace(finding, severity=Severity.WARNING)


@cache
def _formats(flags: frozenset[str]) -> tuple[Format, ...] | None:
    """The formats that an entry is flagged with; None where it says nothing of them."""
    named = [flag.removeprefix("possible-") for flag in sorted(flags)]
    found = tuple(FORMATS[flag] for flag in named if flag in FORMATS)
    if found or any(flag.removeprefix("no-") in FORMATS for flag in named):
        return found
    return None


def _spots(text: str) -> list[Spot]:
    chosen = [match.span() for match in _CHOSEN.finditer(text)]
    return [
        (match.group(), match.span())
        for match in _GUESSED.finditer(text)
        if match.span() not in chosen and match.group().strip("{}") not in _CHARACTERS
    ]


def _spots_of(parsed: Parsed, text: str) -> list[Spot]:
    return [
        (text[one.start : one.end], (one.start, one.end)) for one in parsed.directives if one.keys
    ]


def _keyed(differences: list[Difference], parsed: Parsed, text: str) -> list[Spot]:
    spots = []
    for one in differences:
        span = parsed.spot(one.key)
        if span:
            spots.append((text[span[0] : span[1]], span))
        else:  # C#'s {0}, which counts though only {1} is used
            spots.append((f"{{{one.key}}}", (0, 0)))
    return spots


def _is_date(text: str) -> bool:
    """Whether all directives of a text are of strftime, and one of them is of nothing else."""
    if "%" not in text:
        return False
    letters = _DATE.findall(text)
    many = text.count("%") - text.count("%%")
    return (
        len(letters) >= max(many, 1)
        and (len(letters) > 1 or len(text) <= 4)
        and not _ONLY_OF_DATES.isdisjoint(letters)
    )


def _order(spots: list[Spot]) -> list[str]:
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
