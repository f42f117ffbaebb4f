"""Make the lists of known words, and measure what they miss and what they let through.

``python -m training.words --work WORK`` writes ``words.LANG.gz`` into ``l10n/languages/data/``.

A corpus has few of the forms that an inflected word can take, so the list adds those that follow
from what it has: endings are judged by how often they go together with a stem's other endings
(``судом`` and ``суды`` make ``судами`` likely, ``суда`` and ``судно`` do not). That halves the
misses and lets less than one invented word in fifty through.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np

from l10n.languages.words import CODECS, WORD, fold, known
from training.corpus import AUTHORED, LANGUAGES, LEXICON, Pair, read_pairs

DATA = Path(__file__).parent.parent / "l10n" / "languages" / "data"

TRUSTED = (AUTHORED, "news", "general", LEXICON)
"""Kinds of pairs of which a word seen once is taken; of the others it must be seen twice."""

LONGEST_ENDING = {"mn": 7, "ru": 4, "uk": 4}
SHORTEST_STEM = 3
THRESHOLD = {"mn": 0.2, "ru": 0.15, "uk": 0.15}
"""Mean probability of an ending, given the others of its stem, from which a form is taken."""

ENDINGS = 400
"""Endings considered in a language, the commonest."""

WELL_KNOWN = (4, 40)
"""Endings of a stem, and how often it must be seen, to learn from it which go together."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff'-]+")


def count(pairs: Iterable[Pair]) -> Counter[str]:
    """Return the target words that may be taken and how often they are seen."""
    seen: Counter[str] = Counter()
    trusted: set[str] = set()
    for pair in pairs:
        words = [word for word in WORD.findall(fold(pair.target)) if _CYRILLIC.fullmatch(word)]
        seen.update(words)
        if pair.kind in TRUSTED:
            trusted.update(words)
    return Counter({word: n for word, n in seen.items() if n > 1 or word in trusted})


def expand(words: Counter[str], longest: int, threshold: float) -> set[str]:
    """Return the words and the forms that follow from them."""
    stems: dict[str, dict[str, int]] = defaultdict(dict)
    for word, n in words.items():
        for size in range(min(longest, len(word) - SHORTEST_STEM) + 1):
            stems[word[: len(word) - size]][word[len(word) - size :]] = n
    common = Counter(ending for found in stems.values() if len(found) > 1 for ending in found)
    endings = [ending for ending, _ in common.most_common(ENDINGS)]
    number = {ending: i for i, ending in enumerate(endings)}
    together = np.zeros((len(endings), len(endings)))
    for found in stems.values():
        if len(found) >= WELL_KNOWN[0] and sum(found.values()) >= WELL_KNOWN[1]:
            rows = [number[ending] for ending in found if ending in number]
            together[np.ix_(rows, rows)] += 1
    # An ending that was hardly seen proves nothing: its share is of five stems at least.
    given = together / np.maximum(together.diagonal()[:, None], 5)
    forms = set(words)
    for stem, found in stems.items():
        rows = [number[ending] for ending in found if ending in number]
        if len(rows) > 1:
            likely = np.flatnonzero(given[rows].mean(0) >= threshold)
            forms.update(stem + endings[i] for i in likely)
    return forms


def encode(words: Collection[str], lang: str) -> bytes:
    """Return the list as the package has it."""
    lines = []
    for word in words:
        try:
            lines.append(word.encode(CODECS[lang]) + b"\n")
        except UnicodeEncodeError:
            continue  # letters of another language
    return gzip.compress(b"".join(sorted(lines)), mtime=0)


def invented(words: Sequence[str], count: int, real: Collection[str]) -> dict[str, list[str]]:
    """Return words that are none: with a letter changed, and of two words' halves."""
    rng = random.Random(1)
    letters = sorted({char for word in words for char in word if char.isalpha()})
    long = [word for word in words if len(word) >= 6]
    made: dict[str, list[str]] = {"typos": [], "halves": []}
    while len(made["typos"]) < count:
        word = rng.choice(long)
        at = rng.randrange(1, len(word) - 2)
        cut = at + rng.choice((0, 1, 1))
        word = word[:at] + rng.choice(["", rng.choice(letters)]) + word[cut:]
        if word not in real:
            made["typos"].append(word)
    while len(made["halves"]) < count:
        one, other = rng.choice(long), rng.choice(long)
        word = one[: len(one) // 2] + other[len(other) // 2 :]
        if word not in real:
            made["halves"].append(word)
    return made


def measure(work: Path, lang: str, real: Collection[str]) -> str:
    """Return one line: the list's misses on held-out references and what it lets through."""
    parts = []
    words: set[str] = set()
    for name in ("valid", "valid2"):
        path = work / "clean" / f"{name}.{lang}.tsv"
        found = [
            word
            for pair in (read_pairs(path, lang) if path.exists() else ())
            for word in WORD.findall(pair.target)
            if word.islower() and known(word, lang) is not None
        ]
        words.update(map(fold, found))
        missed = sum(not known(word, lang) for word in found)
        parts.append(f"{name}: {len(found)} words, {missed / max(1, len(found)):.2%} missed")
    for name, bad in invented(sorted(words), 3000, {*real, *words}).items():
        through = sum(bool(known(word, lang)) for word in bad)
        parts.append(f"{name}: {through / len(bad):.2%} let through")
    return f"{lang}: " + "; ".join(parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--measure", action="store_true", help="make nothing, only measure")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    options = parser.parse_args(arguments)
    DATA.mkdir(exist_ok=True)
    for lang in options.languages:
        seen = count(read_pairs(options.work / "clean" / f"train.{lang}.tsv", lang))
        if not options.measure:
            forms = expand(seen, LONGEST_ENDING[lang], THRESHOLD[lang])
            path = DATA / f"words.{lang}.gz"
            path.write_bytes(encode(forms, lang))
            size = path.stat().st_size
            print(f"{path}: {len(seen)} words seen, {len(forms)} forms, {size / 1e6:.2f} MB")
        print(measure(options.work, lang, seen), flush=True)


if __name__ == "__main__":
    main()
