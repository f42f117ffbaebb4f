"""Escape sequences in the strings of PO files: those of C (GNU gettext manual, "PO Files")."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|([\s\S])?)")
_NAMED = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
_TO_ESCAPE = {ord(char): f"\\{name}" for name, char in _NAMED.items()}
_BYTES = re.compile("[\udc80-\udcff]+")


class EscapeError(ValueError):
    """An escape sequence that C does not have, or one of bytes that are no text."""


def escaped(text: str) -> str:
    """A text as it stands between quotation marks."""
    return text.translate(_TO_ESCAPE)


def unescaped(string: str) -> str:
    r"""The text of what stands between quotation marks.

    ``\101`` and ``\x41`` are bytes of the file's charset; those that are not ASCII come as
    Python's ``surrogateescape`` writes them, for :func:`joined_bytes` to put together.

    Raises:
        EscapeError: an escape sequence is none that C has.
    """
    return _ESCAPE.sub(_unescaped, string)


def _unescaped(found: re.Match[str]) -> str:
    digits, octal, letter = found.groups()
    if digits or octal:
        byte = (int(digits[-2:], 16) if digits else int(octal, 8)) & 0xFF
        return chr(byte) if byte < 0x80 else chr(0xDC00 + byte)
    try:
        return _NAMED[letter or ""]
    except KeyError:
        raise EscapeError(f"{found.group()!r} is no escape sequence") from None


def joined_bytes(text: str, encoding: str) -> str:
    """The text with bytes that :func:`unescaped` left put together to letters.

    Raises:
        EscapeError: they are none in this encoding.
    """

    def letters(found: re.Match[str]) -> str:
        return found.group().encode("ascii", "surrogateescape").decode(encoding)

    try:
        return _BYTES.sub(letters, text)
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise EscapeError(
            f"byte 0x{byte:02X} is not {encoding.upper()}, the charset of the header"
        ) from None
