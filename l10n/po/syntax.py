"""The messages of a regular PO file in one pass.

polib reads line by line through a state machine, and to read a large catalog takes longer than all
else that a run has to do. Files as tools write them (gettext, Poedit, Weblate, polib, this one) are
read here, several times as fast and to the same result, which the tests hold both to. At the first
thing out of the ordinary this gives up, and polib, which also words the errors, reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polib

# A string's lines, each with its line end; of an obsolete message they begin with "#~ " again.
_LINE = r'"(?:[^"\\\n]+|\\.)*"\n'
_STRING = rf"({_LINE}(?:(?P=mark){_LINE})*)"
_MESSAGE = re.compile(
    rf"""
    \n*
    (?P<comments>(?:\#(?:[ ].*\S)?\n | \#[.:,|](?:[ ].*\S)\n | \#\.\n | \#~\|[ ].*\S\n)*)
    (?P<mark>(?:\#~[ ])?)
    (?:msgctxt[ ]{_STRING}(?P=mark))?
    msgid[ ]{_STRING}
    (?:(?P=mark)msgid_plural[ ]{_STRING})?
    (?:
        (?P=mark)msgstr[ ]{_STRING}
      | (?P<forms>(?:(?P=mark)msgstr\[\d\][ ]{_LINE}(?:(?P=mark){_LINE})*)+)
    )
    """,
    re.VERBOSE,
)
_FORM = re.compile(r"(?:#~ )?msgstr\[(\d)\] ", re.MULTILINE)
_PREVIOUS = re.compile(r'(?:(msgctxt|msgid_plural|msgid) )?("(?:[^"\\\n]+|\\.)*")')

# gettext puts isolates round a file name with a space (GNU gettext manual, "PO Files").
OPEN, CLOSE = "\u2068", "\u2069"

_State = tuple[object, ...]


class Message(polib.POEntry):
    """A message that knows how its file writes it, so that what is unchanged stays as it is."""

    def __init__(
        self,
        msgid: str = "",
        msgstr: str = "",
        msgctxt: str | None = None,
        msgid_plural: str = "",
        obsolete: bool = False,
    ) -> None:
        self.msgid = msgid
        self.msgstr = msgstr
        self.msgid_plural = msgid_plural
        self.msgstr_plural = {}
        self.msgctxt = msgctxt  # type: ignore[assignment] # None is no context, polib says so too
        self.obsolete = obsolete
        self.encoding = polib.default_encoding
        self.comment = ""
        self.tcomment = ""
        self.occurrences = []
        self.flags = []
        self.previous_msgctxt = None
        self.previous_msgid = None
        self.previous_msgid_plural = None
        self.linenum = None
        self._written: tuple[_State, str] | None = None

    def written(self) -> str | None:
        """The text that :meth:`keep` was given, None where something has changed since."""
        if self._written is None or self._written[0] != self._state():
            return None
        return self._written[1]

    def keep(self, text: str) -> None:
        """Remember how the message as it is now is written."""
        self._written = (self._state(), text)

    def _state(self) -> _State:
        return (
            self.msgid,
            self.msgstr,
            self.tcomment,
            self.comment,
            tuple(self.flags),
            tuple(self.occurrences),
            self.obsolete,
            self.msgctxt,
            self.previous_msgid,
            self.previous_msgctxt,
            self.msgid_plural and (self.msgid_plural, tuple(self.msgstr_plural.items())),
            self.previous_msgid_plural,
        )


def scan(text: str, start: int, end: int) -> Iterator[Message]:
    """The messages of a PO file's text between two offsets, or at least the first of them.

    Raises:
        ValueError: something is not written as tools write it.
    """
    while start < end:
        found = _MESSAGE.match(text, start, end)
        if found is None:
            if text[start:end].strip("\n"):
                raise ValueError(f"irregular from offset {start}")
            return
        comments, mark, msgctxt, msgid, plural, msgstr, forms = found.groups()
        message = Message(
            _string(msgid, mark),
            _string(msgstr, mark) if msgstr else "",
            _string(msgctxt, mark) if msgctxt else None,
            _string(plural, mark) if plural else "",
            bool(mark),
        )
        if not message.msgid:
            raise ValueError(f"a second header at offset {start}")
        if forms:
            parts = _FORM.split(forms)[1:]
            message.msgstr_plural = {
                int(index): _string(string, mark)
                for index, string in zip(parts[::2], parts[1::2], strict=True)
            }
        if comments:
            _read_comments(message, comments)
        start = found.end()
        message.keep(text[found.start("comments") : start])
        yield message


def _string(lines: str, mark: str) -> str:
    """The string that some lines write, ``"…"`` each."""
    string = lines[1:-2].replace(f'"\n{mark}"', "")
    return polib.unescape(string) if "\\" in string else string


def _read_comments(message: Message, comments: str) -> None:
    noted: list[str] = []
    extracted: list[str] = []
    field = ""
    for line in comments.split("\n")[:-1]:
        kind, rest = line[1:2], line[3:]
        if kind == ".":
            extracted += [rest] if rest else []
        elif kind == ":":
            places = [_reference(word) for word in rest.split()]
            message.occurrences += whole_names(places) if OPEN in rest else places
        elif kind == ",":
            message.flags += [flag.strip() for flag in rest.split(",")]
        elif kind in ("|", "~"):
            found = _PREVIOUS.fullmatch(rest if kind == "|" else line[4:])
            if found is None or not (found[1] or field):
                raise ValueError(f"irregular comment {line!r}")
            part = polib.unescape(found[2][1:-1])
            if found[1]:
                field = f"previous_{found[1]}"
                setattr(message, field, part)
            else:
                setattr(message, field, getattr(message, field) + part)
        else:
            # polib drops empty lines in front of others.
            noted += [line[2:]] if noted or line[2:] else []
    message.tcomment = "\n".join(noted)
    message.comment = "\n".join(extracted)


def _reference(text: str) -> tuple[str, str]:
    name, colon, line = text.rpartition(":")
    return (name, line) if colon and line.isdigit() else (text, "")


def whole_names(occurrences: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """References as polib cut them at each space, with isolated file names whole again."""
    pending = ""
    for path, line in occurrences:
        if not pending and not path.startswith(OPEN):
            yield path, line
            continue
        pending = f"{pending} {path}" if pending else path
        if CLOSE in path:
            yield pending.replace(OPEN, "").replace(CLOSE, ""), line
            pending = ""
        elif line:  # polib took a colon inside the name for a line number's
            pending += f":{line}"
    if pending:
        yield pending, ""
