"""Characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from l10n.checks.base import Check, Context, Unit, fixed
from l10n.model import Finding, Severity

# Characters that change how text runs or joins: some scripts and emoji need them, prose in
# Cyrillic does not.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff]"
)
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_JOINERS = "\u200c\u200d\u180e"  # Persian, Indic scripts, emoji, Mongolian script


class Invisible(Check):
    """Control characters, invisible characters and the marks of a wrong encoding."""

    name = "invisible"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        target = unit.target
        if target.isascii() and target.isprintable():
            return
        spots = [
            match
            for match in _SUSPECT.finditer(target)
            if match.group() not in unit.source
            and (match.group() not in _JOINERS or _is_cyrillic_before(target, match.start()))
        ]
        if not spots:
            return
        worst = next((spot for spot in spots if _BROKEN.match(spot.group())), None)
        match = worst or spots[0]
        char = match.group()
        if char == "\ufffd":
            yield self.error(
                "U+FFFD stands for letters that were lost in a wrong encoding",
                "type the text anew there",
                match.span(),
            )
            return
        found = self.error(
            "U+{code} ({name}) cannot be seen",
            "remove it",
            match.span(),
            code=f"{ord(char):04X}",
            name=unicodedata.name(char, "control character").lower(),
        )
        yield found if worst else replace(fixed(found, ""), severity=Severity.WARNING)


def _is_cyrillic_before(text: str, at: int) -> bool:
    return at > 0 and "Ѐ" <= text[at - 1] <= "ӿ"
