"""Localization of documents: sentences, offline machine translation, PO catalogs.

The names below are the public interface; they stay as they are within a major version. Each is
imported when it is first used, so that ``import l10n`` costs nothing.

>>> import l10n
>>> [sentence.content for sentence in l10n.segment("Mr. Smith left. Why?")]
['Mr. Smith left.', 'Why?']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from l10n.checks import check
    from l10n.errors import L10nError
    from l10n.formats import read_document
    from l10n.formats.segmentation import segment, segment_document
    from l10n.glossary import Glossary
    from l10n.memory import Memory
    from l10n.model import (
        Document,
        Finding,
        Hypothesis,
        Match,
        Origin,
        Segment,
        State,
        Translation,
    )
    from l10n.po.catalog import Catalog, Entry
    from l10n.translation.translator import translate
    from l10n.version import __version__

_MODULES = {
    "Catalog": "po.catalog",
    "Document": "model",
    "Entry": "po.catalog",
    "Finding": "model",
    "Glossary": "glossary",
    "Hypothesis": "model",
    "L10nError": "errors",
    "Match": "model",
    "Memory": "memory",
    "Origin": "model",
    "Segment": "model",
    "State": "model",
    "Translation": "model",
    "__version__": "version",
    "check": "checks",
    "read_document": "formats",
    "segment": "formats.segmentation",
    "segment_document": "formats.segmentation",
    "translate": "translation.translator",
}

__all__ = [
    "Catalog",
    "Document",
    "Entry",
    "Finding",
    "Glossary",
    "Hypothesis",
    "L10nError",
    "Match",
    "Memory",
    "Origin",
    "Segment",
    "State",
    "Translation",
    "__version__",
    "check",
    "read_document",
    "segment",
    "segment_document",
    "translate",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
