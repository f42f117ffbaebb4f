"""Checks of a translation against its source: one class each, registered in :data:`CHECKS`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from l10n.checks.numbers import Numbers
from l10n.checks.placeholders import Placeholders
from l10n.checks.repetition import Repetition
from l10n.model import Finding


class Check(Protocol):
    """What a check is: a name, and a method that yields what it notices."""

    name: str

    def run(self, source: str, target: str) -> Iterator[Finding]:
        """Findings about ``target`` as the translation of ``source``; neither is empty."""


CHECKS: dict[str, Check] = {
    check.name: check for check in (Numbers(), Placeholders(), Repetition())
}


def check(source: str, target: str) -> list[Finding]:
    """What all checks find in one translation; none where there is no text to look at."""
    if not source or not target:
        return []
    return [finding for one in CHECKS.values() for finding in one.run(source, target)]
