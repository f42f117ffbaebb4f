"""Which sentences of a document read the same in the translation, kept up as people edit."""

from __future__ import annotations

from l10n.checks import Unit
from l10n.checks.corpus import bare, is_telling
from l10n.checks.kinds import DOCUMENTS
from l10n.checks.length import DEFAULT_RATIO


class Alike:
    """What a document's translations teach about each other: a :class:`l10n.checks.base.Corpus`.

    A message stands once in a catalog, so that no other can translate its source differently.
    """

    ratio = DEFAULT_RATIO
    binds_units = False

    def __init__(self) -> None:
        self._sources: dict[str, dict[str, tuple[str, str]]] = {}

    def kind(self, path: str) -> str:
        """What is reviewed: documents, see :mod:`l10n.checks.kinds`."""
        return DOCUMENTS

    def put(self, key: str, source: str, text: str, where: str) -> None:
        """Remember a translation, and where its source stands."""
        if is_telling(source, text):
            self._sources.setdefault(text, {})[key] = source, where

    def remove(self, key: str, text: str) -> None:
        """Forget a translation that is no more."""
        self._sources.get(text, {}).pop(key, None)

    def is_shared(self, text: str) -> bool:
        """Whether several sentences have the translation: quicker to find out than which."""
        return len(self._sources.get(text, ())) > 1

    def other_translation(self, unit: Unit) -> tuple[str, str]:
        """Nothing: a catalog has one translation of a message."""
        return "", ""

    def other_source(self, unit: Unit) -> tuple[str, str]:
        """Another source of the unit's translation, and where it stands; "" for none."""
        if is_telling(unit.source, unit.target):
            for key, (source, where) in self._sources.get(unit.target, {}).items():
                if key != unit.key and bare(source) != bare(unit.source):
                    return source, where
        return "", ""
