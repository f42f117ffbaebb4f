"""The messages of a PO file, with the places where they stand (GNU gettext manual, "PO Files")."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from l10n.errors import SourceError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?")
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,2})\])?[ \t]*(".*)')
_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*')
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_REFERENCE = re.compile("\u2068([^\u2069]*)\u2069(?::(\\d+))?|(\\S+?)(?::(\\d+))?(?=\\s|$)")


@dataclass(slots=True)
class Message:
    """A message as it stands in the file.

    Attributes:
        start, line: offset and number of its first line that is no comment for people.
        end: offset after the last quotation mark.
        strings: by keyword: msgctxt, msgid, msgid_plural.
        forms: the translation, by the number of the form.
        flags: all of them.
        notes, references: the programmers' comments, where it is used.
    """

    start: int = -1
    line: int = 0
    end: int = 0
    strings: dict[str, str] = field(default_factory=dict)
    forms: dict[int, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)


def declared_encoding(data: bytes) -> str | None:
    """The codec that the header names; None where it names none that is known."""
    found = _CHARSET.search(data, 0, 8192)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:  # "CHARSET" is what a template has
        return None


def messages(text: str) -> Iterator[Message]:
    """The messages of a PO file in order, the header too, obsolete ones not.

    Raises:
        SourceError: the text breaks the syntax; the message names the line.
    """
    message = Message()
    into: tuple[str, int] | None = None
    for number, found in enumerate(_LINE.finditer(text), start=1):
        line = found.group().strip("\ufeff \t\r\n")
        offset = found.start() + (text.startswith("\ufeff") and number == 1)
        if not line:
            continue
        keyword = _KEYWORD.fullmatch(line)
        starts = line.startswith("#") or (keyword and keyword[1] in ("msgctxt", "msgid"))
        if message.forms and starts:
            yield _checked(message, number)
            message, into = Message(), None
        if line.startswith("#"):
            if line[1:2] in (",", "|") and message.start < 0:
                message.start, message.line = offset, number
            _comment(message, line)
            continue
        if keyword:
            into = (keyword[1], int(keyword[2] or 0))
            if message.start < 0:
                message.start, message.line = offset, number
            if keyword[1] == "msgid":
                message.line = number
        string = _STRING.fullmatch(keyword[3] if keyword else line)
        if not string or not into:
            raise _error(number, "a line that is no part of a PO file")
        value = _ESCAPE.sub(_unescaped, string[1])
        if into[0] == "msgstr":
            message.forms[into[1]] = message.forms.get(into[1], "") + value
        else:
            message.strings[into[0]] = message.strings.get(into[0], "") + value
        message.end = found.start() + len(found.group().rstrip())
    if message.strings or message.forms:
        yield _checked(message, number)


def _checked(message: Message, number: int) -> Message:
    if "msgid" not in message.strings or not message.forms:
        raise _error(number - 1, "a message without msgid or without msgstr")
    return message


def _error(number: int, what: str) -> SourceError:
    return SourceError(f"line {number}: {what}", "mend it; `msgfmt -c` shows the spot too")


def _comment(message: Message, line: str) -> None:
    if line.startswith("#,"):
        message.flags += [flag.strip() for flag in line[2:].split(",") if flag.strip()]
    elif line.startswith("#:"):
        for found in _REFERENCE.finditer(line[2:]):
            message.references.append((found[1] or found[3], found[2] or found[4] or ""))
    elif (line.startswith("#.") or line[1:2] == " ") and (note := line[2:].strip()):
        message.notes.append(note)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if code in _PLAIN:
        return _PLAIN[code]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8) & 0xFF) if code[0] in "01234567" else code
