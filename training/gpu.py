"""A training run on a borrowed GPU machine: minutes long, no network, little in and little back.

``pack`` (here) writes the pairs as compressed text; ``run`` (there; torch, numpy, sentencepiece)
makes the token arrays on all cores, trains, and leaves the averaged weights as int8 in pieces
below 16 MiB; ``python -m training.export --weights`` (here) reads those. A later run goes on from
them with ``--init``: weights are kept, the optimizers' state is not.

    python -m training.gpu pack --work WORK --out build/gpu
    python -m training.gpu run --pack build/gpu --out OUT --minutes 9
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sentencepiece import SentencePieceProcessor

from training.augment import augment
from training.binarize import Tokens, linked
from training.corpus import AUTHORED, FRESH, LANGUAGES, Pair, pool, read_pairs
from training.hints import MARK
from training.pack import read_pack, write_pack

MAX_IN = 50 * 2**20
MAX_OUT = 60 * 2**20
MAX_PIECE = 16 * 2**20
"""What may be carried in, what may come back, and the largest file that may, in bytes."""

UNLINKED = {"ui": 0.3, "doc": 1.0, "game": 0.5, "dict": 0.5, "names": 0.15}
"""Share carried of the pairs without links, of which there are most in Russian and Ukrainian."""

HINTED = "hinted"
RESERVE = 0.7
"""Minutes kept for writing the weights and the last check."""


def chosen(work: Path, lang: str) -> Iterator[Pair]:
    """Yield a language's pairs, each followed by its hinted copies."""
    from training.hinting import hinted_pairs

    raw = read_pairs(work / "clean" / f"train.{lang}.tsv", lang)
    pairs = [pool(pair) for pair in linked(raw, work / "align" / f"{lang}.txt", True)]
    share = np.random.default_rng(1).random(len(pairs))
    pairs = [
        pair
        for pair, drawn in zip(pairs, share.tolist(), strict=True)
        if MARK not in pair.source + pair.target
        and (pair.links or drawn < UNLINKED.get(pair.kind, 1.0))
    ]
    copies: dict[str, list[Pair]] = {}
    for made in hinted_pairs([pair for pair in pairs if pair.links], lang):
        copies.setdefault(made.target, []).append(made)
    for pair in pairs:
        yield pair
        yield from copies.pop(pair.target, ())


def pack(work: Path, sentencepiece: Path, out: Path) -> int:
    """Write the pack; return its size in bytes."""
    out.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        count = write_pack(out / f"{lang}.xz", chosen(work, lang))
        print(f"{lang}: {count} pairs, {(out / f'{lang}.xz').stat().st_size / 2**20:.1f} MiB")
        for name in ("valid", "valid2"):
            path = work / "clean" / f"{name}.{lang}.tsv"
            held_out = list(read_pairs(path, lang)) if path.exists() else []
            if held_out:
                write_pack(out / f"{name}.{lang}.xz", held_out)
    shutil.copyfile(sentencepiece, out / "sentencepiece.model")
    return sum(path.stat().st_size for path in out.iterdir())


def _cut(job: tuple[Path, str, int, int, Path]) -> Path:
    """Make one part of a language's arrays: every ``parts``-th pair, augmented."""
    folder, lang, part, parts, out = job
    processor = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    pairs = [p for n, p in enumerate(read_pack(folder / f"{lang}.xz", lang)) if n % parts == part]
    plain = [replace(p, kind=AUTHORED) if p.kind == FRESH else p for p in pairs]
    tokens = Tokens(processor)
    for pair in [*pairs, *augment([p for p in plain if p.kind != HINTED], lang, seed=part)]:
        tokens.add(pair)
    for pair in pairs:
        if pair.kind in (AUTHORED, FRESH, HINTED):
            kind = HINTED if pair.kind == HINTED else "resampled"
            tokens.add(replace(pair, kind=kind), sample=True)
    path = out / f"{lang}.{part}.npz"
    tokens.save(path)
    return path


