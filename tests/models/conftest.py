"""Fixtures for the tests of models: an empty store, and what reaches CTranslate2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from l10n.engines.weights import Weights
from l10n.modelstore import Store


class Call(NamedTuple):
    """What went into ``translate_batch``."""

    source: list[list[str]]
    options: dict[str, Any]


class Recorder:
    """A translator that notes what it is asked, and asks the real one."""

    def __init__(self, translator: Any, calls: list[Call]) -> None:
        self._translator = translator
        self._calls = calls

    def translate_batch(self, source: list[list[str]], **options: Any) -> Any:
        self._calls.append(Call(source, options))
        return self._translator.translate_batch(source, **options)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Call]]:
    """Everything that reaches CTranslate2 during a test, which runs it for real."""
    found: list[Call] = []
    real = Weights.open
    monkeypatch.setattr(Weights, "open", lambda self, folder: Recorder(real(self, folder), found))
    yield found


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store, the one that all commands of the test use."""
    monkeypatch.setenv("L10N_MODELS", str(tmp_path / "models"))
    return Store()
