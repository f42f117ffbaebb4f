"""The loops that small translation models fall into."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.model import Finding, Severity

# A word, or up to four words, three times or more in a row.
_LOOP = re.compile(r"\b(\w+(?:\W+\w+){0,3}?)(?:\W+\1\b){2,}", re.IGNORECASE)


class Repetition:
    """Words that repeat three times in a row in the translation, but not in the source."""

    name = "repetition"

    def run(self, source: str, target: str) -> Iterator[Finding]:
        loop = _LOOP.search(target)
        if loop and not _LOOP.search(source):
            yield Finding(self.name, Severity.WARNING, f"{loop.group(1)!r} repeats over and over")
