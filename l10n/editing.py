"""What a person does to a message: write a translation, approve it, leave a note, take it back.

Each function changes one polib entry in place and says whether anything changed; a catalog applies
them with :meth:`l10n.catalog.Catalog.change`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import polib

from l10n import provenance
from l10n.errors import CatalogError

NOTE = "note: "
_BREAKS = re.compile(r"[ \t]*(?:\r\n|\n|\r|\u2028|\u2029)[ \t]*")


class Memento(NamedTuple):
    """All of an entry that people and programs change; see :func:`remember`."""

    text: str
    forms: tuple[str, ...]
    flags: tuple[str, ...]
    comments: str
    previous: tuple[str | None, str | None, str | None]


def remember(entry: polib.POEntry) -> Memento:
    """The entry as it is now, for :func:`restore`."""
    previous = (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural)
    forms = provenance.forms(entry)
    return Memento(entry.msgstr, forms, tuple(entry.flags), entry.tcomment, previous)


def restore(entry: polib.POEntry, memento: Memento) -> bool:
    """Make the entry what it was."""
    provenance.put(entry, memento.text, memento.forms)
    entry.tcomment = memento.comments
    entry.flags = list(memento.flags)
    entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural = memento.previous
    return True


def version(entry: polib.POEntry) -> str:
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


def write(entry: polib.POEntry, text: str, *, approve: bool) -> bool:
    """Put in what a person wrote, as a draft (fuzzy) or approved.

    The record of who drafted it stays: a text that is the program's to the letter stays its own.
    An empty text makes the entry new again.

    Raises:
        CatalogError: the entry has plural forms, or an empty text is to be approved.
    """
    if entry.msgid_plural:
        raise CatalogError(
            "this message has plural forms, which the page does not edit", "use a PO editor"
        )
    text = fit(text, entry.msgid)
    before = remember(entry)
    if not text:
        if approve:
            raise CatalogError("there is nothing to approve", "write a translation first")
        provenance.clear(entry)
        return remember(entry) != before
    if text != entry.msgstr:
        entry.msgstr = text
        provenance.drop_findings(entry)
    if approve:
        provenance.approve(entry)
    elif not entry.fuzzy:
        entry.flags.append("fuzzy")
    return remember(entry) != before


def notes(entry: polib.POEntry) -> list[str]:
    """What people have noted at a message, for each other: a line of comment each."""
    lines = provenance.people_s_comments(entry).split("\n")
    return [line.removeprefix(NOTE) for line in lines if line.strip()]


def add_note(entry: polib.POEntry, text: str) -> bool:
    """Leave a note for other translators, as a comment ``# note: …``.

    Raises:
        CatalogError: it is empty, or reads like a record of a program's.
    """
    line = _BREAKS.sub(" ", fit(text, "-")).strip()
    if not line or "l10n:" in line:
        raise CatalogError(
            "a note cannot be empty or hold l10n's own marks", "write it in other words"
        )
    entry.tcomment = "\n".join(filter(None, [entry.tcomment, NOTE + line]))
    return True


def remove_note(entry: polib.POEntry, text: str) -> bool:
    """Remove a note; comments that are no notes of this kind stay."""
    lines = entry.tcomment.split("\n")
    if NOTE + text not in lines:
        return False
    lines.remove(NOTE + text)
    entry.tcomment = "\n".join(lines)
    return True
