"""Plural forms: as many as the locale has, none of them empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel import UnknownLocaleError

from l10n.checks.base import Check, Context, Unit
from l10n.checks.counted import noun, wrong_case
from l10n.languages.codes import plural_forms
from l10n.languages.plurals import rule
from l10n.model import Finding

_EVERYDAY = 1_000  # more than any rule but those for thousands and millions asks for


class Plurals(Check):
    """A message with a plural has all forms of the locale (GNU gettext manual, "Plural forms")."""

    name = "plurals"
    once = True

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if not unit.forms or not any(unit.forms):
            return
        allowed = (unit.nplurals,) if unit.nplurals else forms_of(context.locale)
        if allowed and len(unit.forms) not in allowed:
            wanted = allowed[0]
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
        yield from self._cases(unit, context)
        for number, form in enumerate(unit.forms):
            if not form.strip():
                yield self.error(
                    "plural form msgstr[{number}] is empty",
                    "an empty form shows nothing at all for its numbers: write it",
                    number=number,
                )

    def _cases(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """1 файл, 2 файла, 5 файлов: the numbers of each form ask for another case."""
        if context.language not in _THREE_CASES or len(unit.forms) < 3:
            return
        one, two, five = unit.forms[:3]
        nouns = noun(one), noun(two), noun(five)
        if all(nouns) and (odd := wrong_case(nouns, context.language)):
            number, right = odd
            yield self.warning(
                "msgstr[{number}]: {word!r} is in the wrong case after its numbers",
                "write {right!r}" if right else "each form has a case of its own",
                number=number,
                word=nouns[number],
                right=right,
            )
            return
        if two != five or one == two or not two.strip():
            return
        if nouns[0] and nouns[1] and _is_nominative(nouns[0], nouns[1]):
            yield self.warning(
                "msgstr[1] and msgstr[2] are the same: {word!r} after a number",
                "after 2, 3, 4 stands another case than after 5 and more",
                word=nouns[1],
            )


def _is_nominative(one: str, many: str) -> bool:
    """Whether a noun is in the nominative after 1; in "Вставка 2 строк" it is in no form."""
    if one == many or one[-1] in "иіїыую" or many.endswith(_OBLIQUE):
        return False
    return not (one[-1] in "ая" and many[-2:] in ("ов", "ев", "ів", "їв", "ей", "ёв"))


_OBLIQUE = ("ах", "ях", "ам", "ям", "ами", "ями")  # "в 2 файлах"
_THREE_CASES = frozenset(("ru", "uk", "be"))
_OFTEN = 5  # numbers below 1000; what GNU gettext's msgfmt takes for "infinitely many"


@cache
def often_used(header: str, locale: str, count: int) -> tuple[bool, ...]:
    """For each form, whether it is for many numbers, so that it must say which.

    Args:
        header: the catalog's rule, "" for none.
        locale: whose rule holds then.
        count: how many forms there are.
    """
    from l10n.languages.plurals import rule

    if not header and not locale:
        return (False,) * count
    form = rule(header, locale or "en").form
    used = Counter(form(number) for number in range(1000))
    return tuple(used[index] > _OFTEN for index in range(count))


@cache
def forms_of(locale: str) -> tuple[int, ...]:
    """How many plural forms a locale may have, none for an unknown locale.

    First as many as CLDR has; then without the form that French, Spanish, Italian and Portuguese
    have for whole millions, as the GNU gettext manual counts and most catalogs have it.
    """
    if not locale:
        return ()
    try:
        found = rule(plural_forms(locale.partition("@")[0]))
    except (UnknownLocaleError, ValueError):
        return ()
    everyday = len({found.form(number) for number in range(_EVERYDAY)})
    return tuple(dict.fromkeys((found.nplurals, everyday)))
