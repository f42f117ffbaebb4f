"""English."""

from __future__ import annotations

from l10n.languages.endings import Endings, any_of
from l10n.languages.profile import Profile
from l10n.languages.sentences import SentenceRules, words

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

# What an abbreviation is followed by tells whether the sentence ends; see SentenceRules.
_SENTENCES = SentenceRules(
    inner=words(
        "adm al ald amb approx assoc asst attn atty brig capt cf cmdr col comdr cpl cpt det "
        "dr drs e.g ed eds esp excl fr ft gen gov hon hr hwy i.e incl insp lieut lt maj "
        "messrs mlle mme mmes mr mrs ms msgr mt mts p.s pfc pres prof pvt rec rep resp rev "
        "sen sgt spc sr supt trans viz vs"
    ),
    numbered=words(
        "apr art aug c ca ch cl dec eq eqs ext feb fig figs jan mar n n° no nos nov nr oct op p "
        "par pp pt sec sep sept tab v vol vols"
    ),
    final=words(
        "a.d a.m apr assn aug ave b.a b.c blvd bros co corp d.c dec dept e.u est et etc feb "
        "fri inc inst jan jr jul jun l.a lb llc ltd m.a m.d mar mon nov oct oz p.m ph.d plc "
        "rd sat sep sept sr st sun thu thur thurs tue tues u.k u.n u.s u.s.a u.s.s.r univ wed"
    ),
    starters=words(
        "a according after all also although an and another are as at because before both but "
        "by can could despite did do does during each even every first for from had has have "
        "he her here his how however i if in is it its just let many may might moreover most "
        "must my no not now of on once one only or our please she should since so some such "
        "that the their then there therefore these they this those though to two was we were "
        "what when where which while who why will with would yes you your"
    ),
    final_before_any=False,
    small_starters=words(
        "all also are because can cause cos could did do does he how i if im is it its just "
        "let lets maybe my no not our please she so thanks that their there these they this "
        "we what where who why would you your"
    ),
    short=words("as at be by do go he hi if is it me my of oh ok on so to up us we"),
    casual=words("cant dont gonna i im ive lol pls plz thats u wanna"),
    reporting=words(
        "added answered ask asked asks began called continued cried demanded exclaimed "
        "inquired murmured muttered repeated replied said says shouted snapped thought "
        "whispered wondered"
    ),
)

PROFILE = Profile(
    code="en",
    interface="English",
    quotes=("“”", "‘’"),
    flores="eng_Latn",
    endings=_FORMS,
    number_words=_NUMBER_WORDS,
    sentences=_SENTENCES,
)
