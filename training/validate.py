"""Validation while training: loss and chrF of greedy translations of held-out authored lines."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from training.batches import Batch, Corpus, collate, pack
from training.chrf import chrf
from training.model import Transformer

BLANK = "\u2581"
END = 2
TOKENS = 3000

Losses = Callable[[Transformer, Batch], tuple[Tensor, Tensor, int]]


def text_of(numbers: list[int], pieces: list[str]) -> str:
    """Join pieces up to </s> into text; control pieces such as <2mn> fall out."""
    kept = numbers[: numbers.index(END)] if END in numbers else numbers
    plain = (pieces[n] for n in kept if not (n == 1 or pieces[n].startswith("<2")))
    return "".join(plain).replace(BLANK, " ").strip()


@torch.no_grad()
def validate(
    model: Transformer, valid: dict[str, Corpus], pieces: list[str], losses: Losses, lines: int
) -> dict[str, float]:
    """Return ``loss LANG`` (nats a piece) and ``chrf LANG`` of the first ``lines`` lines."""
    model.eval()
    scores: dict[str, float] = {}
    device = model.bias.device
    for lang, corpus in valid.items():
        total, count = 0.0, 0
        for rows in pack([(corpus, row) for row in range(len(corpus))], TOKENS):
            _, likelihood, labels = losses(model, collate(rows, device))
            total += float(likelihood)
            count += labels
        scores[f"loss {lang}"] = round(total / count, 4)
        hypotheses, references = [], []
        for rows in pack([(corpus, row) for row in range(min(lines, len(corpus)))], TOKENS):
            batch = collate(rows, device)
            with torch.autocast(device.type, torch.bfloat16):
                # Greedy search is stopped at a length few right translations exceed.
                limit = int(batch.source.shape[1] * 1.6) + 8
                out = model.greedy(batch.source, batch.padding, batch.inputs[:, :2], limit)
            hypotheses += [text_of(row, pieces) for row in out.tolist()]
            references += [text_of(c.pieces(r)[1].tolist(), pieces) for c, r in rows]
        if references:
            scores[f"chrf {lang}"] = round(chrf(hypotheses, references), 2)
    return scores
