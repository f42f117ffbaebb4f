"""Losses: label-smoothed cross-entropy in chunks, and guided attention."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

CHUNK = 512
"""Rows scored at once: a chunk's scores over the vocabulary should stay in the cache."""


class ChunkedCrossEntropy(torch.autograd.Function):
    """Scores, softmax and both gradients chunk by chunk; the full table of scores never exists.

    On CPU the plain way spends a third of a step moving (rows x vocabulary) floats about.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, bias: Tensor, labels: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        """Return the smoothed loss and the plain negative log-likelihood, summed over rows."""
        kind = torch.bfloat16
        hidden_low, weight_low = hidden.to(kind), weight.to(kind)
        chunk = CHUNK if hidden.device.type == "cpu" else 16 * CHUNK
        vocabulary = weight.shape[0]
        # The smoothed part's gradient is the same for every row, so it is added once at the end.
        mean_weight = weight.sum(0) * (smoothing / vocabulary)
        mean_bias = bias.sum() * (smoothing / vocabulary)
        grad_hidden = torch.empty_like(hidden_low)
        grad_weight = torch.zeros_like(weight, dtype=torch.float32)
        grad_bias = torch.zeros_like(bias, dtype=torch.float32)
        loss = hidden.new_zeros((), dtype=torch.float32)
        likelihood = hidden.new_zeros((), dtype=torch.float32)
        for start in range(0, len(labels), chunk):
            rows = slice(start, start + chunk)
            answers = labels[rows, None]
            scores = torch.addmm(bias.to(kind), hidden_low[rows], weight_low.T)
            shares = scores.softmax(dim=1)
            right = -shares.gather(1, answers).float().clamp_min(1e-30).log()
            likelihood += right.sum()
            if smoothing:
                totals = scores.gather(1, answers).float() + right
                loss += smoothing * totals.sum()
            shares.scatter_add_(1, answers, shares.new_full(answers.shape, smoothing - 1.0))
            grad_bias += shares.sum(0, dtype=torch.float32)
            grad_hidden[rows] = shares @ weight_low
            grad_weight += shares.T @ hidden_low[rows]
        loss += (1 - smoothing) * likelihood
        if smoothing:
            summed = hidden.float().sum(0)
            loss -= summed @ mean_weight + len(labels) * mean_bias
            grad_hidden -= mean_weight.to(kind)
            grad_weight -= summed * (smoothing / vocabulary)
            grad_bias -= len(labels) * smoothing / vocabulary
        ctx.save_for_backward(grad_hidden.to(hidden.dtype), grad_weight, grad_bias)
        ctx.mark_non_differentiable(likelihood)
        return loss, likelihood

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        """Scale the gradients that the forward pass has already worked out."""
        hidden, weight, bias = ctx.saved_tensors
        return hidden * grads[0].to(hidden.dtype), weight * grads[0], bias * grads[0], None, None


def cross_entropy(
    hidden: Tensor, weight: Tensor, bias: Tensor, labels: Tensor, smoothing: float
) -> tuple[Tensor, Tensor]:
    """Return (smoothed loss, negative log-likelihood), both in nats summed over the rows."""
    loss, likelihood = ChunkedCrossEntropy.apply(  # type: ignore[no-untyped-call]
        hidden, weight, bias, labels, smoothing
    )
    return loss, likelihood


def guided_attention(logits: Tensor, guide: Tensor) -> Tensor:
    """Return the summed cross-entropy of one head's attention with the known alignments.

    ``guide`` holds a source position for each target position, -1 where unknown
    (Chen et al. 2016, "Guided alignment training for topic-aware neural machine translation").
    """
    return torch.nn.functional.cross_entropy(
        logits.flatten(0, 1).float(), guide.flatten(), ignore_index=-1, reduction="sum"
    )
