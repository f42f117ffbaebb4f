"""White space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Span, Unit, fixed
from l10n.checks.wording import Message
from l10n.model import Finding

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
