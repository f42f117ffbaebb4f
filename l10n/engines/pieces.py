"""A codec that most families share: SentencePiece between tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_UNKNOWN = " ⁇ "  # what SentencePiece writes for <unk>


@dataclass(slots=True)
class PieceCodec:
    """``before + pieces of the text + after``; see :class:`l10n.engines.ct2.Codec`.

    Attributes:
        source, target: SentencePiece models of the two sides, often the same.
        before, after: tags that stand around the source's pieces.
        prefix: the tag that a translation begins with, or nothing.
        max_tokens: the longest sentence the model takes.
    """

    source: Any
    target: Any
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    prefix: Sequence[str] = ()
    max_tokens: int = 256
    _tags: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._tags = frozenset((*self.before, *self.after, *self.prefix))

    def encode(self, text: str) -> list[str]:
        """See :class:`l10n.engines.ct2.Codec`."""
        return [*self.before, *self.source.encode(text, out_type=str), *self.after]

    def decode(self, tokens: list[str]) -> str:
        """See :class:`l10n.engines.ct2.Codec`."""
        # A tag gets into a translation when CTranslate2 replaces an unknown token by the source
        # token it looked at.
        pieces = [token for token in tokens if token not in self._tags]
        text: str = self.target.decode_pieces(pieces)
        return text.replace(_UNKNOWN, " ").strip()
