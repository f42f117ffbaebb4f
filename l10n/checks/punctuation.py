"""Punctuation: the end of the text, brackets, quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Unit, fixed
from l10n.checks.wording import Message
from l10n.languages.profile import profile
from l10n.model import Finding, Severity

_CLOSING = " \t\n\r\u00a0\u202f\"'»”“’„‘)]}>*_`"
_ENDS = {
    ".": ".", "…": ".", "。": ".", "।": ".", "։": ".", "?": "?", "？": "?", "؟": "?",
    "!": "!", "！": "!", ":": ":", "：": ":", ";": ";", "；": ";", ",": ",", "，": ",",
}  # fmt: skip
_TAIL = re.compile(r"(?:<[^<>]*>|[\s\"'»”“’„‘)\]}*_`])+$")


class EndPunctuation(Check):
    """A question stays a question: the text ends in the mark that the source ends in."""

    name = "end-punctuation"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        # An abbreviation's or a list item's point, an exclamation for a full stop: only the marks
        # that change the sense, or stand on one side alone, are worth a person's time.
        wanted, at = _end(unit.source)
        found, here = _end(unit.target)
        if wanted == found:
            if (
                wanted == "."
                and unit.target[:here].endswith("..")
                and not _DOTS.search(unit.source)
            ):
                yield from self._dots(unit, here)
            return
        if {wanted, found} <= {".", "!"} or {wanted, found} <= {",", ""}:
            return
        if {wanted, found} == {".", ""} and len(unit.target_words) < 2:
            return  # "etc." and its like: an abbreviation's point, not a sentence's
        span, source = (here - 1, here), (at - 1, at)
        if not found:
            message = Message(
                "the source ends in {wanted!r}, the translation in no mark",
                wanted=unit.source[at - 1],
            )
        elif not wanted:
            message = Message(
                "ends in {found!r}, the source in no mark", found=unit.target[here - 1]
            )
        else:
            message = Message(
                "ends in {found!r}, the source in {wanted!r}",
                found=unit.target[here - 1],
                wanted=unit.source[at - 1],
            )
        finding = self.warning(message, "end the translation as the source ends", span, source)
        yield _ended(finding, unit, wanted, found, at, here)

    def _dots(self, unit: Unit, here: int) -> Iterator[Finding]:
        if _TWO_DOTS.search(unit.target, 0, here):
            found = self.warning(
                "ends in two full stops", "leave one, or make them three", (here - 2, here)
            )
            yield fixed(found, ".")


_DOTS = re.compile(r"\.\.|…")
_TWO_DOTS = re.compile(r"(?<!\.)\.\.$")


def _ended(finding: Finding, unit: Unit, wanted: str, found: str, at: int, here: int) -> Finding:
    """The finding with the mark that the source has, where the languages' marks are the same."""
    mark = unit.source[at - 1] if wanted else ""
    if unit.source[:at].endswith("..."):
        mark = "..."
    if mark not in _COMMON or (found and unit.target[here - 1] not in _COMMON):
        return finding
    if not found:
        is_letter = unit.target[:here].rstrip(_CLOSING)[-1:].isalnum()
        return fixed(finding, unit.target[here - 1 : here] + mark) if is_letter else finding
    if unit.target[:here].endswith("..") or not wanted:
        return finding
    return fixed(finding, mark)


_COMMON = frozenset((".", "?", "!", ":", "...", "…"))


def _end(text: str) -> tuple[str, int]:
    """The class of the text's last mark, "" for none, and the offset behind it."""
    end = len(text)
    if end and (text[-1] in _CLOSING):
        tail = _TAIL.search(text)
        if tail:
            end = tail.start()
            # American punctuation puts the point inside of the quotation marks, others outside:
            # "so." and "so". both end in a point.
            if mark := _ENDS.get(text[end - 1 : end], ""):
                return mark, end
    if end == 0:
        return "", len(text)
    return _ENDS.get(text[end - 1], ""), end


_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BRACKETS = re.compile(r"[()\[\]{}]")
# What else a bracket may be: a smiley, a list's label 1) or a), "[)" of an interval, and what a
# manual page, a regular expression or a shell has escaped.
_SMILEY = re.compile(r"(?<!\S)[:;]-?[()]|\\.|\^[\[\]](?=\W|$)")
_LABEL = re.compile(r"(?<![\w.])(?:\d{1,2}|[^\W\d_])$")


