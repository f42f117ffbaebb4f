"""A whole document through the one door, for whoever wants no catalog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from l10n.formats.localized import Localized
from l10n.formats.segmentation import segment_document
from l10n.formats.splicing import localized_text
from l10n.languages import plurals
from l10n.languages.codes import language
from l10n.model import Document, Hypothesis, Pair, Segment
from l10n.translation import drafting
from l10n.translation.translator import Translator


@dataclass(frozen=True)
class Whole:
    """A document taken apart, to be translated as it is; no catalog is read or written.

    Attributes:
        document: what to translate.
        segments: its sentences, in order.
        source_locale: the locale that it is in.
        locale: the translation's.
    """

    document: Document
    segments: Sequence[Segment]
    source_locale: str
    locale: str

    @cached_property
    def texts(self) -> list[str]:
        """The texts of all messages, see :func:`l10n.translation.drafting.needed`."""
        needed = (drafting.needed(one, self._rule) for one in self._messages.values())
        return [text for texts in needed for text in texts]

    @property
    def wanted(self) -> list[str]:
        """What an engine is asked for: the texts, each once."""
        return list(dict.fromkeys(self.texts))

    def localized(self, found: Mapping[str, Hypothesis]) -> Localized:
        """The translation; ``found`` has a hypothesis for all that is wanted."""
        drafts = {
            key: drafting.draft(one, self._rule, found, "", language(self.locale))
            for key, one in self._messages.items()
        }
        texts = {key: draft.texts for key, draft in drafts.items() if draft.text}
        return Localized(
            self.document, self.segments, "", self.source_locale, self.locale, drafts, texts
        )

    @cached_property
    def _messages(self) -> dict[str, Segment]:
        return {segment.key: segment for segment in self.segments if segment.content}

    @cached_property
    def _rule(self) -> plurals.Rule:
        return plurals.rule("", self.locale)


def translate_text(
    document: Document, source_locale: str, locale: str, translator: Translator
) -> str:
    """The machine translation of a document in hand.

    Args:
        document: what to translate.
        source_locale: the locale that it is in.
        locale: the translation's.
        translator: translates its sentences.

    Raises:
        ModelError: no model serves the pair.
    """
    pair = Pair(language(source_locale), language(locale))
    segments = segment_document(document, source_locale)
    whole = Whole(document, segments, source_locale, pair.target)
    texts = whole.wanted
    found = dict(zip(texts, translator.translate(texts, pair, locale=locale), strict=True))
    return localized_text(whole.localized(found))
