"""How translations are searched for: settings of the decoder, table ``decoding`` of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from l10n.settings import rule

Device = Literal["cpu", "cuda", "auto"]

Quality = Literal["auto", "fast", "best"]
LARGE = 2_000
"""So many sentences are translated with the quality best where nothing else is said."""

# What CTranslate2 can compute with (its documentation, "Quantization and reduced precision").
ComputeType = Literal[
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
]


def _whole(low: int, high: int, example: int) -> Meta:
    return rule(f"a whole number from {low} to {high}", example, ge=low, le=high)


def _number(high: int) -> Meta:
    return rule(f"a number from 0 to {high}", 1, ge=0, le=high)


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
            takes about three times as long; auto is best up to :data:`LARGE` sentences.

    The defaults are chosen by ``benchmarks/decoding.py``, on held-out pairs and not on a test set.
    """

    beam_size: Annotated[int, _whole(1, 100, 4)] = 4
    length_penalty: Annotated[float, _number(5)] = 1.0
    repetition_penalty: Annotated[float, _number(2)] = 0.0
    batch_tokens: Annotated[int, _whole(1, 10**6, 1024)] = 1024
    threads: Annotated[int, _whole(0, 1024, 4)] = 0
    device: Device = "cpu"
    compute_type: ComputeType = "auto"
    # Many models have 512 positions and break at the next one.
    max_tokens: Annotated[int, _whole(0, 500, 150)] = 0
    nbest: Annotated[int, _whole(1, 100, 3)] = 1
    quality: Quality = "auto"

    def chooses(self, sentences: int) -> bool:
        """Whether to choose among candidates, where so many sentences are to be translated."""
        return self.quality == "best" or (self.quality == "auto" and sentences <= LARGE)


@dataclass(frozen=True, slots=True)
class Search:
    """How one batch is searched for, beside the settings.

    Attributes:
        aligned: whether hypotheses are to have an alignment; one without is no error.
        again: whether to search otherwise than usual: what came out before is unusable.
        nbest: how many hypotheses are wanted, the best and its alternatives; 0 for as many as the
            settings say.
    """

    aligned: bool = False
    again: bool = False
    nbest: int = 0


USUAL = Search()
"""As the settings say."""
