"""Spanish."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="es",
    flores="spa_Latn",
)
