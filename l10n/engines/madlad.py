"""MADLAD-400 (T5): the text ``<2mn> Hello`` goes through SentencePiece, ``</s>`` follows.

So says the models' card ("<2pt> I love pizza!" is what ``T5Tokenizer`` gets). The tag is a piece
of the vocabulary; where it does not come out whole, the model is not MADLAD.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from l10n.engines.ct2 import END, CTranslate2Runner, Weights, adds_end, require_tokens
from l10n.engines.ct2 import sentencepiece as load
from l10n.errors import ModelError
from l10n.model import Pair


@dataclass(slots=True)
class MadladCodec:
    """See :class:`l10n.engines.ct2.Codec`."""

    pieces: Any
    tag: str
    after: Sequence[str]
    prefix: Sequence[str] = ()
    max_tokens: int = 256

    def encode(self, text: str) -> list[str]:
        """See :class:`l10n.engines.ct2.Codec`."""
        return [*self.pieces.encode(f"{self.tag} {text}", out_type=str), *self.after]

    def decode(self, tokens: list[str]) -> str:
        """See :class:`l10n.engines.ct2.Codec`."""
        wanted = [token for token in tokens if token not in (self.tag, END)]
        text: str = self.pieces.decode_pieces(wanted)
        return text.strip()


class Madlad:
    """See :class:`l10n.engines.families.Family`."""

    name = "madlad"
    files = ("model.bin", "spiece.model")
    multilingual = True

    def tag(self, code: str) -> str | None:
        """What the model calls a language."""
        return f"<2{code}>"

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> MadladCodec:
        """The tokens of one pair."""
        tag = tags.get(pair.target) or f"<2{pair.target}>"
        require_tokens(folder, "source", [tag])
        codec = MadladCodec(load(folder / "spiece.model"), tag, [] if adds_end(folder) else [END])
        if tag not in codec.encode("Hello"):
            raise ModelError(
                f"{folder}: spiece.model does not keep {tag} whole", "use the model's own file"
            )
        return codec

    def open(
        self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights
    ) -> CTranslate2Runner:
        """See :class:`l10n.engines.families.Family`."""
        codec = self.codec(folder, pair, tags)
        return CTranslate2Runner(weights.open(folder), codec, weights.decoding)
