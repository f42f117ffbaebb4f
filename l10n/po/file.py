"""PO files in memory: read by :mod:`l10n.po.syntax`, and written so that what is unchanged stays.

Every message keeps the lines that it was read from, and the file what stands between and after
them: comments, blank lines, the order and the wrapping of the header are written as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from l10n.errors import CatalogError
from l10n.files import content_digest
from l10n.garbage import uncollected
from l10n.po.decoding import Decoded, charset, codec, decode
from l10n.po.header import fields, put_fields
from l10n.po.message import Fault, Message
from l10n.po.splicing import render
from l10n.po.syntax import messages
from l10n.po.writing import Style, written

_BYTE = re.compile(r"\\[0-7x]")
_HEAD = 1 << 18  # bytes in which the first messages of a file are looked for

# Fields are not wrapped, but in a file that has them so.
_HEADER_STYLE = Style(0)


class File(list[Message]):
    """A PO file in memory: its messages without the header, obsolete ones too.

    Attributes:
        form: the text it was read from, its charset, line ends, byte-order mark.
        header: the message that holds the fields of the file, None where there is none.
        header_at: how many messages stand before it.
        tail: what stands after the last message.
        domains: the names that directives ``domain`` give.
        digest: of the bytes that it was loaded from, see :func:`l10n.files.content_digest`.
    """

    def __init__(self, items: Iterable[Message] = (), form: Decoded | None = None) -> None:
        super().__init__(items)
        self.form = form or Decoded("", "utf-8")
        self.header: Message | None = None
        self.header_at = 0
        self.tail = ""
        self.domains: list[str] = []
        self.digest = b""
        self._style: Style | None = None

    @classmethod
    def of(cls, text: str) -> File:
        """The file that a text is, whatever is wrong with it."""
        return _read(Decoded(text, "utf-8"), [])

    @property
    def metadata(self) -> dict[str, str]:
        """The fields of the header, in order."""
        return dict(fields(self.header.msgstr)) if self.header else {}

    @metadata.setter
    def metadata(self, values: dict[str, str]) -> None:
        if self.header is None:
            self.header = Message(gap="", is_first=True)
        self.header.msgstr = put_fields(self.header.msgstr, values)

    @property
    def style(self) -> Style:
        """How the file's strings are wrapped."""
        if self._style is None:
            self._style = Style.of(self)
        return self._style


def new() -> File:
    """A PO file without messages."""
    return File()


def load(path: Path) -> File:
    """Read a PO or POT file.

    Raises:
        CatalogError: it cannot be read, or has a fault that ``msgfmt`` stops at; the message names
            file and line.
    """
    if path.exists() and not path.is_file():
        raise CatalogError(f"{path}: is no regular file", "name a PO file")
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "check its permissions"
        raise CatalogError(f"{path}: cannot be read ({error.strerror})", hint) from None
    with uncollected():
        po, faults = read(data)
    if fatal := [fault for fault in faults if fault.fatal]:
        raise refusal(path, fatal[0])
    check_domains(path, po)
    po.digest = content_digest(data)
    return po


def check_domains(path: Path, po: File) -> None:
    """Refuse a file of several domains: the messages of one document are one domain.

    Raises:
        CatalogError: the file has a directive ``domain``.
    """
    if po.domains:
        raise CatalogError(
            f"{path}: has a directive domain ({', '.join(po.domains)}), l10n knows one a file",
            "split it: one file for each domain; nothing was changed",
        )


def refusal(path: Path, fault: Fault) -> CatalogError:
    """The error that says why a file cannot be worked with."""
    what = "not in the encoding that the header names" if fault.kind == "charset" else ""
    what = what or "not a valid PO file"
    return CatalogError(
        f"{path}:{fault.line}: {what}: {fault.message}",
        f"{fault.hint}; `msgfmt -c` shows the spot too; nothing was changed",
    )


def read(data: bytes) -> tuple[File, list[Fault]]:
    """The file that some bytes are, and what is wrong with it."""
    faults: list[Fault] = []
    form = decode(data, faults)
    po = _read(form, faults)
    declared = charset(po.header.msgstr) if po.header else ""
    if declared and (found := codec(declared, [], 1)) != form.encoding:
        # The header is written so that it could not be found before the file was read.
        faults = []
        po = _read(decode(data, faults, found), faults)
    return po, faults


def _read(form: Decoded, faults: list[Fault]) -> File:
    po = File(form=form)
    at = 0
    for message in messages(form.text, faults, encoding=form.encoding, by_token=not form.is_clean):
        message.is_first = not at
        gap = message.gap.replace("\\\n", "")  # what joins lines
        message.shares_line = bool(at) and form.text[at - 1] != "\n" and "\n" not in gap
        if message.is_header and po.header is None:
            po.header, po.header_at = message, len(po)
        else:
            po.append(message)
        if message.domain and message.domain not in po.domains:
            po.domains.append(message.domain)
        at = message.end
    po.tail = form.text[at:]
    return po


def head(path: Path, count: int) -> File | None:
    """The first messages of a file in UTF-8, None where it has not so many or they are faulty."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return None
    faults: list[Fault] = []
    form = decode(data[: data.rfind(b"\n") + 1], faults)
    reading = messages(form.text, faults, encoding=form.encoding)
    header = next(reading, None)
    if header is None or not header.is_header or form.encoding != "utf-8" or not form.is_clean:
        return None
    po = File(islice(reading, count), form)
    po.header = header
    if len(po) != count or faults or any(message.obsolete for message in po):
        return None
    return po


def dump(po: File) -> bytes:
    """The bytes of a PO file, in its own encoding, layout and line ends; see :func:`text_of`."""
    return po.form.encode(text_of(po))


def text_of(po: File) -> str:
    """The text of a PO file.

    Messages that have not changed since they were read or written last stay as they are written.
    """
    pieces: list[str] = []
    ordered = list(po)
    if po.header is not None:
        ordered.insert(min(po.header_at, len(ordered)), po.header)
    before = None
    for message in ordered:
        follows = before is not None and 0 <= before.end == message.start - len(message.gap)
        raw = message.raw
        # What marks a line as obsolete marks all that begins on it.
        if raw is None or message.is_changed or (message.shares_line and not follows):
            style = _HEADER_STYLE if message is po.header else po.style
            raw = written(message, style) if message.shares_line else render(message, style)
            message.keep(raw)
            message.start = message.end = -1
            message.shares_line = follows = False
        gap = message.gap
        if message.is_first != (before is None):  # moved from the file's start, or to it
            gap = "\n" if message.is_first else ""
        if not follows and pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
        pieces += [gap, raw]
        before = message
    if po.tail and pieces and before is not None and before.end < 0:
        pieces.append("" if pieces[-1].endswith("\n") else "\n")
    return "".join([*pieces, po.tail])


def to_utf8(po: File) -> None:
    """Let a file be written in UTF-8, and say so in its header."""
    for message in [*po, *([po.header] if po.header else [])]:
        if message.raw is not None and _BYTE.search(message.raw):
            message.raw = None  # its escape sequences are bytes of the old charset
    po.form = replace(po.form, encoding="utf-8")
    content_type = po.metadata.get("Content-Type", "text/plain; charset=UTF-8")
    content_type = re.sub(r"charset=\S*", "charset=UTF-8", content_type)
    po.metadata = po.metadata | {"Content-Type": content_type}
