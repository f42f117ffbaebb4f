"""The translator that a project's settings and glossary make."""

from __future__ import annotations

from l10n.engines import Engine
from l10n.glossary import Glossary
from l10n.project.config import Project
from l10n.translation.cache import Cache
from l10n.translation.translator import Translator


def project_translator(
    project: Project, engine: Engine, *, cache: Cache | None = None, chooses: bool | None = None
) -> Translator:
    """What translates a project's sentences, whoever asks.

    Args:
        project: whose settings and glossary.
        engine: made with the project's decoding.
        cache: see :class:`Translator`.
        chooses: likewise.

    Raises:
        GlossaryError: the glossary cannot be read.
    """
    return Translator(
        engine,
        source_locale=project.source_locale,
        decoding=project.decoding,
        glossary=Glossary.open(project.root, project.source_locale),
        cache=cache,
        chooses=chooses,
    )
