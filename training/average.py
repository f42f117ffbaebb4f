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


def save_pieces(model: Transformer, folder: Path, int8: bool = False) -> list[Path]:
    """Write a model as float16 into ``average.NNN.npz`` files of at most 16 MiB each.

    With ``int8``, matrices are written as CTranslate2 quantizes them (a scale for each row, so
    that its largest value is 127): half the size, and exporting them loses nothing more. A table
    larger than a piece is cut by rows; ``name@row`` says where a part belongs, ``name*@row`` is
    the scale of an int8 part's rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups: list[dict[str, np.ndarray]] = [{}]
    filled = 0
    for name, value in model.state_dict().items():
        table = value.detach().cpu().float().numpy()
        parts: dict[str, np.ndarray] = {name: table.astype(np.float16)}
        if int8 and table.ndim == 2 and name != "positions":
            scale = 127 / np.maximum(np.abs(table).max(1), 1e-9)
            parts = {name: np.rint(table * scale[:, None]).astype(np.int8)}
            parts[f"{name}*"] = scale.astype(np.float32)
        rows = max(1, PIECE_BYTES // max(1, parts[name][:1].nbytes))
        for start in range(0, len(table), rows):
            cut = {f"{key}@{start}": part[start : start + rows] for key, part in parts.items()}
            size = sum(part.nbytes for part in cut.values())
            if groups[-1] and filled + size > PIECE_BYTES:
                groups.append({})
                filled = 0
            groups[-1] |= cut
            filled += size
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
    state: State = {}
    for name, table in tables.items():
        if name.endswith("*"):
            continue
        floats = table.astype(np.float32)
        if f"{name}*" in tables:
            floats /= tables[f"{name}*"][:, None]
        state[name] = torch.from_numpy(floats)
    return shape, state


def load_model(folder: Path, dropout: float = 0.0) -> Transformer:
    """Return the model that ``save_pieces`` wrote into a folder."""
    shape, state = load_pieces(folder)
    model = Transformer(shape, dropout)
    model.load_state_dict(state)
    return model


def average(states: Iterable[State], shares: Sequence[float] | None = None) -> State:
    """Return the mean of several models' weights, each counting as much as its share says."""
    members = list(states)
    given = [1.0] * len(members) if shares is None else list(shares)
    total = sum(given)
    parts = [share / total for share in given]
    return {
        name: sum(
            (m[name] * part for m, part in zip(members, parts, strict=True)),
            start=torch.zeros_like(members[0][name]),
        )
        for name in members[0]
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Average several runs, or models of CTranslate2, into one; later ones of the same start."""
    from training.weights import load_ctranslate2

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--shares", type=float, nargs="+", help="of each folder; equal by default")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    models = [
        load_model(folder) if (folder / "average.000.npz").exists() else load_ctranslate2(folder)
        for folder in options.folders
    ]
    model = Transformer(models[0].shape)
    model.load_state_dict(average([one.state_dict() for one in models], options.shares))
    save_pieces(model, options.out)


if __name__ == "__main__":
    main()
