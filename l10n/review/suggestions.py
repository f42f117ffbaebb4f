"""What helps with one sentence: the machine's text and alternatives, the memory, neighbours."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from l10n.engines import make_engine
from l10n.errors import MemoryStoreError, ModelError
from l10n.glossary import Term
from l10n.languages.codes import language
from l10n.memory import Memory
from l10n.model import Match, Pair
from l10n.po.provenance import digest
from l10n.project.config import Project
from l10n.project.translators import project_translator
from l10n.review.desk import Desk
from l10n.review.row import Row
from l10n.translation.cache import Cache
from l10n.translation.translator import Translator

_MATCHES = 5
_LEAST = 60  # percent: a person can use less than a program dares to put in
_ALTERNATIVES = 4
_MAX_ALTERNATIVE_WORDS = 200


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows before and after one in the document; None at its ends."""

    before: Row | None
    after: Row | None


def neighbours(desk: Desk, row: Row) -> Neighbours:
    """What stands around a sentence."""
    rows = desk.rows
    return Neighbours(
        rows[row.index - 1] if row.index else None,
        rows[row.index + 1] if row.index + 1 < len(rows) else None,
    )


def machine_text(desk: Desk, row: Row) -> str:
    """The draft that the text is or was made from, "" where that is not known any more."""
    entry = row.entry
    if not entry.drafted_by:
        return ""
    said = Cache(desk.project.root).drafts(entry.drafted_by, [entry.msgid])
    drafts = said.get(entry.msgid, [])
    return next((text for text in drafts if digest(text) == entry.draft_digest), "")


def matches(desk: Desk, row: Row) -> list[Match]:
    """What the translation memory has for a sentence; nothing where it cannot be read."""
    pair = Pair(desk.project.source_locale, desk.locale)
    try:
        with Memory.open(desk.project.root) as memory:
            return memory.search(row.entry.msgid, pair, _LEAST, _MATCHES)
    except MemoryStoreError:
        return []


def terms(desk: Desk, row: Row) -> list[Term]:
    """The glossary's terms in a sentence, each once."""
    glossary = row.checker.context.glossary
    if glossary is None:
        return []
    found = glossary.terms_in(row.entry.msgid, desk.locale)
    return list({id(one.term): one.term for one in found}.values())


class Alternatives:
    """Other translations by the model that drafts; its weights are loaded when first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._translator: Translator | None = None
        self._lock = threading.Lock()

    def of(self, desk: Desk, row: Row) -> list[str]:
        """The model's translations of a sentence, the best first; none without a model."""
        if len(row.entry.msgid.split()) > _MAX_ALTERNATIVE_WORDS:
            return []
        pair = Pair(language(desk.project.source_locale), language(desk.locale))
        with self._lock:
            try:
                if self._translator is None:
                    engine = make_engine(self._project.engine, self._project.decoding)
                    self._translator = project_translator(self._project, engine)
                [best] = self._translator.translate(
                    [row.entry.msgid], pair, locale=desk.locale, alternatives=_ALTERNATIVES - 1
                )
            except ModelError:
                return []
        found = [best.text, *(other.text for other in best.alternatives)]
        return [text for text in dict.fromkeys(found) if text]
