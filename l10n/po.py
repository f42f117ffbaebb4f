"""PO files in and out through polib, and what polib would lose on the way.

polib parses and writes the messages. Kept here besides: line ends, byte-order mark, whether
strings are wrapped, previous msgids of obsolete entries, comments of the header and after the last
entry, comment lines as they are broken, and file names with spaces in references.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

import polib

from l10n.errors import CatalogError

# GNU gettext's tools break strings at 79 columns; polib counts one less for the same result.
_WIDTH = 78
_SYNTAX_ERROR = re.compile(r"\(line (\d+)\)(?:: (.+))?")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_LONG_LINE = re.compile(r'^(?:msg\w+(?:\[\d\])? )?"(?=.{0,60} ).{80,}"', re.MULTILINE)
_TAIL = re.compile(r"(?:^#(?!~).*\n?|^[^\S\n]*\n)+\Z", re.MULTILINE)
_HEADER = re.compile(r'((?:#.*\n|[^\S\n]*\n)*)msgid ""\nmsgstr (?:".*"\n)+')
# gettext puts isolates round a file name with a space (GNU gettext manual, "PO Files").
_OPEN, _CLOSE = "\u2068", "\u2069"


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
    tail = _TAIL.search(text)
    header = _HEADER.match(text)
    # polib skips "#~|" lines, but reads "#|" before an obsolete message just as well; and it wants
    # a space after a comment's mark.
    parsable = re.sub(r"^#~\|", "#|", text, flags=re.MULTILINE)
    parsable = re.sub(r"^#[.:,|]?(?=[^\s.:,|~#=])", r"\g<0> ", parsable, flags=re.MULTILINE)
    try:
        po: File = polib.pofile(_Text(parsable), encoding=encoding, klass=File)
    except OSError as error:
        found = _SYNTAX_ERROR.search(str(error))
        number, reason = found.groups() if found else ("1", str(error))
        raise CatalogError(
            f"{path}:{number}: not a valid PO file" + (f": {reason}" if reason else ""),
            "mend it by hand (`msgfmt -c` shows the spot too); nothing was changed",
        ) from None
    po.bom = bom
    po.newline = newline
    po.head = "".join(re.findall(r"^#[.:].*\n", header.group(1), re.MULTILINE)) if header else ""
    po.tail = tail.group().strip("\n") if tail and len(po) else ""
    po.wrapwidth = 0 if _LONG_LINE.search(text, header.end() if header else 0) else _WIDTH
    for entry in po:
        entry.occurrences = list(_whole_names(entry.occurrences))
    return po


def dump(po: File, rendered: dict[int, str] | None = None) -> bytes:
    """The bytes of a PO file, in its own encoding, layout and line ends.

    Args:
        po: the file.
        rendered: messages that were rendered before, by identity; the others are added. Whoever
            keeps it takes out those that have changed.
    """
    known = rendered if rendered is not None else {}
    header = _prefixed("#", po.header) + po.head
    in_use = [entry for entry in po if not entry.obsolete]
    obsolete = [entry for entry in po if entry.obsolete]
    entries = [render(entry, po, known) for entry in [*in_use, *obsolete]]
    text = header + "\n".join([_render(po.metadata_as_entry(), po.wrapwidth), *entries])
    if po.tail:
        text += f"\n{po.tail}\n"
    if po.newline != "\n":
        text = text.replace("\n", po.newline)
    return (codecs.BOM_UTF8 if po.bom else b"") + text.encode(po.encoding)


def render(entry: polib.POEntry, po: File, rendered: dict[int, str]) -> str:
    """One message of a file, from ``rendered`` or put in there."""
    text = rendered.get(id(entry))
    if text is None:
        text = rendered[id(entry)] = _render(entry, po.wrapwidth)
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
        name = f"{_OPEN}{path}{_CLOSE}" if re.search(r"\s", path) else path
        reference = f"{name}:{line}" if line else name
        if lines and (not width or len(lines[-1]) + len(reference) < width):
            lines[-1] += f" {reference}"
        else:
            lines.append(f"#: {reference}")
    return "".join(f"{line}\n" for line in lines)


def _whole_names(occurrences: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """References as polib cut them at each space, with isolated file names whole again."""
    pending = ""
    for path, line in occurrences:
        if not pending and not path.startswith(_OPEN):
            yield path, line
            continue
        pending = f"{pending} {path}" if pending else path
        if _CLOSE in path:
            yield pending.replace(_OPEN, "").replace(_CLOSE, ""), line
            pending = ""
        elif line:  # polib took a colon inside the name for a line number's
            pending += f":{line}"
    if pending:
        yield pending, ""
