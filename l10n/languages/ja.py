"""Japanese."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="ja",
    flores="jpn_Jpan",
)
