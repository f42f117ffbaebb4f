"""Plural forms: which number wants which form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from gettext import c2py
from typing import NamedTuple

from l10n.languages.codes import plural_forms

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_MOST_FORMS = 6  # Arabic has as many; no language of the CLDR has more
LOOKED_AT = 1000
"""How many numbers tell what a rule does: none of the CLDR looks beyond the last three digits."""


class Rule(NamedTuple):
    """A ``Plural-Forms`` header: how many forms there are, and which one a number wants."""

    nplurals: int
    form: Callable[[int], int]


@cache
def rule(header: str, locale: str = "en") -> Rule:
    """The rule of a header (GNU gettext manual, "Plural forms"); the locale's if it says none."""
    found = _HEADER.fullmatch(header)
    try:
        if not found or not 0 < int(found[1]) <= _MOST_FORMS:
            raise ValueError(header)
        form = c2py(found[2])
        wanted = {form(number) for number in range(LOOKED_AT)}
        if not wanted <= set(range(int(found[1]))):
            raise ValueError(header)
    except (ValueError, ZeroDivisionError, OverflowError):
        return rule(plural_forms(locale))
    return Rule(int(found[1]), form)
