"""Documents that are sent to be translated, and the translations until they are fetched."""

from __future__ import annotations

import re
import secrets
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats import read_document, suffixes
from l10n.formats.segmentation import segment_document
from l10n.serving.failures import busy, invalid
from l10n.translation.documents import Whole

KEPT = 600.0
"""Seconds that a translated document can be fetched."""

_NAME = 80  # characters of a document's name that are kept


def take_in(data: bytes, name: str, source: str, locale: str, characters: int) -> Whole:
    """A document as it was sent.

    Args:
        data: its bytes.
        name: the client's name for it, of which no file gets more than plain letters.
        source: language of the document.
        locale: what it is translated into.
        characters: that it may have at most.

    Raises:
        HTTPException: 400, it is of no format that is read, damaged, or too long.
    """
    suffix = suffix_of(name)
    with tempfile.TemporaryDirectory(prefix="l10n-") as folder:
        # Some formats are told by the name; a harmless rest of it does for that.
        stem = re.sub(r"[^a-z0-9_-]", "", _stem(name).lower())[:_NAME]
        path = Path(folder) / f"document-{stem}{suffix}"
        path.write_bytes(data)
        try:
            document = read_document(path)
            segments = segment_document(document, source)
        except SourceError as error:
            told = error.message.replace(str(path), "the document")
            raise invalid(f"Invalid request: {told}") from None
    whole = Whole(document, segments, source, locale)
    if (length := sum(map(len, whole.texts))) > characters:
        raise invalid(f"Invalid request: document ({length}) exceeds text limit ({characters})")
    return whole


def suffix_of(name: str) -> str:
    """The suffix of a document's name.

    Raises:
        HTTPException: 400, no format has it.
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix not in suffixes():
        raise invalid("Invalid request: file format not supported")
    return suffix


def translated_name(name: str, locale: str) -> str:
    """What a translated document is called: ``letter.docx`` becomes ``letter_ru.docx``."""
    suffix = ".po" if suffix_of(name) == ".pot" else suffix_of(name)
    return f"{_stem(name)}_{locale}{suffix}"


def _stem(name: str) -> str:
    """What a document is called without its suffix, as far as any system can write it."""
    given = PurePosixPath(name.replace("\\", "/")).stem
    stem = "".join(c for c in given if c.isalnum() or c in " ._-()")
    return stem.strip(" .")[:_NAME] or "document"


class Kept(NamedTuple):
    """A document that waits to be fetched."""

    name: str
    data: bytes
    until: float


class Shelf:
    """Translated documents, in memory, until they are fetched or too old.

    Args:
        room: bytes that all of them may have together; the oldest go first.
        now: the time, in seconds.
    """

    def __init__(self, room: int, now: Callable[[], float] = time.monotonic) -> None:
        self._room = room
        self._now = now
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def put(self, name: str, data: bytes) -> str:
        """Keep a document; returns the word that fetches it.

        Raises:
            HTTPException: 503, it has more bytes than there is room for.
        """
        if len(data) > self._room:
            raise busy("The server has no room for the translated document", KEPT)
        self._clear(len(data))
        word = secrets.token_urlsafe(24)
        self._kept[word] = Kept(name, data, self._now() + KEPT)
        return word

    def get(self, word: str) -> Kept | None:
        """A document; None where there is none, or no more."""
        self._clear(0)
        return self._kept.get(word)

    def _clear(self, wanted: int) -> None:
        size = wanted + sum(len(one.data) for one in self._kept.values())
        for word, one in list(self._kept.items()):
            if one.until > self._now() and size <= self._room:
                break
            size -= len(one.data)
            del self._kept[word]
