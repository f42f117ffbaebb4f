"""Make the package's dictionary, and the list of how often the starter has read each English word.

``python -m training.lexicon --corpora CORPORA --work WORK`` writes ``lexicon.tsv.gz`` and
``seen.tsv.gz`` into ``l10n/glossary/data/``. Words are counted in the cleaned training pairs other
than menus, names and headwords, which say little about how a word is used in a sentence.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from l10n.glossary.seen import CEILING, LEAST, WORD
from training.corpus import DICTIONARY, LANGUAGES, LEXICON, Pair, open_rows, read_pairs

DATA = Path(__file__).parent.parent / "l10n" / "glossary" / "data"

UNCOUNTED = ("ui", "dict", "names", LEXICON)


def lexicon(rows: Iterable[Sequence[str]]) -> str:
    """Return the package's table: a line of column names, then the dictionary's rows."""
    header = ["english", "part", *LANGUAGES, "sense"]
    return "".join("\t".join(row) + "\n" for row in [header, *rows])


def count(pairs: Iterable[Pair]) -> Counter[str]:
    """Count the words of the English sentences, in small letters."""
    return Counter(
        word
        for pair in pairs
        if pair.kind not in UNCOUNTED
        for word in WORD.findall(pair.source.lower())
    )


def seen(counts: dict[str, Counter[str]]) -> str:
    """Return the table of words seen ``LEAST`` times in some language, counts up to a ceiling."""
    words = sorted({word for found in counts.values() for word, n in found.items() if n >= LEAST})
    rows = [["word", *counts]]
    rows += [
        [word, *(str(min(found[word], CEILING)) for found in counts.values())] for word in words
    ]
    return "".join("\t".join(row) + "\n" for row in rows)


def write(path: Path, text: str) -> None:
    """Write compressed text; the same text gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    found = sorted(options.corpora.glob(f"{DICTIONARY}*"))
    if len(found) != 1:
        raise FileNotFoundError(f"{options.corpora}: no {DICTIONARY} or {DICTIONARY}.xz here")
    write(options.out / "lexicon.tsv.gz", lexicon(open_rows(found[0])))
    counts = {
        lang: count(read_pairs(options.work / "clean" / f"train.{lang}.tsv", lang))
        for lang in LANGUAGES
    }
    write(options.out / "seen.tsv.gz", seen(counts))


if __name__ == "__main__":
    main()
