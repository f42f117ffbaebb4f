"""How often the model itself keeps markup placeables and numbers, on held-out pairs.

    python benchmarks/copying.py PAIRS.tsv --to ru [--engine starter] [--limit 300]

One pair of tags, or one tag, is put at a random place between the words of each line; a line
counts when l10n could export the translation. Numbers count on the lines that have
some, as they are. l10n itself gives models no tags (``l10n.translation.messages``):
this is what other callers of a model get.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path

from held_out import read_pairs

from l10n import markup
from l10n.engines import make_engine
from l10n.model import Pair

NUMBER = re.compile(r"\d+")


def tagged(line: str, rng: random.Random) -> str:
    """Return the line with ``<1>…</1>`` around up to three words, or ``<1/>`` between two."""
    words = line.split()
    start = rng.randrange(len(words))
    if rng.random() < 0.5:
        return " ".join([*words[:start], "<1/>", *words[start:]])
    end = min(len(words), start + rng.randint(1, 3))
    marked = f"<1>{' '.join(words[start:end])}</1>"
    return " ".join([*words[:start], marked, *words[end:]])


def keeps_tags(source: str, target: str) -> bool:
    """Whether the target could be exported: each placeable once, and nested."""
    return not markup.problems(source, target)


def keeps_numbers(source: str, target: str) -> bool:
    """Whether the target has the same runs of digits."""
    return Counter(NUMBER.findall(source)) == Counter(NUMBER.findall(target))


def main() -> None:
    """Print how many lines kept their tags, and how many their numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    parser.add_argument("--engine", default="starter")
    parser.add_argument("--to", default="ru")
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    texts, _ = read_pairs(options.pairs, options.limit)
    rng = random.Random(1)
    engine = make_engine(options.engine)
    for name, keeps, sources in (
        ("tags", keeps_tags, [tagged(text, rng) for text in texts]),
        ("numbers", keeps_numbers, [text for text in texts if NUMBER.search(text)]),
    ):
        results = engine.translate(sources, Pair("en", options.to))
        kept = sum(keeps(s, result.text) for s, result in zip(sources, results, strict=True))
        print(f"{options.to}: {name} kept in {kept} of {len(sources)} lines")


if __name__ == "__main__":
    main()
