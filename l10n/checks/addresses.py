"""Web and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Span, Spot, Unit
from l10n.checks.wording import Message
from l10n.model import Finding, Severity

_URL = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>\"”»«“„)\]}]*[^\s<>\"”»«“„)\]}.,;:!?'…]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_HINT = Message("copy the address from the source")
# GNOME's and KDE's conventional messages, which translators answer with who and where they are.
_CREDITS = frozenset(("translator-credits", "translator_credits", "translators", "your emails"))
# Where translations may have addresses more: bugs of the translation are reported to its team.
_TEAM = re.compile(r"translat|перевод|переклад|орчуул", re.IGNORECASE)


class Addresses(Check):
    """Addresses lead where the source's lead: an e-mail to the letter, a URL maybe localized."""

    name = "addresses"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if "@" in source or "@" in target:
            yield from self._compare(unit, _spots(_MAIL, source), _spots(_MAIL, target), False)
        if "://" in source or "://" in target or "www." in source or "www." in target:
            yield from self._compare(unit, _spots(_URL, source), _spots(_URL, target), True)

    def _compare(
        self, unit: Unit, wanted: list[Spot], found: list[Spot], may_differ: bool
    ) -> Iterator[Finding]:
        for finding in self.differences(wanted, found, _HINT, _HINT):
            # A page in the reader's language is what a careful translator links to: a person
            # must look whether this is one.
            if may_differ and finding.span and finding.source_span:
                hint = Message("make sure that the page exists, or copy the source's address")
                yield replace(finding, severity=Severity.WARNING, hint=hint)
            elif finding.span and not finding.source_span:
                if not _TEAM.search(unit.target):
                    yield replace(finding, severity=Severity.WARNING)
            elif not (finding.source_span and _names_somebody(unit.source, finding.source_span)):
                is_example = unit.is_laid_out and bool(finding.span)
                yield replace(finding, severity=Severity.WARNING) if is_example else finding


def is_credits(unit: Unit) -> bool:
    """Whether the text asks for the translators' own names or addresses."""
    if len(unit.source) > 60:
        return False
    source = unit.source.strip().lower()
    return source in _CREDITS or source.endswith(("\nyour emails", "\nyour names", "your names"))


def _names_somebody(text: str, span: Span) -> bool:
    """Whether an address is a word in capitals or a made-up one, as in --bugs=EMAIL@ADDRESS."""
    address = text[span[0] : span[1]]
    return address.isupper()


def _spots(pattern: re.Pattern[str], text: str) -> list[Spot]:
    return list({match.group(): match.span() for match in pattern.finditer(text)}.items())
