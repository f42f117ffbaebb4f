"""Step 4: turn pairs, links and augmentation into token arrays, all that training reads.

Writes ``WORK/tokens/LANG.npz``, ``valid.LANG.npz`` and ``pieces.json``. Arrays: ``source`` and
``target`` (uint16 pieces, end to end), their ``*_length`` in pieces, ``kind`` (an index into
``kinds``) and ``guide``: for each target piece the position of the source piece it translates,
255 where unknown.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sentencepiece import SentencePieceProcessor

from training.align import parse_links
from training.augment import augment
from training.corpus import AUTHORED, FRESH, LANGUAGES, Pair, pool, read_pairs
from training.hints import MARK

END = 2
UNKNOWN = 255
MAX_PIECES = 200
ALPHA = 0.2
"""Smoothness of sampled segmentations (Kudo 2018): 0 is uniform, large is always the best one."""

BLANK = "\u2581"


def words_of(pieces: Sequence[str]) -> list[list[int]]:
    """Group the positions of pieces by blank-separated word."""
    words: list[list[int]] = []
    for position, piece in enumerate(pieces):
        if piece.startswith(BLANK) or not words:
            words.append([])
        words[-1].append(position)
    return words


def guide(pair: Pair, source: Sequence[str], target: Sequence[str]) -> list[int]:
    """Spread word links over pieces: the k-th part of a word looks at the k-th part of its twin."""
    positions = [UNKNOWN] * len(target)
    froms, tos = words_of(source), words_of(target)
    for i, j in sorted(pair.links, reverse=True):
        if i < len(froms) and j < len(tos):
            for k, position in enumerate(tos[j]):
                positions[position] = min(froms[i][k * len(froms[i]) // len(tos[j])], UNKNOWN)
    return [*positions, len(source) if pair.links else UNKNOWN]


class Tokens:
    """Arrays in the making."""

    def __init__(self, processor: SentencePieceProcessor) -> None:
        """Start empty, with the subword model to cut text by."""
        self.processor = processor
        self.kinds: list[str] = []
        self.rows: list[tuple[list[int], list[int], list[int], int]] = []

    def add(self, pair: Pair, sample: bool = False) -> None:
        """Cut a pair into pieces; ``sample`` draws one of its many segmentations."""
        source, target = (
            self.processor.encode(
                text, out_type=str, enable_sampling=sample, alpha=ALPHA, nbest_size=-1
            )
            for text in (pair.source, pair.target)
        )
        if not 0 < max(len(source), len(target)) <= MAX_PIECES or not target or not source:
            return
        if pair.kind not in self.kinds:
            self.kinds.append(pair.kind)
        ids = self.processor.piece_to_id
        self.rows.append(
            (
                [ids(piece) for piece in source] + [END],
                [ids(piece) for piece in target] + [END],
                guide(pair, source, target),
                self.kinds.index(pair.kind),
            )
        )

    def save(self, path: Path) -> None:
        """Write the arrays."""
        path.parent.mkdir(parents=True, exist_ok=True)
        sources, targets, guides, kinds = zip(*self.rows, strict=True)
        np.savez_compressed(
            path,
            source=np.array([x for row in sources for x in row], np.uint16),
            source_length=np.array([len(row) for row in sources], np.uint16),
            target=np.array([x for row in targets for x in row], np.uint16),
            target_length=np.array([len(row) for row in targets], np.uint16),
            guide=np.array([x for row in guides for x in row], np.uint8),
            kind=np.array(kinds, np.uint8),
            kinds=np.array(self.kinds),
        )

    def report(self) -> dict[str, int]:
        """Return target pieces by kind."""
        counts: Counter[str] = Counter()
        for _, target, _, kind in self.rows:
            counts[self.kinds[kind]] += len(target)
        return dict(counts)


def linked(pairs: Iterable[Pair], links: Path, keep_unlinked: bool) -> list[Pair]:
    """Add the links of the alignment step; pairs it passed over are kept only if asked for."""
    if not links.exists():
        return list(pairs)
    with links.open() as lines:
        both = [
            replace(pair, links=tuple(sorted(parse_links(line))))
            for pair, line in zip(pairs, lines, strict=True)
        ]
    return [pair for pair in both if pair.links or keep_unlinked]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--sentencepiece", type=Path, help="default: WORK/sentencepiece.model")
    parser.add_argument("--keep-unlinked", action="store_true", help="also pairs without links")
    parser.add_argument("--samples", type=int, default=2, help="extra cuts of authored lines")
    parser.add_argument("--hints", action="store_true", help="also hinted pairs")
    parser.add_argument("--sampled-hints", type=float, default=0.2, help="share cut at random")
    parser.add_argument("--show", type=float, default=0.0, help="share of hinted pairs printed")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    options = parser.parse_args(arguments)
    model = options.sentencepiece or options.work / "sentencepiece.model"
    processor = SentencePieceProcessor(model_file=str(model))
    folder: Path = options.work / "tokens"
    for lang in options.languages:
        raw = read_pairs(options.work / "clean" / f"train.{lang}.tsv", lang)
        pairs = linked(raw, options.work / "align" / f"{lang}.txt", options.keep_unlinked)
        pairs = [pair for pair in pairs if MARK not in pair.source + pair.target]
        made = augment(pairs, lang)
        pairs = [pool(pair) for pair in pairs]
        tokens = Tokens(processor)
        for pair in pairs + made:
            tokens.add(pair)
        for pair in pairs:
            if pair.kind in (AUTHORED, FRESH):
                for _ in range(options.samples):
                    tokens.add(replace(pair, kind="resampled"), sample=True)
        if options.hints:
            # Only this needs the dictionaries, which a machine that only trains may lack.
            from training.hinting import hinted_pairs

            rng = random.Random(lang)
            for pair in hinted_pairs(pairs + made, lang):
                tokens.add(pair, sample=rng.random() < options.sampled_hints)
                if rng.random() < options.show:
                    print(f"  {pair.source}\t{pair.target}")
        tokens.save(folder / f"{lang}.npz")
        for name in ("valid", "valid2"):
            path = options.work / "clean" / f"{name}.{lang}.tsv"
            held_out = Tokens(processor)
            for pair in read_pairs(path, lang) if path.exists() else ():
                held_out.add(pair)
            if held_out.rows:
                held_out.save(folder / f"{name}.{lang}.npz")
        print(lang, tokens.report(), flush=True)
    pieces = [processor.id_to_piece(i) for i in range(len(processor))]
    (folder / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False))
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{size / 2**20:.1f} MiB in {folder}")


if __name__ == "__main__":
    main()
