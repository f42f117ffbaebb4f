"""MADLAD-400 (T5): the text ``<2mn> Hello`` goes through SentencePiece, ``</s>`` follows.

So says the models' card ("<2pt> I love pizza!" is what ``T5Tokenizer`` gets). The tag is a piece
of the vocabulary; where it does not come out whole, the model is not MADLAD.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from l10n.engines.ct2 import CTranslate2Runner
from l10n.engines.pieces import PieceCodec
from l10n.engines.vocabulary import END, adds_end, require_tokens
from l10n.engines.vocabulary import sentencepiece as load
from l10n.engines.weights import Weights
from l10n.errors import ModelError
from l10n.model import Pair


class Madlad:
    """See :class:`l10n.engines.protocol.Family`."""

    name = "madlad"
    files = ("model.bin", "spiece.model")
    multilingual = True

    def tag(self, code: str) -> str | None:
        """What the model calls a language."""
        return f"<2{code}>"

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> PieceCodec:
        """The tokens of one pair."""
        tag = tags.get(pair.target) or f"<2{pair.target}>"
        require_tokens(folder, "source", [tag])
        pieces, after = load(folder / "spiece.model"), [] if adds_end(folder) else [END]
        codec = PieceCodec(pieces, pieces, after=after, lead=f"{tag} ")
        if tag not in codec.encode("Hello"):
            raise ModelError(
                f"{folder}: spiece.model does not keep {tag} whole", "use the model's own file"
            )
        return codec

    def open(
        self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights
    ) -> CTranslate2Runner:
        """See :class:`l10n.engines.protocol.Family`."""
        codec = self.codec(folder, pair, tags)
        return CTranslate2Runner(weights.open(folder), codec, weights.decoding)
