"""Format strings with numbered arguments and no types: Qt's, KDE's, Smalltalk's, YCP's, Boost's."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from l10n.checks.directives.base import Difference, Directive, Format, Key, Parsed, compare


def _plain(pattern: str) -> Callable[[str], Parsed]:
    """A reader of directives that a pattern finds: its first group is the argument."""
    compiled = re.compile(pattern, re.ASCII)

    def parse(text: str) -> Parsed:
        parsed = Parsed()
        for match in compiled.finditer(text):
            key: Key = int(match[1]) if match[1].isdigit() else match[1]
            parsed.use(key, "value", match.span())
            parsed.directives.append(Directive(*match.span(), (key,)))
        return parsed

    return parse


_QT = _plain(r"%L?(\d{1,2})")
_QT_PLURAL = _plain(r"%L?(n)")
_KDE = _plain(r"%([1-9]\d*)")


def _qt(wanted: Parsed, found: Parsed, strict: bool) -> list[Difference]:
    """Qt reads %L1 and %10 only where the source has such: not in a translation alone."""
    differences = compare(wanted, found, strict)
    if not differences and _is_simple(wanted) and not _is_simple(found):
        key = next(one.keys[0] for one in found.directives if one.end - one.start > 2)
        differences = [Difference(key, "value", "value in two digits or with L")]
    return differences


def _is_simple(parsed: Parsed) -> bool:
    return all(one.end - one.start == 2 for one in parsed.directives)


def _kde(text: str) -> Parsed:
    """One number may be left out: that of a plural form for one thing alone."""
    parsed = _KDE(text)
    numbers = [key for key in parsed.arguments if isinstance(key, int)]
    if numbers and max(numbers) - len(numbers) > 1:
        return parsed.wrong(
            "more than one argument is left out", *(parsed.spot(max(numbers)) or (0, 0))
        )
    return parsed


def _kuit(text: str) -> Parsed:
    """KDE's, and well-formed XML besides."""
    parsed = _kde(text)
    if "<" in text or "]]>" in text:
        reader = expat.ParserCreate()
        try:
            reader.Parse(f"<kuit>{text.replace('&', '&amp;')}</kuit>", True)
        except expat.ExpatError as error:
            at = min(max(error.offset - len("<kuit>"), 0), len(text))
            parsed.wrong("markup that is not well-formed", at, min(at + 1, len(text)))
    return parsed


_DIGIT = re.compile(r"%(?:([1-9])|(%)|.?)", re.DOTALL | re.ASCII)


def _digits(text: str) -> Parsed:
    """``%1`` to ``%9`` and ``%%``, nothing else."""
    parsed = Parsed()
    for match in _DIGIT.finditer(text):
        if match[1]:
            parsed.use(int(match[1]), "value", match.span())
        elif not match[2]:
            return parsed.wrong("a per cent sign without a digit from 1 to 9", *match.span())
        parsed.directives.append(Directive(*match.span(), (int(match[1]),) if match[1] else ()))
    return parsed


_BOOST_KINDS = {
    **dict.fromkeys("dioxXu", "integer"), **dict.fromkeys("eEfgG", "float"),
    **dict.fromkeys("cC", "character"), **dict.fromkeys("sS", "any"), "p": "pointer",
}  # fmt: skip
_OPTIONS = (
    r"(?:(?P<number{0}>\d+)\$)?[ +#0\-_=']*(?P<width{0}>\d+|\*(?:\d+\$)?)?"
    r"(?P<precision{0}>\.(?:\d+|\*(?:\d+\$)?)?)?[hlL]*"
)
_BOOST = re.compile(
    r"%(?:(?P<percent>%)|(?P<plain>\d+)%"
    rf"|\|{_OPTIONS.format(1)}(?P<letter1>[dioxXueEfgGcCsSp]|[nt]|T.)?\|"
    rf"|{_OPTIONS.format(2)}(?P<letter2>[dioxXueEfgGcCsSp]|[nt]|T.)|)"
)


def _boost(text: str) -> Parsed:
    """``%1%``, ``%|1$5|``, and printf's."""
    parsed = Parsed()
    count, numbered = 0, False
    for match in _BOOST.finditer(text):
        span = match.span()
        if match["percent"]:
            parsed.directives.append(Directive(*span))
            continue
        which = "2" if match["letter2"] else "1"
        letter = match["letter2"] or match["letter1"] or ""
        number = match["plain"] or match[f"number{which}"]
        if len(match.group()) == 1:
            return parsed.wrong("a directive that is not complete, or is none", *span)
        keys: list[Key] = []
        for star in (match[f"width{which}"], match[f"precision{which}"]):
            if star and "*" in star:
                at = re.sub(r"\D", "", star)
                numbered |= bool(at)
                count += not at
                keys.append(int(at) if at else count)
                parsed.use(keys[-1], "integer", span)
        if letter[:1] not in ("n", "t", "T"):
            numbered |= bool(number)
            count += not number
            keys.append(int(number) if number else count)
            parsed.use(keys[-1], _BOOST_KINDS.get(letter, "any"), span, "any")
        if numbered and count:
            return parsed.wrong("arguments with a number, and ones without", *span)
        if 0 in keys:
            return parsed.wrong("arguments are numbered from 1", *span)
        parsed.directives.append(Directive(*span, tuple(keys)))
    return parsed


NUMBERED: tuple[Format, ...] = (
    Format("qt", "%", _QT, _qt),
    Format("qt-plural", "%", _QT_PLURAL),
    Format("kde", "%", _kde),
    Format("kde-kuit", "%<]", _kuit),
    Format("smalltalk", "%", _digits),
    Format("ycp", "%", _digits),
    Format("boost", "%", _boost),
)
