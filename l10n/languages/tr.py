"""Turkish."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="tr",
    flores="tur_Latn",
)
