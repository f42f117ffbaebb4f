"""What a person does to a message: write a translation, approve it, leave a note, take it back.

Each function changes one message in place and says whether anything changed; a catalog applies
them with :meth:`l10n.po.catalog.Catalog.change`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from l10n.errors import CatalogError
from l10n.model import Origin, State
from l10n.po import provenance
from l10n.po.message import Message

_NOTE = re.compile(r"note(?: \((?:(?P<author>.*?), )?(?P<date>\d{4}-\d\d-\d\d)\))?: (?P<text>.*)")
_BREAKS = re.compile(r"[ \t]*(?:\r\n|\n|\r|\u2028|\u2029)[ \t]*")


class Memento(NamedTuple):
    """All of an entry that people and programs change; see :func:`remember`."""

    text: str
    forms: tuple[str, ...]
    flags: tuple[str, ...]
    comments: str
    previous: tuple[str | None, str | None, str | None]


def remember(entry: Message) -> Memento:
    """The entry as it is now, for :func:`restore`."""
    previous = (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural)
    forms = provenance.forms(entry)
    return Memento(entry.msgstr, forms, tuple(entry.flags), entry.tcomment, previous)


def restore(entry: Message, memento: Memento) -> bool:
    """Make the entry what it was."""
    provenance.put(entry, memento.text, memento.forms)
    entry.tcomment = memento.comments
    entry.flags = list(memento.flags)
    entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural = memento.previous
    return True


def version(entry: Message) -> str:
    """Digest of what :func:`remember` holds: another one means that somebody has changed it."""
    return provenance.digest(repr(remember(entry)))


def fit(text: str, msgid: str) -> str:
    """A person's text as it may stand beside its msgid: white space at the ends as in the source.

    A line break is a space where the source has none: messages are sentences on one line.

    Raises:
        CatalogError: it holds control characters or halves of characters.
    """
    if bad := next(
        (
            char
            for char in text
            if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t"
        ),
        None,
    ):
        raise CatalogError(
            f"the text holds a character that no PO file may, U+{ord(bad):04X}", "delete it"
        )
    text = re.sub(r"\r\n?", "\n", text) if "\n" in msgid else _BREAKS.sub(" ", text)
    content = text.strip()
    if not content:
        return ""
    bare = msgid.strip()
    start = msgid.index(bare)
    return f"{msgid[:start]}{content}{msgid[start + len(bare) :]}"


def write(entry: Message, texts: Sequence[str], *, approve: bool) -> bool:
    """Put in what a person wrote, as a draft (fuzzy) or approved.

    The record of who drafted it stays: a text that is the program's to the letter stays its own.
    Without any text the entry is new again.

    Args:
        entry: the message.
        texts: its translation; of a message with a plural all forms.
        approve: whether it is right as it stands.

    Raises:
        CatalogError: a text that is to be approved is empty, or one holds what no PO file may.
    """
    texts = tuple(fit(text, entry.msgid_plural or entry.msgid) for text in texts)
    if approve and not any(texts):
        raise CatalogError("there is nothing to approve", "write a translation first")
    if approve and not all(texts):
        raise CatalogError("a plural form is empty", "write all forms, then approve")
    before = remember(entry)
    if not any(texts):
        provenance.clear(entry)
        return remember(entry) != before
    provenance.put(entry, texts[0], texts)
    now = remember(entry)
    if (now.text, now.forms) != (before.text, before.forms):
        provenance.drop_findings(entry)
    if approve:
        provenance.approve(entry)
    elif not entry.fuzzy:
        entry.flags.append("fuzzy")
    return remember(entry) != before


def take_back(entry: Message) -> bool:
    """Take a translation one step back; text of a person is never removed.

    An approved translation becomes a draft, a program's draft becomes new; a person's draft stays.
    """
    translation = provenance.read(entry)
    if translation.state is State.APPROVED:
        entry.flags.append("fuzzy")
    elif translation.origin in (Origin.MACHINE, Origin.MEMORY):
        provenance.clear(entry)
    else:
        return False
    return True


class Note(NamedTuple):
    """What somebody has noted at a message, for other translators.

    Attributes:
        text: the note.
        author: who wrote it, "" where that is not said.
        date: when, as in 2026-11-23; "" where that is not said.
        line: the comment's line in the PO file.
    """

    text: str
    author: str
    date: str
    line: str


def notes(entry: Message) -> list[Note]:
    """People's comments at a message, a note each line; other programs' comments among them."""
    lines = provenance.people_s_comments(entry).split("\n")
    return [_note(line) for line in lines if line.strip()]


def _note(line: str) -> Note:
    found = _NOTE.fullmatch(line)
    if found is None:
        return Note(line, "", "", line)
    return Note(found["text"], found["author"] or "", found["date"] or "", line)


def add_note(entry: Message, text: str, author: str, date: str) -> bool:
    """Leave a note for other translators, as a comment ``# note (AUTHOR, DATE): …``.

    Args:
        entry: the message.
        text: the note; line breaks become spaces.
        author: who leaves it, "" for nobody in particular.
        date: as in 2026-11-23.

    Raises:
        CatalogError: it is empty, or reads like a record of a program's.
    """
    text, author = _line(text), _line(author)
    if not text or "l10n:" in author + text:
        raise CatalogError(
            "a note cannot be empty or hold l10n's own marks", "write it in other words"
        )
    by = ", ".join(filter(None, [author, date]))
    entry.tcomment = "\n".join(filter(None, [entry.tcomment, f"note ({by}): {text}"]))
    return True


def remove_note(entry: Message, line: str) -> bool:
    """Remove a note by its line; comments that are no notes of this kind stay."""
    lines = entry.tcomment.split("\n")
    if line not in lines or not _NOTE.fullmatch(line):
        return False
    lines.remove(line)
    entry.tcomment = "\n".join(lines)
    return True


def _line(text: str) -> str:
    return _BREAKS.sub(" ", fit(text, "-")).strip()
