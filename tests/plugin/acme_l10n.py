"""What a package of somebody else's adds: a format, a check, an engine, a language, an exporter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from l10n.checks.base import Check, Context, Unit
from l10n.engines.decoding import Decoding
from l10n.exchange import Exporter
from l10n.formats.format import Format
from l10n.formats.localized import Localized
from l10n.formats.reading import Lines, Reading
from l10n.languages.profile import Profile
from l10n.model import Block, Finding, Hypothesis, Inline, Pair

_LABEL = re.compile(r"^(\w+) = (.+)$", re.MULTILINE)


def read(text: str) -> Reading:
    """Lines such as ``title = The text``."""
    lines = Lines(text)
    return Reading(
        [
            Block("label", found[2], found.span(2), lines.number(found.start()), name=found[1])
            for found in _LABEL.finditer(text)
        ]
    )


def write(inlines: Sequence[Inline]) -> str:
    """A label's text stays on its line."""
    return " ".join("".join(inline.text for inline in inlines).split())


LABELS = Format(
    name="labels", title="Labels", suffixes=(".labels",), read=read, writers={"plain": write}
)


class NoExclamation(Check):
    """A translation shouts only where its source does."""

    name = "no-exclamation"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if "!" in unit.target and "!" not in unit.source:
            yield self.error("{mark} is not in the source", "say it calmly", mark="!")


class Shout:
    """An engine that knows one word of any language."""

    def __init__(self, decoding: Decoding) -> None:
        self._decoding = decoding

    def model_name(self, pair: Pair) -> str:
        return f"shout/{pair.target} 1.0"

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        return [Hypothesis(f"{text.rstrip('.')}!", -0.5) for text in texts]


def export(localized: Localized) -> bytes:
    """Source and translation, a line each."""
    rows = (row for one in localized.messages() for row in localized.rows(one))
    return "".join(f"{row.source} -> {row.target}\n" for row in rows).encode()


ARROWS = Exporter(export, ".arrows.txt")

ESPERANTO = Profile(code="eo", quotes=("“”",), foreign_letters="qwxy")
