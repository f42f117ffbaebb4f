"""Format strings of Common Lisp and Scheme: a tilde, parameters, a letter; lists and choices nest.

The arguments that a text takes are read into a tree of types. Jumps back and forth (``~*``) and
choices move the place from which arguments are taken, as the standard says (ANSI X3.226, 22.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from l10n.checks.directives.base import Directive, Format, Parsed

_DIRECTIVE = re.compile(
    r"~(?P<parameters>(?:(?:[+-]?\d+|'.|[vV#])?(?:,(?:[+-]?\d+|'.|[vV#])?)*))"
    r"(?P<modifiers>[:@]*)(?P<letter>/[^/]*/|\n|.)?",
    re.DOTALL,
)
_KINDS = {
    **dict.fromkeys("aspw", "object"), **dict.fromkeys("bdorx", "integer"), "c": "character",
    **dict.fromkeys("efg$", "real"),
}  # fmt: skip
_SCHEME = {"y": "object", "i": "complex", "w": ""}
_CLOSING = {"{": "}", "[": "]", "(": ")", "<": ">"}


_SKIPPED = "anything"  # an argument that is jumped over: it need not be there at the end


@dataclass
class _Place:
    """Where in the list of arguments the reader is, and what their types have been so far."""

    at: int = 0
    kinds: dict[int, str] = field(default_factory=dict)
    may_end: bool = False

    def take(self, kind: str) -> bool:
        """Take the next argument; False where it has been taken as another type."""
        before = self.kinds.get(self.at, _SKIPPED).rstrip("?")
        loose = ("object", _SKIPPED)
        if kind not in loose and before not in (*loose, kind):
            return False
        kept = kind if before in loose and not (kind == _SKIPPED and before == "object") else before
        self.kinds[self.at] = kept + "?" * self.may_end
        self.at += 1
        return True


class _Reader:
    def __init__(self, text: str, plain: str, extra: Mapping[str, str]) -> None:
        self.text, self.plain, self.kinds = text, plain, {**_KINDS, **extra}
        self.kinds = {letter: kind for letter, kind in self.kinds.items() if kind}
        self.formats = "k" if extra else ""
        self.parsed = Parsed()
        self.matches = iter(_DIRECTIVE.finditer(text))

    def read(self, place: _Place, closing: str = "", *, several: bool = False) -> bool:
        """Read up to a closing directive; False where it does not come."""
        start = place.at
        ends: list[int] = []
        for match in self.matches:
            letter, span = (match["letter"] or "").lower(), match.span()
            self.parsed.directives.append(Directive(*span))
            if not letter:
                self.parsed.wrong("a directive that is not complete", *span)
                return False
            if letter == closing:
                place.at = max([*ends, place.at]) if several else place.at
                return True
            if letter == ";" and closing in ("]", ">"):
                ends.append(place.at)
                if several:
                    place.at = start
                continue
            if not self.directive(match, letter, place):
                return False
        if closing:
            self.parsed.wrong(f"~{closing} is missing", len(self.text) - 1, len(self.text))
        return not closing

    def directive(self, match: re.Match[str], letter: str, place: _Place) -> bool:
        """Read one directive and what belongs to it."""
        span, modifiers = match.span(), match["modifiers"]
        fits = True
        if letter in "bdoxr" and match["parameters"].startswith("'"):
            self.parsed.wrong("a character where a number is wanted", *span)
            return False
        for parameter in match["parameters"].split(","):
            if parameter in ("v", "V"):
                fits &= place.take("parameter")
        number = re.match(r"\d+", match["parameters"])
        if letter == "*":
            many = int(number.group()) if number else (0 if "@" in modifiers else 1)
            if "@" in modifiers:
                place.at = many
            elif ":" in modifiers:
                place.at = max(place.at - many, 0)
            else:
                for _ in range(many):
                    fits &= place.take(_SKIPPED)
        elif letter == "p" and ":" in modifiers:
            place.at = max(place.at - 1, 0)
            fits &= place.take("object")
        elif letter in self.kinds:
            fits &= place.take(self.kinds[letter])
        elif letter == "^":
            place.may_end = True
        elif letter == "?" or letter in self.formats:
            fits &= place.take("format")
            fits &= "@" in modifiers or place.take("list")
        elif letter == "{":
            inner = place if "@" in modifiers else _Place()
            if not self.read(inner, "}"):
                return False
            if inner is not place:
                kinds = ",".join(inner.kinds[key] for key in sorted(inner.kinds))
                fits &= place.take(f"list{modifiers}({kinds})")
        elif letter == "[":
            if "@" in modifiers:
                before = place.at
                place.kinds.setdefault(before, "object")
            elif "#" not in match["parameters"]:
                fits &= place.take("object" if ":" in modifiers else "integer")
            if not self.read(place, "]", several=True):
                return False
        elif letter in _CLOSING:
            if not self.read(place, _CLOSING[letter]):
                return False
        elif letter in self.plain or letter.startswith("/"):
            if letter.startswith("/"):
                fits &= place.take("object")
        else:
            self.parsed.wrong("a directive that is none", *span)
            return False
        if not fits:
            self.parsed.wrong("the same argument is used for two kinds of values", *span)
        return fits


def _parse(text: str, plain: str, extra: Mapping[str, str]) -> Parsed:
    reader = _Reader(text, plain, extra)
    place = _Place()
    reader.read(place)
    kinds = place.kinds
    while kinds and kinds[last := max(kinds)] in (_SKIPPED, f"{_SKIPPED}?", "object?"):
        del kinds[last]
    reader.parsed.arguments = {
        key + 1: kind.replace(_SKIPPED, "object") for key, kind in kinds.items()
    }
    return reader.parsed


def _lisp(text: str) -> Parsed:
    return _parse(text, "%&|~t_i^\n", {})


def _scheme(text: str) -> Parsed:
    return _parse(text, "%&|~t_^!q\n", _SCHEME)


LISP: tuple[Format, ...] = (
    Format("lisp", "~", _lisp),
    Format("scheme", "~", _scheme),
)
