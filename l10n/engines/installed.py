"""Engines over the store of models: one model by its id, or the best there is for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from l10n.engines.argos import ArgosEngine
from l10n.engines.batch import translate_unique
from l10n.engines.decoding import USUAL, Decoding, Search
from l10n.engines.families import family
from l10n.engines.hints import hint_mark
from l10n.engines.protocol import Runner
from l10n.engines.weights import Weights
from l10n.errors import ModelError
from l10n.model import Hint, Hypothesis, Link, Pair
from l10n.modelstore import Model, Store


class InstalledEngine:
    """Translates with one installed model, whatever the defaults are.

    Args:
        model: from the store.
        decoding: how to search.
    """

    def __init__(self, model: Model, decoding: Decoding) -> None:
        self.model = model
        self._weights = Weights(decoding)
        self._runners: dict[Pair, Runner] = {}
        self._opening = Lock()

    def model_name(self, pair: Pair) -> str:
        """See :class:`l10n.engines.protocol.Engine`."""
        kind, model = family(self.model.family), self.model
        if pair not in model.pairs:
            if not kind.multilingual:
                raise ModelError(
                    f"{model.id} does not translate {pair}",
                    f"it translates {', '.join(map(str, model.pairs))}",
                )
            kind.codec(model.content, pair, model.tags)  # raises where it lacks the language
        return f"{model.family}/{model.id} {model.version}".strip()

    def takes_hints(self, pair: Pair) -> bool:
        """See :class:`l10n.engines.protocol.Engine`."""
        # Argos packages have metadata, other families' files do not speak of hints.
        return self.model.family == "argos" and bool(hint_mark(self.model.content))

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """See :class:`l10n.engines.protocol.Engine`."""
        return translate_unique(
            texts, lambda: self._runner(pair), search=search, hints=hints, avoid=avoid
        )

    def align(
        self, sources: Sequence[str], targets: Sequence[str], pair: Pair
    ) -> list[tuple[Link, ...]]:
        """See :class:`l10n.engines.protocol.Aligner`."""
        return self._runner(pair).align(sources, targets)

    def _runner(self, pair: Pair) -> Runner:
        with self._opening:
            if pair not in self._runners:
                self.model_name(pair)
                kind, model = family(self.model.family), self.model
                self._runners[pair] = kind.open(model.content, pair, model.tags, self._weights)
            return self._runners[pair]


class AutoEngine:
    """For each pair the model that :meth:`Store.choose` picks, else Argos's, else the starter.

    Args:
        store: the installed models.
        decoding: how to search.
    """

    def __init__(self, store: Store, decoding: Decoding) -> None:
        self._store = store
        self._decoding = decoding
        self._argos = ArgosEngine(decoding)
        self._engines: dict[str, InstalledEngine] = {}
        self._chosen: dict[Pair, InstalledEngine | ArgosEngine] = {}

    def model_name(self, pair: Pair) -> str:
        """See :class:`l10n.engines.protocol.Engine`."""
        return self._engine(pair).model_name(pair)

    def takes_hints(self, pair: Pair) -> bool:
        """See :class:`l10n.engines.protocol.Engine`."""
        return self._engine(pair).takes_hints(pair)

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """See :class:`l10n.engines.protocol.Engine`."""
        return self._engine(pair).translate(texts, pair, search=search, hints=hints, avoid=avoid)

    def align(
        self, sources: Sequence[str], targets: Sequence[str], pair: Pair
    ) -> list[tuple[Link, ...]]:
        """See :class:`l10n.engines.protocol.Aligner`."""
        return self._engine(pair).align(sources, targets, pair)

    def _engine(self, pair: Pair) -> InstalledEngine | ArgosEngine:
        # Chosen once: what is installed meanwhile does not change a run half way.
        if pair not in self._chosen:
            model = self._store.choose(pair)
            if model is None:
                self._chosen[pair] = self._argos
            else:
                engine = self._engines.setdefault(model.id, InstalledEngine(model, self._decoding))
                self._chosen[pair] = engine
        return self._chosen[pair]
