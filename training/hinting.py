"""Make the hinted copies of a language's pairs, with the package's dictionary."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator, Sequence

from l10n.glossary.lexicon import headwords, lookup
from training.corpus import FRESH, LEXICON, Pair
from training.hints import Hint, Hinter, core
from training.lemmas import lemmatizer

COPIES = {"authored": 1.0, FRESH: 3.0, "news": 0.4, "general": 0.4, "doc": 0.2, "ui": 0.1}
COPIES |= {LEXICON: 0.5, "fragment": 0.3, "number": 0.3}
"""Hinted copies of a pair, each with other hints; a share where less than one."""

MAX_HINTED = 70
"""Words of the longest sentence that gets hints."""


@functools.cache
def equivalents(term: str, lang: str) -> tuple[str, ...]:
    """Return the dictionary's equivalents of a term."""
    return tuple(entry.equivalent for entry in lookup(term, lang))


def lexicon_words(lang: str) -> list[str]:
    """Return every equivalent that the dictionary has in a language."""
    return [equivalent for head in sorted(headwords()) for equivalent in equivalents(head, lang)]


def hinted_pairs(pairs: Sequence[Pair], lang: str, seed: int = 1) -> Iterator[Pair]:
    """Yield hinted copies of pairs, as many as ``COPIES`` says for their kind."""
    if not pairs:
        return
    rng = random.Random(f"{seed} {lang} hints")
    words = [core(word) for pair in pairs for word in pair.target.split()]
    heads = lexicon_words(lang)
    hinter = Hinter(lang, lemmatizer(lang, words, heads), equivalents)
    for pair in pairs:
        copies = COPIES.get(pair.kind, 0.0)
        count = int(copies) + (rng.random() < copies % 1)
        if not count:
            continue
        size = len(pair.source.split())
        if pair.kind == LEXICON:
            possible = [Hint((0, size), pair.target, (0, len(pair.target.split())))]
        else:
            possible = hinter.hints(pair) if 2 <= size <= MAX_HINTED else []
        for _ in range(count if possible else 0):
            made = hinter.hinted(pair, possible, heads, rng)
            if made is not None:
                yield made
