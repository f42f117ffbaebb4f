"""Step 2 (optional): word alignments by eflomal, for guided attention and for augmentation.

Writes ``WORK/align/LANG.txt``: one line of ``i-j`` links for each line of ``train.LANG.tsv``
(empty where the line's kind was beyond the limit and so not aligned).
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from training.corpus import LANGUAGES, Pair, read_pairs

EDGE = re.compile(r"^\W+|\W+$")
STEM = 6
"""Letters kept of a word: endings of inflected languages hide that words are the same."""

LIMITS = {"doc": 50_000, "ui": 30_000, "game": 12_000, "dict": 15_000, "names": 6_000}
"""Pairs of a kind that are aligned and later trained on, in ru and uk; mn takes every pair."""

Links = set[tuple[int, int]]
NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def keys(text: str) -> list[str]:
    """Return a key for each blank-separated word: folded, without punctuation, cut to a stem."""
    return [(EDGE.sub("", word) or word).casefold()[:STEM] for word in text.split()]


def symmetrize(forward: Links, backward: Links) -> Links:
    """Join both directions' links by "grow-diag" (Koehn et al. 2003): precise, but not sparse."""
    joined, union = forward & backward, forward | backward
    grown = True
    while grown:
        grown = False
        for source, target in sorted(joined):
            for step in NEIGHBOURS:
                link = (source + step[0], target + step[1])
                if link not in union or link in joined:
                    continue
                if all(i != link[0] for i, _ in joined) or all(j != link[1] for _, j in joined):
                    joined.add(link)
                    grown = True
    return joined


def parse_links(line: str) -> Links:
    """Read ``0-0 1-2`` (the Pharaoh format)."""
    return {(int(i), int(j)) for i, j in (link.split("-") for link in line.split())}


def align(pairs: Sequence[Pair], iterations: float = 1.0) -> list[Links]:
    """Return the symmetrized word links of each pair; ``iterations`` scales eflomal's effort."""
    from eflomal import Aligner

    with tempfile.TemporaryDirectory() as folder:
        ways = [Path(folder, "forward"), Path(folder, "backward")]
        Aligner(rel_iterations=iterations).align(
            [" ".join(keys(pair.source)) + "\n" for pair in pairs],
            [" ".join(keys(pair.target)) + "\n" for pair in pairs],
            links_filename_fwd=str(ways[0]),
            links_filename_rev=str(ways[1]),
            quiet=True,
        )
        lines = [path.read_text().splitlines() for path in ways]
    return [
        symmetrize(parse_links(forward), parse_links(backward))
        for forward, backward in zip(*lines, strict=True)
    ]


def choose(pairs: Sequence[Pair], limits: dict[str, int], seed: int = 1) -> list[int]:
    """Return the positions of the pairs to keep, at most ``limits[kind]`` of each kind."""
    order = list(range(len(pairs)))
    random.Random(seed).shuffle(order)
    taken: dict[str, int] = {}
    chosen = []
    for position in order:
        kind = pairs[position].kind
        taken[kind] = taken.get(kind, 0) + 1
        if taken[kind] <= limits.get(kind, len(pairs)):
            chosen.append(position)
    return sorted(chosen)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="no limit by kind (GPU runs)")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    options = parser.parse_args(arguments)
    for lang in options.languages:
        pairs = list(read_pairs(options.work / "clean" / f"train.{lang}.tsv", lang))
        limits = {} if options.all or lang == "mn" else LIMITS
        chosen = choose(pairs, limits)
        links = dict(zip(chosen, align([pairs[i] for i in chosen]), strict=True))
        out = options.work / "align" / f"{lang}.txt"
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w") as lines:
            for position in range(len(pairs)):
                found = sorted(links.get(position, ()))
                lines.write(" ".join(f"{i}-{j}" for i, j in found) + "\n")
        total = sum(map(len, links.values()))
        print(f"{lang}: {len(chosen)} pairs aligned, {total} links", flush=True)


if __name__ == "__main__":
    main()
