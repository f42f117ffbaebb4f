"""Chinese."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="zh",
    flores="zho_Hans",
)
