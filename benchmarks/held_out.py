"""Pairs that no model was trained on, as the benchmarks that choose or fit settings read them."""

from __future__ import annotations

from pathlib import Path


def read_pairs(path: Path, limit: int) -> tuple[list[str], list[str]]:
    """Sources and references of the first lines; each line has both, with a tab between."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()[:limit]]
    return [line[0] for line in lines], [line[1] for line in lines]
