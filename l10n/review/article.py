"""The localized document as it will read, in data that a page can lay out."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from l10n.review.desk import Desk

BLOCKS = 200


def article(desk: Desk, offset: int, key: str = "") -> dict[str, Any]:
    """A stretch of the document in its locale.

    Args:
        desk: document and locale.
        offset: number of the first block.
        key: instead, the sentence that must be in the stretch; "" for none.

    Returns:
        ``blocks``, each with its kind, line and sentences; how many there are in ``total``;
        ``offset``; ``counts`` of the sentences by state.
    """
    blocks = [list(sentences) for _, sentences in groupby(desk.segments, key=lambda one: one.block)]
    if key:
        found = (
            number
            for number, sentences in enumerate(blocks)
            if any(one.key == key for one in sentences)
        )
        number = next(found, 0)
        offset = number - number % BLOCKS
    shown = []
    for sentences in blocks[offset : offset + BLOCKS]:
        block = desk.document.blocks[sentences[0].block]
        rows = [desk.by_key[one.key] for one in sentences if one.content]
        shown.append(
            {
                "kind": block.kind,
                "line": block.line,
                "sentences": [
                    {
                        "key": row.key,
                        "text": row.reads,
                        "state": row.state,
                    }
                    for row in rows
                ],
            }
        )
    return {"blocks": shown, "total": len(blocks), "offset": offset, "counts": desk.counts}
