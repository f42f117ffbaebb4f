"""Averaged weights: written in pieces that travel well, read back, averaged over runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch

from training.model import Transformer
from training.presets import Shape

PIECE_BYTES = 15 * 2**20

State = dict[str, torch.Tensor]


def save_pieces(model: Transformer, folder: Path) -> list[Path]:
    """Write a model as float16 into ``average.NNN.npz`` files of at most 16 MiB each.

    A table larger than a piece is cut by rows; ``name@row`` says where a part belongs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups: list[dict[str, np.ndarray]] = [{}]
    filled = 0
    for name, value in model.state_dict().items():
        table = value.detach().cpu().to(torch.float16).numpy()
        rows = max(1, PIECE_BYTES // max(1, table[:1].nbytes))
        for start in range(0, len(table), rows):
            part = table[start : start + rows]
            if groups[-1] and filled + part.nbytes > PIECE_BYTES:
                groups.append({})
                filled = 0
            groups[-1][f"{name}@{start}"] = part
            filled += part.nbytes
    shape = model.shape
    groups[0]["shape@0"] = np.array([getattr(shape, field) for field in shape.__slots__])
    for old in folder.glob("average.*.npz"):
        old.unlink()
    paths = [folder / f"average.{number:03}.npz" for number in range(len(groups))]
    for path, group in zip(paths, groups, strict=True):
        np.savez(path, allow_pickle=False, **group)
    return paths


def load_pieces(folder: Path) -> tuple[Shape, State]:
    """Read back what ``save_pieces`` wrote."""
    parts: dict[str, dict[int, np.ndarray]] = {}
    for path in sorted(folder.glob("average.*.npz")):
        with np.load(path) as arrays:
            for key in arrays.files:
                name, start = key.rsplit("@", 1)
                parts.setdefault(name, {})[int(start)] = arrays[key]
    if "shape" not in parts:
        raise FileNotFoundError(f"{folder}: no average.*.npz here, or the first piece is missing")
    tables = {name: np.concatenate([p[i] for i in sorted(p)]) for name, p in parts.items()}
    shape = Shape(*(int(size) for size in tables.pop("shape")))
    return shape, {name: torch.from_numpy(t.astype(np.float32)) for name, t in tables.items()}


def average(states: Iterable[State]) -> State:
    """Return the mean of several models' weights."""
    members = list(states)
    return {name: torch.stack([m[name] for m in members]).mean(0) for name in members[0]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Average the folders of several runs (or of copies of one run's pieces) into one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    loaded = [load_pieces(folder) for folder in options.folders]
    model = Transformer(loaded[0][0])
    model.load_state_dict(average(state for _, state in loaded))
    save_pieces(model, options.out)


if __name__ == "__main__":
    main()
