"""Keyboard accelerators of menus and buttons: & (Qt, Windows) and _ (GTK)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.model import Finding

_ACCELERATOR = {
    "&": re.compile(r"&(?=[^\W_])(?!#?\w+;)"),
    "_": re.compile(r"(?<![\w])_(?=[^\W_])"),
}
_INSIDE = re.compile(r"_(?=[^\W_])")
_ABBREVIATION = re.compile(r"\w&\w*[A-Z]|[A-Z]&\w(?!\w)")  # R&D, AT&T, Q&A
_LABEL = 60  # characters; an accelerator's text is a label


class Accelerators(Check):
    """A label with an accelerator has one in the translation too, before a letter."""

    name = "accelerators"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if len(source) > _LABEL:
            return
        for mark, pattern in _ACCELERATOR.items():
            if mark not in source:
                continue
            spots = list(pattern.finditer(source))
            if len(spots) != 1 or (mark == "&" and _ABBREVIATION.search(source)):
                continue
            if mark == "_" and (
                source.count("_") != 1 or " " in source[: spots[0].start()].strip()
            ):
                continue
            # In the translation the letter may stand inside of a word: "По_милки".
            count = len(pattern.findall(target)) if mark == "&" else len(_INSIDE.findall(target))
            if count == 0:
                yield self.warning(
                    "no accelerator; the source has {key}",
                    "put {mark} before the letter that is to be the key",
                    source=(spots[0].start(), spots[0].end() + 1),
                    key=f"{mark}{source[spots[0].end()]}",
                    mark=mark,
                )
            elif count > 1:
                at = [place for place, char in enumerate(target) if char == mark][1]
                yield self.warning(
                    "{count} accelerators; the source has one",
                    "leave one {mark}",
                    (at, at + 1),
                    count=count,
                    mark=mark,
                )
