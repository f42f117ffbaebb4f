"""Format strings in the manner of C's ``printf``: a per cent sign, options, a letter for the type.

What each language allows was found out by asking ``msgfmt -c`` (GNU gettext 0.21; 0.23 for C,
Objective-C and PHP); the tests ask it again wherever it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from l10n.checks.directives.base import Directive, Key, Parsed


@dataclass(frozen=True)
class Printf:
    """The directives of one language.

    Attributes:
        kinds: letters of conversions, by the type of their argument; "" for those without any.
        flags: characters that may stand before the width.
        sizes: modifiers before the letter, with what they make of the type.
        sized: types that the modifiers change.
        star: how an argument stands for the width or the precision, "" where none may.
        number: how an argument's number is written.
        bare_precision: whether a point alone is a precision.
        named: how an argument's name is written, as in ``%(name)s``; "" where there are no names.
        first: the number of the first argument.
        gaps: whether numbers may be left out.
        mixes: whether some arguments may be numbered and others not.
        goes_on: whether an argument without a number is the one after that of the last number.
        noted: letters that take no argument, and that the translation must have as well.
        precise: the only types that may have a precision; "" for all.
        integers: whether only sized types take modifiers.
        pads: whether the flag ' is followed by a character to pad with.
        bare: whether conversions without an argument take no options.
    """

    kinds: Mapping[str, str]
    flags: str = " +#0-"
    sizes: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    sized: frozenset[str] = frozenset()
    star: str = r"\*(?:\d+\$)?"
    number: str = r"(\d+)\$"
    width: str = r"\d+"
    precision: str = r"\.(?:\d+|)"
    named: str = ""
    first: int = 1
    gaps: bool = True
    bare: bool = False
    pads: bool = False
    mixes: bool = False
    goes_on: bool = False
    noted: str = ""
    precise: str = ""
    integers: bool = False

    letter: ClassVar[str] = "[%s]"

    @cached_property
    def letters(self) -> dict[str, str]:
        """The type by the letter."""
        return {letter: kind for kind, letters in self.kinds.items() for letter in letters}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A directive; whatever begins like one and is none matches with the letter missing."""
        sizes = "|".join(sorted(map(re.escape, filter(None, self.sizes)), key=len, reverse=True))
        flags = "|".join(map(re.escape, self.flags)) or "(?!)"
        flags = flags.replace("'", "'.") if self.pads else flags
        letters = re.escape("".join(self.letters))
        named = f"(?P<name>{self.named})?" if self.named else "(?P<name>(?!))?"
        return re.compile(
            rf"%{named}(?:(?P<number>{self.number}))?(?P<flags>(?:{flags})*)"
            rf"(?P<width>{self.star or '(?!)'}|{self.width})?(?P<precision>{self._precision})?"
            rf"(?P<size>{sizes or '(?!)'})?(?P<letter>{self.letter % letters})?"
        )

    @property
    def _precision(self) -> str:
        return rf"\.{self.star}|{self.precision}" if self.star else self.precision

    def kind(self, letter: str, size: str) -> str:
        """The type of a conversion's argument."""
        kind = self.letters[letter]
        if kind in self.sized and self.sizes[size]:
            return f"{self.sizes[size]} {kind}"
        return kind

    def named_by(self, match: re.Match[str]) -> str | None:
        """The name of the argument that a directive takes."""
        name: str | None = match["name"]
        return name and name[1:-1]

    def fits(self, match: re.Match[str]) -> bool:
        """Whether a conversion may have the options that it has."""
        kind = self.letters.get(match["letter"], "")
        if self.bare and not kind and len(match.group()) > 2:
            return False
        if self.precise and match["precision"] and kind not in self.precise.split():
            return False
        return not (self.integers and match["size"] and kind not in self.sized)

    def parse(self, text: str) -> Parsed:
        """Read a text."""
        parsed = Parsed()
        count = 0  # unnumbered arguments so far
        numbered = named = False
        for match in self.pattern.finditer(text):
            span = match.span()
            letter, size = match["letter"], match["size"] or ""
            if letter is None or not self.fits(match):
                return parsed.wrong("a directive that is not complete, or is none", *span)
            kind = self.kind(letter, size)
            keys: list[Key] = []
            for star in (match["width"], match["precision"]):
                if star and "*" in star:
                    at = re.sub(r"\D", "", star)
                    numbered |= bool(at)
                    count += not at
                    keys.append(int(at) if at else count)
                    parsed.use(keys[-1], self.kind("d", ""), span)
            if letter in self.noted:
                keys.append(letter)
                parsed.use(letter, "noted", span)
            elif kind:
                if (name := self.named_by(match)) is not None:
                    named = True
                    keys.append(name)
                elif match["number"]:
                    numbered = True
                    keys.append(int(re.sub(r"\D", "", match["number"])) + 1 - self.first)
                    count = keys[-1] if self.goes_on and isinstance(keys[-1], int) else count
                else:
                    count += 1
                    keys.append(count)
                parsed.use(keys[-1], kind, span)
            parsed.directives.append(Directive(*span, tuple(keys)))
            if not self.mixes and (named + numbered + bool(count)) > 1:
                return parsed.wrong("arguments with a name or a number, and ones without", *span)
            if 0 in keys:
                return parsed.wrong("arguments are numbered from 1", *span)
        return parsed if named or self.gaps else _without_gaps(parsed)


def _without_gaps(parsed: Parsed) -> Parsed:
    numbers = [key for key in parsed.arguments if isinstance(key, int)]
    if numbers and max(numbers) != len(numbers):
        last = parsed.spot(max(numbers)) or (0, 0)
        parsed.wrong("an argument is left out of the numbers", *last)
    return parsed
