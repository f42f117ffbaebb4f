"""Kazakh."""

from __future__ import annotations

import re

from l10n.languages.endings import Endings, changes
from l10n.languages.profile import Profile
from l10n.languages.sentences import SentenceRules, words

# Nouns: plural, then possession, then case, each optional, by vowel harmony (R. Muhamedowa,
# Kazakh: A Comprehensive Grammar, 2015, ch. 4). A term in its own form has none.
_INFLECTIONS = re.compile(
    r"(?:[лдт][ае]р)?"
    r"(?:[ыі]|с[ыі]|[ыі]?м|[ыі]?ң|[ыі]?м[ыі]з|[ыі]?ң[ыі]з)?"
    r"(?:"
    r"[ндт][ыі]ң"  # genitive
    r"|[ғг][ае]|[қк][ае]|н?[ае]"  # dative
    r"|[ндт][ыі]|н"  # accusative
    r"|н?[дт][ае]"  # locative
    r"|[ндт][ае]н"  # ablative
    r"|[мбп]ен"  # instrumental
    r")?"
)
_ENDINGS = Endings(
    re.compile(""),
    _INFLECTIONS,
    changes(
        (r"қ$", "ғ"), (r"к$", "г"), (r"п$", "б")
    ),  # қазақ, қазағы; күрек, күрегі; кітап, кітабы
)

# See Profile.number_words.
_NUMBER_WORDS = {
    0: "нөл",
    1: "бір",
    2: "екі|екеу|қос|жұп",
    3: "үш",
    4: "төрт",
    5: "бес",
    6: "алты",
    7: "жеті",
    8: "сегіз",
    9: "тоғыз",
    10: "он$|оныншы|ондық",
    11: "он бір",
    12: "он екі",
    13: "он үш",
    14: "он төрт",
    15: "он бес",
    16: "он алты",
    17: "он жеті",
    18: "он сегіз",
    19: "он тоғыз",
    20: "жиырма",
    30: "отыз",
    40: "қырық",
    50: "елу",
    60: "алпыс",
    70: "жетпіс",
    80: "сексен",
    90: "тоқсан",
    100: "жүз|ғасыр",
    1000: "мың",
    1_000_000: "миллион",
    1_000_000_000: "миллиард",
}

# What an abbreviation is followed by tells whether the sentence ends; see SentenceRules.
_SENTENCES = SentenceRules(
    inner=words("акад доц мыс проф ред т.е т.с.с қар"),
    numbered=words("б бб кесте ст сур тар №"),
    final=words("б.з б.з.д га ж жж кг км л м млн млрд мм мың см т.б тг теңге ғ ғғ"),
    starters=words(
        "алайда барлық біз біздің бірақ бүгін бұл егер енді ертең кеше кім мен менің неге ол "
        "олар оның осы сен сол сондықтан сонымен сіз қазір қайда қалай қашан әр"
    ),
)

PROFILE = Profile(
    code="kk",
    quotes=("“”", "«»"),
    foreign_letters="їєґўҗ",
    telltale_letters="әғқңөұүһі",
    flores="kaz_Cyrl",
    endings=_ENDINGS,
    number_words=_NUMBER_WORDS,
    sentences=_SENTENCES,
)
