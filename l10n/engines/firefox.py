"""Firefox Translations models, through the native engine ``fxtranslate`` (an optional extra).

They are Marian models with integer arithmetic (intgemm) and a recurrent decoder, which CTranslate2
cannot read. The engine takes bytes, has no batches of its own and tells no scores.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from l10n.engines.decoding import USUAL, Search
from l10n.engines.splitting import is_endless, rejoin, split_long
from l10n.engines.vocabulary import sentencepiece
from l10n.engines.weights import Weights
from l10n.errors import ModelError
from l10n.installation import install_command
from l10n.model import Hint, Hypothesis, Link, Pair

# The length at which Firefox itself breaks a sentence (bergamot's max-length-break).
_MAX_TOKENS = 128

_NAMES = {
    "model": re.compile(r"model\..+\.bin"),
    "lexicon": re.compile(r"lex\..+\.bin"),
    "shared": re.compile(r"vocab\..+\.spm"),
    "source": re.compile(r"srcvocab\..+\.spm"),
    "target": re.compile(r"trgvocab\..+\.spm"),
}


class FirefoxRunner:
    """See :class:`l10n.engines.protocol.Runner`."""

    def __init__(self, translator: Any, pieces: Any, max_tokens: int) -> None:
        self._translator = translator
        self._pieces = pieces
        self._limit = max_tokens or _MAX_TOKENS

    def translate(
        self,
        texts: Sequence[str],
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """See :class:`l10n.engines.protocol.Runner`; minus infinity for the unknown score."""
        return [Hypothesis(self._translate(text), float("-inf")) for text in texts]

    def align(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """See :class:`l10n.engines.protocol.Aligner`: these models do not tell."""
        return [() for _ in sources]

    def _translate(self, text: str) -> str:
        if is_endless(len(self._pieces.encode(text)), self._limit):
            return ""
        pieces = split_long(text, lambda part: len(self._pieces.encode(part)) <= self._limit)
        try:
            texts = [self._translator.translate(piece.text).strip() for piece in pieces]
        except BaseException as error:
            # A panic of the engine (a model that lacks a tensor, say) is no Exception in Python.
            if type(error).__name__ != "PanicException":
                raise
            raise ModelError(
                f"the model fails: {' '.join(str(error).split())}",
                "`l10n models verify` finds damaged files",
            ) from None
        return rejoin(pieces, texts)


class Firefox:
    """See :class:`l10n.engines.protocol.Family`."""

    name = "firefox"
    files = ()
    multilingual = False

    def tag(self, code: str) -> str | None:
        """One model serves one pair, without tags."""
        return None

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> dict[str, Path]:
        """The files of the model by their part in it, all there.

        Raises:
            ModelError: one is missing.
        """
        found = {
            part: path
            for part, pattern in _NAMES.items()
            for path in sorted(folder.iterdir())
            if pattern.fullmatch(path.name)
        }
        if "shared" in found:
            found["source"] = found["target"] = found["shared"]
        for part, name in (("model", "model.….bin"), ("source", "vocab.….spm")):
            if part not in found or (part == "source" and "target" not in found):
                raise ModelError(
                    f"{folder}: no {name} of a Firefox Translations model",
                    "unpack the .gz or .zst files before you add the folder",
                )
        return found

    def open(
        self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights
    ) -> FirefoxRunner:
        """See :class:`l10n.engines.protocol.Family`."""
        paths = self.codec(folder, pair, tags)
        try:
            from fxtranslate import Translator
        except ImportError:
            raise ModelError(
                f"{folder}: Firefox Translations models need the package fxtranslate",
                install_command("firefox"),
            ) from None
        try:
            translator = Translator(
                paths["model"].read_bytes(),
                paths["source"].read_bytes(),
                paths["target"].read_bytes(),
                paths["lexicon"].read_bytes() if "lexicon" in paths else None,
            )
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{folder}: the model does not load ({' '.join(str(error).split())})",
                "`l10n models verify` finds damaged files",
            ) from None
        return FirefoxRunner(
            translator, sentencepiece(paths["source"]), weights.decoding.max_tokens
        )
