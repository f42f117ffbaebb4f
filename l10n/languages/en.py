"""English."""

from __future__ import annotations

from l10n.languages.endings import Endings, any_of
from l10n.languages.profile import Profile

_ENDINGS = any_of("s es y ies 's")

_FORMS = Endings(_ENDINGS, _ENDINGS)

# See Profile.number_words. From the grammars' lists of cardinals, ordinals and collectives.
_NUMBER_WORDS = {
    0: "zero|no$|nil$",
    1: "one|first|single|once|a$|an$|sole",
    2: "two|second|twice|double|both|pair|twin|half|twofold|couple|bi",
    3: "three|third|thrice|triple|trio|tri",
    4: "four|quarter|quad|tetra",
    5: "five|fifth|quint|penta",
    6: "six|hexa",
    7: "seven|hepta",
    8: "eight|octo",
    9: "nine$|ninth|nine-",
    10: "ten$|tenth|tens$|ten-|decade",
    11: "eleven",
    12: "twel|dozen|noon|midday",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen|quarter",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twent|score",
    24: "midnight",
    30: "thirt|half",
    40: "fort",
    50: "fift|half",
    60: "sixt",
    70: "sevent",
    80: "eight",
    90: "ninet",
    100: "hundred|centur|cent",
    1000: "thousand|millen",
    1_000_000: "million",
    1_000_000_000: "billion",
}

PROFILE = Profile(
    code="en",
    interface="English",
    quotes=("“”", "‘’"),
    flores="eng_Latn",
    endings=_FORMS,
    number_words=_NUMBER_WORDS,
)
