"""White space and characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Span, Unit, fixed
from l10n.checks.wording import Message
from l10n.model import Finding, Severity

_SPACES = " \t\u00a0\u202f\u3000"
_DOUBLE = re.compile("(?<=[^\\s])[ \u00a0]{2,}(?=[^\\s])")


class Whitespace(Check):
    """Blanks at the start and the end are the source's; none doubled inside, none moved into a tag.

    Tabs and the indentation of lines stay too.
    """

    name = "whitespace"
    empty = True

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if not target.strip():
            if target and source.strip():
                yield self.error(
                    "the translation is nothing but white space",
                    "translate it, or leave it empty: then the source is shown",
                    (0, len(target)),
                )
            return
        if "\n" in source and _TEMPLATE.search(source):
            pass  # of HTML, where the lines of a block are indented: blanks mean nothing
        elif (
            source[:1].isspace()
            or target[0].isspace()
            or source[-1:].isspace()
            or target[-1].isspace()
        ):
            yield from self._ends(source, target)
        if "  " in target or "\u00a0" in target:
            double = _DOUBLE.search(target)
            if double and not _DOUBLE.search(source):
                found = self.warning("two blanks in a row", "leave one", double.span())
                yield fixed(found, "\u00a0" if "\u00a0" in double.group() else " ")
        if "<" in target:
            yield from self._in_tags(source, target)
        if "\t" in source and "\t" not in target:
            at = source.index("\t")
            yield self.warning(
                "the tabs of the source are missing in the translation",
                "set them where the source does (\\t): they make columns",
                source=(at, at + 1),
            )
        elif (
            "\n" in target
            and not _TEMPLATE.search(source)
            and _INDENTED.search(source)
            and not _INDENTED.search(target)
        ):
            yield self.warning(
                "the indentation of the source's lines is missing in the translation",
                "begin the lines with as many blanks as the source does",
                source=_span(_INDENTED, source),
            )

    def _ends(self, source: str, target: str) -> Iterator[Finding]:
        wanted, found = _edges(source), _edges(target)
        before = len(target) - len(target.lstrip("\r\n"))
        behind = len(target.rstrip("\r\n"))
        for side, (want, got) in enumerate(zip(wanted, found, strict=True)):
            if got and not want:
                span = (before, before + len(got)) if side == 0 else (behind - len(got), behind)
                finding = self.warning(
                    "white space at the end; the source has none"
                    if side
                    else "white space at the start; the source has none",
                    "remove it",
                    span,
                )
                yield fixed(finding, "")
            elif want and not got:
                finding = self.warning(
                    "the source has white space at the end"
                    if side
                    else "the source has white space at the start",
                    "add a blank",
                )
                at = behind if side else before
                yield fixed(finding, want, (at, at))

    def _in_tags(self, source: str, target: str) -> Iterator[Finding]:
        """A blank that stands inside of a link or emphasis, where the source has it outside."""
        for pattern, tag in ((_AFTER_OPENING, 2), (_BEFORE_CLOSING, 2)):
            for match in pattern.finditer(target):
                if match[tag] not in source or _has(pattern, source, match[tag]):
                    continue
                finding = self.warning(
                    "a blank inside of {tag}; the source has it outside",
                    "set it on the other side of the tag",
                    match.span(),
                    tag=match[tag],
                )
                if pattern is _AFTER_OPENING:
                    blank = match[1] or (" " if target[: match.start()].strip() else "")
                    yield fixed(finding, f"{blank}{match[2]}")
                else:
                    blank = match[3] or (" " if target[match.end() :][:1].isalnum() else "")
                    yield fixed(finding, f"{match[2]}{blank}")
                return


_TEMPLATE = re.compile(r"\A\n[ \t]{2,}|\n[ \t]{2,}\Z")
_AFTER_OPENING = re.compile(r"([ \u00a0]?)(<[^\s<>/][^<>/]*>)([ \u00a0]+)(?=\S)")
_BEFORE_CLOSING = re.compile(r"(?<=[^\s>])([ \u00a0]+)(</[^\s<>]+>)([ \u00a0]?)")
_INDENTED = re.compile(r"\n[ \t]{2,}\S")


def _has(pattern: re.Pattern[str], text: str, tag: str) -> bool:
    return any(match[2] == tag for match in pattern.finditer(text))


def _span(pattern: re.Pattern[str], text: str) -> Span | None:
    match = pattern.search(text)
    return match.span() if match else None


def _edges(text: str) -> tuple[str, str]:
    stripped = text.strip("\r\n")
    left = len(stripped) - len(stripped.lstrip(_SPACES))
    right = len(stripped) - len(stripped.rstrip(_SPACES))
    return stripped[:left], stripped[len(stripped) - right :]


class Newlines(Check):
    """Line breaks: at the start and end as in the source (`msgfmt -c` insists), inside as many."""

    name = "newlines"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if "\n" not in source and "\n" not in target and "\r" not in target:
            return
        for at_end in (False, True):
            yield from self._at(at_end, source, target)
        inside = source.strip("\n").count("\n"), target.strip("\n").count("\n")
        if (inside[0] == 0) != (inside[1] == 0) and not _is_wrapped(source, target):
            yield self.warning(
                "{found} line breaks inside; the source has {wanted}",
                "break the lines where the source does",
                found=inside[1],
                wanted=inside[0],
            )
        if "\r" in target and "\r" not in source:
            at = target.index("\r")
            found = self.error("a carriage return", "remove it (\\r)", (at, at + 1))
            yield fixed(found, "")

    def _at(self, at_end: bool, source: str, target: str) -> Iterator[Finding]:
        wanted, found = _breaks(source, at_end), _breaks(target, at_end)
        if wanted == found:
            return
        place = len(target) if at_end else 0
        if wanted and not found:
            finding = self.error(
                "the source has a line break at the end"
                if at_end
                else "the source has a line break at the start",
                "add it (\\n)",
            )
            yield fixed(finding, "\n" * wanted, (place, place))
            return
        span = (place - found, place) if at_end else (0, found)
        if found and not wanted:
            finding = self.error(
                "a line break at the end; the source has none"
                if at_end
                else "a line break at the start; the source has none",
                "remove it",
                span,
            )
        else:
            finding = self.warning(
                "{found} line breaks at the end; the source has {wanted}"
                if at_end
                else "{found} line breaks at the start; the source has {wanted}",
                "end the translation as the source ends",
                span,
                found=found,
                wanted=wanted,
            )
        yield fixed(finding, "\n" * wanted)


def _is_wrapped(source: str, target: str) -> bool:
    """Whether lines are broken only because they are full, or to stand in a column."""
    text = max(source.strip(), target.strip(), key=lambda one: one.count("\n"))
    lines = text.split("\n")
    return all(len(line) > 42 for line in lines[:-1]) or all(
        line.startswith("     ") for line in lines[1:]
    )


def _breaks(text: str, at_end: bool) -> int:
    return len(text) - len(text.rstrip("\n") if at_end else text.lstrip("\n"))


# A number, one plain blank, a unit of the International System or a currency or a per cent sign.
UNITS = (
    r"(?:[кмсдмн]?м[²³]?|км/ч|км/год|км/ц|[кмт]?г|кг|л|мл|[МГТкК]?[Гг]ц|[КМГТ]?[Бб]|кВт|Вт|В|°[CСF]"
    r"|km|[cmn]?m|k?g|mg|ml|[kMG]?Hz|[kMGT]B|%|₮|₽|₴|€|млн|млрд|тис|тыс|сая|тэрбум)(?![\w])"
)
PLAIN_MEASURE = re.compile(rf"\d( )(?={UNITS})")
BOUND_MEASURE = re.compile(rf"\d[\u00a0\u202f](?={UNITS})")


class NonBreakingSpace(Check):
    """A unit stays on the line of its number, where the catalog or the source does that."""

    name = "non-breaking-space"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        is_usual = context.corpus is not None and context.corpus.binds_units
        if not is_usual and "\u00a0" not in source and "\u202f" not in source:
            return
        plain = PLAIN_MEASURE.search(target)
        if not plain:
            return
        if BOUND_MEASURE.search(source) or "\u00a0" in source:
            message = Message(
                "a line may break between the number and its unit;"
                " the source has a non-breaking space there"
            )
        elif is_usual:
            message = Message(
                "a line may break between the number and its unit;"
                " most of this catalog has a non-breaking space there"
            )
        else:
            return
        found = self.warning(message, "type U+00A0 instead of the blank", plain.span(1))
        yield fixed(found, "\u00a0")


# Characters that change how text runs or joins: some scripts and emoji need them, prose in
# Cyrillic does not.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff]"
)
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_JOINERS = "\u200c\u200d\u180e"  # Persian, Indic scripts, emoji, Mongolian script


class Invisible(Check):
    """Control characters, invisible characters and the marks of a wrong encoding."""

    name = "invisible"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        target = unit.target
        if target.isascii() and target.isprintable():
            return
        spots = [
            match
            for match in _SUSPECT.finditer(target)
            if match.group() not in unit.source
            and (match.group() not in _JOINERS or _is_cyrillic_before(target, match.start()))
        ]
        if not spots:
            return
        worst = next((spot for spot in spots if _BROKEN.match(spot.group())), None)
        match = worst or spots[0]
        char = match.group()
        if char == "\ufffd":
            yield self.error(
                "U+FFFD stands for letters that were lost in a wrong encoding",
                "type the text anew there",
                match.span(),
            )
            return
        found = self.error(
            "U+{code} ({name}) cannot be seen",
            "remove it",
            match.span(),
            code=f"{ord(char):04X}",
            name=unicodedata.name(char, "control character").lower(),
        )
        yield found if worst else replace(fixed(found, ""), severity=Severity.WARNING)


def _is_cyrillic_before(text: str, at: int) -> bool:
    return at > 0 and "Ѐ" <= text[at - 1] <= "ӿ"
