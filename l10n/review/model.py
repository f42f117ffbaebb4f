"""What the model that drafts has to say of one sentence, and what it is told of it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from l10n.engines import Engine, make_engine
from l10n.errors import ModelError
from l10n.glossary import Glossary, Term
from l10n.glossary.glossary import forms_in
from l10n.glossary.term import Rule
from l10n.languages.codes import language
from l10n.model import Pair
from l10n.project.config import Project
from l10n.project.translators import project_translator
from l10n.review import suggestions
from l10n.review.desk import Desk
from l10n.review.row import Row
from l10n.translation.hints import Told
from l10n.translation.translator import Translator

_ALTERNATIVES = 4
_MAX_WORDS = 200
_MAX_ASKED = 3  # terms whose form is asked for one by one


class Said(NamedTuple):
    """What the model says.

    Attributes:
        texts: its translations, the best first.
        told: the hints that it has been given.
        forms: by the glossary's target, the form that fits into this sentence; nothing for targets
            whose base form is all that is known.
    """

    texts: Sequence[str] = ()
    told: Sequence[Told] = ()
    forms: Mapping[str, str] = MappingProxyType({})


class Model:
    """The model that drafts; its weights are loaded when first asked for.

    Args:
        project: whose settings say which it is.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    def of(self, desk: Desk, row: Row) -> Said:
        """What it says of a sentence; nothing where there is no model."""
        text, known = row.entry.msgid, suggestions.terms(desk, row)
        if len(text.split()) > _MAX_WORDS:
            return Said()
        pair = Pair(language(desk.project.source_locale), language(desk.locale))
        with self._lock:
            try:
                if self._engine is None:
                    self._engine = make_engine(self._project.engine, self._project.decoding)
                # Made anew each time: the glossary may have been edited.
                translator = project_translator(self._project, self._engine, desk.locale)
                texts = _translations(translator, text, pair, desk.locale, _ALTERNATIVES)
                told = translator.told(text, pair, desk.locale)
                seen = [*row.texts, suggestions.machine_text(desk, row), *texts]
                terms = [one.term for one in known if one.term.rule is Rule.USE]
                forms = self._forms(self._engine, text, pair, desk.locale, terms, seen)
            except ModelError:
                return Said()
        return Said(texts, told, forms)

    def _forms(
        self,
        engine: Engine,
        text: str,
        pair: Pair,
        locale: str,
        terms: Iterable[Term],
        seen: Sequence[str],
    ) -> dict[str, str]:
        """The form of each target in this sentence: as it stands in one of its translations, or
        in the one that the model gives when it is told of the target.
        """
        found: dict[str, str] = {}
        asked = 0
        for term in terms:
            for target in term.target(locale):
                form = _form(target, seen, locale)
                if not form and engine.takes_hints(pair) and asked < _MAX_ASKED:
                    asked += 1
                    one = Glossary([Term(term.source, {locale: (target,)})], pair.source)
                    translator = Translator(engine, glossary=one, lexicon=False)
                    texts = _translations(translator, text, pair, locale, 1)
                    form = _form(target, texts, locale)
                if form and form != target:
                    found[target] = form
        return found


def _translations(
    translator: Translator, text: str, pair: Pair, locale: str, wanted: int
) -> list[str]:
    [best] = translator.translate([text], pair, locale=locale, alternatives=wanted - 1)
    found = [best.text, *(other.text for other in best.alternatives)]
    return [text for text in dict.fromkeys(found) if text]


def _form(target: str, texts: Iterable[str], locale: str) -> str:
    """The first form of a target in some texts, as it is written inside of a sentence."""
    for text in texts:
        for form in forms_in(text, target, language(locale)):
            inside = target[:1].islower() and form[1:] == form[1:].lower()
            return form[:1].lower() + form[1:] if inside else form
    return ""
