"""Format strings in the manner of C's ``printf``: a per cent sign, options, a letter for the type.

What each language allows was found out by asking ``msgfmt -c`` (GNU gettext 0.21); the tests ask it
again wherever it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from l10n.checks.directives.base import Difference, Format, Key, Parsed, compare

_C_SIZES = {"hh": "char", "h": "short", "l": "long", "ll": "longer", "L": "longer", "q": "longer",
            "j": "max", "z": "size", "t": "ptrdiff", "": ""}  # fmt: skip


@dataclass(frozen=True)
class Printf:
    """The directives of one language.

    Attributes:
        kinds: letters of conversions, by the type of their argument; "" for those without any.
        flags: characters that may stand before the width.
        sizes: modifiers before the letter, with what they make of the type.
        sized: types that the modifiers change.
        star: whether width and precision may be arguments.
        number: how an argument's number is written.
        bare_precision: whether a point alone is a precision.
        named: whether ``%(name)s`` and ``%<name>s`` are directives.
    """

    kinds: Mapping[str, str]
    flags: str = " +#0-"
    sizes: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    sized: frozenset[str] = frozenset()
    star: bool = True
    number: str = r"(\d+)\$"
    width: str = r"\d+"
    precision: str = r"\.(?:\d+|)"
    named: str = ""
    first: int = 1
    gaps: bool = False

    @cached_property
    def letters(self) -> dict[str, str]:
        """The type by the letter."""
        return {letter: kind for kind, letters in self.kinds.items() for letter in letters}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A directive; whatever begins like one and is none matches with the letter missing."""
        star = r"\*(?:\d+\$)?|" if self.star else ""
        sizes = "|".join(sorted(map(re.escape, filter(None, self.sizes)), key=len, reverse=True))
        named = f"(?P<name>{self.named})?" if self.named else "(?P<name>(?!))?"
        return re.compile(
            rf"%{named}(?:(?P<number>{self.number}))?(?P<flags>[{re.escape(self.flags)}]*)"
            rf"(?P<width>{star}{self.width})?(?P<precision>{self._precision})?"
            rf"(?P<size>{sizes or '(?!)'})?(?P<letter>[{re.escape(''.join(self.letters))}])?"
        )

    @property
    def _precision(self) -> str:
        return rf"\.\*(?:\d+\$)?|{self.precision}" if self.star else self.precision

    def kind(self, letter: str, size: str) -> str:
        """The type of a conversion's argument."""
        kind = self.letters[letter]
        if kind in self.sized and self.sizes[size]:
            return f"{self.sizes[size]} {kind}"
        return kind

    def parse(self, text: str) -> Parsed:
        """Read a text."""
        parsed = Parsed()
        count = 0  # unnumbered arguments so far
        numbered = named = False
        for match in self.pattern.finditer(text):
            span = match.span()
            letter, size = match["letter"], match["size"] or ""
            if letter is None:
                return parsed.wrong("a directive that is not complete, or is none", *span)
            kind = self.kind(letter, size)
            keys: list[Key] = []
            for star in (match["width"], match["precision"]):
                if star and "*" in star:
                    at = re.sub(r"\D", "", star)
                    numbered |= bool(at)
                    count += not at
                    keys.append(int(at) if at else count)
                    parsed.use(keys[-1], "star", span)
            if kind:
                if match["name"] is not None:
                    named = True
                    keys.append(match["name"])
                elif match["number"]:
                    numbered = True
                    keys.append(int(re.sub(r"\D", "", match["number"])) + 1 - self.first)
                else:
                    count += 1
                    keys.append(count)
                parsed.use(keys[-1], kind, span)
            parsed.directives.append(_directive(span, keys))
            if (named + numbered + bool(count)) > 1:
                return parsed.wrong("arguments with a name or a number, and ones without", *span)
            if 0 in keys:
                return parsed.wrong("arguments are numbered from 1", *span)
        return parsed if named or self.gaps else _without_gaps(parsed)


def _directive(span: tuple[int, int], keys: list[Key]):  # type: ignore[no-untyped-def]
    from l10n.checks.directives.base import Directive

    return Directive(*span, tuple(keys))


def _without_gaps(parsed: Parsed) -> Parsed:
    numbers = [key for key in parsed.arguments if isinstance(key, int)]
    if numbers and max(numbers) != len(numbers):
        last = parsed.spot(max(numbers)) or (0, 0)
        parsed.wrong("an argument is left out of the numbers", *last)
    return parsed
