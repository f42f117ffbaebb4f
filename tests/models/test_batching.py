"""Batches are for speed: they must not change what a sentence becomes; and models make room."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from l10n.engines import make_engine
from l10n.engines import weights as weights_module
from l10n.engines.argos import STARTER
from l10n.engines.decoding import Decoding
from l10n.engines.weights import Weights, available_memory
from l10n.model import Pair
from tests.conftest import ARTICLE


def sentences(count: int) -> list[str]:
    """Stretches of the article, of 1 to 40 words, no two the same."""
    words = ARTICLE.read_text("utf-8").split()
    dice = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < count:
        start = dice.randrange(len(words) - 1)
        found[" ".join(words[start : start + dice.randint(1, 40)])] = None
    return list(found)


@pytest.mark.slow
def test_batches_do_not_change_translations() -> None:
    """500 sentences at once, on all cores, and each alone, on one core.

    A sentence may differ where two hypotheses are equally likely to the last digits.
    """
    texts, pair = sentences(500), Pair("en", "ru")
    together = make_engine("starter", Decoding()).translate(texts, pair)
    alone = make_engine("starter", Decoding(threads=1))
    differing = []
    for text, batched in zip(texts, together, strict=True):
        [single] = alone.translate([text], pair)
        if single.text != batched.text:
            assert abs(single.score - batched.score) < 0.02
            differing.append(text)
        else:
            assert single.score == pytest.approx(batched.score, abs=0.02)
    assert len(differing) <= 5


def test_models_are_loaded_once_and_make_room_when_memory_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = next(STARTER.rglob("model.bin")).parent
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.symlink_to(model)
    weights = Weights(Decoding(threads=1))
    first, second = weights.open(folders[0]), weights.open(folders[1])
    assert weights.open(folders[0]) is first
    size = (model / "model.bin").stat().st_size
    # Room for one more only when one is gone.
    monkeypatch.setattr(
        weights_module,
        "available_memory",
        lambda: size * (3 - len(weights._translators)),
    )
    weights.open(folders[2])
    assert list(weights._translators) == [folders[0], folders[2]]  # b was used longest ago
    assert weights.open(folders[0]) is first
    assert weights.open(folders[1]) is not second


def test_available_memory_is_that_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert available_memory() > 10 * 2**20
    monkeypatch.setattr(weights_module, "_MEMORY", tmp_path / "nothing")
    assert available_memory() == float("inf")
