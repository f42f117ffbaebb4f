"""A PO reader that goes on where a file is broken, and says on which lines it is.

``l10n.po`` (polib) reads catalogs that l10n works on and stops at the first fault. A check must
read what nobody can work on, name every fault, and hold one entry at a time in memory. It only
reads: no file is ever written from here. Syntax: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from l10n.errors import CatalogError
from l10n.model import Finding, Severity

_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s*(".*)$')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_IGNORE = re.compile(r"ignore-checks:\s*(.+)")


@dataclass(slots=True)
class PoEntry:
    """One entry as it stands in a file; ``msgstr`` by the index of the form, 0 without plural."""

    line: int
    msgctxt: str | None = None
    msgid: str | None = None
    msgid_plural: str | None = None
    msgstr: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    obsolete: bool = False
    has_indexes: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and on which line."""

    line: int
    finding: Finding


def entries(path: Path, faults: list[Fault]) -> Iterator[PoEntry]:
    """The entries of a PO file, whatever can be read of them.

    Args:
        path: the file.
        faults: what is wrong is appended here as it is met.

    Raises:
        CatalogError: the file cannot be opened, or is no text at all.
    """
    encoding = _encoding(path, faults)
    reader = _Reader(faults)
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if number == 1:
                    raw = raw.removeprefix(codecs.BOM_UTF8)
                entry = reader.feed(_decoded(raw, encoding, number, faults), number)
                if entry is not None:
                    yield entry
    except OSError as error:
        raise CatalogError(
            f"{path}: cannot be read ({error.strerror})", "check the name and the permissions"
        ) from None
    entry = reader.end()
    if entry is not None:
        yield entry


def fault(check: str, line: int, message: str, hint: str = "", *, error: bool = True) -> Fault:
    """A finding about a file."""
    severity = Severity.ERROR if error else Severity.WARNING
    return Fault(line, Finding(check, severity, message, hint))


def _encoding(path: Path, faults: list[Fault]) -> str:
    """The codec that the header names; UTF-8 where it names none that can be used."""
    try:
        with path.open("rb") as file:
            start = file.read(8192)
    except OSError as error:
        raise CatalogError(
            f"{path}: cannot be read ({error.strerror})", "check the name and the permissions"
        ) from None
    if b"\0" in start:
        raise CatalogError(
            f"{path}: not a PO file: it has zero bytes",
            "name PO files; MO files are made from them, UTF-16 is none of gettext's charsets",
        )
    match = _CHARSET.search(start)
    if match is None:
        return "utf-8"
    line = start.count(b"\n", 0, match.start()) + 1
    name = match.group(1).decode("ascii")
    if name == "CHARSET":  # a template's, before anybody has translated
        return "utf-8"
    try:
        codec = codecs.lookup(name).name
        b" ".decode(codec)
    except (LookupError, UnicodeError):
        faults.append(fault("charset", line, f"unknown charset {name}", "save the file in UTF-8"))
        return "utf-8"
    if codec not in ("utf-8", "ascii"):
        faults.append(fault("charset", line, f"charset {name}, not UTF-8", _CONVERT, error=False))
    return "utf-8" if codec == "ascii" else codec


_CONVERT = "convert it: `msgconv --to-code=UTF-8`"


def _decoded(raw: bytes, encoding: str, number: int, faults: list[Fault]) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        message = f"byte 0x{byte:02X} is not {encoding.upper()}, the charset of the header"
        faults.append(fault("charset", number, message, "name the true charset in the header"))
        return raw.decode(encoding, "replace")


class _Reader:
    """Takes lines, gives entries."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults
        self._entry = PoEntry(0)
        self._field: tuple[str, int] | None = None
        self._number = 0

    def feed(self, line: str, number: int) -> PoEntry | None:
        """Take a line; the entry before it, if the line shows that it has ended."""
        self._number = number
        line = line.strip()
        if not line:
            self._field = None
            return None
        obsolete = line.startswith("#~")
        if obsolete:
            line = line[2:].lstrip()
            if line.startswith("|") or not line:
                return None
        if line.startswith("#"):
            done = self.end() if self._entry.msgstr else None
            self._comment(line)
            return done
        if line.startswith('"'):
            if self._field is None:
                self._fault("a string that belongs to no keyword", "begin it with msgid or msgstr")
                return None
            self._append(line)
            return None
        match = _KEYWORD.match(line)
        if not match:
            what = line if len(line) <= 30 else f"{line[:29]}…"
            self._fault(f"{what!r} is no line of a PO file", 'comments begin with #, texts with "')
            self._field = None
            return None
        keyword, index, string = match.groups()
        done = None
        if keyword in ("msgctxt", "msgid") and (
            self._entry.msgstr or self._entry.msgid is not None
        ):
            done = self.end()
        self._begin(keyword.partition("[")[0], index, obsolete)
        self._append(string)
        return done

    def end(self) -> PoEntry | None:
        """The entry in hand, if it is one."""
        entry, self._entry, self._field = self._entry, PoEntry(0), None
        if entry.msgid is None:
            if entry.msgstr or entry.msgctxt is not None:
                self._faults.append(
                    fault("syntax", entry.line, "an entry without msgid", "add the source text")
                )
            return None
        if not entry.msgstr:
            self._faults.append(
                fault("syntax", entry.line, "an entry without msgstr", 'add a line msgstr ""')
            )
        elif not entry.obsolete and entry.has_indexes != (entry.msgid_plural is not None):
            message = (
                "msgid_plural without msgstr[0]"
                if entry.msgid_plural is not None
                else "msgstr[0] without msgid_plural"
            )
            self._faults.append(
                fault("syntax", entry.line, message, "a plural has msgid_plural and msgstr[0] …")
            )
        return entry

    def _begin(self, keyword: str, index: str | None, obsolete: bool) -> None:
        entry = self._entry
        if not entry.line:
            entry.line = self._number
        if keyword == "msgid":
            entry.line = self._number
        entry.obsolete = obsolete
        number = int(index) if index else 0
        self._field = (keyword, number)
        if keyword == "msgstr":
            if number in entry.msgstr:
                self._fault("the same msgstr twice in an entry", "leave one, or add the msgid")
            entry.has_indexes |= index is not None
            entry.msgstr[number] = ""
        else:
            setattr(entry, keyword, "")

    def _append(self, string: str) -> None:
        match = _STRING.match(string)
        if match:
            text = match.group(1)
        else:
            self._fault("a string without its closing quotation mark", 'end the line with "')
            text = string.strip()[1:].rstrip('"')
        if "\\" in text:
            text = _ESCAPE.sub(_unescaped, text)
        assert self._field is not None
        keyword, number = self._field
        if keyword == "msgstr":
            self._entry.msgstr[number] += text
        else:
            setattr(self._entry, keyword, getattr(self._entry, keyword) + text)

    def _comment(self, line: str) -> None:
        if line.startswith("#,"):
            self._entry.flags.update(flag.strip() for flag in line[2:].split(",") if flag.strip())
        elif line[1:2] in (" ", ".") and (match := _IGNORE.search(line)):
            names = re.split(r"[,\s]+", match.group(1).strip())
            self._entry.flags.update(f"ignore-{name}" for name in names if name)

    def _fault(self, message: str, hint: str) -> None:
        self._faults.append(fault("syntax", self._number, message, hint))


def _unescaped(match: re.Match[str]) -> str:
    code = match.group(1)
    if code in _PLAIN:
        return _PLAIN[code]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8) & 0xFF)
    return code
