"""How often the starter has read an English word in sentences while it was trained.

A word it has read seldom it translates badly or with an invented word, so that the dictionary's
equivalent helps; one it knows well it translates by the context, which the dictionary lacks.
"""

from __future__ import annotations

import functools
import gzip
import re
from importlib.resources import files

_FILE = "data/seen.tsv.gz"

WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
"""What counts as a word, in text put into small letters."""

LEAST = 5
"""Words seen less often in every language are not listed."""

CEILING = 999
"""Counts are cut off here: beyond it a word is known well."""


@functools.cache
def _table(locale: str) -> dict[str, int] | None:
    """Return the counts of a locale, None where the training data had none of it."""
    data = files("l10n.glossary").joinpath(_FILE).read_bytes()
    lines = gzip.decompress(data).decode().splitlines()
    columns = lines[0].split("\t")
    if locale not in columns[1:]:
        return None
    column = columns.index(locale)
    rows = (line.split("\t") for line in lines[1:])
    return {fields[0]: int(fields[column]) for fields in rows}


def times_seen(word: str, locale: str) -> int | None:
    """Return how often a word form was seen with a translation into ``locale``.

    At most ``CEILING``; 0 for words below ``LEAST``; None where nothing is known of the locale.
    """
    table = _table(locale)
    return None if table is None else table.get(word.lower().replace("’", "'"), 0)
