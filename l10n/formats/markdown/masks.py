"""Syntax inside of a line that CommonMark knows nothing of, hidden from its parser.

A letter of a private use area stands for each letter of such syntax, so that places stay as they
are: templates (Hugo, Jekyll, Mustache), roles of MyST, mathematics, attributes, links of wikis,
marked text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ALONE, OPEN, CLOSE, UNSEEN = "\ue000", "\ue001", "\ue002", "\ue003"

_CODE = re.compile(r"(`+)(?!`)[^`].{0,2000}?(?<!`)\1(?!`)", re.DOTALL)
# Nothing is longer; what has no end is looked for no farther.
_SYNTAX = re.compile(
    r"(?P<unseen>\{[:.#][^{}\n]*\})"  # attributes
    r"|(?P<alone>"
    r"\{\{[<%].{0,400}?[%>]\}\}|\{\{.{0,400}?\}\}|\{%.{0,400}?%\}"  # templates
    r"|\{[\w:+.-]+\}(?=`)"  # a role
    r"|\$\$[^$]+\$\$"
    r"|(?<![\\$\w])\$(?=[^\s$\d]|\d[^$\s]*[\\^_=])(?:[^$\\\n]|\\.)*(?<=[^\s\\])\$(?![\w$])"
    r"|\\\(.{1,400}?\\\)"  # mathematics
    r"|!\[\[[^\[\]\n]+\]\]"  # what Obsidian embeds
    r")"
    r"|(?P<wiki>(?<!\[)\[\[(?!\^))(?P<page>[^\[\]|\n]+\|)?(?P<label>[^\[\]|\n]+)(?P<end>\]\])(?![(\[:])"
    r"|(?P<mark>(?<![=\w])==(?=[^\s=]))(?P<marked>[^=\n]+)(?P<unmark>(?<=[^\s=])==(?!=))",
    re.DOTALL,
)


def masked(content: str) -> str:
    """A text with its syntax hidden; code stays visible, for the parser keeps it."""
    if not any(sign in content for sign in ("{", "$", "\\(", "[[", "==")):
        return content
    pieces: list[str] = []
    position = 0
    codes = [found.span() for found in _CODE.finditer(content)]
    for start, end in [*codes, (len(content), len(content))]:
        # A role stands right before its code, which it must see.
        pieces += [_without(content, position, start), content[start:end]]
        position = end
    return "".join(pieces)


def _without(content: str, start: int, end: int) -> str:
    pieces: list[str] = []
    position = start
    for found in _SYNTAX.finditer(content, start):
        if found.end() > end:
            break
        pieces.append(content[position : found.start()])
        pieces += _hidden(found)
        position = found.end()
    return "".join([*pieces, content[position:end]])


def _hidden(found: re.Match[str]) -> Iterator[str]:
    if found["unseen"] is not None:
        yield UNSEEN * len(found["unseen"])
    elif found["alone"] is not None:
        yield ALONE * len(found["alone"])
    elif found["wiki"] is not None:
        yield OPEN * len(f"{found['wiki']}{found['page'] or ''}")
        yield f"{found['label']}{CLOSE * 2}"
    else:
        yield f"{OPEN * 2}{found['marked']}{CLOSE * 2}"


RUN = re.compile(rf"{ALONE}+|{OPEN}+|{CLOSE}+|{UNSEEN}+")
