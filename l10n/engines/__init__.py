"""Machine translation engines: one factory per family, registered in :data:`ENGINES`.

A factory costs nothing to call; an engine imports its library and loads a model when it first
translates.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Protocol

from l10n.errors import ModelError
from l10n.languages import language, parse_locale
from l10n.model import Hypothesis, Pair


class Engine(Protocol):
    """What an engine is."""

    def model_name(self, pair: Pair) -> str:
        """Engine, model and version that would translate ``pair``: "argos/starter-en-mn 0.1".

        Raises:
            ModelError: no model serves the pair; the hint tells which pairs there are.
        """

    def translate(self, texts: Sequence[str], pair: Pair) -> list[Hypothesis]:
        """Translate sentences: as many hypotheses as texts, in the same order, always a batch.

        Raises:
            ModelError: no model serves the pair, or it does not load.
        """


def _argos() -> Engine:
    from l10n.engines.argos import ArgosEngine

    return ArgosEngine()


def _starter() -> Engine:
    from l10n.engines.argos import ArgosEngine

    return ArgosEngine(installed=False)


ENGINES: dict[str, Callable[[], Engine]] = {
    "argos": _argos,  # the Argos packages that are installed, else the starter
    "starter": _starter,  # the starter models that come with l10n, whatever is installed
}


def make_engine(name: str) -> Engine:
    """The engine of that name.

    Raises:
        ModelError: there is none.
    """
    if name not in ENGINES:
        near = difflib.get_close_matches(name, ENGINES, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(ENGINES)}"
        raise ModelError(f"unknown engine {name!r}", hint)
    return ENGINES[name]()


def translate(
    sentences: Sequence[str], to: str, *, source: str = "en", engine: str = "argos"
) -> list[Hypothesis]:
    """Machine-translate sentences, offline, in one batch.

    Args:
        sentences: one sentence each; see :func:`l10n.segmentation.segment` for splitting text.
        to: the target locale.
        source: the locale they are in.
        engine: a name in :data:`ENGINES`.

    Returns:
        As many hypotheses as sentences, in the same order.

    Raises:
        LocaleError: a locale is unknown.
        ModelError: no model serves the pair.
    """
    pair = Pair(language(parse_locale(source)), language(parse_locale(to)))
    return make_engine(engine).translate(sentences, pair)
