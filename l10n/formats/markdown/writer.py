"""A translation as Markdown: escaped where it must be, and so that emphasis stays emphasis."""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.formats.html.tokens import UNWRITABLE
from l10n.formats.markdown.prose import parses_as, shape
from l10n.model import Inline, Kind

_SPACES = re.compile(r"\s*[\n\r\u2028\u2029]\s*")
_NEEDED = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)"  # a backslash that would escape
    r"|[`\[\]|]"
    r"|(?<!\s)\*|\*(?!\s)"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore at a word's edge
    r"|<(?=[a-zA-Z/!?]|\Z)"
    r"|&(?=\#?\w+;)"
    r"|~(?=~)|(?<=~)~"
    r"|!\Z"
)
_ALL = re.compile(r"[\\`*_\[\]<>&~!|${}=]")
_LINE_START = re.compile(r"(?:#{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|>|=+\s*\Z|:?-[-:| ]*\Z)")
_NUMBER_START = re.compile(r"([0-9]{1,9})(?=[.)](?:\s|\Z))")
_LINE_END = re.compile(r"(\s)(?=#+\Z)")
_EMPHASIS = re.compile(r"\*{1,2}|_{1,2}|~~")
_ELEMENTS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del"}


def write(inlines: Sequence[Inline]) -> str:
    """A translation in a paragraph, a heading, a list item.

    The result is parsed again. Emphasis that Markdown's rules do not see as such between the
    letters that are now around it is written with asterisks, and if that is no help either, as
    HTML.
    """
    items = _cleaned(inlines)
    for changed in (items, [_asterisks(item) for item in items]):
        result = _compose(changed, _NEEDED)
        if parses_as(result, shape([(item, "") for item in changed])):
            return result
    return _compose([_as_html(item) for item in items], _ALL)


def write_title(inlines: Sequence[Inline]) -> str:
    """The title of a link between whichever quotes."""
    text = "".join(inline.text for inline in _cleaned(inlines))
    return re.sub(r"[\\\"'()]|&(?=\#?\w+;)", r"\\\g<0>", text)


def write_underlined(inlines: Sequence[Inline]) -> str:
    """A heading over a line of dashes, which with a bar in it would be the head of a table."""
    return re.sub(r"(?<!\\)\\\|", "&#124;", write(inlines))


def write_quoted(inlines: Sequence[Inline]) -> str:
    """The title of a box between double quotes, which can hold none: they get curly ones."""
    text = "".join(inline.text for inline in _cleaned(inlines))
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace('"', "”")


def _cleaned(inlines: Sequence[Inline]) -> list[Inline]:
    """One line, without letters that no text file should have, no space at the ends."""
    items = []
    for inline in inlines:
        if inline.kind is Kind.TEXT:
            inline = inline._replace(text=_SPACES.sub(" ", UNWRITABLE.sub("", inline.text)))
        elif inline.source.startswith("][]["):  # the label that was empty, and the one it gets
            inline = inline._replace(source=inline.source.replace("][][", "][", 1))
        items.append(inline)
    if items and items[0].kind is Kind.TEXT:
        items[0] = items[0]._replace(text=items[0].text.lstrip())
    if items and items[-1].kind is Kind.TEXT:
        items[-1] = items[-1]._replace(text=items[-1].text.rstrip())
    return [item for item in items if item.text or item.kind is not Kind.TEXT]


def _compose(items: Sequence[Inline], special: re.Pattern[str]) -> str:
    pieces = [
        special.sub(r"\\\g<0>", item.text) if item.kind is Kind.TEXT else item.source
        for item in items
    ]
    if items and items[0].kind is Kind.TEXT:
        # Where the sentence starts a line, these would start a list, a heading or a quote.
        if _LINE_START.match(pieces[0]):
            pieces[0] = "\\" + pieces[0]
        if number := _NUMBER_START.match(pieces[0]):
            pieces[0] = f"{number[1]}\\{pieces[0][number.end() :]}"
    if items and items[-1].kind is Kind.TEXT:
        pieces[-1] = _LINE_END.sub(r"\1\\", pieces[-1])
    return "".join(pieces)


def _asterisks(inline: Inline) -> Inline:
    if inline.kind in (Kind.OPEN, Kind.CLOSE) and inline.source in ("_", "__"):
        return inline._replace(source=inline.source.replace("_", "*"))
    return inline


def _as_html(inline: Inline) -> Inline:
    if inline.kind in (Kind.OPEN, Kind.CLOSE) and _EMPHASIS.fullmatch(inline.source):
        slash = "/" if inline.kind is Kind.CLOSE else ""
        return inline._replace(source=f"<{slash}{_ELEMENTS[inline.source]}>")
    return inline
