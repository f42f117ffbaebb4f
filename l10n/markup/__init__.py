"""Inline markup in sentences: as placeables in messages, and back into a translation."""

from l10n.markup.placeables import (
    BLANK,
    Placeable,
    build,
    escape,
    legend,
    message,
    numbered,
    pair_up,
    parse,
    plain,
    problems,
    restore,
)

__all__ = [
    "BLANK",
    "Placeable",
    "build",
    "escape",
    "legend",
    "message",
    "numbered",
    "pair_up",
    "parse",
    "plain",
    "problems",
    "restore",
]
