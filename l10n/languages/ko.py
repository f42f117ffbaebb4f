"""Korean."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="ko",
    flores="kor_Hang",
)
