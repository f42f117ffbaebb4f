"""Read and write the parallel corpora and the files that pass between the steps."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

LANGUAGES = ("ru", "uk", "mn")
"""Target locales, in the order of the columns of ``authored.tsv`` after English."""

AUTHORED = "authored"
"""Kind given to the four-way lines that were written for this project."""

FRESH = "fresh"
"""Kind given to the newest authored lines, which earlier starters have not seen."""

LEXICON = "lexicon"
"""Kind given to the dictionary's headwords and their equivalents."""

DICTIONARY = "dictionary.tsv"
"""The four-way dictionary: English, part of speech, ``LANGUAGES``, sense."""

VALID_LINES = 600
SECOND_VALID_LINES = 300
VALID_MIN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """One English segment and its translation into ``lang``.

    ``kind`` is the domain (authored, news, general, doc, ui, game, dict, names) and
    ``origin`` the publication it was taken from, so that either can be left out.
    ``links`` are word alignments, pairs of (English word, target word) counted from 0.
    """

    source: str
    target: str
    lang: str
    kind: str
    origin: str
    links: tuple[tuple[int, int], ...] = ()


def open_rows(path: Path) -> Iterator[list[str]]:
    """Yield the tab-separated fields of each line of a plain or ``.xz`` file."""
    reader = lzma.open if path.suffix == ".xz" else open
    with reader(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def read_four_way(path: Path) -> Iterator[Pair]:
    """Yield three pairs for each line of a four-way file (English, then ``LANGUAGES``)."""
    for number, fields in enumerate(open_rows(path), 1):
        if len(fields) != 4:
            raise ValueError(f"{path}:{number}: expected 4 columns, found {len(fields)}")
        for lang, target in zip(LANGUAGES, fields[1:], strict=True):
            yield Pair(fields[0], target, lang, AUTHORED, path.name)


def read_dictionary(path: Path) -> Iterator[Pair]:
    """Yield three pairs of base forms for each row of the dictionary."""
    for number, fields in enumerate(open_rows(path), 1):
        if len(fields) != 6:
            raise ValueError(f"{path}:{number}: expected 6 columns, found {len(fields)}")
        for lang, target in zip(LANGUAGES, fields[2:5], strict=True):
            yield Pair(fields[0], target, lang, LEXICON, path.name)


def read_two_way(path: Path, lang: str) -> Iterator[Pair]:
    """Yield the pairs of an ``en-LANG`` file (English, target, origin, kind)."""
    for number, fields in enumerate(open_rows(path), 1):
        if len(fields) != 4:
            raise ValueError(f"{path}:{number}: expected 4 columns, found {len(fields)}")
        yield Pair(fields[0], fields[1], lang, fields[3], fields[2])


def corpus_files(corpora: Path, authored: Path | None = None) -> list[Path]:
    """Return every corpus file: those of the corpora directory, then our own additions."""
    files = sorted([*corpora.glob("*.tsv"), *corpora.glob("*.tsv.xz")])
    if authored is not None:
        files += sorted(authored.glob("*.tsv"))
    if not files:
        raise FileNotFoundError(f"{corpora}: no *.tsv or *.tsv.xz corpora here")
    return files


def read_corpora(corpora: Path, authored: Path | None = None) -> Iterator[Pair]:
    """Yield all pairs; the four-way lines come first, so that they win over duplicates."""
    files = corpus_files(corpora, authored)
    two_way = [path for path in files if path.name.startswith("en-")]
    dictionaries = [path for path in files if path.name.startswith(DICTIONARY)]
    for path in files:
        if path not in two_way and path not in dictionaries:
            yield from read_four_way(path)
    for path in dictionaries:
        yield from read_dictionary(path)
    for path in two_way:
        yield from read_two_way(path, path.name.split(".")[0].removeprefix("en-"))


def choose_valid(
    pairs: Iterable[Pair], limit: int = VALID_LINES, first: str = "authored.tsv"
) -> set[str]:
    """Return the English of a four-way set's held-out lines: the lowest hashes, so fixed for ever.

    ``first`` is how the set's file name begins. Lines added later take a place only if their hash
    falls below the present limit, so additions belong in files of other names.
    """
    english = {
        pair.source
        for pair in pairs
        if pair.origin.startswith(first) and len(pair.source.split()) >= VALID_MIN_WORDS
    }
    return set(sorted(english, key=lambda text: hashlib.sha256(text.encode()).hexdigest())[:limit])


def write_pairs(path: Path, pairs: Iterable[Pair]) -> int:
    """Write pairs as source, target, kind, origin; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for pair in pairs:
            out.write(f"{pair.source}\t{pair.target}\t{pair.kind}\t{pair.origin}\n")
            count += 1
    return count


def read_pairs(path: Path, lang: str) -> Iterator[Pair]:
    """Yield the pairs that ``write_pairs`` wrote."""
    for source, target, kind, origin in open_rows(path):
        yield Pair(source, target, lang, kind, origin)


def pool(pair: Pair) -> Pair:
    """Name the kind of the newest authored lines for what they are: not seen before."""
    return replace(pair, kind=FRESH) if pair.origin.startswith("authored-2.") else pair
