"""Texts that nobody has translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.checks.kinds import COMMANDS
from l10n.checks.language import TELLING, is_code
from l10n.checks.names import english_words
from l10n.languages.scripts import script
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
        if not _is_same(unit.source, unit.target):
            yield from self._left(unit, context)
            return
        if context.language == context.source_locale.partition("_")[0]:
            return
        words = [word for word in unit.source_words if len(word) > 1]
        if len(words) < 2 or all(not word.islower() for word in words):
            return
        if context.source_locale.partition("_")[0] == "en":
            common = TELLING | english_words()
            english = sum(word.islower() and word in common for word in words)
            if english < 2 or (2 * english < len(words) and len(words) > 3) or is_code(unit.source):
                return  # a path, a command, names
        if not _LETTER.search(unit.source_prose):
            return
        yield self.warning(
            "the translation is the source, unchanged",
            "translate it; if it is right as it is, silence the check for this entry",
        )

    def _left(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """Words of English left among translated ones: "Название и surname", "до 5 p.m."."""
        if context.source_locale.partition("_")[0] != "en" or not _SMALL.search(unit.target):
            return
        if script(context.locale) != "Cyrl":
            return
        text = unit.target_prose
        if clock := _CLOCK.search(text):
            yield self.warning(
                "{word!r} is left in English",
                "write the time as the locale does",
                clock.span(1),
                word=clock[1],
            )
        if context.kind(unit) == COMMANDS:
            return  # names of commands and options are English words too
        known = set(unit.source_words)
        for match in _BETWEEN.finditer(text):
            word = match[1]
            if word in known and word in english_words() and match[1] not in _KEPT:
                yield self.warning(
                    "{word!r} is left in English",
                    "translate it; a name may stay",
                    match.span(1),
                    word=word,
                )
                return


def _is_same(source: str, target: str) -> bool:
    """Whether two texts are the same but for capitals; most are not from the first letter on."""
    if source[:1].casefold()[:1] != target[:1].casefold()[:1]:
        return False
    return source.casefold() == target.casefold()


_SMALL = re.compile("[a-z](?:[a-z]|(?<=[ap])\\.m)")
_CLOCK = re.compile(r"\d\s*([ap]\.\s?m\.|[ap]m\b)")
# Between words of Cyrillic letters, or behind one at the end: not in quotes, paths, code.
_BETWEEN = re.compile(r"(?<=[Ѐ-ӿ,] )([a-z]{4,})(?=[,;]? [Ѐ-ӿ]|[.!?]?\s*$)")
_KEPT = frozenset(("online", "offline", "email", "web", "wifi", "root", "cookie", "cookies"))
