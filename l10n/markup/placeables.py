r"""Inline markup as numbered placeables, and back.

A sentence's codes (tags, emphasis marks, inline code) stand in its msgid as ``<1>…</1>`` for a
pair and ``<2/>`` for one alone, numbered from 1 in the order of the sentence, so that the same
words with another link are the same message. Text that only looks like a placeable is written
with a backslash before it, ``\<1>``; backslashes before a placeable, real or not, are doubled.
Nothing else is escaped.

>>> parse(r"See <1>here</1>, not \<1>.")
['See ', Placeable('<1>'), 'here', Placeable('</1>'), ', not <1>.']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from l10n.model import Inline, Kind

BLANK = Inline(Kind.TEXT, "", " ")
"""A blank in a message that the document does not have, before a code that parts words there."""

_PLACEABLE = re.compile(r"(\\*)(<(?:/[0-9]+|[0-9]+/?)>)")


class Placeable(str):
    """``<1>``, ``</1>`` or ``<1/>``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Placeable({str(self)!r})"

    @property
    def number(self) -> str:
        """The digits."""
        return self.strip("</>")

    @property
    def kind(self) -> Kind:
        """What it stands for."""
        if self.startswith("</"):
            return Kind.CLOSE
        return Kind.ALONE if self.endswith("/>") else Kind.OPEN


def escape(text: str) -> str:
    """Literal text as it stands in a message."""
    return _PLACEABLE.sub(lambda found: f"{found[1] * 2}\\{found[2]}", text)


def parse(message: str) -> list[str]:
    """A message taken apart: literal text (``str``, not escaped) and :class:`Placeable`."""
    parts: list[str] = []
    text = ""
    position = 0
    for found in _PLACEABLE.finditer(message):
        backslashes, tag = found.groups()
        text += message[position : found.start()] + backslashes[: len(backslashes) // 2]
        position = found.end()
        if len(backslashes) % 2:
            text += tag
            continue
        if text:
            parts.append(text)
        parts.append(Placeable(tag))
        text = ""
    text += message[position:]
    return [*parts, text] if text else parts


def plain(message: str) -> str:
    """The literal text of a message, its placeables left out."""
    return "".join(part for part in parse(message) if not isinstance(part, Placeable))


def build(parts: Iterable[str]) -> str:
    """The message of parts as :func:`parse` gives them."""
    message = ""
    text = ""
    for part in parts:
        if isinstance(part, Placeable):
            before = escape(text)
            backslashes = len(before) - len(before.rstrip("\\"))
            message += before + "\\" * backslashes + part
            text = ""
        else:
            text += part
    return message + escape(text)


def message(inlines: Sequence[Inline]) -> str:
    """The message of a sentence taken apart; its pairs must be complete."""
    return build(code if code else inline.text for inline, code in numbered(inlines))


def legend(inlines: Sequence[Inline], width: int = 40, most: int = 12) -> str:
    """What the first placeables of a message stand for, for people: ``<1> is ** … **``."""
    found = numbered(inlines)
    closing = {i.pair: i.source for i in inlines if i.kind is Kind.CLOSE}
    shown = []
    for inline, code in found:
        if code and inline.kind is not Kind.CLOSE:
            source = inline.label or _short(inline.source, width) or "a line break"
            if inline.kind is Kind.OPEN and not inline.label:
                source += f" … {_short(closing[inline.pair], width)}"
            shown.append(f"{code} is {source}")
            if len(shown) == most:
                break
    return ", ".join(shown)


def _short(source: str, width: int) -> str:
    source = " ".join(source.split())
    return source if len(source) <= width else source[: width - 1] + "…"


def numbered(inlines: Sequence[Inline]) -> list[tuple[Inline, Placeable | None]]:
    """A sentence's inlines, each with its placeable where it is a code."""
    numbers: dict[int, int] = {}
    count = 0
    result: list[tuple[Inline, Placeable | None]] = []
    for inline in inlines:
        code = None
        if inline.kind is Kind.ALONE:
            count += 1
            code = Placeable(f"<{count}/>")
        elif inline.kind is Kind.OPEN:
            count += 1
            numbers[inline.pair] = count
            code = Placeable(f"<{count}>")
        elif inline.kind is Kind.CLOSE:
            code = Placeable(f"</{numbers[inline.pair]}>")
        result.append((inline, code))
    return result


def problems(msgid: str, msgstr: str) -> list[str]:
    """What is wrong with a translation's placeables, a line each; none when they can be restored.

    Each placeable of the source must occur once, no other may, and pairs must be nested.
    """
    wanted = [part for part in parse(msgid) if isinstance(part, Placeable)]
    found = [part for part in parse(msgstr) if isinstance(part, Placeable)]
    counts, known = Counter(found), set(wanted)
    lines = [f"{code} is missing" for code in wanted if not counts[code]]
    lines += [f"{code} is not in the source" for code in counts if code not in known]
    lines += [
        f"{code} occurs {counts[code]} times, not once" for code in wanted if counts[code] > 1
    ]
    return lines or _nesting(found)


def _nesting(codes: Sequence[Placeable]) -> list[str]:
    """A pair that closes before it opens, or inside another one."""
    stack: list[str] = []
    for code in codes:
        if code.kind is Kind.OPEN:
            stack.append(code.number)
        elif code.kind is Kind.CLOSE and (not stack or stack.pop() != code.number):
            return [f"{code} closes at the wrong place"]
    return []


def restore(msgstr: str, inlines: Sequence[Inline]) -> list[Inline]:
    """A translation taken apart, with the codes of its source; its placeables have no problems.

    The sources of the text parts are left empty: how text is written is the format's business.
    """
    codes = {
        code: inline._replace(source=inline.source + inline.tail + inline.named)
        for inline, code in numbered(inlines)
        if code
    }
    found = numbered(inlines)
    blanks = {code for (one, _), (_, code) in pairwise(found) if one == BLANK}
    restored: list[Inline] = []
    for part in parse(msgstr):
        if not isinstance(part, Placeable):
            restored.append(Inline(Kind.TEXT, "", part))
            continue
        if part in blanks and restored and restored[-1].kind is Kind.TEXT:
            restored[-1] = restored[-1]._replace(text=restored[-1].text.removesuffix(" "))
        restored.append(codes[part])
    return restored


def pair_up(inlines: Iterable[tuple[Inline, str]]) -> tuple[Inline, ...]:
    """Number the pairs of codes; what does not nest with the rest stands alone.

    Args:
        inlines: each with the name that an opening code shares with its closing one.
    """
    pieces = list(inlines)
    items = [inline for inline, _ in pieces]
    names = [name for _, name in pieces]
    partner: dict[int, int] = {}
    stack: list[int] = []
    depth: dict[str, int] = {}
    for index, (item, name) in enumerate(zip(items, names, strict=True)):
        if item.kind is Kind.OPEN:
            stack.append(index)
            depth[name] = depth.get(name, 0) + 1
        elif item.kind is Kind.CLOSE and depth.get(name):
            while stack:  # what is open inside has no end
                opened = stack.pop()
                depth[names[opened]] -= 1
                if names[opened] == name:
                    partner[opened] = partner[index] = opened + 1
                    break
    return tuple(
        item._replace(pair=partner[index])
        if index in partner
        else item
        if item.kind in (Kind.TEXT, Kind.ALONE)
        else item._replace(kind=Kind.ALONE)
        for index, item in enumerate(items)
    )
