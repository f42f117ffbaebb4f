"""Step 5: train. Needs only torch and numpy, runs on CPU or GPU, resumes where it stopped.

``python -m training.train --work WORK --run NAME --preset small --minutes 120 [--init MODEL_DIR]``

Writes ``WORK/runs/NAME/``: ``last.pt`` (everything to resume), ``average.*.npz`` (the averaged
weights as float16 in pieces of at most 16 MiB) and ``log.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.average import load_model, save_pieces
from training.batches import Batch, Corpus, Sampler, prefetch
from training.loss import cross_entropy, guided_attention
from training.model import Transformer
from training.optim import optimizers
from training.presets import MIXES, PRESETS, Preset
from training.validate import validate


def rate_at(step: int, progress: float, warmup: int, decay_from: float) -> float:
    """Return the rate's factor: linear warm-up, constant, then linear to 2 % at the end."""
    up = min(1.0, (step + 1) / warmup)
    down = 1.0 if progress < decay_from else max(0.0, (1 - progress) / (1 - decay_from))
    return up * max(down, 0.02)


class Run:
    """A training run: model, its moving average, optimizers and where it stands."""

    def __init__(self, options: argparse.Namespace, preset: Preset, pieces: list[str]) -> None:
        """Start afresh, from given weights, or from the run's last checkpoint."""
        self.folder: Path = options.work / "runs" / options.run
        self.folder.mkdir(parents=True, exist_ok=True)
        self.preset = preset
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(options.seed)
        self.model = self._initial(options.init).to(self.device)
        self.model.rate = preset.dropout
        self.average = deepcopy(self.model).eval().requires_grad_(False)
        self.optimizers = optimizers(self.model, preset.adam_rate, preset.muon_rate)
        self.step, self.tokens, self.elapsed = 0, 0, 0.0
        if (self.folder / "last.pt").exists() and not options.restart:
            self.load()

    def _initial(self, init: Path | None) -> Transformer:
        if init is None:
            return Transformer(self.preset.shape, self.preset.dropout)
        if (init / "average.000.npz").exists():
            return load_model(init, self.preset.dropout)
        from training.weights import load_ctranslate2

        return load_ctranslate2(init, self.preset.dropout)

    def load(self) -> None:
        """Go on from ``last.pt``; rates are those of today's options, not of the checkpoint."""
        state: dict[str, Any] = torch.load(self.folder / "last.pt", map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
            rates = [group["base"] for group in optimizer.param_groups]
            optimizer.load_state_dict(kept)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["base"] = rate
        self.step, self.tokens = state["step"], state["tokens"]
        self.elapsed = state["elapsed"]

    def save(self) -> None:
        """Write ``last.pt`` (replaced in one move, so a kill leaves the old one) and pieces."""
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "tokens": self.tokens,
            "elapsed": self.elapsed,
        }
        torch.save(state, self.folder / "next.pt")
        (self.folder / "next.pt").replace(self.folder / "last.pt")
        save_pieces(self.average, self.folder)

    def autocast(self) -> AbstractContextManager[Any]:
        """Return the context of bfloat16 arithmetic."""
        return torch.autocast(self.device.type, torch.bfloat16)

    def losses(self, model: Transformer, batch: Batch) -> tuple[Tensor, Tensor, int]:
        """Return (loss to minimize, negative log-likelihood), summed, and the number of labels."""
        with self.autocast():
            memory = model.encode(batch.source, batch.padding)
            states, attention = model.decode(batch.inputs, memory, batch.padding)
        known = batch.labels >= 0
        labels = batch.labels[known]
        smoothing = self.preset.smoothing if model.training else 0.0
        loss, likelihood = cross_entropy(
            states[known], model.embedding.weight, model.bias, labels, smoothing
        )
        if model.training and self.preset.guide:
            loss = loss + self.preset.guide * guided_attention(attention, batch.guide)
        return loss, likelihood, len(labels)

    def update(self, batch: Batch, factor: float) -> Tensor:
        """Train on one batch; return its negative log-likelihood in nats a token.

        It stays on the device: reading it at every step would make a GPU wait.
        """
        self.model.train()
        loss, likelihood, count = self.losses(self.model, batch)
        (loss / count).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        keep = min(self.preset.ema, (self.step + 1) / (self.step + 10))
        ours: list[Tensor] = list(self.average.parameters())
        theirs: list[Tensor] = [p.detach() for p in self.model.parameters()]
        torch._foreach_lerp_(ours, theirs, 1 - keep)
        self.step += 1
        self.tokens += count
        return likelihood.detach() / count