def merge(paths: Sequence[Path], out: Path) -> None:
    """Join arrays that were made in parts; each part numbers its kinds in its own way."""
    kinds: list[str] = []
    columns: dict[str, list[np.ndarray[Any, Any]]] = {}
    for path in paths:
        with np.load(path) as arrays:
            own = arrays["kinds"].tolist()
            kinds += [kind for kind in own if kind not in kinds]
            renumber = np.array([kinds.index(kind) for kind in own], np.uint8)
            for name in arrays.files:
                if name != "kinds":
                    value = arrays[name]
                    columns.setdefault(name, []).append(
                        renumber[value] if name == "kind" else value
                    )
        path.unlink()
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    np.savez(out, kinds=np.array(kinds), **joined)  # type: ignore[arg-type]


def arrays(folder: Path, out: Path, processes: int) -> None:
    """Make all token arrays of a pack, on all cores."""
    out.mkdir(parents=True, exist_ok=True)
    parts = max(1, processes // 2)
    jobs = [(folder, lang, part, parts, out) for lang in LANGUAGES for part in range(parts)]
    if processes > 1:
        # "spawn": libraries may have threads of their own by now, which a fork would not survive.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context) as workers:
            made = list(workers.map(_cut, jobs))
    else:
        made = list(map(_cut, jobs))
    processor = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    for lang in LANGUAGES:
        merge([path for path in made if path.name.startswith(f"{lang}.")], out / f"{lang}.npz")
        for name in ("valid", "valid2"):
            if (folder / f"{name}.{lang}.xz").exists():
                tokens = Tokens(processor)
                for pair in read_pack(folder / f"{name}.{lang}.xz", lang):
                    tokens.add(pair)
                tokens.save(out / f"{name}.{lang}.npz")
    pieces = [processor.id_to_piece(i) for i in range(len(processor))]
    (out / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False))


def run(folder: Path, out: Path, minutes: float, processes: int, rest: Sequence[str]) -> None:
    """Make the arrays, train for what is left of ``minutes``, write int8 weights and the log."""
    # Not above: the processes that make arrays read this module too and need no torch.
    from training import train
    from training.average import load_model, save_pieces

    began = time.time()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        arrays(folder, work / "tokens", processes)
        spent = (time.time() - began) / 60
        print(f"arrays made in {spent:.1f} minutes", flush=True)
        left = max(0.1, minutes - spent - min(RESERVE, minutes / 4))
        options = ["--work", str(work), "--minutes", f"{left:.2f}", "--save-every", "1000"]
        train.main([*options, *rest])
        made = work / "runs" / "run"
        out.mkdir(parents=True, exist_ok=True)
        save_pieces(load_model(made), out, int8=True)
        shutil.copyfile(made / "log.jsonl", out / "log.jsonl")


def sizes(paths: Iterable[Path]) -> tuple[int, int]:
    """Return the size of all files and of the largest, in bytes."""
    found = [path.stat().st_size for path in paths]
    return sum(found), max(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a step from the command line; options that it does not know are the trainer's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    steps = parser.add_subparsers(dest="step", required=True)
    packing = steps.add_parser("pack")
    packing.add_argument("--work", type=Path, required=True)
    packing.add_argument("--sentencepiece", type=Path, help="default: WORK/sentencepiece.model")
    packing.add_argument("--out", type=Path, required=True)
    running = steps.add_parser("run")
    running.add_argument("--pack", type=Path, required=True)
    running.add_argument("--out", type=Path, required=True)
    running.add_argument("--minutes", type=float, default=9.0, help="all in all")
    running.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options, rest = parser.parse_known_args(arguments)
    if options.step == "pack":
        model = options.sentencepiece or options.work / "sentencepiece.model"
        total = pack(options.work, model, options.out)
        print(f"{options.out}: {total / 2**20:.1f} MiB of {MAX_IN / 2**20:.0f}")
        if total > MAX_IN:
            raise SystemExit("too much to carry: lower the shares in UNLINKED")
        return
    run(options.pack, options.out, options.minutes, options.processes, rest)
    total, largest = sizes(options.out.iterdir())
    print(f"{options.out}: {total / 2**20:.1f} MiB, largest file {largest / 2**20:.1f} MiB")
    if total > MAX_OUT or largest > MAX_PIECE:
        raise SystemExit("too much to bring back")


if __name__ == "__main__":
    main()
