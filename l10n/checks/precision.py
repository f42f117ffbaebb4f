"""How often a check is right, measured: ``data/precision.toml``.

The figures are of approved translations of public projects, whose findings were read one by one
(``benchmarks/checks.py --catalogs``). Text that nobody has reviewed has more mistakes, so that more
of its findings are right.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from l10n.model import Severity
from l10n.settings import parse_toml


class Precision(NamedTuple):
    """Of ``read`` findings of a check, ``right`` were right."""

    right: int
    read: int

    def __str__(self) -> str:
        return f"({self.right} of {self.read} errors in reviewed catalogs were right)"


def precision(check: str, severity: Severity) -> Precision | None:
    """What was measured of a check's errors or warnings; None where nothing was."""
    right_and_read = _table().get(check, {}).get(f"{severity.value}s")
    return Precision(*right_and_read) if right_and_read else None


@cache
def _table() -> dict[str, dict[str, list[int]]]:
    text = files("l10n.checks").joinpath("data", "precision.toml").read_text("utf-8")
    return cast("dict[str, dict[str, list[int]]]", parse_toml(text))
