"""The article's drafts do what the project's glossary says."""

from __future__ import annotations

import pytest

from l10n.engines import make_engine
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.glossary import Glossary
from l10n.model import Pair
from l10n.translation.translator import Translator
from tests.conftest import ARTICLE, ROOT

# Of some 95 demands in each locale.
MOST = {"mn": 2, "ru": 2, "uk": 2}


@pytest.mark.slow
@pytest.mark.parametrize("locale", MOST)
def test_the_glossary_is_honoured(locale: str) -> None:
    glossary = Glossary.open(ROOT)
    texts = [one.msgid for one in segment_document(read_document(ARTICLE)) if one.content]
    translator = Translator(make_engine("starter"), glossary=glossary, chooses=False)
    drafts = translator.translate(texts, Pair("en", locale))
    broken = [
        term.source
        for text, draft in zip(texts, drafts, strict=True)
        for term in glossary.violations(text, draft.text, locale)
    ]
    assert len(broken) <= MOST[locale], broken
