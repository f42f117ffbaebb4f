"""What the checks say of a document's sentences, remembered."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from l10n.checks import CHECKS, Context, Unit, check_unit
from l10n.checks.spelling import Hunspell, speller
from l10n.glossary import Glossary
from l10n.model import Finding
from l10n.po.catalog import Entry
from l10n.project.config import Project
from l10n.review.alike import Alike


class Checker:
    """The checks for one document in one locale.

    Args:
        project: whose glossary and settings.
        locale: the translations'.
    """

    def __init__(self, project: Project, locale: str) -> None:
        self._project = project
        self._locale = locale
        self._context: Context | None = None
        self._alike = Alike()
        self._said: dict[str, tuple[tuple[str, ...], frozenset[str], list[Finding]]] = {}
        # The dictionary is read beside the document, not while somebody waits for an answer.
        self._speller: Future[Hunspell | None] = Future()
        threading.Thread(target=self._find_speller, daemon=True).start()

    def _find_speller(self) -> None:
        self._speller.set_result(speller(self._locale))

    @property
    def context(self) -> Context:
        """What the checks may know."""
        if self._context is None:
            project = self._project
            glossary = Glossary.open(project.root, project.source_locale)
            self._context = Context(
                self._locale,
                project.source_locale,
                glossary if glossary.terms else None,
                self._speller.result(),
                disabled=project.checks.disabled(self._locale),
            )
        return self._context

    def refresh(self, alike: Alike) -> None:
        """Take over what has been read anew; the glossary is read again when it is needed next.

        Args:
            alike: the translations of the document as they are now.
        """
        self._context = None
        self._alike = alike

    def findings(self, entry: Entry) -> list[Finding]:
        """What the checks say of an entry's translation; nothing where there is no text yet."""
        texts = entry.translation.texts
        said = self._said.get(entry.key)
        if said is None or said[:2] != (texts, entry.flags):
            unit = self._unit(entry, texts)
            found = check_unit(unit, self.context) if unit.target else []
            said = self._said[entry.key] = (texts, entry.flags, found)
        if entry.plural or not self._alike.is_shared(texts[0]):
            return said[2]
        return [*said[2], *self._compared(self._unit(entry, texts))]

    def check(self, entry: Entry, texts: Sequence[str]) -> list[Finding]:
        """What the checks say of another translation of an entry, all its forms."""
        unit = self._unit(entry, texts)
        return [*check_unit(unit, self.context), *self._compared(unit)] if unit.target else []

    def _compared(self, unit: Unit) -> list[Finding]:
        """What other sentences make of one: not remembered, as they change."""
        if unit.forms or not self._alike.other_source(unit)[0]:
            return []
        disabled = self.context.disabled | (CHECKS.complete().keys() - {"same-translation"})
        return check_unit(unit, replace(self.context, corpus=self._alike, disabled=disabled))

    @staticmethod
    def _unit(entry: Entry, texts: Sequence[str]) -> Unit:
        text = next((text for text in texts if text.strip()), "")
        unit = Unit(entry.msgid, text, entry.key, entry.msgctxt, entry.flags)
        return replace(unit, plural=entry.plural, forms=tuple(texts)) if entry.plural else unit
