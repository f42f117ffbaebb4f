"""What a person does to a message: write a translation, approve it, take it back.

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


def on_one_line(text: str) -> str:
    """A person's text as it may stand in a comment.

    Raises:
        CatalogError: it holds control characters or halves of characters.
    """
    return _BREAKS.sub(" ", fit(text, "-")).strip()
