"""Kazakh."""

from l10n.languages.profile import Profile
from l10n.languages.sentences import SentenceRules, words

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
    flores="kaz_Cyrl",
    sentences=_SENTENCES,
)
