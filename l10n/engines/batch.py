"""What engines do around a batch: each text once, and none without a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from l10n.engines.protocol import Runner
from l10n.model import Hypothesis


def translate_unique(
    texts: Sequence[str],
    runner: Callable[[], Runner],
    *,
    aligned: bool = False,
    again: bool = False,
) -> list[Hypothesis]:
    """One hypothesis per text, in order; a text that occurs twice is translated once.

    Args:
        texts: sentences; one without a letter is copied: "3.14" has no translation.
        runner: called only where there is something to translate.
        aligned: see :class:`l10n.engines.protocol.Engine`.
        again: likewise.
    """
    results: dict[str, Hypothesis] = {
        text: Hypothesis(text, 0.0) for text in texts if not any(map(str.isalpha, text))
    }
    wanted = [text for text in dict.fromkeys(texts) if text not in results]
    if wanted:
        found = runner().translate(wanted, aligned=aligned, again=again)
        results.update(zip(wanted, found, strict=True))
    return [results[text] for text in texts]
