"""Reading source documents: one reader per format, registered in :data:`READERS`.

A reader takes the decoded text and returns its translatable blocks; what is outside of the blocks
is carried over untouched by whoever exports.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from l10n.errors import SourceError
from l10n.formats import encodings, json, po, subtitles, text
from l10n.formats.html import reader as html
from l10n.formats.markdown import reader as markdown
from l10n.formats.office import archives, docx, odt
from l10n.formats.reading import Reading, check_length, one_level
from l10n.model import Block, Document, Kind

Reader = Callable[[str], Reading]

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".srt": subtitles.read,
    ".vtt": subtitles.read,
    ".json": json.read,
    ".arb": json.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".po": po.read,
    ".pot": po.read,
}

ARCHIVES = {".docx": docx.MEMBERS, ".odt": odt.MEMBERS}
"""The formats that are ZIP archives, and the names of their members that have text."""


# In HTML and JSON a picture or a whole file may be one line: only their texts are measured.
_LINED = (text.read, markdown.read, subtitles.read, po.read)

# Taking markup apart needs some hundred times the memory of its text.
_MOST_BYTES = 32 * 1024 * 1024


def read_document(path: Path, encoding: str | None = None) -> Document:
    """Read a source document.

    Args:
        path: the file; its suffix picks the reader.
        encoding: name of the text's encoding; None for UTF-8, or UTF-16 with a byte-order mark.

    Raises:
        SourceError: the file is missing, a folder, empty, binary, of a format that has no reader,
            or not in the encoding.
    """
    if path.is_dir():
        raise SourceError(f"{path}: is a folder", f"name a document in it: {path}/….txt")
    reader = READERS.get(path.suffix.lower())
    try:
        if reader is not text.read and path.stat().st_size > _MOST_BYTES:
            raise SourceError(
                f"{path}: is larger than {_MOST_BYTES >> 20} MB", "split it into several documents"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file", "check the path") from None
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be read ({error.strerror})", "check its permissions"
        ) from error
    if reader is None:
        raise SourceError(
            f"{path}: no reader for {path.suffix or 'files without a suffix'}",
            f"formats that can be read: {', '.join(READERS)}",
        )
    if (members := ARCHIVES.get(path.suffix.lower())) is not None:
        try:
            content, places = archives.unpack(data, members)
        except SourceError as error:
            raise SourceError(f"{path}: {error.message}", error.hint) from None
        document = make_document(path, content, reader=reader)
        return replace(document, archive=data, members=places)
    if reader is html.read:
        encoding = encoding or html.declared_encoding(data)
    elif reader is po.read:
        encoding = encoding or po.declared_encoding(data)
    decoded, codec = encodings.decode(data, str(path), encoding)
    return make_document(path, decoded, codec, reader)


def make_document(
    path: Path, content: str, encoding: str = "utf-8", reader: Reader = text.read
) -> Document:
    """A document from text in hand; ``path`` only names it.

    Raises:
        SourceError: there is nothing to translate in it, or a line or text is too long.
    """
    try:
        if reader in _LINED:
            check_length("a line", max(map(len, content.splitlines()), default=0))
        reading = reader(content)
        check_length("a text", max(map(_letters, reading.blocks), default=0))
    except SourceError as error:
        raise SourceError(f"{path}: {error.message}", error.hint) from None
    if not reading.blocks:
        raise SourceError(
            f"{path}: is empty, there is nothing to translate", "name another document"
        )
    return Document(path, content, one_level(reading.blocks), encoding, reading.locale_spans)


def _letters(block: Block) -> int:
    """The length of a block's text; a code is one letter, however large the picture in it."""
    if not block.inlines:
        return len(block.content)
    return sum(len(i.source) if i.kind is Kind.TEXT else 1 for i in block.inlines)
