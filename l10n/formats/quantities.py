"""Plural forms by name, as Android and Apple have them: one, few, many, … (Unicode CLDR).

Catalogs have them in the order that their ``Plural-Forms`` gives; here is which is which.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

from l10n.languages.plurals import LOOKED_AT, Rule

ORDER = ("zero", "one", "two", "few", "many", "other")
_MILLION = 1_000_000  # has a form of its own in French, Spanish, Italian, Portuguese


def by_name(forms: Sequence[str], rule: Rule, locale: str) -> dict[str, str]:
    """The forms that a locale has names for, in the order of the CLDR.

    ``other`` is always among them; where no whole number has it, it is what 2 has, which in
    Russian and Ukrainian is also said of fractions.

    Args:
        forms: of a translation, in the order of its catalog; the last stands for missing ones.
        rule: the catalog's.
        locale: the translation's.
    """
    numbers = _numbers(locale.partition("@")[0])
    return {
        name: forms[min(rule.form(numbers[name]), len(forms) - 1)]
        for name in ORDER
        if name in numbers
    }


@cache
def _numbers(locale: str) -> dict[str, int]:
    """For each name that a locale has, the least number that it is said of."""
    try:
        category = Locale.parse(locale).plural_form
    except (UnknownLocaleError, ValueError):
        category = Locale("en").plural_form
    numbers = {category(number): number for number in (_MILLION, *reversed(range(LOOKED_AT)))}
    numbers.setdefault("other", 2)
    return numbers
