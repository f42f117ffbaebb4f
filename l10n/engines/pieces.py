"""The codec that all SentencePiece families share: pieces between tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_UNKNOWN = "⁇"  # what SentencePiece writes for <unk>
_SPACE = "▁"  # and what it writes for a space inside of pieces
_SPACES = re.compile(r" {2,}")

# Tokens that are no text: a model may write a tag of its own accord, and CTranslate2 puts the
# source token that a model looked at in the place of an unknown one, tags included.
_NO_TEXT = re.compile(
    r"</?s>|<pad>|<2\w+>|__[a-z]{2,3}__|[a-z]{3}_[A-Z][a-z]{3}|>>.+<<|madeupword\d+"
)


@dataclass(slots=True)
class PieceCodec:
    """``before + pieces of the text + after``; see :class:`l10n.engines.ct2.Codec`.

    Attributes:
        source, target: SentencePiece models of the two sides, often the same.
        before, after: tags that stand around the source's pieces.
        lead: text in front of the source's, before it is cut into pieces.
        prefix: the tag that a translation begins with, or nothing.
        max_tokens: the longest sentence the model takes.
    """

    source: Any
    target: Any
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    lead: str = ""
    prefix: Sequence[str] = ()
    max_tokens: int = 256

    def encode(self, text: str) -> list[str]:
        """See :class:`l10n.engines.ct2.Codec`."""
        return [*self.before, *self.source.encode(self.lead + text, out_type=str), *self.after]

    def encode_target(self, text: str) -> list[str]:
        """See :class:`l10n.engines.ct2.Codec`."""
        return list(self.target.encode(text, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        """See :class:`l10n.engines.ct2.Codec`."""
        pieces = [token for token in tokens if not _NO_TEXT.fullmatch(token)]
        text: str = self.target.decode_pieces(pieces)
        # A source piece in the place of an unknown one may be none of the target's.
        return _SPACES.sub(" ", text.replace(_SPACE, " ").replace(_UNKNOWN, " ")).strip()
