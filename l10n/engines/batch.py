"""What engines do around a batch: each text once, and none without a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from l10n.engines.protocol import Runner
from l10n.model import Hint, Hypothesis


def translate_unique(
    texts: Sequence[str],
    runner: Callable[[], Runner],
    *,
    aligned: bool = False,
    again: bool = False,
    nbest: int = 0,
    hints: Sequence[Sequence[Hint]] | None = None,
) -> list[Hypothesis]:
    """One hypothesis per text, in order; a text that occurs twice is translated once.

    Args:
        texts: sentences; one without a letter is copied: "3.14" has no translation.
        runner: called only where there is something to translate.
        aligned: see :class:`l10n.engines.protocol.Engine`, as for all that follow.
        again: whether what came out before is unusable.
        nbest: how many hypotheses.
        hints: for each text.
    """
    keys = [(text, tuple(own)) for text, own in zip(texts, hints or [()] * len(texts), strict=True)]
    results = {key: Hypothesis(key[0], 0.0) for key in keys if not any(map(str.isalpha, key[0]))}
    wanted = [key for key in dict.fromkeys(keys) if key not in results]
    if wanted:
        found = runner().translate(
            [text for text, _ in wanted],
            aligned=aligned,
            again=again,
            nbest=nbest,
            hints=[own for _, own in wanted] if any(own for _, own in wanted) else None,
        )
        results.update(zip(wanted, found, strict=True))
    return [results[key] for key in keys]
