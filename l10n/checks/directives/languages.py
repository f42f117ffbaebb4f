"""The languages whose format strings are in the manner of C's ``printf``."""

from __future__ import annotations

import re

from l10n.checks.directives.base import Difference, Format, Key, Parsed, compare
from l10n.checks.directives.printf import Printf

_C_SIZES = {"hh": "char", "h": "short", "l": "long", "ll": "longer", "L": "longer", "q": "longer",
            "j": "max", "z": "size", "t": "ptrdiff", "": "",
            **{size: size for n in (8, 16, 32, 64) for size in (f"w{n}", f"wf{n}")}}  # fmt: skip
_C = {
    "": "%m", "unsigned": "bouxX", "number": "aefgAEFG", "char": "c", "int": "di", "count": "n",
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


_JAVA_FLAGS = {
    "general": "-#", "float": "-#+ 0,(", **dict.fromkeys("aA", "-#+ 0"), "d": "-+ 0,(",
    "integer": "-#+ 0(",
}  # fmt: skip


class _JavaPrintf(Printf):
    """Java's ``Formatter``: a time's conversion has two letters; ``%<s`` is not read."""

    letter = r"[tT][HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc]|[%s]"

    def kind(self, letter: str, size: str) -> str:
        return super().kind(letter[0], size)

    def fits(self, match: re.Match[str]) -> bool:
        letter, flags = match["letter"], match["flags"]
        kind = self.kind(letter, "")
        if letter == "n":
            return match.group() == "%n"
        if match["precision"] and kind not in ("general", "float"):
            return False
        allowed = _JAVA_FLAGS.get(letter) or _JAVA_FLAGS.get(kind, "-")
        return len(set(flags)) == len(flags) and set(flags) <= set(allowed)


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
        {"": "%", "integer": "bdouxX", "float": "eEfFgGhH", "string": "s", "char": "c"},
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
        sizes={"": "", "h": "short", "l": ""}, sized=_SIZED, star=r"\*", bare=True,
    ),
    "object-pascal": Printf(
        {"": "%", "integer": "duxDUX", "float": "efgmnEFGMN", "pointer": "pP", "string": "sS"},
        "-", number=r"(\d+):", first=0, bare=True, mixes=True,
    ),
    "java-printf": _JavaPrintf(
        {"": "%n", "general": "bBhHsS", "character": "cC", "integer": "doxX",
         "float": "aAeEfgG", "time": "tT"}, "-#+ 0,(", star="", precision=r"\.\d+", mixes=True,
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
