"""The localized document as it will read, in data that a page can lay out."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from l10n.review.desk import Desk
from l10n.review.styles import pieces

BLOCKS = 200
_NUMBER = re.compile(r"(\d{1,9})[.)][ \t]+(?:\[[ xX]\][ \t]+)?\Z")


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
                "number": _number(desk.document.text, block.span[0]),
                "sentences": [
                    {
                        "key": row.key,
                        "text": row.reads,
                        "pieces": pieces(row),
                        "state": row.state,
                    }
                    for row in rows
                ],
            }
        )
    return {"blocks": shown, "total": len(blocks), "offset": offset, "counts": desk.counts}


def _number(text: str, start: int) -> str:
    """The number that stands before a block in a numbered list, as in "12"; "" for none."""
    found = _NUMBER.search(text[max(start - 20, 0) : start])
    return found[1] if found else ""
