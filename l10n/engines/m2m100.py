"""M2M100 and what has its tokenizer: SMaLL-100 and NLLB-200. One SentencePiece, tags differ.

Layouts, as ``M2M100Tokenizer``, ``SMALL100Tokenizer`` and ``NllbTokenizer`` write them:

=========  ==========================  =============
family     source                      target prefix
=========  ==========================  =============
m2m100     ``__en__ ▁Hello </s>``      ``__mn__``
small100   ``__mn__ ▁Hello </s>``      none
nllb       ``eng_Latn ▁Hello </s>``    ``khk_Cyrl``
=========  ==========================  =============
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from l10n.engines.ct2 import CTranslate2Runner
from l10n.engines.pieces import PieceCodec
from l10n.engines.vocabulary import END, adds_end, require_tokens
from l10n.engines.vocabulary import sentencepiece as load
from l10n.engines.weights import Weights
from l10n.errors import ModelError
from l10n.languages.profile import profile
from l10n.model import Pair


@dataclass(frozen=True, slots=True)
class M2M100:
    """See :class:`l10n.engines.protocol.Family`.

    Attributes:
        name: of the family.
        source_tag: whether the source begins with its own language; else with the target's, and
            the translation has no prefix.
        tag_of: what the model calls a language, by its code; "" where only the model's maker knows.
    """

    name: str = "m2m100"
    source_tag: bool = True
    tag_of: Callable[[str], str] = "__{}__".format
    files: tuple[str, ...] = ("model.bin", "sentencepiece.bpe.model")
    multilingual: bool = True

    def tag(self, code: str) -> str | None:
        """What the model calls a language."""
        return self.tag_of(code) or None

    def codec(self, folder: Path, pair: Pair, tags: Mapping[str, str]) -> PieceCodec:
        """The tokens of one pair."""
        source, target = (self._tag(folder, code, tags) for code in pair)
        before = source if self.source_tag else target
        require_tokens(folder, "source", [before])
        require_tokens(folder, "target", [target])
        pieces = load(folder / "sentencepiece.bpe.model")
        return PieceCodec(
            pieces,
            pieces,
            before=[before],
            after=[] if adds_end(folder) else [END],
            prefix=[target] if self.source_tag else [],
        )

    def open(
        self, folder: Path, pair: Pair, tags: Mapping[str, str], weights: Weights
    ) -> CTranslate2Runner:
        """See :class:`l10n.engines.protocol.Family`."""
        codec = self.codec(folder, pair, tags)
        return CTranslate2Runner(weights.open(folder), codec, weights.decoding)

    def _tag(self, folder: Path, code: str, tags: Mapping[str, str]) -> str:
        tag = tags.get(code) or self.tag(code)
        if tag is None:
            raise ModelError(
                f"{folder}: no tag is known for {code!r} in {self.name} models",
                f"give it when you add the model: --tag {code}=…",
            )
        return tag


SMALL100 = M2M100("small100", source_tag=False)
# FLORES-200's codes (facebookresearch/flores, flores200/README.md); `--tag` gives others.
NLLB = M2M100("nllb", tag_of=lambda code: profile(code).flores)
