"""The translator that a project's settings and glossary make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10n.engines import Engine
from l10n.glossary import Glossary
from l10n.languages.codes import language
from l10n.model import Pair
from l10n.project.config import Project
from l10n.translation.translator import Translator

if TYPE_CHECKING:
    from l10n.translation.cache import Cache


def project_translator(
    project: Project,
    engine: Engine,
    locale: str,
    *,
    cache: Cache | None = None,
    chooses: bool | None = None,
) -> Translator:
    """What translates a project's sentences, whoever asks.

    Args:
        project: whose settings and glossary.
        engine: made with the project's decoding.
        locale: of the translations.
        cache: see :class:`Translator`.
        chooses: likewise.

    Raises:
        GlossaryError: the glossary cannot be read.
        ModelError: no model serves the pair.
    """
    glossary = Glossary.open(project.root, project.source_locale)
    pair = Pair(language(project.source_locale), language(locale))
    taught = None
    if project.learn and engine.takes_hints(pair):
        from l10n.project.learning import learned  # seldom, and a fifth of a second

        taught = learned(project, engine, locale, glossary)
    return Translator(
        engine,
        source_locale=project.source_locale,
        decoding=project.decoding,
        glossary=glossary,
        learned=taught,
        cache=cache,
        chooses=chooses,
    )
