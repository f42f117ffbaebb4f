"""The comments before a message: notes, references, flags (GNU gettext manual, "PO Files")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from l10n.po.message import Message

# gettext puts isolates round a file name with a space (GNU gettext manual, "PO Files").
OPEN, CLOSE = "\u2068", "\u2069"

_FLAG = re.compile(r"range:\s*[^\s,]+|[^\s,]+")
_UNREADABLE = re.compile("[\ud800-\udfff]")


def put_comments(message: Message, lines: Iterable[str]) -> None:
    """Take the comments of a message from its lines, which all begin with ``#``."""
    noted: list[str] = []
    extracted: list[str] = []
    for line in lines:
        kind, rest = line[1:2], line[2:].strip()
        if kind == ".":
            if rest:
                extracted.append(rest)
        elif kind == ":":
            message.occurrences += references(rest)
        elif kind == "," or kind == "!":
            message.flags += flags(rest)
        elif text := comment(line):
            noted.append(text)
        elif noted:  # empty lines in front of others say nothing
            noted.append("")
    message.tcomment = "\n".join(noted)
    message.comment = "\n".join(extracted)


def comment(line: str) -> str:
    """What a translator's comment says."""
    return (line[2:] if line[1:2] == " " else line[1:]).rstrip()


def readable(text: str) -> str:
    """The text with U+FFFD for bytes that are no letters of the file's encoding."""
    return text if text.isascii() else _UNREADABLE.sub("\ufffd", text)


def flags(text: str) -> list[str]:
    """The flags of a line ``#, …``; gettext takes a space for a comma."""
    if "," in text or " " in text or "\t" in text:
        return _FLAG.findall(text)
    return [text] if text else []


def references(text: str) -> list[tuple[str, str]]:
    """File and line of each reference; names with spaces stand between isolates."""
    places = [_reference(word) for word in text.split()]
    return list(_whole_names(places)) if OPEN in text else places


def _reference(text: str) -> tuple[str, str]:
    name, colon, line = text.rpartition(":")
    return (name, line) if colon and line.isdigit() else (text, "")


def _whole_names(places: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """References that were cut at each space, with isolated file names whole again."""
    pending = ""
    for path, line in places:
        if not pending and not path.startswith(OPEN):
            yield path, line
            continue
        pending = f"{pending} {path}" if pending else path
        if CLOSE in path:
            yield pending.replace(OPEN, "").replace(CLOSE, ""), line
            pending = ""
        elif line:  # a colon inside the name was taken for a line number's
            pending += f":{line}"
    if pending:
        yield pending, ""
