"""Model families: how a kind of model is opened, one object each, registered in :func:`families`.

A family knows the tokens that its models were trained with. They must be exact: a wrong language
tag is no error to a model, it silently gives another language or nonsense.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from l10n.engines.weights import Weights
from l10n.errors import ModelError
from l10n.model import Hypothesis, Pair


class Runner(Protocol):
    """A model, loaded, for one pair."""

    def translate(
        self, texts: Sequence[str], *, aligned: bool = False, again: bool = False
    ) -> list[Hypothesis]:
        """As many hypotheses as texts, in the same order, with an alignment if it can be told."""


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


def families() -> dict[str, Family]:
    """All families by name."""
    from l10n.engines.argos import Argos
    from l10n.engines.firefox import Firefox
    from l10n.engines.m2m100 import M2M100, NLLB, SMALL100
    from l10n.engines.madlad import Madlad
    from l10n.engines.marian import Marian

    known: tuple[Family, ...] = (
        Argos(),
        Marian(),
        M2M100(),
        SMALL100,
        NLLB,
        Madlad(),
        Firefox(),
    )
    return {family.name: family for family in known}


def family(name: str) -> Family:
    """The family of that name.

    Raises:
        ModelError: there is none.
    """
    known = families()
    if name not in known:
        raise ModelError(f"unknown model family {name!r}", f"there are: {', '.join(known)}")
    return known[name]


def check_folder(kind: Family, folder: Path) -> None:
    """Make sure that a model's folder holds the files of its family.

    Raises:
        ModelError: one is missing.
    """
    for name in kind.files:
        if not (folder / name).is_file():
            raise ModelError(
                f"{folder}: no {name}, which {kind.name} models have",
                "name the right --family, or add the file",
            )
