"""Sizes of the models and settings of their training, by preset."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A pre-norm Transformer whose three embedding tables are one (encoder, decoder, output)."""

    vocabulary: int
    width: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    inner: int
    positions: int = 512


@dataclass(frozen=True, slots=True)
class Preset:
    """How to train a shape: batches in target tokens, rates per step, dropout as a share."""

    shape: Shape
    batch_tokens: int
    adam_rate: float
    muon_rate: float
    warmup: int
    dropout: float
    smoothing: float = 0.1
    guide: float = 0.2
    ema: float = 0.999


PRESETS = {
    "toy": Preset(Shape(300, 32, 2, 1, 1, 64), 500, 3e-3, 0.01, 5, 0.0, ema=0.9),
    # The starter: what two CPU cores can train in hours.
    "small": Preset(Shape(12_000, 256, 4, 4, 2, 1024), 3_000, 1e-3, 0.01, 150, 0.05),
    # 36 M parameters, 37 MB as int8: the most that fits the 40 MB budget for all three locales.
    "base": Preset(Shape(16_000, 512, 8, 6, 2, 2048), 24_000, 1e-3, 0.01, 500, 0.2, ema=0.9995),
}
"""``base`` has a deep encoder and a shallow decoder: decoding cost is in the decoder."""

LANGUAGE_SHARES = {"mn": 0.4, "ru": 0.3, "uk": 0.3}
"""Share of each language in the target tokens that are trained on."""

_MADE = {"fragment": 0.03, "tag": 0.04, "case": 0.03, "number": 0.02, "copy": 0.005}
_MN = {"authored": 0.28, "resampled": 0.18, "join": 0.18, "general": 0.01, "doc": 0.03}
_RU = {"authored": 0.14, "resampled": 0.08, "join": 0.10, "news": 0.30, "general": 0.10}
_UK = {"authored": 0.16, "resampled": 0.10, "join": 0.10, "news": 0.22, "general": 0.11}
KIND_SHARES = {
    "mn": _MADE | _MN | {"ui": 0.15, "dict": 0.015, "names": 0.005},
    "ru": _MADE | _RU | {"doc": 0.10, "ui": 0.04, "game": 0.02, "dict": 0.010, "names": 0.003},
    "uk": _MADE | _UK | {"doc": 0.13, "ui": 0.04, "game": 0.02, "dict": 0.005, "names": 0.003},
}
"""Shares of the kinds within a language: prose first, menus and names a few per cent."""
