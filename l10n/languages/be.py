"""Belarusian."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="be",
    quotes=("«»", "“”"),
    flores="bel_Cyrl",
)
