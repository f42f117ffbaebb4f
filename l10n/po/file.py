"""PO files in and out through polib, and what polib would lose on the way.

polib parses and writes the messages. Kept here besides: line ends, byte-order mark, whether
strings are wrapped, previous msgids of obsolete entries, comments of the header and after the last
entry, comment lines as they are broken, and file names with spaces in references.
"""

from __future__ import annotations

import codecs
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import polib

from l10n.errors import CatalogError
from l10n.po.syntax import CLOSE, OPEN, Message, scan, whole_names

# GNU gettext's tools break strings at 79 columns; polib counts one less for the same result.
_WIDTH = 78
_HEAD = 1 << 18  # bytes in which the first messages of a file are looked for
_SYNTAX_ERROR = re.compile(r"\(line (\d+)\)(?:: (.+))?")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_LONG_LINE = re.compile(r'^(?:msg\w+(?:\[\d\])? )?"(?=.{0,60} ).{80,}"', re.MULTILINE)
_HEADER = re.compile(r'((?:#.*\n|[^\S\n]*\n)*)msgid ""\nmsgstr (?:".*"\n)+')


class File(polib.POFile):
    """A PO file in memory.

    Attributes:
        bom: whether the file starts with a byte-order mark.
        newline: how its lines end.
        head: extracted comments and references of the header.
        tail: comments after the last message.
    """

    bom = False
    newline = "\n"
    head = ""
    tail = ""


class _Text(str):
    """Text whose lines end where a PO file's do: not at U+2028, form feed and their like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return _LINE_BREAK.split(self)


def new() -> File:
    """A PO file without messages."""
    return File(wrapwidth=_WIDTH)


def load(path: Path) -> File:
    """Parse a PO or POT file.

    Raises:
        CatalogError: it cannot be read or does not parse; the message names file and line.
    """
    if path.exists() and not path.is_file():
        raise CatalogError(f"{path}: is no regular file", "name a PO file")
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "check its permissions"
        raise CatalogError(f"{path}: cannot be read ({error.strerror})", hint) from None
    bom = data.startswith(codecs.BOM_UTF8)
    encoding = polib.detect_encoding(data.decode("latin-1"))
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(
            f"{path}:{line}: not in the encoding that the header names, {encoding}",
            "save it as UTF-8 in a PO editor; nothing was changed",
        ) from None
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    text += "" if text.endswith("\n") else "\n"
    header = _HEADER.match(text)
    tail = _tail(text)
    with _without_collecting():
        po = _regular(text, header, tail, encoding) or _parse(path, text, encoding)
    po.bom = bom
    po.newline = newline
    po.head = "".join(re.findall(r"^#[.:].*\n", header.group(1), re.MULTILINE)) if header else ""
    po.tail = text[tail:].strip("\n") if len(po) else ""
    po.wrapwidth = 0 if _LONG_LINE.search(text, header.end() if header else 0) else _WIDTH
    return po


def head(path: Path, count: int) -> File | None:
    """The first messages of a file in UTF-8 that is written as tools do, else None."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD).decode("utf-8", "ignore")
    except OSError:
        return None
    header = _HEADER.match(text)
    if header is None or "charset=utf-8" not in header.group().lower():
        return None
    try:
        po: File = polib.pofile(_Text(_spaced(header.group())), klass=File)
        po.extend(islice(scan(text, header.end(), len(text)), count))
    except (ValueError, OSError):
        return None
    return po if len(po) == count and not any(entry.obsolete for entry in po) else None


def _regular(text: str, header: re.Match[str] | None, tail: int, encoding: str) -> File | None:
    """The file where it is written as tools do, else None."""
    if header is None or "\r" in text:
        return None
    try:
        messages = list(scan(text, header.end(), tail))
        po: File = polib.pofile(_Text(_spaced(header.group())), encoding=encoding, klass=File)
    except (ValueError, OSError):
        return None
    po.extend(messages)
    return po


def _parse(path: Path, text: str, encoding: str) -> File:
    # polib skips "#~|" lines, but reads "#|" before an obsolete message just as well.
    parsable = _spaced(re.sub(r"^#~\|", "#|", text, flags=re.MULTILINE))
    try:
        po: File = polib.pofile(_Text(parsable), encoding=encoding, klass=File)
    except OSError as error:
        found = _SYNTAX_ERROR.search(str(error))
        number, reason = found.groups() if found else ("1", str(error))
        raise CatalogError(
            f"{path}:{number}: not a valid PO file" + (f": {reason}" if reason else ""),
            "mend it by hand (`msgfmt -c` shows the spot too); nothing was changed",
        ) from None
    for entry in po:
        entry.occurrences = list(whole_names(entry.occurrences))
    return po


def _spaced(text: str) -> str:
    """The text with a space after each comment's mark, as polib wants it."""
    return re.sub(r"^#[.:,|]?(?=[^\s.:,|~#=])", r"\g<0> ", text, flags=re.MULTILINE)


def _tail(text: str) -> int:
    """Where the comments and empty lines begin that the file ends with."""
    end = len(text)
    while end:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start:end].strip()
        if line and (not line.startswith("#") or line.startswith("#~")):
            break
        end = start
    return end


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking at all the messages again while they get more."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def dump(po: File) -> bytes:
    """The bytes of a PO file, in its own encoding, layout and line ends.

    Messages that have not changed since they were read or written last stay as they are written.
    """
    header = _prefixed("#", po.header) + po.head
    in_use = [entry for entry in po if not entry.obsolete]
    obsolete = [entry for entry in po if entry.obsolete]
    entries = [_kept(entry, po.wrapwidth) for entry in [*in_use, *obsolete]]
    text = header + "\n".join([_render(po.metadata_as_entry(), po.wrapwidth), *entries])
    if po.tail:
        text += f"\n{po.tail}\n"
    if po.newline != "\n":
        text = text.replace("\n", po.newline)
    return (codecs.BOM_UTF8 if po.bom else b"") + text.encode(po.encoding)


def _kept(entry: polib.POEntry, width: int) -> str:
    if not isinstance(entry, Message):
        return _render(entry, width)
    text = entry.written()
    if text is None:
        text = _render(entry, width)
        entry.keep(text)
    return text


def _render(entry: polib.POEntry, width: int) -> str:
    """One message; polib writes all but comments and references."""
    head = _prefixed("#", entry.tcomment)
    if not entry.obsolete:
        head += _prefixed("#.", entry.comment) + _references(entry.occurrences, width)
    bare = polib.POEntry.__new__(polib.POEntry)
    bare.__dict__.update(entry.__dict__, tcomment="", comment="", occurrences=())
    return head + str(bare.__unicode__(width))


def _prefixed(mark: str, comment: str) -> str:
    if not comment:
        return ""
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in comment.split("\n"))


def _references(occurrences: list[tuple[str, str]], width: int) -> str:
    lines: list[str] = []
    for path, line in occurrences:
        name = f"{OPEN}{path}{CLOSE}" if re.search(r"\s", path) else path
        reference = f"{name}:{line}" if line else name
        if lines and (not width or len(lines[-1]) + len(reference) < width):
            lines[-1] += f" {reference}"
        else:
            lines.append(f"#: {reference}")
    return "".join(f"{line}\n" for line in lines)
