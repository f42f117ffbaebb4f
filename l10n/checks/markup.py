"""Inline tags: the source's, all of them, well nested."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.base import Check, Context, Span, Spot, Unit
from l10n.markup import grammar
from l10n.model import Finding

_TAG = grammar.pattern(grammar.TAG)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
# Attributes that a translator translates or localizes; all others must keep their value.
_FREE = frozenset(("title", "alt", "placeholder", "label", "aria-label", "lang", "xml:lang", "dir"))
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "area", "col", "embed", "source", "track"))


class Markup(Check):
    """The tags of the source stand in the translation, as often, and nest properly."""

    name = "markup"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if "<" not in unit.source and "<" not in unit.target:
            return
        wanted, found = _tags(unit.source), _tags(unit.target)
        faults = list(
            self.differences(
                wanted,
                found,
                "put the source's tag round the words that it marks there",
                "remove the tag, or spell it as the source does",
            )
        )
        yield from faults
        if not faults and (fault := _fault(unit.target)) and not _fault(unit.source):
            tag, span = fault
            yield self.error(
                "{tag} does not pair with the tag before it",
                "close each tag inside of the tag that it was opened in",
                span,
                tag=tag,
            )


def _tags(text: str) -> list[Spot]:
    return [(_normal(match), match.span()) for match in _TAG.finditer(text)]


def _normal(match: re.Match[str]) -> str:
    """A tag in one spelling: attributes sorted, the value left out where it is translated."""
    slash, name, rest, empty = match.groups()
    if not rest.strip():
        return f"<{slash}{name}{empty}>"
    attributes = sorted(
        key if key.lower() in _FREE else f'{key}="{value[1:-1]}"'
        for key, value in _ATTRIBUTE.findall(rest)
    )
    return f"<{slash}{name} {' '.join(attributes)}{empty}>" if attributes else match.group()


def _fault(text: str) -> tuple[str, Span] | None:
    """The first tag that closes what is not open, or the last one left open."""
    stack: list[tuple[str, Span, str]] = []
    for match in _TAG.finditer(text):
        slash, name, _, empty = match.groups()
        if empty or name.lower() in _VOID:
            continue
        if not slash:
            stack.append((match.group(), match.span(), name))
        elif stack and stack[-1][2] == name:
            stack.pop()
        else:
            return match.group(), match.span()
    return stack[-1][:2] if stack else None
