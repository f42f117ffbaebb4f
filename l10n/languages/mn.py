"""Mongolian."""

from __future__ import annotations

import re

from l10n.languages.endings import Endings, changes
from l10n.languages.profile import Profile

# Mongolian: plural, then case, then possession, each optional (R. Kullmann, D. Tserenpil,
# Mongolian Grammar, 1996, ch. 3); a vowel before, г or н between.
_MONGOLIAN = re.compile(
    r"[ьйн]?"
    r"(?:[аоөэи]?(?:н?ууд|н?үүд|ч?ууд|чүүд|нар|нэр)|[аэ]?д)?"
    r"(?:"
    r"г?(?:ын|ийн|ы|ий)|н[ыи]й?|н"  # genitive
    r"|[аоөэиу]?[дт]|[аоөэ]?нд"  # dative-locative
    r"|г?(?:ыг|ийг)|г"  # accusative
    r"|[гн]?(?:аас|ээс|оос|өөс|иас|иос)"  # ablative
    r"|г?(?:аар|ээр|оор|өөр|иар|иор)"  # instrumental
    r"|[аоөэ]?(?:тай|тэй|той|төй)"  # comitative
    r"|руу|рүү|луу|лүү|гүй"  # directive, privative
    r")?"
    r"(?:[гн]?(?:аа|ээ|оо|өө)|х?(?:аа|ээ|оо|өө))?"
)

_FORMS = Endings(
    re.compile(r"|[ьйнаэоө]"),
    _MONGOLIAN,
    # газар, газрын; орон, орны; a long vowel stays, as in гишүүн.
    changes((r"(?<=[бвгдзйклмнпрстфхцчшщ])[аоөэ](?=[бвгдзлмнпрстфхцчш]$)", "")),
)

# See Profile.number_words. From the grammars' lists of cardinals, ordinals and collectives.
_NUMBER_WORDS = {
    0: "тэг",
    1: "нэг|ганц|анх|нэгдүгээр|тэргүүн",
    2: "хоёр|хоёу|хос|хагас|давхар|дахин",
    3: "гурав|гурв|гуравдугаар",
    4: "дөрөв|дөрв",
    5: "тав",
    6: "зургаа|зургаад",
    7: "долоо",
    8: "найм",
    9: "ес",
    10: "арав|арв|арван",
    11: "арваннэг",
    12: "үд|шөнө дунд",
    15: "арван тав",
    20: "хорь|хори|хорин",
    24: "шөнө дунд",
    30: "гуч|хагас",
    40: "дөч",
    50: "тавь|тави|хагас|тал",
    60: "жар",
    70: "дал",
    80: "ная|наян",
    90: "ер$|ерэн",
    100: "зуу|зуун",
    1000: "мянга|мянган",
    1_000_000: "сая",
    1_000_000_000: "тэрбум",
}

PROFILE = Profile(
    code="mn",
    interface="Монгол",
    quotes=("“”", "«»", "„“"),
    foreign_letters="іїєґўәңғқһҗ",
    telltale_letters="өү",
    weekday_names={5: ("хагас сайн",), 6: ("бүтэн сайн",)},
    flores="khk_Cyrl",
    endings=_FORMS,
    number_words=_NUMBER_WORDS,
)
