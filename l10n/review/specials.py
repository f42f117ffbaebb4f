"""Characters that a locale's texts want and its keyboards lack."""

from __future__ import annotations

from l10n.languages.profile import profile

# Names are the page's words: see `SPECIALS` in static/editor.js.
_EVERYWHERE = (
    ("\u00a0", "non-breaking space"),
    ("—", "em dash"),
    ("–", "en dash"),
    ("…", "ellipsis"),
    ("№", "number sign"),
)


def specials(locale: str) -> list[tuple[str, str]]:
    """Characters of a locale, each with what it is called."""
    known = profile(locale)
    quotes = [
        (sign, name)
        for pair in known.quotes[:1]
        for sign, name in zip(pair, ("opening quote", "closing quote"), strict=False)
    ]
    return [*quotes, *((letter, "letter") for letter in known.rare_keys), *_EVERYWHERE]