def train(run: Run, options: argparse.Namespace, pieces: list[str]) -> None:
    """Train until the budget of minutes or steps is used up."""
    langs = [lang for lang in run.preset.mix.languages if (options.tokens / f"{lang}.npz").exists()]
    prefix = {lang: pieces.index(f"<2{lang}>") for lang in langs}
    corpora = {lang: Corpus(options.tokens / f"{lang}.npz", prefix[lang]) for lang in langs}
    valid = {
        lang + suffix: Corpus(path, prefix[lang])
        for suffix in ("", "2")
        for lang in langs
        if (path := options.tokens / f"valid{suffix}.{lang}.npz").exists()
    }
    sampler = Sampler(corpora, run.preset.mix, run.preset.batch_tokens, options.seed + run.step)
    before, said, saved, checked = time.time(), time.time(), time.time(), time.time()
    recent: list[Tensor] = []
    tokens = run.tokens

    def check() -> None:
        scores = validate(run.average, valid, pieces, run.losses, options.valid_lines)
        line = {"step": run.step, "tokens": run.tokens, "minutes": round(run.elapsed / 60, 2)}
        text = json.dumps(line | scores)
        print(text, flush=True)
        with (run.folder / "log.jsonl").open("a") as log:
            log.write(text + "\n")

    for batch in prefetch(iter(sampler), run.device):
        now = time.time()
        run.elapsed += now - before
        before = now
        progress = max(run.step / options.steps, run.elapsed / 60 / options.minutes)
        if progress >= 1:
            break
        factor = rate_at(run.step, progress, run.preset.warmup, options.decay_from)
        recent.append(run.update(batch, factor))
        if now - said > options.say:
            speed = (run.tokens - tokens) / (now - said)
            loss = float(torch.stack(recent).mean())
            print(
                f"step {run.step} tokens {run.tokens} loss {loss:.3f} {speed:.0f} tokens/s "
                f"factor {factor:.3f} progress {progress:.3f}",
                flush=True,
            )
            said, recent, tokens = now, [], run.tokens
        if now - saved > options.save_every * 60:
            run.save()
            saved = now
        if now - checked > options.check_every * 60:
            check()
            checked = time.time()
    run.save()
    check()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the step from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--tokens", type=Path, help="token arrays; default WORK/tokens")
    parser.add_argument("--run", default="run", help="name of the run's folder")
    parser.add_argument("--preset", choices=sorted(PRESETS), default="small")
    parser.add_argument("--mix", choices=sorted(MIXES), help="shares of data, if not the preset's")
    parser.add_argument("--init", type=Path, help="start from this CTranslate2 model or run")
    parser.add_argument("--restart", action="store_true", help="pass over an older checkpoint")
    parser.add_argument("--minutes", type=float, default=1e9, help="budget of training time")
    parser.add_argument("--steps", type=int, default=10**9, help="budget of updates")
    parser.add_argument("--decay-from", type=float, default=0.6, help="share of the budget")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--say", type=float, default=60, help="seconds between lines of progress")
    parser.add_argument("--save-every", type=float, default=4, help="minutes")
    parser.add_argument("--check-every", type=float, default=15, help="minutes")
    parser.add_argument("--valid-lines", type=int, default=100, help="lines translated for chrF")
    for name in ("batch_tokens", "warmup"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=int)
    for name in ("adam_rate", "muon_rate", "dropout", "guide", "ema"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float)
    options = parser.parse_args(arguments)
    options.tokens = options.tokens or options.work / "tokens"
    if options.threads:
        torch.set_num_threads(options.threads)
    fields = ("batch_tokens", "warmup", "adam_rate", "muon_rate", "dropout", "guide", "ema")
    given = vars(options)
    changed = {name: given[name] for name in fields if given[name] is not None}
    if options.mix:
        changed["mix"] = MIXES[options.mix]
    preset = replace(PRESETS[options.preset], **changed)
    pieces: list[str] = json.loads((options.tokens / "pieces.json").read_text("utf-8"))
    preset = replace(preset, shape=replace(preset.shape, vocabulary=len(pieces)))
    print(preset, flush=True)
    train(Run(options, preset, pieces), options, pieces)


if __name__ == "__main__":
    main()
