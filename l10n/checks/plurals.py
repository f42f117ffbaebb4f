"""Plural forms: as many as the locale has, none of them empty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from l10n.checks.base import Check, Context, Unit
from l10n.model import Finding


class Plurals(Check):
    """A message with a plural has all forms of the locale (GNU gettext manual, "Plural forms")."""

    name = "plurals"
    once = True

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if not unit.forms or not any(unit.forms):
            return
        wanted = unit.nplurals or forms_of(context.locale)
        if wanted and len(unit.forms) != wanted:
            yield self.error(
                "{count} plural forms; the header has {wanted}"
                if unit.nplurals
                else "{count} plural forms; {locale} has {wanted}",
                "write msgstr[0] to msgstr[{last}]",
                count=len(unit.forms),
                wanted=wanted,
                locale=context.locale,
                last=wanted - 1,
            )
        for number, form in enumerate(unit.forms):
            if not form.strip():
                yield self.error(
                    "plural form msgstr[{number}] is empty",
                    "an empty form shows nothing at all for its numbers: write it",
                    number=number,
                )


@cache
def forms_of(locale: str) -> int:
    """How many plural forms a locale has; 0 for an unknown locale."""
    from babel import UnknownLocaleError
    from babel.messages.plurals import get_plural

    if not locale:
        return 0
    try:
        return int(get_plural(locale.partition("@")[0]).num_plurals)
    except (UnknownLocaleError, ValueError):
        return 0
