"""Kazakh."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="kk",
    quotes=("“”", "«»"),
    flores="kaz_Cyrl",
)
