"""Texts that nobody has translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.model import Finding

_LETTER = re.compile(r"[^\W\d_]")


class Untranslated(Check):
    """There is a translation."""

    name = "untranslated"
    empty = True

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if unit.source.strip() and not unit.target.strip():
            yield self.warning("no translation", "translate it")


class Unchanged(Check):
    """The translation is not the source over again.

    One word may be a name, and so may words that all have capitals; code is code.
    """

    name = "unchanged"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if unit.source != unit.target and unit.source.casefold() != unit.target.casefold():
            return
        if context.language == context.source_locale.partition("_")[0]:
            return
        words = [word for word in unit.source_words if len(word) > 1]
        if len(words) < 2 or all(not word.islower() for word in words):
            return
        if not _LETTER.search(unit.source_prose):
            return
        yield self.warning(
            "the translation is the source, unchanged",
            "translate it; if it is right as it is, silence the check for this entry",
        )
