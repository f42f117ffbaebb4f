"""Mongolian."""

from __future__ import annotations

import re

from l10n.languages.endings import Endings, changes
from l10n.languages.profile import Profile
from l10n.languages.sentences import SentenceRules, words

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

# What an abbreviation is followed by tells whether the sentence ends; see SentenceRules.
_SENTENCES = SentenceRules(
    inner=words("акад ген д-р доц дэд ж.нь жнь маршал ноён орч проф ред т.э хат хр ө.х"),
    numbered=words("бүлэг дугаар зураг зүйл х хүснэгт №"),
    final=words("г.м га гэх.мэт кг км л м м.э м.э.ө мин мм он сая сек см т тэрбум төг х ц"),
    starters=words(
        "бас би бид бүх гэвч гэхдээ иймээс манай маргааш миний мөн нэг одоо олон та танай "
        "тиймд тиймээс тэгвэл тэгээд тэд тэдгээр тэр түүний учир хаана харин хэзээ хэн хэрхэн "
        "хэрэв чи эдгээр энэ яагаад ямар үүнд үүний өнөөдөр өчигдөр"
    ),
)

PROFILE = Profile(
    code="mn",
    interface="Монгол",
    quotes=("“”", "«»", "„“"),
    rare_keys="өүё",
    foreign_letters="іїєґўәңғқһҗ",
    telltale_letters="өү",
    weekday_names={5: ("хагас сайн",), 6: ("бүтэн сайн",)},
    flores="khk_Cyrl",
    endings=_FORMS,
    number_words=_NUMBER_WORDS,
    bare_counts=True,
    sentences=_SENTENCES,
)
