"""How much a match is worth, in percent.

102 and 101 are the same text between the same neighbours (both, one), 100 the same text elsewhere.
Below that stands the share of characters that two texts have in common, in order:
``2·M / (length of one + length of the other)`` (the normalized indel similarity of RapidFuzz's
``fuzz.ratio``), rounded down. Penalties are taken off all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from l10n.memory.unit import Query
from l10n.model import Origin

EXACT = 100
MINIMUM = 75  # below, mending a match costs more than translating anew


@dataclass(frozen=True, slots=True)
class Penalties:
    """Percent taken off a match.

    Attributes:
        unreviewed: nobody has approved it.
        machine: a machine wrote it, approved or not.
        adapted: numbers or names were put into it; it counts from 100.
        plural: one of those numbers wants another plural form in the target locale.
    """

    unreviewed: int = 5
    machine: int = 2
    adapted: int = 1
    plural: int = 10


def context_bonus(query: Query, before: str, after: str) -> int:
    """1 for each neighbour that is known and the same."""
    return int(bool(before) and before == query.before) + int(bool(after) and after == query.after)


def penalty(penalties: Penalties, origin: Origin, reviewed: bool) -> int:
    """What the origin of a translation costs it."""
    return penalties.unreviewed * (not reviewed) + penalties.machine * (origin is Origin.MACHINE)
