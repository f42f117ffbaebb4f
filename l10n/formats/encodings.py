"""From a file's bytes to text and back, without guessing."""

from __future__ import annotations

import codecs

from l10n.errors import SourceError

# Longest first: a UTF-32 mark starts with the UTF-16 one. The codecs with a fixed byte order keep
# the mark as U+FEFF, so that encoding the text gives back the same bytes.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of ``data``, and the codec that turns the text back into the same bytes.

    Args:
        data: the bytes of a file.
        name: what to call the file in an error.
        encoding: the encoding a person named; None for a byte-order mark's, else UTF-8.

    Raises:
        SourceError: the encoding is unknown, the bytes are not in it, or they are not text.
    """
    codec = encoding or next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(codec)
    except (LookupError, UnicodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            if encoding is None and b"\0" in data:
                raise _binary(name) from None
            raise SourceError(
                f"{name}: not {codec} (byte 0x{data[error.start]:02x} at offset {error.start})",
                "name its encoding, as in --encoding cp1251",
            ) from None
        raise SourceError(
            f"{name}: unknown encoding {codec!r}", "use a name such as utf-8, cp1251, utf-16"
        ) from None
    if "\0" in text:
        raise _binary(name)
    return text, codec


def _binary(name: str) -> SourceError:
    return SourceError(f"{name}: is a binary file, not text", "save it as plain text first")
