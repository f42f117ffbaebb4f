"""Finding terms in sentences and in translations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from l10n.glossary import table
from l10n.glossary.inflection import WORD, fold, is_form
from l10n.glossary.term import Rule, Term

FILE = "glossary.csv"
_KEY = 2  # letters that every form of a word shares: what terms are looked up by
_BETWEEN = ' \n\u00a0\u202f\u2011-–."«»“”„’'


class Occurrence(NamedTuple):
    """A term in a sentence: ``sentence[start:end]`` is the form that stands there."""

    term: Term
    start: int
    end: int


class Glossary:
    """The terms of a project.

    Args:
        terms: in the order of the file.
        source_locale: the locale of their source.
    """

    def __init__(self, terms: Iterable[Term] = (), source_locale: str = "en") -> None:
        self.terms = tuple(terms)
        self.source_locale = source_locale
        self._by_start: defaultdict[str, list[tuple[Term, list[str]]]] = defaultdict(list)
        for term in self.terms:
            if words := WORD.findall(term.source):
                self._by_start[fold(words[0])[:_KEY]].append((term, words))

    @classmethod
    def open(cls, root: Path, source_locale: str = "en") -> Glossary:
        """The glossary of the project in the folder ``root``; empty where it has none.

        Raises:
            GlossaryError: ``glossary.csv`` cannot be read, or breaks the rules; names the line.
        """
        path = root / FILE
        return cls(table.read(path) if path.exists() else (), source_locale)

    def terms_in(self, sentence: str, locale: str) -> list[Occurrence]:
        """The terms in a source sentence that the glossary has a rule for in a locale.

        Where terms overlap, the longest counts: in "Amnesty International Mongolia" the country is
        no term of its own. A term with a capital is not found in small letters.
        """
        language = self.source_locale.split("_")[0]
        words = list(WORD.finditer(sentence))
        found: list[Occurrence] = []
        for index, word in enumerate(words):
            for term, parts in self._by_start.get(fold(word.group())[:_KEY], ()):
                here = words[index : index + len(parts)]
                if term.applies(locale) and _is_here(parts, here, sentence, language):
                    found.append(Occurrence(term, word.start(), here[-1].end()))
        return _longest(found)

    def satisfied(self, term: Term, translation: str, locale: str) -> bool:
        """Whether a translation does what the glossary says of a term that its source holds.

        Targets are found in whatever case, number or gender. Always true where the glossary has
        no target for the locale.
        """
        if term.rule is Rule.KEEP:
            return term.source in translation
        language = locale.split("_")[0]
        hit = any(any(forms_in(translation, one, language)) for one in term.target(locale))
        return hit != (term.rule is Rule.FORBID) or not term.target(locale)

    def violations(self, source: str, translation: str, locale: str) -> Iterator[Term]:
        """The terms of a source sentence that its translation does not honour, each once."""
        seen: list[Term] = []
        for term, _, _ in self.terms_in(source, locale):
            if term not in seen and not self.satisfied(term, translation, locale):
                seen.append(term)
                yield term


def _is_here(parts: list[str], here: list[re.Match[str]], text: str, language: str) -> bool:
    return (
        len(here) == len(parts)
        and all(
            is_form(part, word.group(), language)
            and not (part[0].isupper() and not word.group()[0].isupper())
            for part, word in zip(parts, here, strict=True)
        )
        and _connected(here, text)
    )


def _connected(words: list[re.Match[str]], text: str) -> bool:
    """Whether nothing but spaces, hyphens, quotation marks and an initial's period is between."""
    return all(not text[one.end() : two.start()].strip(_BETWEEN) for one, two in pairwise(words))


def forms_in(text: str, target: str, language: str) -> Iterator[str]:
    """The stretches of a text that are a term, in whatever case, number or gender.

    >>> list(forms_in("Он видел главу и глав.", "глава", "ru"))
    ['главу', 'глав']
    """
    parts, words = WORD.findall(target), list(WORD.finditer(text))
    if not parts:
        if target in text:
            yield target
        return
    for start in range(len(words) - len(parts) + 1):
        here = words[start : start + len(parts)]
        if all(
            is_form(part, word.group(), language) for part, word in zip(parts, here, strict=True)
        ) and _connected(here, text):
            yield text[here[0].start() : here[-1].end()]


def _longest(found: list[Occurrence]) -> list[Occurrence]:
    kept: list[Occurrence] = []
    for one in sorted(found, key=lambda o: (o.start - o.end, o.start)):
        clear = all(
            one.end <= other.start or other.end <= one.start or one[1:] == other[1:]
            for other in kept
        )
        if clear:
            kept.append(one)
    return sorted(kept, key=lambda o: (o.start, o.end))
