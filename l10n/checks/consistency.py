"""The same source translated in two ways, and two sources translated in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.model import Finding


class Inconsistent(Check):
    """One source text has one translation, unless a context tells its places apart."""

    name = "inconsistent"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if context.corpus is None:
            return
        other, where = context.corpus.other_translation(unit)
        if other:
            yield self.warning(
                "{where} translates the same text as {other!r}",
                "use one translation, or tell the places apart by a context (msgctxt)",
                where=where,
                other=_short(other),
            )


class SameTranslation(Check):
    """Two different source texts do not read the same in the translation."""

    name = "same-translation"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if context.corpus is None:
            return
        other, where = context.corpus.other_source(unit)
        if other:
            yield self.warning(
                "{where} has the same translation for {other!r}",
                "make the difference of the sources seen, if it matters",
                where=where,
                other=_short(other),
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
