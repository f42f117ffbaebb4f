"""A message of a PO file in memory, and what can be wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong with a PO file, and on which line.

    Attributes:
        line: number of the line, from 1.
        kind: ``syntax``, ``charset`` or ``duplicates``.
        message: what is wrong, on one line.
        hint: what to do about it.
        fatal: whether the file cannot be worked with; GNU gettext's ``msgfmt`` stops there too.
        is_warning: whether it may be meant so.
    """

    line: int
    kind: str
    message: str
    hint: str
    fatal: bool = True
    is_warning: bool = False


_State = tuple[object, ...]


@dataclass(slots=True, eq=False)
class Message:
    """A message; attributes are named as polib names them, so that its users find their way.

    Attributes:
        msgid, msgstr: the source text and its translation, "" where there is none.
        msgctxt: the context, None for none; "" is one too.
        msgid_plural, msgstr_plural: the plural and the translation's forms by their number; "" and
            empty where the message has no plural.
        obsolete: whether it is kept for memory only (``#~``).
        tcomment: the translators' comments, a line each.
        comment: the programmers' comments (``#.``).
        occurrences: where the text is used: file and line, "" for none (``#:``).
        flags: all of them (``#,``).
        previous_msgctxt, previous_msgid, previous_msgid_plural: what the translation was made for
            (``#|``), None where that is what it stands at.
        line: number of the line of its ``msgid`` when it was read, 0 for a new message.
        start, end: offsets of its first comment or keyword and of the end of its last line in the
            text that it was read from; -1 once it has been written anew.
        domain: that a directive before it names, "" for none.
        raw: its text there, None for a new message.
        gap: what stood between it and the message before it.
        is_first: whether it stood before all others.
        shares_line: whether the message before it ends on the line where it begins.
    """

    msgid: str = ""
    msgstr: str = ""
    msgctxt: str | None = None
    msgid_plural: str = ""
    obsolete: bool = False
    tcomment: str = ""
    comment: str = ""
    flags: list[str] = field(default_factory=list)
    occurrences: list[tuple[str, str]] = field(default_factory=list)
    msgstr_plural: dict[int, str] = field(default_factory=dict)
    previous_msgctxt: str | None = None
    previous_msgid: str | None = None
    previous_msgid_plural: str | None = None
    line: int = 0
    start: int = -1
    end: int = -1
    domain: str = ""
    raw: str | None = None
    gap: str = "\n"
    is_first: bool = False
    shares_line: bool = False
    _state: _State | None = None

    @property
    def fuzzy(self) -> bool:
        """Whether somebody has to look at the translation before it is used."""
        return "fuzzy" in self.flags

    @property
    def is_header(self) -> bool:
        """Whether it holds the fields of the file: its msgid is empty, and it has no context."""
        return not self.msgid and self.msgctxt is None and not self.obsolete

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is another than when :meth:`keep` was called."""
        return self._state is None or self._state != self.state()

    def keep(self, raw: str) -> None:
        """Remember that the message as it is now is written like this."""
        self.raw = raw
        self._state = self.state()

    def before(self) -> Message | None:
        """What it was when :meth:`keep` was called, None for a new message."""
        if self._state is None:
            return None
        values = dict(zip(_FIELDS, self._state, strict=True))
        forms: tuple[tuple[int, str], ...] = values.pop("msgstr_plural")  # type: ignore[assignment]
        message = Message(msgstr_plural=dict(forms))
        for name, value in values.items():
            setattr(message, name, list(value) if isinstance(value, tuple) else value)
        return message

    def state(self) -> _State:
        """All that a file says of the message."""
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
            tuple(self.msgstr_plural.items()),
            self.msgid_plural,
            self.previous_msgid_plural,
        )


_FIELDS = (
    "msgid",
    "msgstr",
    "tcomment",
    "comment",
    "flags",
    "occurrences",
    "obsolete",
    "msgctxt",
    "previous_msgid",
    "previous_msgctxt",
    "msgstr_plural",
    "msgid_plural",
    "previous_msgid_plural",
)
