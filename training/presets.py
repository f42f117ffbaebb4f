"""Sizes of the models and settings of their training, by preset."""

from __future__ import annotations

from dataclasses import dataclass, field


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
class Mix:
    """Shares of target tokens: of each language, and of each kind within a language."""

    languages: dict[str, float]
    kinds: dict[str, dict[str, float]]


_MADE = {"fragment": 0.03, "tag": 0.04, "case": 0.03, "number": 0.02, "copy": 0.005}
_MN = {"authored": 0.28, "resampled": 0.18, "join": 0.18, "general": 0.01, "doc": 0.03}
_RU = {"authored": 0.14, "resampled": 0.08, "join": 0.10, "news": 0.30, "general": 0.10}
_UK = {"authored": 0.16, "resampled": 0.10, "join": 0.10, "news": 0.22, "general": 0.11}
_WIDE = {"doc": 0.30, "ui": 0.15, "game": 0.05, "dict": 0.020, "names": 0.005}

PROSE = Mix(
    {"mn": 0.4, "ru": 0.3, "uk": 0.3},
    {
        "mn": _MADE | _MN | {"ui": 0.15, "dict": 0.015, "names": 0.005},
        "ru": _MADE | _RU | {"doc": 0.10, "ui": 0.04, "game": 0.02, "dict": 0.010, "names": 0.003},
        "uk": _MADE | _UK | {"doc": 0.13, "ui": 0.04, "game": 0.02, "dict": 0.005, "names": 0.003},
    },
)
"""For a run that sees little: prose first, menus and names a few per cent."""

WIDE = Mix(
    {"mn": 0.30, "ru": 0.36, "uk": 0.34},
    {
        "mn": _MADE | _MN | {"ui": 0.35, "doc": 0.05, "dict": 0.030, "names": 0.010},
        "ru": _MADE | _RU | _WIDE,
        "uk": _MADE | _UK | _WIDE,
    },
)
"""For a run of many passes: everything, so that the little prose there is repeats less often."""

BROAD = Mix(
    {"mn": 0.34, "ru": 0.33, "uk": 0.33},
    {
        "mn": _MADE | _MN | {"doc": 0.04, "ui": 0.18, "dict": 0.030, "names": 0.010},
        "ru": _MADE
        | {"authored": 0.10, "resampled": 0.06, "join": 0.07, "news": 0.30, "general": 0.08}
        | {"doc": 0.18, "ui": 0.05, "game": 0.04, "dict": 0.015, "names": 0.006},
        "uk": _MADE
        | {"authored": 0.12, "resampled": 0.07, "join": 0.08, "news": 0.20, "general": 0.08}
        | {"doc": 0.22, "ui": 0.05, "game": 0.04, "dict": 0.010, "names": 0.006},
    },
)
"""For going on after ``PROSE``: our own lines, seen a dozen times by then, yield to manuals."""

_TOLD = {"hinted": 0.50, "number": 0.04, "fragment": 0.01, "tag": 0.02, "case": 0.02}
_TOLD |= {"copy": 0.003, "lexicon": 0.015, "dict": 0.004, "names": 0.003}

TOLD = Mix(
    {"mn": 0.36, "ru": 0.32, "uk": 0.32},
    {
        "mn": _TOLD
        | {"fresh": 0.14, "authored": 0.06, "resampled": 0.07, "join": 0.06}
        | {"general": 0.01, "doc": 0.02, "ui": 0.05},
        "ru": _TOLD
        | {"fresh": 0.10, "authored": 0.03, "resampled": 0.04, "join": 0.04}
        | {"news": 0.11, "general": 0.02, "doc": 0.05, "ui": 0.02, "game": 0.01},
        "uk": _TOLD
        | {"fresh": 0.11, "authored": 0.04, "resampled": 0.05, "join": 0.05}
        | {"news": 0.06, "general": 0.02, "doc": 0.06, "ui": 0.02, "game": 0.01},
    },
)
"""For learning to take hints: half of what is seen has them, the newest lines come first."""

MIXES = {"prose": PROSE, "wide": WIDE, "broad": BROAD, "told": TOLD}


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
    mix: Mix = field(default=PROSE, repr=False)


PRESETS = {
    "toy": Preset(
        Shape(300, 32, heads=2, encoder_layers=1, decoder_layers=1, inner=64),
        batch_tokens=500,
        adam_rate=3e-3,
        muon_rate=0.01,
        warmup=5,
        dropout=0.0,
        ema=0.9,
    ),
    # The starter: what two CPU cores can train in hours. It sees its data a few times only, so
    # dropout would cost more than it gives.
    "small": Preset(
        Shape(12_000, 256, heads=4, encoder_layers=4, decoder_layers=2, inner=1024),
        batch_tokens=4_500,
        adam_rate=1e-3,
        muon_rate=3e-3,
        warmup=150,
        dropout=0.0,
    ),
    # 36 M parameters, 37 MB as int8: the most that fits the 40 MB budget for all three locales.
    "base": Preset(
        Shape(16_000, 512, heads=8, encoder_layers=6, decoder_layers=2, inner=2048),
        batch_tokens=24_000,
        adam_rate=1e-3,
        muon_rate=3e-3,
        warmup=500,
        dropout=0.2,
        ema=0.9995,
        mix=WIDE,
    ),
}
"""Encoders are deep and decoders shallow: the cost of translating is in the decoder."""
