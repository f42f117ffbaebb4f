"""Document formats: one record each in one registry, :data:`FORMATS`.

A reader takes the decoded text and returns its translatable blocks; what is outside of the blocks
is carried over untouched by :mod:`l10n.formats.splicing`. A new format is a module with a
:class:`~l10n.formats.format.Format` and its name in :data:`FORMATS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from l10n.errors import SourceError
from l10n.files import content_digest
from l10n.formats import (
    android,
    encodings,
    fluent,
    json,
    properties,
    qt,
    subtitles,
    text,
    xcstrings,
    yaml,
)
from l10n.formats.format import Format
from l10n.formats.html import reader as html
from l10n.formats.markdown import reader as markdown
from l10n.formats.office import archives, docx, epub, idml, odt, pptx, xlsx
from l10n.formats.po import reader as po
from l10n.formats.reading import check_length, one_level
from l10n.model import Block, Document, Kind
from l10n.plugins import Registry, adopter

_FORMATS = (
    text.TEXT,
    text.LINES,
    markdown.FORMAT,
    html.FORMAT,
    html.XHTML,
    subtitles.SRT,
    subtitles.VTT,
    docx.FORMAT,
    odt.FORMAT,
    pptx.FORMAT,
    xlsx.FORMAT,
    epub.FORMAT,
    idml.FORMAT,
    json.FORMAT,
    properties.PROPERTIES,
    properties.STRINGS,
    android.FORMAT,
    yaml.FORMAT,
    xcstrings.FORMAT,
    qt.FORMAT,
    fluent.FORMAT,
    po.FORMAT,
)
FORMATS = Registry("l10n.formats", "format", ((f.name, f) for f in _FORMATS), adopter(Format))
"""All formats by name."""

# Taking markup apart needs some hundred times the memory of its text.
_MOST_BYTES = 32 * 1024 * 1024


def suffixes() -> list[str]:
    """The suffixes of files that can be read."""
    return [suffix for one in FORMATS.complete().values() for suffix in one.suffixes]


def format_of(path: Path) -> Format | None:
    """The format that a file's suffix names, or its name where that says little; None for none."""
    # Plug-ins are looked for where none of ours reads it.
    return _named(path, FORMATS) or _named(path, FORMATS.complete())


def _named(path: Path, formats: Mapping[str, Format]) -> Format | None:
    suffix, name = path.suffix.lower(), path.name.lower()
    fitting = (one for one in formats.values() if suffix in one.suffixes)
    return next((one for one in fitting if re.fullmatch(one.names or ".*", name, re.S)), None)


def read_document(path: Path, encoding: str | None = None) -> Document:
    """Read a source document.

    Args:
        path: the file; its suffix picks the format.
        encoding: name of the text's encoding; None for UTF-8, or UTF-16 with a byte-order mark.

    Raises:
        SourceError: the file is missing, no regular file, binary, of a format that has no reader,
            or not in the encoding.
    """
    if path.is_dir():
        raise SourceError(f"{path}: is a folder", f"name a document in it: {path}/….txt")
    if path.exists() and not path.is_file():
        raise SourceError(
            f"{path}: is no regular file", "a pipe is read as standard input: l10n translate -"
        )
    found = format_of(path)
    try:
        if found and found.limited and path.stat().st_size > _MOST_BYTES:
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
    if found is None:
        raise _unread(path)
    if found.members:
        try:
            content, places = archives.unpack(data, found.members, found.doctypes)
        except SourceError as error:
            raise SourceError(f"{path}: {error.message}", error.hint) from None
        document = make_document(path, content, format=found)
        return replace(document, archive=data, members=places, digest=content_digest(data))
    if found.declared_encoding:
        encoding = encoding or found.declared_encoding(data)
    decoded, codec = encodings.decode(data, str(path), encoding)
    return replace(make_document(path, decoded, codec, found), digest=content_digest(data))


def _unread(path: Path) -> SourceError:
    """What to say of a file that no format is for."""
    what = f"{path}: no reader for {path.suffix or 'files without a suffix'}"
    titles = [one.title for one in FORMATS.values() if path.suffix.lower() in one.suffixes]
    if titles:
        hint = f"such a file is read as {titles[0]} where it is called as those are"
        return SourceError(f"{what} of this name", hint)
    return SourceError(what, f"formats that can be read: {', '.join(suffixes())}")


def make_document(
    path: Path, content: str, encoding: str = "utf-8", format: Format = text.TEXT
) -> Document:
    """A document from text in hand; ``path`` only names it.

    Raises:
        SourceError: a line or text is too long, or the format cannot be read.
    """
    try:
        if format.lined:
            check_length("a line", max(map(len, content.splitlines()), default=0))
        reading = format.read(content)
        check_length("a text", max(map(_letters, reading.blocks), default=0))
    except SourceError as error:
        raise SourceError(f"{path}: {error.message}", error.hint) from None
    blocks = one_level(reading.blocks)
    spans, skipped = reading.locale_spans, reading.skipped
    return Document(path, content, blocks, encoding, spans, format.name, skipped)


def _letters(block: Block) -> int:
    """The length of a block's text; a code is one letter, however large the picture in it."""
    if not block.inlines:
        return len(block.content)
    return sum(len(i.source) if i.kind is Kind.TEXT else 1 for i in block.inlines)
