"""Compressed inputs: one entry a suffix in :data:`COMPRESSIONS`."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

_BUFFER = 8192  # bytes

READ_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What reading a damaged file raises, whatever the compression."""


class Compression(NamedTuple):
    """Opens a compressed stream for reading, and compresses a part as a whole.

    Parts of all of these can be joined by ``cat``: what comes out decompresses as one file.
    """

    open: Callable[[BinaryIO], Any]
    compress: Callable[[bytes], bytes]


def _open_zstd(file: BinaryIO) -> Any:
    import pyarrow

    return pyarrow.CompressedInputStream(pyarrow.PythonFile(file, mode="r"), "zstd")


def _zstd(data: bytes) -> bytes:
    import pyarrow

    return bytes(pyarrow.compress(data, codec="zstd", asbytes=True))


COMPRESSIONS: dict[str, Compression] = {
    # No time in the header: the same input gives the same bytes.
    ".gz": Compression(gzip.open, lambda data: gzip.compress(data, mtime=0)),
    ".bz2": Compression(bz2.open, bz2.compress),
    ".xz": Compression(lzma.open, lzma.compress),
    ".zst": Compression(_open_zstd, _zstd),
}


class Input:
    """A file to read lines from, decompressed where its suffix says so."""

    def __init__(self, path: Path) -> None:
        self._raw = path.open("rb")
        compression = COMPRESSIONS.get(path.suffix.lower())
        stream: Any = compression.open(self._raw) if compression else self._raw
        # gzip's and pyarrow's own readline are slow, or read without a limit. What was read of a
        # buffer when damage is met is lost: it is small.
        is_buffered = isinstance(stream, BufferedReader)
        self._file = stream if is_buffered else BufferedReader(stream, _BUFFER)

    def __enter__(self) -> Input:
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def readline(self, limit: int) -> bytes:
        """The next line, or the first ``limit`` bytes of it; nothing at the end."""
        return self._file.readline(limit)

    def position(self) -> int:
        """How far the file itself has been read, in bytes."""
        return self._raw.tell()


def compress(data: bytes, path: Path) -> bytes:
    """Data as a file of this suffix holds it."""
    compression = COMPRESSIONS.get(path.suffix.lower())
    return compression.compress(data) if compression else data
