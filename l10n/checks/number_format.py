"""How numbers are separated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit, fixed
from l10n.languages.separators import separators
from l10n.model import Finding

_DIGIT = re.compile(r"[0-9]")


class NumberFormat(Check):
    """Thousands and decimals separated as the locale does it (Unicode CLDR, "symbols").

    Told only where the other reading is impossible or would be another number: 1,234.5, 1,000,000,
    and 2.5 where the source has the same 2.5 and the locale writes 2,5.
    """

    name = "number-format"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if not _DIGIT.search(unit.target) or not context.locale:
            return
        decimal, group = separators(context.locale)
        if decimal == "." and group == ",":
            return
        for match in _FOREIGN_FORMAT.finditer(unit.target_prose):
            text = match.group()
            if text not in unit.source or decimal != ",":
                continue
            better = text.replace(",", "\u00a0" if group.isspace() else group).replace(".", decimal)
            found = self.warning(
                "{number} is separated the English way",
                "{locale} writes {better}",
                match.span(),
                number=text,
                locale=context.locale,
                better=better,
            )
            yield fixed(found, better)


# 1,234,567  1,234.5  12,345 (but 1,234 may be a decimal fraction to three places: left alone
# unless the source has the same text, which in English is a thousand)
_FOREIGN_FORMAT = re.compile(r"\d(?<![\w.,].)\d{0,2}(?:,\d{3})+(?:\.\d+)?(?![\w.,]?\d)", re.DOTALL)
