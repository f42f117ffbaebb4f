"""XLIFF that comes back from a tool: translations by unit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10n import markup
from l10n.errors import ExchangeError
from l10n.exchange.xliff.writing import NAMESPACE_1
from l10n.markup import Placeable
from l10n.model import State

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HINT = "export it again with `l10n export --format xliff`"
_MOST_NESTING = 200
# A tree takes some ten times the memory of its file; a hundred thousand messages are no more.
_MOST_BYTES = 128 * 1024 * 1024


class Unit(NamedTuple):
    """A unit's translation.

    Attributes:
        id: as in the file.
        text: a message, "" for none.
        state: draft or approved; new where there is no target.
    """

    id: str
    text: str
    state: State


class XliffFile(NamedTuple):
    """What an XLIFF ``<file>`` holds.

    Attributes:
        original: what document it says it is of, "" where it does not say.
        language: of the targets, as in the file.
        units: in order.
    """

    original: str
    language: str
    units: list[Unit]


def read(path: Path) -> list[XliffFile]:
    """The translations of an XLIFF 2.x or 1.2 file.

    Raises:
        ExchangeError: it is no XLIFF, is damaged, or has a document type.
    """
    root = _parse(path)
    old = root.tag == f"{{{NAMESPACE_1}}}xliff"
    return [
        XliffFile(
            file.get("original", ""),
            file.get("target-language") or root.get("trgLang") or "",
            list(_units(file, old)),
        )
        for file in _named(root, "file")
    ]


def _units(file: Element, old: bool) -> Iterator[Unit]:
    for unit in _named(file, "trans-unit" if old else "unit"):
        text, state = _old_target(unit) if old else _target(unit)
        yield Unit(unit.get("id", ""), text, state)


def _parse(path: Path) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ExchangeError(
                f"{path}: is larger than {_MOST_BYTES >> 20} MB", "import it in several files"
            )
        root: Element = fromstring(path.read_bytes(), forbid_dtd=True)
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be read ({error.strerror})", "check it") from None
    except ParseError as error:
        raise ExchangeError(f"{path}:{error.position[0]}: is not well-formed XML", _HINT) from None
    except DefusedXmlException:
        raise ExchangeError(
            f"{path}: has a document type, which can make a small file huge or read other files",
            "no XLIFF needs one; take it out",
        ) from None
    except (LookupError, ValueError) as error:
        raise ExchangeError(f"{path}: cannot be decoded ({error})", _HINT) from None
    if _local(root) != "xliff" or not root.get("version", "").startswith(("1.2", "2.")):
        raise ExchangeError(f"{path}: is not XLIFF 1.2 or 2.x", _HINT)
    return root


def _target(unit: Element) -> tuple[str, State]:
    """A unit's translation: those of its segments, should a tool have split it, joined."""
    parts: list[str] = []
    states = []
    for segment in unit:
        if _local(segment) not in ("segment", "ignorable"):
            continue
        target = next(_named(segment, "target"), None)
        if _local(segment) == "segment":
            states.append(segment.get("state", "initial"))
        if target is None and _local(segment) == "ignorable":
            target = next(_named(segment, "source"), None)
        if target is not None:
            _collect(target, parts, 0)
    approved = bool(states) and all(state in ("reviewed", "final") for state in states)
    return markup.build(parts), State.APPROVED if approved else State.DRAFT


def _old_target(unit: Element) -> tuple[str, State]:
    target = next(_named(unit, "target"), None)
    if target is None:
        return "", State.NEW
    parts: list[str] = []
    _collect(target, parts, 0)
    approved = unit.get("approved") == "yes" or target.get("state") in ("final", "signed-off")
    return markup.build(parts), State.APPROVED if approved else State.DRAFT


def _collect(element: Element, parts: list[str], depth: int) -> None:
    """The parts of a message, see :func:`l10n.markup.build`."""
    if depth > _MOST_NESTING:
        raise ExchangeError("inline elements nested too deeply for a sentence", _HINT)
    parts.append(element.text or "")
    for inner in element:
        name, number = _local(inner), inner.get("id", "")
        if name == "cp":
            parts.append(chr(int(inner.get("hex", "FFFD"), 16)))
        elif name in ("ph", "x"):
            parts.append(Placeable(f"<{number}/>"))
        elif name in ("pc", "g"):
            parts.append(Placeable(f"<{number}>"))
            _collect(inner, parts, depth + 1)
            parts.append(Placeable(f"</{number}>"))
        elif name == "sc":
            parts.append(Placeable(f"<{number}>"))
        elif name == "ec":
            parts.append(Placeable(f"</{inner.get('startRef', number)}>"))
        elif name in ("mrk", "sm", "em"):  # a tool's annotations go, their text stays
            _collect(inner, parts, depth + 1)
        parts.append(inner.tail or "")


def _named(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name below one, in whatever namespace, those of ``alt-trans`` left out."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) in ("group", "body"):
            yield from _named(child, name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
