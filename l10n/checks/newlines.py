"""Line breaks."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit, fixed
from l10n.model import Finding


class Newlines(Check):
    """Line breaks: at the start and end as in the source (`msgfmt -c` insists), inside as many."""

    name = "newlines"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        source, target = unit.source, unit.target
        if "\n" not in source and "\n" not in target and "\r" not in target:
            return
        for at_end in (False, True):
            yield from self._at(at_end, source, target)
        inside = source.strip("\n").count("\n"), target.strip("\n").count("\n")
        if (inside[0] == 0) != (inside[1] == 0) and not _is_wrapped(source, target):
            yield self.warning(
                "{found} line breaks inside; the source has {wanted}",
                "break the lines where the source does",
                found=inside[1],
                wanted=inside[0],
            )
        if "\r" in target and "\r" not in source:
            at = target.index("\r")
            found = self.error("a carriage return", "remove it (\\r)", (at, at + 1))
            yield fixed(found, "")

    def _at(self, at_end: bool, source: str, target: str) -> Iterator[Finding]:
        wanted, found = _breaks(source, at_end), _breaks(target, at_end)
        if wanted == found:
            return
        place = len(target) if at_end else 0
        if wanted and not found:
            finding = self.error(
                "the source has a line break at the end"
                if at_end
                else "the source has a line break at the start",
                "add it (\\n)",
            )
            yield fixed(finding, "\n" * wanted, (place, place))
            return
        span = (place - found, place) if at_end else (0, found)
        if found and not wanted:
            finding = self.error(
                "a line break at the end; the source has none"
                if at_end
                else "a line break at the start; the source has none",
                "remove it",
                span,
            )
        else:
            finding = self.warning(
                "{found} line breaks at the end; the source has {wanted}"
                if at_end
                else "{found} line breaks at the start; the source has {wanted}",
                "end the translation as the source ends",
                span,
                found=found,
                wanted=wanted,
            )
        yield fixed(finding, "\n" * wanted)


def _is_wrapped(source: str, target: str) -> bool:
    """Whether lines are broken only because they are full, or to stand in a column."""
    text = max(source.strip(), target.strip(), key=lambda one: one.count("\n"))
    lines = text.split("\n")
    return all(len(line) > 42 for line in lines[:-1]) or all(
        line.startswith("     ") for line in lines[1:]
    )


def _breaks(text: str, at_end: bool) -> int:
    return len(text) - len(text.rstrip("\n") if at_end else text.lstrip("\n"))
