"""OPUS-MT models (Marian): ``>>mon<< ▁Hello </s>``, the tag only where a model has many targets.

The layout is that of ``MarianTokenizer`` in Transformers, which the CTranslate2 guide uses: two
SentencePiece models, ``source.spm`` and ``target.spm``; the target language is a token in front
of the source; no target prefix.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from l10n.engines.ct2 import CTranslate2Runner
from l10n.engines.pieces import PieceCodec
from l10n.engines.vocabulary import END, adds_end, require_tokens
from l10n.engines.vocabulary import sentencepiece as load
from l10n.engines.weights import Weights
from l10n.model import Pair


class Marian:
    """See :class:`l10n.engines.protocol.Family`."""

    name = "marian"
    files = ("model.bin", "source.spm", "target.spm")
    multilingual = False

    def tag(self, code: str) -> str | None:
        """OPUS-MT's tags differ from model to model; the catalogue or ``--tag`` knows them."""
        return None

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> PieceCodec:
        """The tokens of one pair."""
        before = [tags[pair.target]] if pair.target in tags else []
        require_tokens(folder, "source", before)
        after = [] if adds_end(folder) else [END]
        return PieceCodec(load(folder / "source.spm"), load(folder / "target.spm"), before, after)

    def open(
        self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights
    ) -> CTranslate2Runner:
        """See :class:`l10n.engines.protocol.Family`."""
        codec = self.codec(folder, pair, tags)
        return CTranslate2Runner(weights.open(folder), codec, weights.decoding)
