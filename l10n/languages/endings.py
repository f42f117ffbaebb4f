"""How the words of a language inflect, as far as endings tell.

A language says which endings a term's own form may have, which ones a form of it, and how its stem
may change before one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_Rewrite = tuple[re.Pattern[str], str]


@dataclass(frozen=True, slots=True)
class Endings:
    """How the words of a language inflect; all letters small.

    Attributes:
        bases, inflections: patterns that match a whole ending, the empty one too.
        changes: what may happen to the end of a term's word before an ending is put to it.
    """

    bases: re.Pattern[str]
    inflections: re.Pattern[str]
    changes: tuple[_Rewrite, ...] = ()

    def base(self, ending: str) -> bool:
        """Whether a term can end in this."""
        return bool(self.bases.fullmatch(ending))

    def inflected(self, ending: str) -> bool:
        """Whether a form of a term can end in this."""
        return bool(self.inflections.fullmatch(ending))

    def variants(self, word: str) -> Iterator[str]:
        """The word, and its stem as other forms may have it."""
        yield word
        for pattern, new in self.changes:
            changed = pattern.sub(new, word)
            if changed != word:
                yield changed


def any_of(*groups: str) -> re.Pattern[str]:
    """A pattern for any ending of these, given as words, and for none."""
    return re.compile("|".join("|".join(group.split()) for group in ("", *groups)))


def changes(*pairs: tuple[str, str]) -> tuple[_Rewrite, ...]:
    """What may happen to the end of a word, as patterns with what takes their place."""
    return tuple((re.compile(pattern), new) for pattern, new in pairs)
