"""Letters of the alphabet: a locale's own, and those of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from l10n.checks.base import Check, Context, Unit
from l10n.languages.profile import profile
from l10n.model import Finding, Severity

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LONG = 120  # letters within which a text all but always has a letter that tells its language


class Alphabet(Check):
    """Only letters of the locale's alphabet: no ы in Ukrainian, no і in Russian, ө and ү at all.

    Alphabets: Unicode CLDR, "exemplarCharacters".
    """

    name = "alphabet"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        language = context.language
        foreign, telltale = _patterns(language)
        if foreign is None:
            return
        spots = list(foreign.finditer(unit.target_prose))
        if spots:
            first = spots[0]
            letters = "".join(dict.fromkeys(spot.group() for spot in spots))
            found = self.error(
                "{letters} is not in the alphabet of {locale}",
                "a word of another language, or typed on another layout: write it anew",
                first.span(),
                letters=" ".join(letters),
                locale=context.locale,
            )
            yield found if len(spots) > 2 else replace(found, severity=Severity.WARNING)
        elif (
            telltale
            and not telltale.search(unit.target)
            and len(_CYRILLIC.findall(unit.target_prose)) >= _LONG
        ):
            yield self.error(
                "long text without {letters}: not {locale}, or typed without these letters",
                "write them where other letters stand for them",
                letters=" ".join(profile(language).telltale_letters),
                locale=context.locale,
            )


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What finds letters that a language's alphabet lacks, and letters that tell the language."""
    own = profile(language)
    foreign, telltale = (
        re.compile(f"[{letters}{letters.upper()}]") if letters else None
        for letters in (own.foreign_letters, own.telltale_letters)
    )
    return foreign, telltale
