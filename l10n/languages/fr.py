"""French."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="fr",
    quotes=("«»", "“”"),
    flores="fra_Latn",
)
