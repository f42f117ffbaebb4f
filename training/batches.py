"""Draw packed, length-sorted batches from the token arrays, by weight of language and kind."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.presets import Mix

START = 1
UNKNOWN = 255


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors: ``inputs`` start with <s> and the locale's token, ``labels`` end in </s>."""

    source: Tensor
    padding: Tensor
    inputs: Tensor
    labels: Tensor
    guide: Tensor
    tokens: int


class Corpus:
    """One language's token arrays."""

    def __init__(self, path: Path, prefix: int) -> None:
        """Load the arrays; ``prefix`` is the number of the locale's token."""
        arrays = np.load(path)
        self.prefix = prefix
        self.source, self.target = arrays["source"], arrays["target"]
        self.guide, self.kind = arrays["guide"], arrays["kind"]
        self.kinds: list[str] = arrays["kinds"].tolist()
        self.source_length = arrays["source_length"].astype(np.int64)
        self.target_length = arrays["target_length"].astype(np.int64)
        self.source_start = np.concatenate([[0], self.source_length.cumsum()])
        self.target_start = np.concatenate([[0], self.target_length.cumsum()])

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.kind)

    def pieces(self, row: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return source, target and guide of a pair."""
        sources = slice(self.source_start[row], self.source_start[row + 1])
        targets = slice(self.target_start[row], self.target_start[row + 1])
        return self.source[sources], self.target[targets], self.guide[targets]


Rows = list[tuple[Corpus, int]]


def collate(rows: Rows, device: torch.device) -> Batch:
    """Pad pairs into one batch; lengths are rounded up to 4, so that fewer shapes occur."""
    data = [(corpus.prefix, *corpus.pieces(row)) for corpus, row in rows]
    wide = -(-max(len(source) for _, source, _, _ in data) // 4) * 4
    long = -(-max(len(target) + 1 for _, _, target, _ in data) // 4) * 4
    source = np.zeros((len(data), wide), np.int64)
    inputs = np.zeros((len(data), long), np.int64)
    labels = np.full((len(data), long), -1, np.int64)
    guide = np.full((len(data), long), -1, np.int64)
    padding = np.zeros((len(data), wide), bool)
    for i, (prefix, words, target, ways) in enumerate(data):
        source[i, : len(words)] = words
        padding[i, : len(words)] = True
        inputs[i, :2] = START, prefix
        inputs[i, 2 : len(target) + 1] = target[:-1]
        # The locale's token is given at translation time, so it is never a label.
        labels[i, 1 : len(target) + 1] = target
        guide[i, 1 : len(target) + 1] = np.where(ways == UNKNOWN, -1, ways.astype(np.int64))
    tensors = [torch.from_numpy(x).to(device) for x in (source, padding, inputs, labels, guide)]
    tokens = sum(len(target) for _, _, target, _ in data)
    return Batch(tensors[0], tensors[1], tensors[2], tensors[3], tensors[4], tokens)


def pack(rows: Rows, tokens: int) -> list[Rows]:
    """Cut pairs, sorted by length, into batches of at most ``tokens`` padded pieces a side."""
    key = [(int(c.target_length[r]), int(c.source_length[r])) for c, r in rows]
    order = sorted(range(len(rows)), key=lambda i: key[i])
    packed: list[Rows] = []
    batch: Rows = []
    widest = 0
    for i in order:
        size = max(key[i]) + 1
        if batch and max(widest, size) * (len(batch) + 1) > tokens:
            packed.append(batch)
            batch, widest = [], 0
        batch.append(rows[i])
        widest = max(widest, size)
    return [*packed, batch] if batch else packed


def prefetch(rows: Iterator[Rows], device: torch.device, ahead: int = 8) -> Iterator[Batch]:
    """Collate batches in a thread of its own, so that a fast device need not wait for Python."""
    ready: queue.Queue[Batch] = queue.Queue(ahead)
    stop = threading.Event()

    def work() -> None:
        for batch in rows:
            made = collate(batch, device)
            while not stop.is_set():
                try:
                    ready.put(made, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if stop.is_set():
                return

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while True:
            yield ready.get()
    finally:
        stop.set()
        thread.join()


class Sampler:
    """An endless stream of batches; each pool (language, kind) is used up before it repeats."""

    def __init__(
        self,
        corpora: dict[str, Corpus],
        mix: Mix,
        batch_tokens: int,
        seed: int,
        window: int = 100,
    ) -> None:
        """Draw ``window`` batches at a time, sort them by length and shuffle them."""
        self.rng = np.random.default_rng(seed)
        self.batch_tokens, self.window = batch_tokens, window
        self.pools: list[tuple[Corpus, NDArray[Any], float]] = []
        self.queues: list[list[int]] = []
        for lang, corpus in corpora.items():
            pools = {
                kind: np.flatnonzero(corpus.kind == number)
                for number, kind in enumerate(corpus.kinds)
            }
            shares = {kind: mix.kinds[lang].get(kind, 0.0) for kind in pools}
            total = sum(shares.values())
            for kind, members in pools.items():
                if shares[kind]:
                    share = mix.languages[lang] * shares[kind] / total
                    self.pools.append((corpus, members, share))
                    self.queues.append([])

    def _draw(self, number: int, tokens: float) -> Rows:
        corpus, members, _ = self.pools[number]
        rows: Rows = []
        while tokens > 0:
            if not self.queues[number]:
                self.queues[number] = self.rng.permutation(members).tolist()
            row = self.queues[number].pop()
            rows.append((corpus, row))
            tokens -= corpus.target_length[row]
        # The last pair overshoots; dropping it at random keeps small pools at their share.
        if rows and self.rng.random() < 0.5:
            rows.pop()
        return rows

    def __iter__(self) -> Iterator[Rows]:
        """Yield batches for ever."""
        total = sum(share for _, _, share in self.pools)
        while True:
            rows: Rows = []
            for number, (_, _, share) in enumerate(self.pools):
                rows += self._draw(number, self.window * self.batch_tokens * share / total)
            batches = pack(rows, self.batch_tokens)
            for i in self.rng.permutation(len(batches)):
                yield batches[i]
