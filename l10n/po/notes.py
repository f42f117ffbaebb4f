"""What people say to each other at a message: notes, replies, and that a matter is settled.

They are translator comments, a line each, which every PO editor shows in their order::

    # note (Oyun, 2026-11-23 14:05+0800): Which mayor?
    # reply (Petro, 2026-11-24 09:30+0200): The one of the valley.
    # resolved (Oyun, 2026-11-24 16:12+0800)

Replies and ``resolved`` belong to the note above them, or to whatever comment stands there; a reply
behind ``resolved`` opens the matter again. Times are written as in a PO file's header.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from l10n.errors import CatalogError
from l10n.po import provenance
from l10n.po.editing import on_one_line
from l10n.po.message import Message

_WHO = r"\((?:(?P<author>.*?), )?(?P<date>\d{4}-\d\d-\d\d(?: \d\d:\d\d[+-]\d{4})?)\)"
_SAID = re.compile(rf"(?P<kind>note|reply)(?: {_WHO})?: (?P<text>.*)")
_RESOLVED = re.compile(rf"(?P<kind>resolved) {_WHO}")


class Note(NamedTuple):
    """What somebody has said at a message.

    Attributes:
        text: the note, or the reply; "" for ``resolved``.
        author: who, "" where that is not said.
        date: when, as in 2026-11-23 14:05+0800 or 2026-11-23; "" where that is not said.
        line: the comment's line in the PO file.
        kind: "note", "reply", "resolved"; "" for a comment of another program.
        replies: what was said to it since, in order.
    """

    text: str
    author: str
    date: str
    line: str
    kind: str = ""
    replies: tuple[Note, ...] = ()

    @property
    def last(self) -> Note:
        """What was said last: the note itself where nobody has replied."""
        return self.replies[-1] if self.replies else self

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for an answer; nobody does at a comment of another program."""
        return self.last.kind in ("note", "reply")


def notes(entry: Message) -> list[Note]:
    """People's comments at a message with the replies to each; other programs' among them."""
    found: list[Note] = []
    for line in provenance.people_s_comments(entry).split("\n"):
        one = _read(line)
        if one.kind in ("reply", "resolved") and found:
            found[-1] = found[-1]._replace(replies=(*found[-1].replies, one))
        elif line.strip():
            found.append(one)
    return found


def add(entry: Message, text: str, author: str, date: str) -> bool:
    """Leave a note for other translators.

    Args:
        entry: the message.
        text: the note; line breaks become spaces.
        author: who leaves it, "" for nobody in particular.
        date: see :attr:`Note.date`.

    Raises:
        CatalogError: it is empty, or reads like a record of a program's.
    """
    line = _line("note", author, date, text)
    entry.tcomment = "\n".join(filter(None, [entry.tcomment, line]))
    return True


def reply(entry: Message, note: str, text: str, author: str, date: str) -> bool:
    """Say something to a note; see :func:`add`.

    Args:
        entry: the message.
        note: the note's line.
        text: the reply.
        author: who replies.
        date: see :attr:`Note.date`.

    Raises:
        CatalogError: also where there is no such note any more.
    """
    return _put(entry, note, _line("reply", author, date, text))


def resolve(entry: Message, note: str, author: str, date: str) -> bool:
    """Say that a note is settled; False where it is. See :func:`reply`."""
    if _thread(entry, note).last.kind == "resolved":
        return False
    return _put(entry, note, _line("resolved", author, date))


def remove(entry: Message, note: str, line: str) -> bool:
    """Remove what was said last at a note, the note itself where nobody has replied.

    What has been answered stays, and so do comments of other programs.

    Args:
        entry: the message.
        note: the note's line.
        line: what is to go.
    """
    last = _thread(entry, note).last
    if last.line != line or not last.kind:
        return False
    lines = entry.tcomment.split("\n")
    del lines[_end(lines, note)]
    entry.tcomment = "\n".join(lines)
    return True


def _read(line: str) -> Note:
    found = _SAID.fullmatch(line) or _RESOLVED.fullmatch(line)
    if found is None:
        return Note(line, "", "", line)
    said = found.groupdict()
    return Note(said.get("text", ""), said["author"] or "", said["date"] or "", line, said["kind"])


def _thread(entry: Message, note: str) -> Note:
    for one in notes(entry):
        if one.line == note:
            return one
    raise CatalogError("there is no such note any more", "reload the page")


def _put(entry: Message, note: str, line: str) -> bool:
    _thread(entry, note)
    lines = entry.tcomment.split("\n")
    lines.insert(_end(lines, note) + 1, line)
    entry.tcomment = "\n".join(lines)
    return True


def _end(lines: list[str], note: str) -> int:
    """Where the last line stands of a note and its replies."""
    end = lines.index(note)
    for at in range(end + 1, len(lines)):
        if not lines[at].strip() or provenance.is_program_s(lines[at]):
            continue
        if _read(lines[at]).kind not in ("reply", "resolved"):
            break
        end = at
    return end


def _line(kind: str, author: str, date: str, text: str | None = None) -> str:
    author = on_one_line(author)
    said = "" if text is None else on_one_line(text)
    if (text is not None and not said) or "l10n:" in author + said:
        raise CatalogError(
            "a note cannot be empty or hold l10n's own marks", "write it in other words"
        )
    by = ", ".join(filter(None, [author, date]))
    return f"{kind} ({by})" if text is None else f"{kind} ({by}): {said}"
