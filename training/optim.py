"""Muon for the matrices inside the layers, Adam for everything else."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import torch
from torch import Tensor, nn

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
STEPS = 5


def orthogonalize(matrices: Tensor) -> Tensor:
    """Return (nearly) the nearest orthogonal matrices of a stack, by Newton-Schulz iteration.

    Coefficients: Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks".
    """
    a, b, c = COEFFICIENTS
    x = matrices.bfloat16()
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(STEPS):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    result: Tensor = x.mT if tall else x
    return result


class Muon(torch.optim.Optimizer):
    """Momentum whose update is orthogonalized, scaled to the size of Adam's (Liu et al. 2025).

    A fused projection (queries, keys, values in one matrix) is orthogonalized part by part, and
    matrices of one shape are stacked, because many small products are slow.
    """

    def __init__(
        self, params: list[nn.Parameter], lr: float, momentum: float = 0.95, decay: float = 0.0
    ) -> None:
        """Optimize two-dimensional parameters at rate ``lr``."""
        super().__init__(params, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """Update every parameter that has a gradient."""
        for group in self.param_groups:
            stacks: dict[tuple[int, ...], list[tuple[Tensor, Tensor]]] = defaultdict(list)
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state = self.state[weight]
                if not state:
                    state["momentum"] = torch.zeros_like(weight)
                mean = state["momentum"]
                mean.lerp_(weight.grad, 1 - group["momentum"])
                update = weight.grad.lerp(mean, group["momentum"])
                rows, columns = weight.shape
                fused = rows // columns if rows in (2 * columns, 3 * columns) else 1
                for part, way in zip(weight.chunk(fused), update.chunk(fused), strict=True):
                    stacks[tuple(part.shape)].append((part, way))
            for shape, members in stacks.items():
                size = 0.2 * max(shape) ** 0.5 * group["lr"]
                ways = orthogonalize(torch.stack([way for _, way in members]))
                for (part, _), way in zip(members, ways, strict=True):
                    part.mul_(1 - group["lr"] * group["decay"]).add_(way.float(), alpha=-size)


def optimizers(
    model: nn.Module, adam_rate: float, muon_rate: float, decay: float = 0.01
) -> list[torch.optim.Optimizer]:
    """Return the optimizers of a model; with ``muon_rate`` 0, Adam does it all."""
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, weight in model.named_parameters():
        inner = weight.ndim == 2 and "embedding" not in name and muon_rate > 0
        (matrices if inner else others).append(weight)
    made: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(others, lr=adam_rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0)
    ]
    if matrices:
        made.append(Muon(matrices, lr=muon_rate, decay=decay))
    for optimizer in made:
        for group in optimizer.param_groups:
            group["base"] = group["lr"]
    return made
