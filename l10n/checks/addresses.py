"""Web and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Spot, Unit
from l10n.checks.wording import Message
from l10n.model import Finding, Severity

_URL = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>\"”»«“„)\]}]*[^\s<>\"”»«“„)\]}.,;:!?'…]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_HINT = Message("copy the address from the source")


class Addresses(Check):
    """Addresses lead where the source's lead: an e-mail to the letter, a URL maybe localized."""

    name = "addresses"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if "@" in source or "@" in target:
            yield from self._compare(_spots(_MAIL, source), _spots(_MAIL, target), False)
        if "://" in source or "://" in target or "www." in source or "www." in target:
            yield from self._compare(_spots(_URL, source), _spots(_URL, target), True)

    def _compare(
        self, wanted: list[Spot], found: list[Spot], may_differ: bool
    ) -> Iterator[Finding]:
        for finding in self.differences(wanted, found, _HINT, _HINT):
            # A page in the reader's language is what a careful translator links to: a person
            # must look whether this is one.
            if may_differ and finding.span and finding.source_span:
                hint = Message("make sure that the page exists, or copy the source's address")
                yield replace(finding, severity=Severity.WARNING, hint=hint)
            else:
                yield finding


def _spots(pattern: re.Pattern[str], text: str) -> list[Spot]:
    return list({match.group(): match.span() for match in pattern.finditer(text)}.items())
