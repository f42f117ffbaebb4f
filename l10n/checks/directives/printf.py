"""Format strings in the manner of C's ``printf``: a per cent sign, options, a letter for the type.

What each language allows was found out by asking ``msgfmt -c`` (GNU gettext 0.21); the tests ask it
again wherever it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from l10n.checks.directives.base import Difference, Directive, Format, Key, Parsed, compare

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


_C = {
    "": "%m", "unsigned": "ouxX", "number": "aefgAEFG", "char": "c", "int": "di", "count": "n",
    "pointer": "p", "string": "s", "wide char": "C", "wide string": "S",
}  # fmt: skip
_LONG = ("L", "ll", "q")
_WIDE = {"c": "wide char", "s": "wide string"}


class _CLike(Printf):
    """C and Perl: fractions have a size too; in C an l before c and s makes them wide."""

    @property
    def wide(self) -> bool:
        """Whether there are wide characters."""
        return "C" in self.letters

    def kind(self, letter: str, size: str) -> str:
        if letter in _WIDE and self.wide and size in ("l", *_LONG):
            return _WIDE[letter]
        if self.letters[letter] == "number":
            return "long number" if size in _LONG else "number"
        return super().kind(letter, size)


class _Ruby(Printf):
    """``%{name}`` is a directive without a letter; of numbers only the order counts."""

    letter = r"\{[^{}]*\}|[%s]"

    def kind(self, letter: str, size: str) -> str:
        return "string" if letter.startswith("{") else super().kind(letter, size)

    def named_by(self, match: re.Match[str]) -> str | None:
        letter: str = match["letter"]
        return letter[1:-1] if letter.startswith("{") else super().named_by(match)

    def parse(self, text: str) -> Parsed:
        parsed = super().parse(text)
        numbers = sorted(key for key in parsed.arguments if isinstance(key, int))
        if numbers and numbers[-1] != len(numbers):
            order: dict[Key, Key] = {key: at for at, key in enumerate(numbers, 1)}
            parsed.arguments = {order.get(key, key): kind for key, kind in parsed.arguments.items()}
            parsed.directives = [
                one._replace(keys=tuple(order.get(key, key) for key in one.keys))
                for one in parsed.directives
            ]
        return parsed


_SIZED = frozenset(("unsigned", "int", "count"))
_PYTHON = {
    "": "%", "integer": "diouxX", "character": "c", "float": "efgEG", "any": "rs",
}  # fmt: skip


def _python(wanted: Parsed, found: Parsed, strict: bool) -> list[Difference]:
    """Named ones are a mapping, the others a tuple; %s takes whatever there is."""
    return [
        one
        for one in compare(wanted, found, strict)
        if not (strict is False and "any" in (one.wanted, one.found) and one.wanted and one.found)
    ]


_HALF = {"": "", "h": "", "l": "", "L": ""}
_PERL_SIZES = {"": "", "h": "short", "l": "long", "ll": "longer", "q": "longer", "L": "longer",
               "V": "own", "I": "pointer", "I32": "32 bit", "I64": "64 bit"}  # fmt: skip
_LANGUAGES = {
    "python": Printf(
        _PYTHON, sizes=_HALF, number="(?!)", named=r"\((?:[^()]|\([^()]*\))*\)", gaps=False
    ),
    "php": Printf(
        {"": "%", "integer": "bdouxX", "float": "ef", "string": "s", "char": "c"},
        " 0+-'", sizes={"": "", "l": ""}, star="", bare=True, pads=True, mixes=True,
    ),
    "perl": _CLike(
        {"": "%", "unsigned": "bouxX", "char": "c", "int": "di", "number": "efgEFG", "count": "n",
         "pointer": "p", "string": "s", "long int": "D", "long unsigned": "OU", "value": "_"},
        sizes=_PERL_SIZES, sized=_SIZED, mixes=True,
    ),
    "ruby": _Ruby(
        {"": "%", "integer": "bdiouxBX", "float": "aefgAEG", "char": "c", "any": "p",
         "string": "s"}, named=r"<[^<>]*>",
    ),
    "awk": Printf(
        {"": "%", "unsigned": "ouxX", "char": "c", "int": "di", "float": "efgEG", "string": "s"}
    ),
    "lua": Printf(
        {"": "%", "float": "aefgAEG", "char": "c", "integer": "diouxX", "quoted": "q",
         "string": "s"}, "", star="", number="(?!)", bare=True,
    ),
    "elisp": Printf(
        {"": "%", "integer": "dioxX", "char": "c", "float": "efgEG", "any": "s", "object": "S"},
        star=r"\*", mixes=True, goes_on=True,
    ),
    "librep": Printf(
        {"": "%", "integer": "doxX", "char": "c", "any": "s", "object": "S"}, " +0^-",
        star="", mixes=True, goes_on=True,
    ),
    "tcl": Printf(
        {"": "%", "unsigned": "ouxX", "char": "c", "int": "di", "float": "efgEG", "string": "s"},
        sizes={"": "", "h": "", "l": ""}, star=r"\*", bare=True,
    ),
    "object-pascal": Printf(
        {"": "%", "integer": "duxDUX", "float": "efgmnEFGMN", "pointer": "pP", "string": "sS"},
        "-", number=r"(\d+):", first=0, bare=True, mixes=True,
    ),
    "javascript": Printf(
        {"": "%", "integer": "bdoxX", "char": "c", "float": "f", "json": "j", "string": "s"},
        " +0I-", star="",
    ),
    "gfc-internal": Printf(
        {"": "%C", "char": "c", "int": "di", "string": "s", "unsigned": "u", "locus": "L"},
        "", sizes={"": "", "l": "long"}, sized=_SIZED, star="", width="(?!)", precision="(?!)",
        gaps=False, mixes=True, goes_on=True, bare=True, noted="C", integers=True,
    ),
    "gcc-internal": Printf(
        {"": "%'<>m", "int": "di", "unsigned": "oux", "char": "c", "string": "s", "pointer": "p",
         "D": "DJ", "A": "A", "E": "E", "F": "F", "H": "H", "K": "K", "L": "L", "O": "O",
         "P": "P", "Q": "Q", "T": "T", "V": "V", "C": "C"},
        "q+#", sizes={"": "", "l": "long", "ll": "longer", "w": "wide"}, sized=_SIZED, width="(?!)",
        star="", precision=r"\.(?:\d+|(?P<star>\*))", bare=True, noted="m", precise="string",
    ),
}  # fmt: skip
_OBJC = {**_C, "object": "@"}
PRINTF: tuple[Format, ...] = (
    # The I of glibc (digits of the locale) is for translations alone: a source with it is not read.
    *(
        Format(
            name,
            "%",
            _CLike(kinds, " +#0'-", _C_SIZES, _SIZED, gaps=False).parse,
            translated=_CLike(kinds, " +#0'I-", _C_SIZES, _SIZED, gaps=False).parse,
        )
        for name, kinds in (("c", _C), ("objc", _OBJC))
    ),
    Format("python", "%", _LANGUAGES.pop("python").parse, _python),
    *(Format(name, "%", printf.parse) for name, printf in _LANGUAGES.items()),
)
