"""The capital at the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.checks.base import Check, Context, Unit
from l10n.checks.wording import Message
from l10n.model import Finding


@cache
def called_otherwise() -> frozenset[str]:
    """English names of months, days and languages, in small letters (Unicode CLDR)."""
    from babel import Locale

    english = Locale("en")
    names = [*english.languages.values(), *english.months["format"]["wide"].values()]
    names += [*english.days["format"]["wide"].values()]
    names += [*english.months["format"]["abbreviated"].values()]
    names += [*english.days["format"]["abbreviated"].values()]
    return frozenset(str(name).lower() for name in names)


_FIRST = re.compile(r"[^\W_]")


class Capitalization(Check):
    """The translation starts with a capital if the source does, and not if it does not."""

    name = "capitalization"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = _FIRST.search(unit.source_prose), _FIRST.search(unit.target_prose)
        if not source or not target:
            return
        wanted, found = source.group(), target.group()
        if wanted.isupper() == found.isupper() or not _has_case(wanted) or not _has_case(found):
            return
        # What stands before the first letter may be a placeholder's value: "%s files".
        if " " not in unit.source and unit.source.lower().strip(".:") in called_otherwise():
            return  # months, days, languages have a capital in English alone
        if any(map(str.isdigit, unit.source.split(maxsplit=1)[0])):
            return  # "a2 Envelope"
        if not _is_start(unit.source, source.start()) or not _is_start(unit.target, target.start()):
            return
        # "iPhone", "eBay", "pH": a name that keeps its small letter anywhere.
        first = unit.target_words[0] if unit.target_words else ""
        if not first.islower() and not first.istitle() and not first.isupper():
            return
        if wanted.isupper():
            message = Message("starts with a small letter; the source with a capital")
        else:
            if unit.source_words and not unit.source_words[0].islower():
                return
            if found.isupper() and first.isupper() and len(first) > 1:
                return
            message = Message("starts with a capital; the source with a small letter")
        yield self.warning(message, "start as the source does", target.span(), source.span())


def _is_start(text: str, at: int) -> bool:
    return not text[:at].strip(" \t\n\u00a0\"'«»“”„‘’([{*_&-–—•…¿¡")


def _has_case(char: str) -> bool:
    return char.lower() != char.upper()
