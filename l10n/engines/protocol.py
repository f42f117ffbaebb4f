"""What an engine is, what a family of models is, and what a loaded model is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from l10n.engines.decoding import USUAL, Search
from l10n.engines.weights import Weights
from l10n.model import Hint, Hypothesis, Link, Pair


class Engine(Protocol):
    """What an engine is."""

    def model_name(self, pair: Pair) -> str:
        """Engine, model and version that would translate ``pair``: "argos/starter-en-mn 0.1".

        Raises:
            ModelError: no model serves the pair; the hint tells which pairs there are.
        """

    def takes_hints(self, pair: Pair) -> bool:
        """Whether the model of a pair heeds hints; others ignore them.

        Raises:
            ModelError: no model serves the pair.
        """

    def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """Translate sentences: as many hypotheses as texts, in the same order, always a batch.

        It may be called by two threads at once: while what came out of one batch is looked at, the
        next is translated.

        Args:
            texts: one sentence each.
            pair: from what into what.
            search: how; an engine may leave aside what it cannot do.
            hints: for each text what some of its words are called; none by default.
            avoid: for each text words that its translation is not to have; none by default. One
                that has them all the same is no error.

        Raises:
            ModelError: no model serves the pair, or it does not load.
        """


@runtime_checkable
class Aligner(Protocol):
    """What an engine is that can tell which words of a given translation stand for which."""

    def align(
        self, sources: Sequence[str], targets: Sequence[str], pair: Pair
    ) -> list[tuple[Link, ...]]:
        """The alignment of sentences with translations that people have made.

        Args:
            sources: sentences.
            targets: a translation of each.
            pair: from what into what.

        Returns:
            Links for each, none where a sentence is too long or the model does not tell.

        Raises:
            ModelError: no model serves the pair, or it does not load.
        """


class Runner(Protocol):
    """A model, loaded, for one pair."""

    def align(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """See :class:`Aligner`."""

    def translate(
        self,
        texts: Sequence[str],
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """As many hypotheses as texts, in the same order, with an alignment if it can be told.

        What the arguments mean: :class:`Engine`.
        """


class Family(Protocol):
    """A kind of model.

    Attributes:
        name: its name in the catalogue and on the command line.
        files: what a model's folder must hold.
        multilingual: whether one model serves any pair of its languages.
    """

    @property
    def name(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def multilingual(self) -> bool: ...

    def tag(self, code: str) -> str | None:
        """What models of the family call a language; None where only the model's maker knows."""

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> Any:
        """Read tokenizer and vocabulary, but not the weights, and check the pair's tags.

        Args:
            folder: of the model.
            pair: what to translate.
            tags: the model's own names of languages, before those of :meth:`tag`.

        Raises:
            ModelError: a file is missing or broken, or a tag is not in the vocabulary.
        """

    def open(self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights) -> Runner:
        """Load a model for a pair.

        Raises:
            ModelError: as :meth:`codec`, or the weights do not load.
        """
