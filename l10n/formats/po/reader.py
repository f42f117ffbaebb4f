"""PO and POT files as sources: the strings of a program (GNU gettext manual, "PO Files").

A block goes from a message's flags to the end of its ``msgstr``, for both are another in each
locale; see :mod:`l10n.formats.po.writer`. Obsolete messages and the header are no blocks.
"""

from __future__ import annotations

from l10n.formats.format import Format
from l10n.formats.po import writer
from l10n.formats.po.messages import Message, declared_encoding, messages
from l10n.formats.reading import Reading
from l10n.model import Block, SourceEntry


def read(text: str) -> Reading:
    """The messages of a PO file.

    Raises:
        SourceError: it is not one; the message names the line.
    """
    return Reading([_block(text, one) for one in messages(text) if one.strings["msgid"]])


def _block(text: str, message: Message) -> Block:
    entry = SourceEntry(
        message.strings["msgid"],
        message.strings.get("msgctxt", ""),
        message.strings.get("msgid_plural", ""),
        "\n".join(message.notes),
        tuple(message.references),
        tuple(flag for flag in message.flags if flag != "fuzzy"),
    )
    span = (message.start, message.end)
    content = text[slice(*span)]
    return Block("message", content, span, message.line, (), "po", True, entry.msgctxt, entry)


FORMAT = Format(
    name="po",
    title="gettext PO",
    suffixes=(".po", ".pot"),
    read=read,
    writers={},
    declared_encoding=declared_encoding,
    lined=True,
    tags_are_text=True,
    encoding="utf-8",
    write=writer.write,
    renamed={".pot": ".po"},
)
