"""The Transformer that is trained: pre-norm, ReLU, tied embeddings, the shape CTranslate2 runs."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.presets import Shape

HIDDEN = -1e4
"""Added to the score of a position that must not be attended to; small enough for bfloat16."""


def sinusoids(positions: int, width: int) -> Tensor:
    """Return the positional table of Vaswani et al. 2017, sines first and cosines after."""
    rates = torch.exp(torch.arange(width // 2) * (-math.log(10_000.0) / (width // 2 - 1)))
    angles = torch.arange(positions)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def padding_mask(padding: Tensor) -> Tensor:
    """Turn (batch, length), true where a piece is real, into an additive attention mask."""
    return torch.zeros(padding.shape, device=padding.device).masked_fill(~padding, HIDDEN)[
        :, None, None, :
    ]


def causal_mask(length: int, device: torch.device) -> Tensor:
    """Return the additive mask that hides later pieces from earlier ones."""
    return torch.full((length, length), HIDDEN, device=device).triu(1)


class Attention(nn.Module):
    """Multi-head attention with fused projections, as CTranslate2 stores them."""

    def __init__(self, width: int, heads: int, cross: bool) -> None:
        """Make self-attention, or with ``cross`` attention from the decoder to the encoder."""
        super().__init__()
        self.heads, self.cross = heads, cross
        self.norm = nn.LayerNorm(width)
        if cross:
            self.query = nn.Linear(width, width)
            self.key_value = nn.Linear(width, 2 * width)
        else:
            self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def split(self, states: Tensor) -> Tensor:
        """(batch, length, width) to (batch, heads, length, width / heads)."""
        parts = states.view(*states.shape[:2], self.heads, -1)
        return parts.transpose(1, 2)

    def project(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Return cross-attention's keys and values of the encoder's output."""
        keys, values = self.key_value(memory).chunk(2, dim=-1)
        return self.split(keys), self.split(values)

    def forward(
        self,
        states: Tensor,
        mask: Tensor,
        memory: tuple[Tensor, Tensor] | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Return the attended states and the queries, from which a head's weights can be had."""
        states = self.norm(states)
        if memory is None:
            query, keys, values = (self.split(x) for x in self.query_key_value(states).chunk(3, -1))
        else:
            query = self.split(self.query(states))
            keys, values = memory
        mask = mask.to(query.dtype)
        if query.device.type == "cpu":
            # Written out: the fused kernel's backward is five times slower on CPU here.
            scores = (query * query.shape[-1] ** -0.5) @ keys.mT + mask
            attended = scores.softmax(-1).to(values.dtype) @ values
        else:
            attended = functional.scaled_dot_product_attention(query, keys, values, attn_mask=mask)
        return self.out(attended.transpose(1, 2).flatten(2)), query


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between them."""

    def __init__(self, width: int, inner: int) -> None:
        """Make the block for states of ``width`` with ``inner`` hidden units."""
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, states: Tensor) -> Tensor:
        """Return the block's output without the residual."""
        down: Tensor = self.down(functional.relu(self.up(self.norm(states))))
        return down


class EncoderLayer(nn.Module):
    """Self-attention and a feed-forward block."""

    def __init__(self, shape: Shape) -> None:
        """Make a layer of the given shape."""
        super().__init__()
        self.attention = Attention(shape.width, shape.heads, cross=False)
        self.feed = FeedForward(shape.width, shape.inner)


class DecoderLayer(EncoderLayer):
    """The same with attention to the encoder's output between the two."""

    def __init__(self, shape: Shape) -> None:
        """Make a layer of the given shape."""
        super().__init__(shape)
        self.cross = Attention(shape.width, shape.heads, cross=True)


class Transformer(nn.Module):
    """Encoder and decoder; ``encode`` and ``decode`` return states, ``embedding`` scores pieces."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        """Make a model with small random weights; ``dropout`` applies while training."""
        super().__init__()
        self.shape, self.rate = shape, dropout
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.positions = nn.Buffer(sinusoids(shape.positions, shape.width))
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        for name, weight in self.named_parameters():
            if weight.ndim == 2 and "embedding" not in name:
                nn.init.xavier_uniform_(weight)
            if name.endswith(("out.weight", "down.weight")):
                # Residual branches start small, so that deep stacks start near the identity.
                weight.data *= (2 * max(shape.encoder_layers, shape.decoder_layers)) ** -0.5

    def drop(self, states: Tensor) -> Tensor:
        """Apply dropout while training."""
        return functional.dropout(states, self.rate, self.training)

    def embed(self, pieces: Tensor, start: int = 0) -> Tensor:
        """Return scaled embeddings plus positions counted from ``start``."""
        states = self.embedding(pieces) * math.sqrt(self.shape.width)
        return self.drop(states + self.positions[start : start + pieces.shape[1]])

    def encode(self, source: Tensor, padding: Tensor) -> Tensor:
        """Encode (batch, length) pieces; ``padding`` is true where a piece is real."""
        states = self.embed(source)
        mask = padding_mask(padding)
        for layer in self.encoder:
            assert isinstance(layer, EncoderLayer)
            states = states + self.drop(layer.attention(states, mask)[0])
            states = states + self.drop(layer.feed(states))
        encoded: Tensor = self.encoder_norm(states)
        return encoded

    def decode(self, target: Tensor, memory: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        """Return decoder states and the guided head's attention logits (batch, target, source).

        The guided head is head 0 of the last layer's cross-attention.
        """
        states = self.embed(target)
        mask = padding_mask(padding)
        causal = causal_mask(target.shape[1], target.device)
        guide = states
        for layer in self.decoder:
            assert isinstance(layer, DecoderLayer)
            states = states + self.drop(layer.attention(states, causal)[0])
            keys_values = layer.cross.project(memory)
            attended, query = layer.cross(states, mask, keys_values)
            guide = query[:, 0] @ keys_values[0][:, 0].mT * query.shape[-1] ** -0.5
            states = states + self.drop(attended)
            states = states + self.drop(layer.feed(states))
        return self.decoder_norm(states), guide + mask[:, 0]

    @torch.no_grad()
    def greedy(self, source: Tensor, padding: Tensor, start: Tensor, limit: int) -> Tensor:
        """Return the likeliest next pieces, one by one; ``start`` is (batch, prefix length).

        Plain and without a cache: it serves validation of a few hundred lines, not production.
        """
        memory = self.encode(source, padding)
        target, ended = start, torch.zeros(len(start), dtype=torch.bool, device=start.device)
        for _ in range(limit):
            states = self.decode(target, memory, padding)[0][:, -1]
            scores = functional.linear(states, self.embedding.weight, self.bias.to(states.dtype))
            best = scores.argmax(-1).masked_fill(ended, 2)
            target = torch.cat([target, best[:, None]], dim=1)
            ended |= best == 2
            if bool(ended.all()):
                break
        return target
