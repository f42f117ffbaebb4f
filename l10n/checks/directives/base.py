"""What all format strings share: directives, the arguments that they use, how two are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

Span = tuple[int, int]
Key = int | str


class Directive(NamedTuple):
    """One directive of a format string: where it stands, and the arguments that it takes."""

    start: int
    end: int
    keys: tuple[Key, ...] = ()


@dataclass(slots=True)
class Parsed:
    """A format string, read.

    Attributes:
        directives: in the order of the text; those that take no argument, such as ``%%``, too.
        arguments: the type of each argument that is used, by its number (from 1) or its name.
        fault: why the text is no valid format string, "" where it is one.
        at: where the fault is.
    """

    directives: list[Directive] = field(default_factory=list)
    arguments: dict[Key, str] = field(default_factory=dict)
    fault: str = ""
    at: Span = (0, 0)

    def wrong(self, why: str, start: int, end: int) -> Parsed:
        """Note a fault, the first one only."""
        if not self.fault:
            self.fault, self.at = why, (start, end)
        return self

    def use(self, key: Key, kind: str, span: Span, any_kind: str = "") -> None:
        """Note that an argument is used; as two kinds of value at once is a fault.

        ``any_kind`` is the type that goes with all others.
        """
        before = self.arguments.setdefault(key, kind)
        if before != kind and any_kind and before == any_kind:
            self.arguments[key] = kind
        elif before != kind and kind != any_kind:
            self.wrong("the same argument is used for two kinds of values", *span)

    def spot(self, key: Key) -> Span | None:
        """Where an argument is used first."""
        for directive in self.directives:
            if key in directive.keys:
                return directive.start, directive.end
        return None


class Difference(NamedTuple):
    """An argument that two format strings do not use alike; a type is "" where it is unused."""

    key: Key
    wanted: str
    found: str


Parser = Callable[[str], Parsed]
Comparison = Callable[[Parsed, Parsed, bool], list[Difference]]


def compare(wanted: Parsed, found: Parsed, strict: bool) -> list[Difference]:
    """What two format strings do not use alike.

    Args:
        wanted: the source's.
        found: the translation's.
        strict: whether the translation must use all that the source uses, rather than some.
    """
    one, other = wanted.arguments, found.arguments
    if one == other:
        return []
    return [
        Difference(key, one.get(key, ""), other.get(key, ""))
        for key in dict.fromkeys([*one, *other])
        if one.get(key, "") != other.get(key, "") and (strict or key in other)
    ]


@dataclass(frozen=True)
class Format:
    """A kind of format strings.

    Attributes:
        name: as in a PO file's flag, "c" for ``c-format``.
        sign: characters one of which stands in each directive: a text without is not read.
        parse: reads a text.
        compare: compares two.
        translated: reads a translation, where more is allowed there than in a source.
    """

    name: str
    sign: str
    parse: Parser
    compare: Comparison = compare
    translated: Parser | None = None

    def differences(self, source: str, target: str, strict: bool = True) -> list[Difference]:
        """What the translation does otherwise; nothing where the source is no format string."""
        wanted = self.parse(source)
        return [] if wanted.fault else self.compare(wanted, self.read(target), strict)

    def read(self, target: str) -> Parsed:
        """Read a translation."""
        return (self.translated or self.parse)(target)
