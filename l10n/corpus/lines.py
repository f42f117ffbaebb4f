"""Inputs that are read line by line: plain text and JSONL.

A line ends at a line feed, as ``wc -l`` counts; whatever other line breaks a text has are part of
it. A line's end stays as it is, so that the output has the same lines.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from l10n.corpus.compression import READ_ERRORS, Input, compress
from l10n.corpus.partition import Limits, Partition
from l10n.errors import SourceError

_END = re.compile(r"\r?\n\Z")
_SPACE = re.compile(r"[ \t\r\n]*")


class Line(NamedTuple):
    """A line taken apart; without a text, ``before`` and ``after`` are all of it.

    Attributes:
        text: what to translate; None where there is nothing, or a problem.
        before, after: what stays around the translation.
        problem: why the line cannot be translated, "" where it can.
    """

    text: str | None
    before: str = ""
    after: str = ""
    problem: str = ""


class Syntax(Protocol):
    """How a text stands in a line."""

    def take_apart(self, line: str) -> Line:
        """A line with its end."""

    def write(self, text: str) -> str:
        """A translation as it stands in the line."""

    def failed(self, line: Line) -> str:
        """What stands in place of a line that could not be translated."""


class TextSyntax:
    """The line is the text. A failed line is empty, so that line by line is still text by text."""

    def take_apart(self, line: str) -> Line:
        """See :class:`Syntax`."""
        end = _line_end(line)
        if not line.strip():
            return Line(None, line)
        if "\0" in line:
            return Line(None, after=end, problem="holds a NUL character, it is no text in UTF-8")
        return Line(line[: len(line) - len(end)], after=end)

    def write(self, text: str) -> str:
        """See :class:`Syntax`."""
        return text

    def failed(self, line: Line) -> str:
        """See :class:`Syntax`."""
        return line.after


class JsonlSyntax:
    """The text is the value of a field of a JSON object; all else in the line stays to the byte.

    A failed line is left out: an object with a wrong text, or none, would be taken for a good one.
    """

    def __init__(self, field: str) -> None:
        self._field = field

    def take_apart(self, line: str) -> Line:
        """See :class:`Syntax`."""
        if not line.strip():
            return Line(None, line)
        start = 1 if line.startswith("\ufeff") else 0
        try:
            record = json.loads(line[start:])
            if not isinstance(record, dict):
                raise ValueError("no JSON object")
            if self._field not in record:
                raise ValueError(f"has no field {self._field!r}")
            text = record[self._field]
            if text is None or (isinstance(text, str) and not text.strip()):
                return Line(None, line)
            if not isinstance(text, str):
                raise ValueError(f"field {self._field!r} is no string")
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                raise ValueError(f"field {self._field!r} holds half of a surrogate pair")
        except json.JSONDecodeError as error:
            return Line(None, problem=f"no JSON: {error.msg} at column {error.colno}")
        except RecursionError:
            return Line(None, problem="no JSON: nested too deeply")
        except ValueError as error:
            return Line(None, problem=str(error))
        first, last = _value_span(line, start, self._field)
        return Line(text, line[:first], line[last:])

    def write(self, text: str) -> str:
        """See :class:`Syntax`."""
        return json.dumps(text, ensure_ascii=False)

    def failed(self, line: Line) -> str:
        """See :class:`Syntax`."""
        return ""


def _value_span(line: str, position: int, field: str) -> tuple[int, int]:
    """Where the value of a field stands in a line that is a JSON object; the last one counts."""
    decoder = json.JSONDecoder()
    span = (0, 0)
    position = _skip(line, _skip(line, position) + 1)  # behind the opening brace
    while line[position] != "}":
        key, position = decoder.raw_decode(line, position)
        start = _skip(line, _skip(line, position) + 1)  # behind the colon
        _, end = decoder.raw_decode(line, start)
        if key == field:
            span = (start, end)
        position = _skip(line, end)
        if line[position] == ",":
            position = _skip(line, position + 1)
    return span


def _skip(line: str, position: int) -> int:
    found = _SPACE.match(line, position)
    return found.end() if found else position


def _line_end(line: str) -> str:
    found = _END.search(line)
    return found.group() if found else ""


def partitions(path: Path, syntax: Syntax, limits: Limits) -> Iterator[Partition]:
    """The partitions of a file, read as they are asked for; joined, they are the file.

    Raises:
        SourceError: the file cannot be read, or not to its end: the compressed data is damaged.
    """
    first = 1
    index = position = 0
    try:
        with Input(path) as file:
            while found := _collect(file, syntax, limits):
                lines, digest = found
                here = file.position()
                yield Partition(
                    index,
                    first,
                    digest,
                    tuple(line.text for line in lines),
                    {at: line.problem for at, line in enumerate(lines) if line.problem},
                    here - position,
                    _Builder(path, syntax, lines),
                )
                index, first, position = index + 1, first + len(lines), here
    except READ_ERRORS as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(
            f"{path}: cannot be read to its end ({reason})",
            f"what stands from line {first} on is not translated; mend the file",
        ) from None


class _Builder:
    """See :data:`l10n.corpus.partition.Build`."""

    def __init__(self, path: Path, syntax: Syntax, lines: Sequence[Line]) -> None:
        self._path, self._syntax, self._lines = path, syntax, lines

    def __call__(self, translations: Sequence[str | None]) -> bytes:
        pieces = []
        for line, translation in zip(self._lines, translations, strict=True):
            if line.problem or (line.text is not None and translation is None):
                pieces.append(self._syntax.failed(line))
            elif line.text is None:
                pieces.append(line.before + line.after)
            else:
                pieces.append(line.before + self._syntax.write(translation or "") + line.after)
        return compress("".join(pieces).encode("utf-8"), self._path)


def _collect(file: Input, syntax: Syntax, limits: Limits) -> tuple[list[Line], str] | None:
    """The lines of the next partition and the digest of their bytes; None at the end."""
    lines: list[Line] = []
    digest = hashlib.sha256()
    size = 0
    while len(lines) < limits.lines and size < limits.size:
        data = file.readline(limits.line)
        if not data:
            break
        digest.update(data)
        size += len(data)
        if len(data) == limits.line and not data.endswith(b"\n"):
            lines.append(_too_long(file, limits, digest))
        else:
            lines.append(_decoded(data, syntax))
    return (lines, digest.hexdigest()) if lines else None


def _too_long(file: Input, limits: Limits, digest: hashlib._Hash) -> Line:
    """Pass over the rest of a line that is too long to be held in memory."""
    rest = b""
    while more := file.readline(limits.line):
        digest.update(more)
        rest = more
        if more.endswith(b"\n"):
            break
    end = "\n" if rest.endswith(b"\n") else ""
    return Line(None, after=end, problem=f"is longer than {limits.line} bytes")


def _decoded(data: bytes, syntax: Syntax) -> Line:
    try:
        return syntax.take_apart(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        end = _line_end(data[-2:].decode("latin-1"))
        reason = f"is not UTF-8: byte 0x{data[error.start]:02x} at byte {error.start + 1}"
        return Line(None, after=end, problem=reason)
