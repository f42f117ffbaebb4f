"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
Difference = list[tuple[str, str]]
"""Pieces of both texts in order, each with what it is: "same", "removed" or "added"."""


def difference(old: str, new: str) -> Difference:
    """How ``old`` becomes ``new``.

    >>> difference("Two old words", "Two words!")
    [('same', 'Two '), ('removed', 'old '), ('same', 'words'), ('added', '!')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: Difference = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(("removed", "".join(before[start:end])))
        if new_end > new_start:
            pieces.append(("added", "".join(after[new_start:new_end])))
    return pieces
