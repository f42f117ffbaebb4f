"""What a model is told of a sentence's words, and by whom.

In this order: the project's glossary, the terms that its approved sentences have taught, and the
dictionary, for words that models have seen too seldom to know them. The first that knows a stretch
has its say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from l10n.engines.hints import usable
from l10n.glossary import Glossary
from l10n.glossary.lexicon import lookup
from l10n.glossary.seen import times_seen
from l10n.glossary.term import Rule
from l10n.model import Hint

# Fitted on held-out lines with ``benchmarks/hints.py``: words that were seen less often than this
# in training are looked up, and where the dictionary has several senses, only this share of it.
SELDOM = 150
UNSURE = 0.3
MOST = 3
"""Hints of the dictionary in a sentence; models were trained with few."""

_NO_MARK = "\ue000"  # stands in no text
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]+(?:-[A-Za-z]+)*(?![\w'’-])")


class Told(NamedTuple):
    """What a model is told of a stretch of a sentence.

    Attributes:
        words: as they stand there.
        base: what they are called, in its base form.
        by: who says so, see :attr:`Source.name`.
    """

    words: str
    base: str
    by: str


class Source(Protocol):
    """Knows what words are called.

    Attributes:
        name: "glossary", "learned" or "dictionary".
    """

    name: str

    def hints(self, text: str, locale: str) -> list[Hint]:
        """What it knows of a sentence's words, in their order, apart from one another."""


class GlossaryHints:
    """The terms of a glossary: the first target of ``use``, the term itself of ``keep``."""

    def __init__(self, glossary: Glossary, name: str = "glossary") -> None:
        self.name = name
        self._glossary = glossary

    def hints(self, text: str, locale: str) -> list[Hint]:
        """See :class:`Source`."""
        found: list[Hint] = []
        for term, start, end in self._glossary.terms_in(text, locale):
            if term.rule is Rule.FORBID or (found and start < found[-1].end):
                continue
            base = term.source if term.rule is Rule.KEEP else term.target(locale)[0]
            found.append(Hint(start, end, base))
        return found


class LexiconHints:
    """The dictionary, for the words that models have seen most seldom.

    Args:
        language: of the texts; the dictionary is of English.
    """

    name = "dictionary"

    def __init__(self, language: str) -> None:
        self._is_english = language == "en"

    def hints(self, text: str, locale: str) -> list[Hint]:
        """See :class:`Source`; at most three, those of the rarest words."""
        if not self._is_english:
            return []
        rare: list[tuple[int, Hint]] = []
        # What is all in capitals the model is given in small letters.
        for found in _WORD.finditer(text.lower() if text.isupper() else text):
            word = found[0]
            # Names stay with the model, which hears how they sound; so do abbreviations.
            if not word.islower() and found.start() > 0:
                continue
            seen = times_seen(word, locale)
            if seen is None or seen >= SELDOM:
                continue
            senses = list(dict.fromkeys(entry.equivalent for entry in lookup(word, locale)))
            if senses and (len(senses) == 1 or seen < SELDOM * UNSURE):
                rare.append((seen, Hint(*found.span(), senses[0])))
        rare.sort()
        return sorted(hint for _, hint in rare[:MOST])


def gathered(sources: Sequence[Source], text: str, locale: str) -> tuple[Hint, ...]:
    """The hints of all sources, in the order of the sentence; an earlier one goes before."""
    return tuple(hint for hint, _ in _by_source(sources, text, locale))


def told(sources: Sequence[Source], text: str, locale: str) -> list[Told]:
    """As :func:`gathered`, but for people; without those that are too many or too long to tell."""
    found = _by_source(sources, text, locale)
    names = {(hint.start, hint.end): name for hint, name in found}
    return [
        Told(text[hint.start : hint.end], hint.base, names[hint.start, hint.end])
        for hint in usable(text, [hint for hint, _ in found], _NO_MARK)
    ]


def _by_source(sources: Sequence[Source], text: str, locale: str) -> list[tuple[Hint, str]]:
    """Each hint with the name of who gives it."""
    found: list[tuple[Hint, str]] = []
    for source in sources:
        found += [
            (hint, source.name)
            for hint in source.hints(text, locale)
            if all(hint.end <= other.start or other.end <= hint.start for other, _ in found)
        ]
    return sorted(found)
