"""Numbers of the source must stand in the translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.model import Finding, Severity

# Digits with the separators that locales put between them: 1,234.5  1 234,5  1'234.
_NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?")
_NOT_DIGIT = re.compile(r"\D")


class Numbers:
    """51 stays 51: separators may follow the locale, digits may not change.

    A number that the translation spells out is reported too: a person decides.
    """

    name = "numbers"

    def run(self, source: str, target: str) -> Iterator[Finding]:
        missing = _numbers(source) - _numbers(target)
        # "2,000" may become "2 000" beside another number: look for the digits anywhere.
        digits = _NOT_DIGIT.sub("", target)
        for number, count in missing.items():
            if digits.count(number) < count:
                message = f"{number} of the source is missing in the translation"
                yield Finding(self.name, Severity.ERROR, message)


def _numbers(text: str) -> Counter[str]:
    return Counter(_NOT_DIGIT.sub("", match.group()) for match in _NUMBER.finditer(text))
