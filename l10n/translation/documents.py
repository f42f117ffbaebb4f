"""A whole document through the one door, for whoever wants no catalog."""

from __future__ import annotations

from l10n.formats.localized import Localized
from l10n.formats.segmentation import segment_document
from l10n.formats.splicing import localized_text
from l10n.languages import plurals
from l10n.languages.codes import language
from l10n.model import Document, Pair
from l10n.translation import drafting
from l10n.translation.translator import Translator


def translate_text(
    document: Document, source_locale: str, locale: str, translator: Translator
) -> str:
    """The machine translation of a document in hand; no catalog is read or written.

    Args:
        document: what to translate.
        source_locale: the locale that it is in.
        locale: the translation's.
        translator: translates its sentences.

    Raises:
        ModelError: no model serves the pair.
    """
    segments = segment_document(document, source_locale)
    messages = {segment.key: segment for segment in segments if segment.content}
    pair = Pair(language(source_locale), language(locale))
    rule = plurals.rule("", pair.target)
    needs = [text for one in messages.values() for text in drafting.needed(one, rule)]
    texts = list(dict.fromkeys(needs))
    known = dict(zip(texts, translator.translate(texts, pair, locale=locale), strict=True))
    drafts = {key: drafting.draft(one, rule, known, "") for key, one in messages.items()}
    found = {key: draft.texts for key, draft in drafts.items() if draft.text}
    return localized_text(
        Localized(document, segments, "", source_locale, pair.target, drafts, found)
    )
