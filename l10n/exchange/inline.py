"""Inline markup of TMX as numbered placeables, as catalogs write it: ``<1>…</1>``, ``<2/>``."""

from __future__ import annotations

from xml.etree.ElementTree import Element


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
        return self._content(seg)

    def _content(self, element: Element) -> str:
        parts = [element.text or ""]
        for child in element:
            parts += [self._code(child), child.tail or ""]
        return "".join(parts)

    def _code(self, element: Element) -> str:
        if element.tag == "bpt":
            number = self._pairs[element.get("i", "")] = self._number(element)
            return f"<{number}>"
        if element.tag == "ept":
            found = self._pairs.get(element.get("i", ""))
            return f"<{self._number(element)}/>" if found is None else f"</{found}>"
        if element.tag in ("ph", "it", "ut"):
            return f"<{self._number(element)}/>"
        return self._content(element)  # <hi> marks text, whatever is unknown may hold some

    def _number(self, element: Element) -> int:
        tag, x = str(element.tag), element.get("x")
        if x is None:
            self._counts[tag] = self._counts.get(tag, 0) + 1
            x = f"{self._counts[tag]}."
        return self._numbers.setdefault((tag, x), len(self._numbers) + 1)
