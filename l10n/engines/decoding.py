"""How translations are searched for: settings of the decoder, table ``decoding`` of a project."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from l10n.errors import ConfigError

DEVICES = ("cpu", "cuda", "auto")

QUALITIES = ("auto", "fast", "best")
LARGE = 2_000
"""So many sentences are translated with the quality best where nothing else is said."""

# What CTranslate2 can compute with (its documentation, "Quantization and reduced precision").
COMPUTE_TYPES = (
    "auto",
    "default",
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
)


@dataclass(frozen=True, slots=True)
class Decoding:
    """Settings of the decoder. In the file the keys are written with hyphens (``beam-size``).

    Attributes:
        beam_size: how many hypotheses are followed at once; 1 is greedy and the fastest.
        length_penalty: scores are divided by length to this power; more favours longer sentences.
        repetition_penalty: scores of tokens that the translation has already are divided by this;
            1 for none, 0 for what suits the model: 1.1 for the starter, else 1.
        batch_tokens: how many source tokens go through the model at once, on each core.
        threads: cores to use, 0 for all.
        device: cpu, cuda, or auto for cuda where there is one.
        compute_type: CTranslate2's type of arithmetic; auto is the fastest that the device has.
        max_tokens: sentences with more tokens are split and rejoined; 0 for the model family's own
            limit.
        nbest: how many hypotheses to return, the best and its alternatives; the beam is as wide as
            that at least.
        quality: fast takes what the model likes best; best chooses among several candidates and
            takes about twice as long; auto is best up to :data:`LARGE` sentences.

    The defaults are chosen by ``benchmarks/decoding.py``, on held-out pairs and not on a test set.
    """

    beam_size: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 0.0
    batch_tokens: int = 1024
    threads: int = 0
    device: str = "cpu"
    compute_type: str = "auto"
    max_tokens: int = 0
    nbest: int = 1
    quality: str = "auto"

    def chooses(self, sentences: int) -> bool:
        """Whether to choose among candidates, where so many sentences are to be translated."""
        return self.quality == "best" or (self.quality == "auto" and sentences <= LARGE)


_RANGES = {
    "beam_size": (1, 100),
    "batch_tokens": (1, 10**6),
    "threads": (0, 1024),
    "max_tokens": (0, 500),  # many models have 512 positions and break at the next one
    "nbest": (1, 100),
}
_NUMBERS = {"length_penalty": 5, "repetition_penalty": 2}
_CHOICES = {"device": DEVICES, "compute_type": COMPUTE_TYPES, "quality": QUALITIES}


def parse_decoding(table: Any, where: object) -> Decoding:
    """Settings from a TOML table.

    Args:
        table: what stands under ``decoding``.
        where: the file, for messages.

    Raises:
        ConfigError: a key is unknown, or a value is not of its kind.
    """
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: 'decoding' must be a table", "as in [tool.l10n.decoding]")
    known = {field.name.replace("_", "-"): field.name for field in fields(Decoding)}
    settings: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise ConfigError(f"{where}: unknown key 'decoding.{key}'", hint)
        settings[known[key]] = _value(key, known[key], value, where)
    return Decoding(**settings)


def _value(key: str, name: str, value: Any, where: object) -> Any:
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise ConfigError(
                f"{where}: 'decoding.{key}' cannot be {value!r}", f"one of {_listed(name)}"
            )
        return value
    if name in _NUMBERS:
        most = _NUMBERS[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise ConfigError(
                f"{where}: 'decoding.{key}' must be a number from 0 to {most}", "as in 1"
            )
        return float(value)
    low, high = _RANGES[name]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ConfigError(
            f"{where}: 'decoding.{key}' must be a whole number from {low} to {high}",
            f"as in {key} = 4",
        )
    return value


def _listed(name: str) -> str:
    return ", ".join(_CHOICES[name])
