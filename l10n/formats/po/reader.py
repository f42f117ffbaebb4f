"""PO and POT files as sources: the strings of a program (GNU gettext manual, "PO Files").

A block goes from a message's flags to the end of its ``msgstr``, for both are another in each
locale; see :mod:`l10n.formats.po.writer`. Obsolete messages and the header are no blocks.
"""

from __future__ import annotations

import re

from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.po import writer
from l10n.formats.reading import Reading
from l10n.model import Block, SourceEntry
from l10n.po.decoding import declared_encoding
from l10n.po.message import Fault, Message
from l10n.po.syntax import messages

_START = re.compile(r"^[ \t]*(?:#[,|!]|msg)", re.MULTILINE)
_MARK = "\ufeff"


def read(text: str) -> Reading:
    """The messages of a PO file.

    Raises:
        SourceError: it is not one; the message names the line.
    """
    faults: list[Fault] = []
    skipped = len(_MARK) if text.startswith(_MARK) else 0
    blocks = [
        _block(text, message, skipped)
        for message in messages(text[skipped:], faults)
        if message.msgid and not message.obsolete
    ]
    # The same message in two places of a program is one message of ours.
    if wrong := [fault for fault in faults if fault.fatal and fault.kind != "duplicates"]:
        what = f"line {wrong[0].line}: {wrong[0].message}"
        raise SourceError(what, f"{wrong[0].hint}; `msgfmt -c` shows the spot too")
    return Reading(blocks)


def _block(text: str, message: Message, skipped: int) -> Block:
    entry = SourceEntry(
        message.msgid,
        message.msgctxt or "",
        message.msgid_plural,
        "\n".join(filter(None, [*message.tcomment.split("\n"), *message.comment.split("\n")])),
        tuple(message.occurrences),
        tuple(flag for flag in message.flags if flag != "fuzzy"),
    )
    start, end = message.start + skipped, message.end + skipped
    found = _START.search(text, start, end)
    start = found.start() if found else start
    content = text[start:end].rstrip()
    span = (start, start + len(content))
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
