"""Does training text contain test text? Exact lines and shared word n-grams of the English side."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.corpus import read_corpora

WORD = re.compile(r"\w+")
NGRAM = 8
"""Words in a shared n-gram; shorter ones are shared by chance ("at the end of the year")."""

EXCLUDE_SHARE = 0.3
"""Share of a line's n-grams that, found in the test set, has the line left out."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


def _ngrams(words: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [words[i : i + size] for i in range(len(words) - size + 1)]


class Overlap:
    """The test set's English, indexed; ``report`` counts what ``excludes`` was asked and found."""

    def __init__(self, lines: Iterable[str], ngram: int = NGRAM) -> None:
        """Index test lines by their folded words and by their n-grams of ``ngram`` words."""
        texts = [_words(line) for line in lines]
        self.ngram = ngram
        self.exact = set(texts)
        self.grams = {gram for words in texts for gram in _ngrams(words, ngram)}
        self.report: Counter[str] = Counter(test_lines=len(texts))

    @classmethod
    def of_directory(cls, flores: Path) -> Overlap:
        """Read the English files (``*.en``) of a FLORES-like directory."""
        files = sorted(flores.glob("*.en"))
        if not files:
            raise FileNotFoundError(f"{flores}: no *.en test file here")
        return cls(line for path in files for line in path.read_text("utf-8").splitlines())

    def excludes(self, text: str) -> bool:
        """Return whether a training line equals or nearly equals a test line."""
        words = _words(text)
        self.report["lines checked"] += 1
        if words in self.exact:
            self.report["exact"] += 1
            return True
        grams = _ngrams(words, self.ngram)
        shared = sum(gram in self.grams for gram in grams)
        if not shared:
            return False
        self.report[f"share a {self.ngram}-gram"] += 1
        near = shared >= EXCLUDE_SHARE * len(grams)
        self.report["near duplicates"] += near
        return near


def main(arguments: Sequence[str] | None = None) -> None:
    """Report the overlap of the raw corpora with a test set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--authored", type=Path)
    parser.add_argument("--flores", type=Path, required=True)
    options = parser.parse_args(arguments)
    overlap = Overlap.of_directory(options.flores)
    for pair in read_corpora(options.corpora, options.authored):
        if overlap.excludes(pair.source):
            print(f"{pair.lang}\t{pair.origin}\t{pair.source}")
    print(dict(overlap.report))


if __name__ == "__main__":
    main()
