"""The dictionary that comes with l10n: base forms of common English words in each locale.

What it says is shown beside the glossary and given to models that take hints. It is general
language: a project's own glossary goes before it.
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from l10n.glossary.english import base_forms

_FILE = "data/lexicon.tsv.gz"
_FIXED = ("english", "part", "sense")

MAX_WORDS = 5
"""The most words of a headword."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of a headword and its equivalent in one locale, both in their base forms.

    Attributes:
        english: The headword, in small letters unless it is a name or an abbreviation.
        part: Part of speech: n, v, adj, adv, name, num, prep, conj, pron, int, phr, abbr.
        equivalent: What it is called in the locale.
        sense: A word that tells this sense from the headword's others, or an empty text.
    """

    english: str
    part: str
    equivalent: str
    sense: str


@functools.cache
def _table() -> tuple[dict[str, int], dict[str, list[list[str]]]]:
    """Return the number of each column, and the rows of each headword in the file's order."""
    data = files("l10n.glossary").joinpath(_FILE).read_bytes()
    lines = gzip.decompress(data).decode().splitlines()
    columns = {name: number for number, name in enumerate(lines[0].split("\t"))}
    rows: dict[str, list[list[str]]] = {}
    for line in lines[1:]:
        fields = line.split("\t")
        rows.setdefault(fields[0], []).append(fields)
    return columns, rows


def locales() -> tuple[str, ...]:
    """Return the locales that the dictionary has equivalents for."""
    return tuple(name for name in _table()[0] if name not in _FIXED)


@functools.cache
def nouns(locale: str) -> frozenset[str]:
    """Return a locale's nouns of one word, in their base forms and small letters."""
    columns, rows = _table()
    part, column = columns["part"], columns.get(locale)
    if column is None:
        return frozenset()
    found = (row[column] for entries in rows.values() for row in entries if row[part] == "n")
    return frozenset(one.lower() for one in found if one and " " not in one)


def headwords() -> frozenset[str]:
    """Return every English headword."""
    return frozenset(_table()[1])


def _is_compared(word: str, base: str) -> bool:
    """Whether a word is a comparative or superlative of its base form, if it is one of its forms.

    A herder is no form of "herd".
    """
    return word.lower().endswith(("er", "est")) and word.lower() != base.lower()


def lookup(term: str, locale: str) -> tuple[Entry, ...]:
    """Return the senses of a word or phrase, the commonest first; none where it is unknown.

    Inflected forms are led back to the first base form that is a headword; of a phrase the last
    word ("solar panels") or the first ("took part") may be inflected.
    """
    columns, rows = _table()
    if locale not in columns:
        return ()
    words = term.split()
    if not 0 < len(words) <= MAX_WORDS:
        return ()
    *before, last = words
    first, *after = words
    candidates = [" ".join([*before, base]) for base in base_forms(last)]
    if after:
        candidates += [" ".join([base, *after]) for base in base_forms(first)]
        # A sentence's first word has a capital that the headword lacks.
        candidates += [text[:1].lower() + text[1:] for text in candidates]
    column, part, sense = columns[locale], columns["part"], columns["sense"]
    found: Sequence[Sequence[str]] = ()
    for text in candidates:
        found = rows.get(text, ())
        if _is_compared(last, text.rpartition(" ")[2]):
            found = [fields for fields in found if fields[part] in ("adj", "adv")]
        if found:
            break
    return tuple(
        Entry(fields[0], fields[part], fields[column], fields[sense])
        for fields in found
        if fields[column]
    )
