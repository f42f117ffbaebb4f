"""Sentences that are translated clause by clause.

A small model drops part of a long sentence; of a clause it drops nothing. The joints between
clauses suffer, so this is only for sentences whose whole translation lacks what it must have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from l10n.engines.splitting import Piece, rejoin, split_long
from l10n.languages.words import WORD, known
from l10n.model import Hint, Hypothesis
from l10n.translation.messages import Task, task

WORDS = 12
"""The longest clause; of 8, 12 and 18 words the longest that kept most terms in our own article."""


class Clauses(NamedTuple):
    """A text in clauses.

    Attributes:
        pieces: as they stand in the text.
        hints: of each, with its own offsets.
    """

    pieces: list[Piece]
    hints: list[tuple[Hint, ...]]

    @property
    def tasks(self) -> dict[str, Task]:
        """What the model is to see of each."""
        return {piece.text: task(piece.text) for piece in self.pieces}

    @property
    def told(self) -> Mapping[str, Sequence[Hint]]:
        """The hints by clause."""
        return {piece.text: own for piece, own in zip(self.pieces, self.hints, strict=True)}

    def joined(self, drafts: Mapping[str, Hypothesis], locale: str) -> Hypothesis:
        """The hypothesis of the whole; empty where a clause has none.

        Args:
            drafts: of the pieces.
            locale: theirs.
        """
        found = [drafts[piece.text] for piece in self.pieces]
        if not all(one.text for one in found):
            return Hypothesis("", 0.0)
        score = sum(one.score for one in found) / len(found)
        texts = [found[0].text]
        for piece, own, one in zip(self.pieces[1:], self.hints[1:], found[1:], strict=True):
            texts.append(_inside(piece.text, one.text, own, locale))
        return Hypothesis(rejoin(self.pieces, texts), score)


def _inside(source: str, text: str, hints: Sequence[Hint], locale: str) -> str:
    """A clause as it stands within a sentence: without the capital that begins one."""
    first = WORD.match(text)
    if first is None or not source[:1].islower() or not first[0][1:].islower():
        return text
    is_name = any(hint.base[:1].isupper() and hint.base[:2] == text[:2] for hint in hints)
    if is_name or not known(first[0].lower(), locale):
        return text
    return text[0].lower() + text[1:]


def clauses(text: str, own: Task, hints: Sequence[Hint]) -> Clauses | None:
    """A text in its clauses; None where it has one only, or marks that may reach over several.

    Args:
        text: the message.
        own: what the model saw of it.
        hints: what it was told.
    """
    if own.text != text or own.marks or own.key is not None:
        return None
    pieces = split_long(text, lambda part: len(part.split()) <= WORDS)
    if len(pieces) < 2:
        return None
    told: list[tuple[Hint, ...]] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        inside = (hint for hint in hints if start <= hint.start and hint.end <= end)
        told.append(tuple(Hint(hint.start - start, hint.end - start, hint.base) for hint in inside))
        start = end + len(piece.separator)
    return Clauses(pieces, told)
