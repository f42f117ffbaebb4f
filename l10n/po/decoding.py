"""From the bytes of a PO file to its text: the charset that the header names, line ends."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from l10n.po.message import Fault

_HEADER = re.compile(
    rb'^[ \t]*msgid[ \t]*""[ \t\r]*\n[ \t]*msgstr(?:[^\n]*\n(?![ \t\r]*(?:\n|#|msg)))*[^\n]*', re.M
)
_CHARSET = re.compile(r'charset=([^\s\\";]+)', re.IGNORECASE)
# What has to mean the same in a charset: the syntax of PO files is written in it.
_SYNTAX = b'\n "#,.:[]abcxyzABCXYZ_0123456789\\n\\101'
_CONVERT = "convert it: `msgconv --to-code=UTF-8`"


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A PO file's text.

    Attributes:
        text: without byte-order mark, lines end with ``\n``; bytes that are none of the encoding
            are in it as Python's ``surrogateescape`` writes them.
        encoding: Python's name of it.
        is_clean: whether all bytes were letters of the encoding.
        bom: whether the file starts with a byte-order mark.
        newline: how its lines end.
    """

    text: str
    encoding: str
    is_clean: bool = True
    bom: bool = False
    newline: str = "\n"

    def encode(self, text: str) -> bytes:
        """The bytes of another text in the same form."""
        if self.newline != "\n":
            text = text.replace("\n", self.newline)
        data = text.encode(self.encoding, "surrogateescape")
        return codecs.BOM_UTF8 + data if self.bom else data


def decode(data: bytes, faults: list[Fault], encoding: str | None = None) -> Decoded:
    """The text of a PO file.

    Args:
        data: the file's bytes.
        faults: what is wrong with the charset is appended.
        encoding: the file's, None for what its header names; UTF-8 where that names none.
    """
    if encoding is None:
        header = _HEADER.search(data)
        name = charset(header.group().decode("latin-1")) if header else ""
        at = data.find(name.encode("latin-1"), header.start()) if header else 0
        encoding = codec(name, faults, data.count(b"\n", 0, at) + 1)
    if (zero := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, zero) + 1
        hint = "MO files are made from PO files, UTF-16 is none of gettext's charsets"
        faults.append(Fault(line, "syntax", "a zero byte", hint))
    bom = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    newline = "\n"
    lines = data.count(b"\r\n")
    # Else they stay, as white space before the end of the line: gettext takes them for that.
    if lines and lines == data.count(b"\n") == data.count(b"\r") and b"\\\r\n" not in data:
        data = data.replace(b"\r\n", b"\n")
        newline = "\r\n"
    try:
        return Decoded(data.decode(encoding), encoding, True, bom, newline)
    except UnicodeDecodeError:
        text = data.decode(encoding, "surrogateescape")
        return Decoded(text, encoding, False, bom, newline)


def declared_encoding(data: bytes) -> str | None:
    """The codec that a file's header names; None where it names none that PO files can be in."""
    header = _HEADER.search(data)
    name = charset(header.group().decode("latin-1")) if header else ""
    faults: list[Fault] = []
    found = codec(name, faults, 1)
    return found if name and not any(f.message.startswith("unknown") for f in faults) else None


def charset(header: str) -> str:
    """The charset that a header's text names, "" for none."""
    found = _CHARSET.search(header)
    return found[1] if found else ""


def codec(name: str, faults: list[Fault], line: int) -> str:
    """Python's name of a charset; UTF-8 where it is none that PO files can be in.

    Args:
        name: the charset; "" and a template's ``CHARSET`` are none.
        faults: an unknown charset, and any but UTF-8, is appended.
        line: where it is named.
    """
    if name in ("", "CHARSET"):
        return "utf-8"
    try:
        found = codecs.lookup(name).name
        if _SYNTAX.decode(found) != _SYNTAX.decode("ascii"):
            raise LookupError
    except (LookupError, ValueError):
        hint = "save the file in UTF-8"
        faults.append(Fault(line, "charset", f"unknown charset {name}", hint, fatal=False))
        return "utf-8"
    if found not in ("utf-8", "ascii"):
        message = f"charset {name}, not UTF-8"
        faults.append(Fault(line, "charset", message, _CONVERT, fatal=False, is_warning=True))
    return found
