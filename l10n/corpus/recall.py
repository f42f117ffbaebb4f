"""What the project's memory knows of the sentences of a partition.

The command looks it up, for workers have no files of the project's, and sends it with the lines.
What was found is part of what the partition's output is named by: when the memory has learned
something, the partitions that it changes are done again, and no others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from l10n.corpus.work import prepare
from l10n.memory import Memory, in_context
from l10n.model import Pair

_ALL = 100  # percent: the same sentence


class Recall:
    """Looks sentences up for one locale.

    Args:
        memory: the project's.
        pair: the locale of the texts and the target locale.
        least: percent that a match must have.
    """

    def __init__(self, memory: Memory, pair: Pair, least: int) -> None:
        self._memory, self._pair, self._least = memory, pair, least

    def known(self, texts: Iterable[str | None]) -> dict[str, str]:
        """The translations of those sentences of some texts that the memory has.

        Raises:
            MemoryStoreError: it is damaged.
        """
        found: dict[str, str] = {}
        for text in texts:
            prepared = prepare(text, self._pair.source) if text is not None else None
            if prepared is None:
                continue
            sentences = [one.msgid for one in prepared[1] if one.content]
            queries = in_context(sentences)
            matches = self._memory.best(queries, self._pair, self._least, same=self._least >= _ALL)
            found |= {
                query.text: match.target
                for query, match in zip(queries, matches, strict=True)
                if match
            }
        return found


def digest(known: dict[str, str]) -> str:
    """What a partition's name has of it; "" for nothing."""
    if not known:
        return ""
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
