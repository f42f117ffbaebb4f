"""What the mutations have in common."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from l10n.checks import Unit

Mutation = Callable[[Unit, str, random.Random], "tuple[Unit, Unit] | None"]


def broken(unit: Unit, target: str) -> tuple[Unit, Unit] | None:
    return (unit, replace(unit, target=target)) if target != unit.target else None


def into(text: str, piece: str, rng: random.Random) -> str:
    """The text with a piece put between two of its words."""
    blanks = [match.start() for match in re.finditer(" ", text)] or [len(text)]
    at = rng.choice(blanks)
    return f"{text[:at]} {piece}{text[at:]}"


def random_word(unit: Unit, rng: random.Random, least: int = 5) -> re.Match[str] | None:
    words = [m for m in re.finditer(r"[Ѐ-ӿ]+", unit.target) if len(m.group()) >= least]
    return rng.choice(words) if words else None


def put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def with_piece(unit: Unit, piece: str, rng: random.Random) -> Unit:
    return replace(unit, source=into(unit.source, piece, rng), target=into(unit.target, piece, rng))
