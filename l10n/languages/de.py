"""German."""

from l10n.languages.profile import Profile

PROFILE = Profile(
    code="de",
    quotes=("„“", "»«", "‚‘"),
    flores="deu_Latn",
)
