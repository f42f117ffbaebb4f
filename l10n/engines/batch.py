"""What engines do around a batch: each text once, and none without a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from l10n.engines.decoding import USUAL, Search
from l10n.engines.protocol import Runner
from l10n.model import Hint, Hypothesis


def translate_unique(
    texts: Sequence[str],
    runner: Callable[[], Runner],
    *,
    search: Search = USUAL,
    hints: Sequence[Sequence[Hint]] | None = None,
    avoid: Sequence[Sequence[str]] | None = None,
) -> list[Hypothesis]:
    """One hypothesis per text, in order; a text that occurs twice is translated once.

    Args:
        texts: sentences; one without a letter is copied: "3.14" has no translation.
        runner: called only where there is something to translate.
        search: how.
        hints: for each text.
        avoid: for each text.
    """
    none: list[Any] = [()] * len(texts)
    keys = [
        (text, tuple(told), tuple(words))
        for text, told, words in zip(texts, hints or none, avoid or none, strict=True)
    ]
    results = {key: Hypothesis(key[0], 0.0) for key in keys if not any(map(str.isalpha, key[0]))}
    wanted = [key for key in dict.fromkeys(keys) if key not in results]
    if wanted:
        found = runner().translate(
            [text for text, _, _ in wanted],
            search=search,
            hints=[told for _, told, _ in wanted] if any(told for _, told, _ in wanted) else None,
            avoid=[words for *_, words in wanted] if any(words for *_, words in wanted) else None,
        )
        results.update(zip(wanted, found, strict=True))
    return [results[key] for key in keys]