class Brackets(Check):
    """Brackets of the translation pair up, if those of the source do."""

    name = "brackets"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if not (_BRACKETS.search(unit.target) or _BRACKETS.search(unit.source)):
            return
        at = _odd(unit.target_prose)
        if at is not None and _odd(unit.source_prose) is None and _odd(unit.source) is None:
            found = self.error(
                "{mark} has no counterpart",
                "add the other bracket, or remove this one",
                (at, at + 1),
                mark=unit.target[at],
            )
            # In the picture of a screen lines are cut off.
            yield replace(found, severity=Severity.WARNING) if unit.is_laid_out else found


def _odd(text: str) -> int | None:
    """Offset of the first bracket without a counterpart."""
    text = _SMILEY.sub(lambda match: " " * len(match.group()), text)
    stack: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(text):
        char, at = match.group(), match.start()
        if char in _PAIRS:
            stack.append((_PAIRS[char], at))
        elif stack and stack[-1][0] == char:
            stack.pop()
        elif char != ")" or not _LABEL.search(text, max(at - 4, 0), at):
            return at
    return stack[-1][1] if stack else None


_TYPOGRAPHIC = re.compile("[«»“”„‟‹›]")
_ANY_QUOTE = re.compile('["«»“”„‟‹›]')
_DIALOGUE = re.compile(r"(?:^|\n)\s*[—–-]\s|[,.!?…] [—–] ")
_INCHES = re.compile(r"(?<=\d)[\"”]")


class Quotes(Check):
    """Quotation marks: there if the source has them, in pairs, and the locale's own.

    Straight marks of the source may stay straight: that is a project's choice. Typographic ones
    of another language may not. Marks per locale: Unicode CLDR, "delimiters".
    """

    name = "quotes"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source_prose, unit.target_prose
        if len(source) < 3 or "&quot;" in unit.source:
            return
        if not _ANY_QUOTE.search(target):
            in_source = _ANY_QUOTE.search(source)
            if not in_source or "'" in target or "’" in target or not _is_quoted(source):
                return
            # What is said stands behind a dash in Russian, Ukrainian, Mongolian.
            if not _DIALOGUE.search(target):
                yield self.warning(
                    "the source quotes, the translation does not",
                    "set the quotation marks of the source",
                    source=in_source.span(),
                )
            return
        straight = target.count('"') - len(_INCHES.findall(target))
        if straight % 2 and _is_even(source) and target.count('"') % 2:
            at = target.rindex('"')
            yield self.warning(
                "a quotation mark has no counterpart", "set both of the pair", (at, at + 1)
            )
        elif ("«" in target or "»" in target) and target.count("«") != target.count("»"):
            at = max(target.rfind("«"), target.rfind("»"))
            if source.count("“") == source.count("”"):
                yield self.warning(
                    "{mark} has no counterpart",
                    "set both of the pair",
                    (at, at + 1),
                    mark=target[at],
                )
        yield from self._own(unit, context)

    def _own(self, unit: Unit, context: Context) -> Iterator[Finding]:
        own = profile(context.language).quotes
        if not own:
            return
        allowed = set("".join(own))
        for match in _TYPOGRAPHIC.finditer(unit.target_prose):
            foreign = match.group() not in allowed
            # “ closes in Russian and Ukrainian („…“) and opens in English (“…”).
            if match.group() == "“" and "„" not in unit.target and "“”" not in own:
                foreign = True
            if foreign:
                first = own[0]
                found = self.warning(
                    "{mark} is not a quotation mark of {locale}",
                    "write {left}…{right}",
                    match.span(),
                    mark=match.group(),
                    locale=context.locale,
                    left=first[0],
                    right=first[1],
                )
                side = _side(unit.target, match.start())
                yield fixed(found, first[side]) if side is not None else found
                return


def _side(text: str, at: int) -> int | None:
    """Whether a mark opens (0) or closes (1) a quotation; None where its neighbours do not tell."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    opens = (not before or before.isspace() or before in "([{—–-") and after.isalnum()
    closes = bool(before) and not before.isspace() and not after.isalnum()
    return 0 if opens else 1 if closes else None


def _is_quoted(text: str) -> bool:
    """Whether a stretch of text is quoted, rather than inches given or a lone mark left."""
    marks = [match.group() for match in _ANY_QUOTE.finditer(_INCHES.sub(" ", text))]
    return len(marks) >= 2


def _is_even(text: str) -> bool:
    return (text.count('"') - len(_INCHES.findall(text))) % 2 == 0
