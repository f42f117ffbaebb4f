"""White space and characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Unit
from l10n.checks.wording import Message
from l10n.model import Finding, Severity

_SPACES = " \t\u00a0\u202f\u3000"
_DOUBLE = re.compile("(?<=[^\\s])[ \u00a0]{2,}(?=[^\\s])")


class Whitespace(Check):
    """Blanks at the start and the end are the source's; none doubled inside."""

    name = "whitespace"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if not target.strip():
            return
        wanted, found = _edges(source), _edges(target)
        for side, (want, got) in enumerate(zip(wanted, found, strict=True)):
            if got and not want:
                span = (0, len(got)) if side == 0 else (len(target) - len(got), len(target))
                yield self.warning(
                    "white space at the end; the source has none"
                    if side
                    else "white space at the start; the source has none",
                    "remove it",
                    span,
                )
            elif want and not got:
                yield self.warning(
                    "the source has white space at the end"
                    if side
                    else "the source has white space at the start",
                    "add a blank",
                )
        if "  " in target or "\u00a0" in target:
            double = _DOUBLE.search(target)
            if double and not _DOUBLE.search(source):
                yield self.warning("two blanks in a row", "leave one", double.span())


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
        for at_end, wanted, found in (
            (False, source.startswith("\n"), target.startswith("\n")),
            (True, source.endswith("\n"), target.endswith("\n")),
        ):
            if wanted and not found:
                yield self.error(
                    "the source has a line break at the end"
                    if at_end
                    else "the source has a line break at the start",
                    "add it (\\n)",
                )
            elif found and not wanted:
                yield self.error(
                    "a line break at the end; the source has none"
                    if at_end
                    else "a line break at the start; the source has none",
                    "remove it",
                    (len(target) - 1, len(target)) if at_end else (0, 1),
                )
        inside = source.strip("\n").count("\n"), target.strip("\n").count("\n")
        if (inside[0] == 0) != (inside[1] == 0):
            yield self.warning(
                "{found} line breaks inside; the source has {wanted}",
                "break the lines where the source does",
                found=inside[1],
                wanted=inside[0],
            )
        if "\r" in target and "\r" not in source:
            at = target.index("\r")
            yield self.error("a carriage return", "remove it (\\r)", (at, at + 1))


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
        target = unit.target
        plain = PLAIN_MEASURE.search(target)
        if not plain:
            return
        if BOUND_MEASURE.search(unit.source) or "\u00a0" in unit.source:
            message = Message(
                "a line may break between the number and its unit;"
                " the source has a non-breaking space there"
            )
        elif context.corpus is not None and context.corpus.binds_units:
            message = Message(
                "a line may break between the number and its unit;"
                " most of this catalog has a non-breaking space there"
            )
        else:
            return
        yield self.warning(message, "type U+00A0 instead of the blank", plain.span(1))


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
        yield found if worst else replace(found, severity=Severity.WARNING)


def _is_cyrillic_before(text: str, at: int) -> bool:
    return at > 0 and "Ѐ" <= text[at - 1] <= "ӿ"
