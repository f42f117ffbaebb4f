"""Inline markup of TMX as numbered placeables, as catalogs write it: ``<1>…</1>``, ``<2/>``."""

from __future__ import annotations

from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from l10n import markup
from l10n.markup import Placeable
from l10n.model import Kind


class Codes:
    """Numbers the inline codes of a translation unit, alike in source and target.

    Codes belong together by their attribute ``x`` (TMX 1.4b, "Content Markup"); without it, the
    first of the source by the first of the target, and so on.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def text(self, seg: Element) -> str:
        """The text of a ``<seg>``; native codes within it are left out."""
        self._counts: dict[str, int] = {}
        self._pairs: dict[str, int] = {}
        return markup.build(self._content(seg))

    def _content(self, element: Element) -> list[str]:
        parts = [element.text or ""]
        for child in element:
            parts += [*self._code(child), child.tail or ""]
        return parts

    def _code(self, element: Element) -> list[str]:
        if element.tag == "bpt":
            number = self._pairs[element.get("i", "")] = self._number(element)
            return [Placeable(f"<{number}>")]
        if element.tag == "ept":
            found = self._pairs.get(element.get("i", ""))
            return [Placeable(f"<{self._number(element)}/>" if found is None else f"</{found}>")]
        if element.tag in ("ph", "it", "ut"):
            return [Placeable(f"<{self._number(element)}/>")]
        return self._content(element)  # <hi> marks text, whatever is unknown may hold some

    def _number(self, element: Element) -> int:
        tag, x = str(element.tag), element.get("x")
        if x is None:
            self._counts[tag] = self._counts.get(tag, 0) + 1
            x = f"{self._counts[tag]}."
        return self._numbers.setdefault((tag, x), len(self._numbers) + 1)


def written(message: str) -> str:
    """A message as the content of a ``<seg>``: its placeables are codes of TMX."""
    parts = []
    opened = 0  # how many pairs have begun
    numbers: dict[str, int] = {}
    for part in markup.parse(message):
        if not isinstance(part, Placeable):
            parts.append(escaped(part))
            continue
        name, native = part.number, escaped(part)
        if part.kind is Kind.ALONE:
            parts.append(f'<ph x="{name}">{native}</ph>')
        elif part.kind is Kind.OPEN:
            opened += 1
            numbers[name] = opened
            parts.append(f'<bpt i="{opened}" x="{name}">{native}</bpt>')
        elif name in numbers:
            parts.append(f'<ept i="{numbers[name]}">{native}</ept>')
        else:  # a memory may hold half a pair
            parts.append(f'<it pos="end" x="{name}">{native}</it>')
    return "".join(parts)


def escaped(text: str) -> str:
    """Text as XML; a reader turns a bare carriage return into a line feed (XML 1.0, 2.11)."""
    return escape(text, {"\r": "&#13;"})
