"""Runs without Dask for what happens in files; what Dask does is tested with real workers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import tests.corpus.engine  # noqa: F401 - registers an engine
from l10n.corpus.cluster import Chunk, Cluster
from l10n.corpus.partition import Limits
from l10n.corpus.report import Report
from l10n.corpus.run import Settings, translate_corpus
from l10n.corpus.sources import find_sources
from l10n.corpus.work import translate_chunk


class Here(Cluster):
    """Translates in this process, at once, and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.chunks: list[tuple[str, ...]] = []

    def submit(self, chunk: Chunk) -> None:
        self.chunks.append(chunk.texts)
        try:
            result: Any = translate_chunk(chunk.setup, chunk.texts, 0, chunk.known)
        except Exception as error:
            result = error
        chunk.done(result)


class Corpora:
    """A folder with inputs, and runs over them."""

    def __init__(self, folder: Path) -> None:
        self.input, self.output = folder / "in", folder / "out"
        self.input.mkdir()

    def write(self, name: str, data: bytes) -> Path:
        path = self.input / name
        path.write_bytes(data)
        return path

    def run(self, *, lines: int = 3, cluster: Cluster | None = None, **settings: Any) -> Report:
        """The report of a run over all inputs, in one process."""
        self.cluster = Here()
        chosen = Settings(
            settings.pop("locales", ["mn"]),
            self.output,
            engine="fragile",
            limits=settings.pop("limits", Limits(lines=lines)),
            **settings,
        )
        return translate_corpus(
            find_sources([self.input], self.output), chosen, cluster or self.cluster
        )

    def parts(self, name: str, locale: str = "mn") -> Sequence[Path]:
        return sorted((self.output / locale / name).glob("part-*"))

    def text(self, name: str, locale: str = "mn") -> bytes:
        return b"".join(path.read_bytes() for path in self.parts(name, locale))


@pytest.fixture
def corpora(tmp_path: Path) -> Corpora:
    return Corpora(tmp_path)
