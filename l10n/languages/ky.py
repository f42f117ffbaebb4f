"""Kyrgyz."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="ky",
    flores="kir_Cyrl",
)
