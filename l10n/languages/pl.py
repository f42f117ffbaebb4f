"""Polish."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="pl",
    flores="pol_Latn",
)
