"""Office documents are ZIP archives of XML: opened safely, and put together again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.parsers import expat

from l10n.errors import SourceError

# No honest document unpacks to more; a bomb of some kilobytes unpacks to gigabytes.
_MOST_BYTES = 256 * 1024 * 1024
_MOST_DEPTH = 1000
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']""")


Members = Callable[[zipfile.ZipFile], Sequence[str] | None]
"""Finds the names of an archive's members that have text; None where it is of another kind."""


def named(pattern: re.Pattern[str]) -> Members:
    """The members whose names match."""
    return lambda archive: sorted(filter(pattern.fullmatch, archive.namelist())) or None


_OVERRIDE = re.compile(r"<(?:\w+:)?Override\s[^>]*>")
_PART = re.compile(r"""\bPartName\s*=\s*["']/?([^"']*)["']""")
_TYPE = re.compile(r"""\bContentType\s*=\s*["']([^"']*)["']""")
_DIGITS = re.compile(r"(\d+)")


def of_types(
    family: str,
    types: re.Pattern[str],
    names: re.Pattern[str],
    needs: re.Pattern[bytes] | None = None,
) -> Members:
    """The members that the list of types says have text (ECMA-376 part 2, "Content Types").

    Args:
        family: what stands in the types of any document of this kind.
        types: what their types are.
        names: what they are called, where the list is missing or says nothing of them.
        needs: what must stand in a member for it to have any text; None for whatever.
    """

    def find(archive: zipfile.ZipFile) -> list[str] | None:
        known = set(archive.namelist())
        listed = "[Content_Types].xml"
        text = archive.read(listed).decode("utf-8", "replace") if listed in known else ""
        found = {
            part[1]
            for override in _OVERRIDE.findall(text)
            if (part := _PART.search(override)) and (kind := _TYPE.search(override))
            if types.fullmatch(kind[1]) and part[1] in known
        }
        found = found or {name for name in known if names.fullmatch(name)}
        if not found and family not in text:
            return None
        if needs:
            found = {name for name in found if needs.search(archive.read(name))}
        return sorted(found, key=_by_number)

    return find


def _by_number(name: str) -> list[str | int]:
    """Slide 2 comes before slide 10."""
    return [int(part[:9]) if part.isdigit() else part for part in _DIGITS.split(name)]


def unpack(
    data: bytes, find: Members, doctypes: bool = False
) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The text of some members, one after the other, and where each stands.

    Raises:
        SourceError: it is no such archive, is damaged or encrypted, unpacks to more than memory
            should hold, or has XML that is malformed or defines entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise SourceError(
                    f"unpacks to more than {_MOST_BYTES >> 20} MB", "no office document does"
                )
            names = [info.filename for info in infos]
            if len(set(names)) != len(names):
                raise SourceError("has two members of one name", "save it again in an office")
            if any(info.flag_bits & 1 for info in infos):
                raise SourceError("is encrypted", "save it without a password first")
            texts, members, start = [], [], 0
            found = find(archive)
            for name in found or ():
                text = _decode(archive.read(name), name, doctypes)
                texts.append(text)
                members.append((name, start, start + len(text)))
                start += len(text)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise SourceError(
            f"is no office document, or a damaged one ({error})", "check that its suffix is right"
        ) from None
    if found is None:
        raise SourceError("has no text that is known", "check that its suffix is right")
    return "".join(texts), tuple(members)


def _decode(data: bytes, name: str, doctypes: bool) -> str:
    check_xml(data, name, doctypes=doctypes)
    found = _ENCODING.match(data)
    if found and found[1].lower() not in (b"utf-8", b"us-ascii"):
        raise SourceError(f"{name}: is in {found[1].decode()}, not UTF-8", "save it again")
    return data.decode("utf-8")


def check_xml(data: bytes, name: str, *, doctypes: bool = False) -> None:
    """See that XML is well-formed, not absurdly deep, and defines nothing.

    Args:
        data: one document.
        name: what to call it in an error.
        doctypes: whether it may name a document type, which is never read.

    Raises:
        SourceError: it is not so; the message has the line.
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise SourceError(f"{name}: is nested more than {_MOST_DEPTH} deep", "simplify it")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(_name: str, _system: str | None, _public: str | None, defines: bool) -> None:
        if doctypes and not defines:
            return
        raise SourceError(
            f"{name}: has a document type, which can make a small file huge or read other files",
            "no office writes one; save it again",
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SourceError(
            f"{name}:{error.lineno}: is not well-formed XML", "save it again in an office"
        ) from None


def pack(archive: bytes, members: Mapping[str, bytes]) -> bytes:
    """An archive with other contents in some of its members, all else as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            data = members.get(info.filename)
            target.writestr(info, source.read(info) if data is None else data)
    return out.getvalue()
