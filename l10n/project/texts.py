"""Texts that no catalog holds, through the one door: of a pipe, of an editor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from l10n.engines import Engine
from l10n.errors import SourceError
from l10n.files import file_stamp
from l10n.formats import FORMATS, make_document
from l10n.glossary.glossary import FILE
from l10n.languages.scripts import check_script
from l10n.project.config import Project
from l10n.project.translators import project_translator
from l10n.translation.documents import translate_text
from l10n.translation.translator import Translator


class Texts:
    """Translates texts one after another; what they need is loaded once.

    Args:
        project: whose settings and glossary; a glossary that changes is read again.
        engine: made with the project's decoding.
    """

    def __init__(self, project: Project, engine: Engine) -> None:
        self._project = project
        self._engine = engine
        self._translators: dict[str, Translator] = {}
        self._glossary_stamp: object = None

    def translated(
        self, name: str, text: str, locales: Sequence[str], format: str | None = None
    ) -> dict[str, str]:
        """A text in some locales, with its layout.

        Args:
            name: what errors call it.
            text: of any length.
            locales: the targets.
            format: a name in :data:`l10n.formats.FORMATS`; plain text by default.

        Raises:
            SourceError: it is empty, damaged, or there is no such format of texts.
            ModelError: no model translates into one of the locales.
        """
        found = FORMATS.find(format or "text")
        if found is None or found.members:
            texts_only = [one for one in FORMATS.complete() if not FORMATS[one].members]
            raise SourceError(
                f"unknown format {format!r} of {name}", f"there are: {', '.join(texts_only)}"
            )
        document = make_document(Path(name), text, format=found)
        if not document.blocks:
            raise SourceError(
                f"{name}: is empty, there is nothing to translate", "pipe some text in"
            )
        translators = {locale: self._translator(locale) for locale in locales}
        source = self._project.source_locale
        return {
            locale: translate_text(document, source, locale, translator)
            for locale, translator in translators.items()
        }

    def _translator(self, locale: str) -> Translator:
        stamp = file_stamp(self._project.root / FILE)
        if stamp != self._glossary_stamp:
            self._translators.clear()
            self._glossary_stamp = stamp
        if locale not in self._translators:
            check_script(locale)
            self._translators[locale] = project_translator(self._project, self._engine, locale)
        return self._translators[locale]
