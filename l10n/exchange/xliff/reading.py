"""XLIFF that comes back from a tool: translations by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from l10n import markup
from l10n.errors import ExchangeError
from l10n.exchange.safexml import explained, parse_with_lines
from l10n.exchange.xliff.rules import check_1, check_2, local
from l10n.exchange.xliff.writing import NAMESPACE_1, NAMESPACE_2
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
        problem: why the text cannot be taken, "" where it can.
    """

    id: str
    text: str
    state: State
    problem: str = ""


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
        ExchangeError: it is no XLIFF, is damaged, has a document type, or breaks a rule of the
            standard; the message has the line.
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
        yield _old_target(unit) if old else _target(unit)


def _parse(path: Path) -> Element:
    """The root of a file that keeps the rules of its version."""
    with explained(path, _HINT), path.open("rb") as file:
        if path.stat().st_size > _MOST_BYTES:
            raise ExchangeError(
                f"{path}: is larger than {_MOST_BYTES >> 20} MB", "import it in several files"
            )
        root, lines = parse_with_lines(file.read(), _HINT)
    checks = {f"{{{NAMESPACE_1}}}xliff": check_1, f"{{{NAMESPACE_2}}}xliff": check_2}
    check = checks.get(root.tag)
    if check is None:
        raise ExchangeError(
            f"{path}: is not XLIFF 1.2, 2.0 or 2.1: its root is <{root.tag.lstrip('{')}>",
            f"its root must be <xliff> of the namespace {NAMESPACE_2} or {NAMESPACE_1}",
        )
    for broken in check(root):
        line = lines.get(id(broken.element), 1)
        name = local(broken.element)
        rule = broken.rule if broken.rule.startswith("<") else f"<{name}>: {broken.rule}"
        raise ExchangeError(f"{path}:{line}: is not valid XLIFF: {rule}", _HINT)
    return root


def _target(unit: Element) -> Unit:
    """A unit's translation: those of its segments, should a tool have split it, joined in order."""
    name = unit.get("id", "")
    parts = [part for part in unit if local(part) in ("segment", "ignorable")]
    segments = [part for part in parts if local(part) == "segment"]
    missing = sum(next(_named(segment, "target"), None) is None for segment in segments)
    if missing == len(segments):
        return Unit(name, "", State.NEW)
    states = [segment.get("state", "initial") for segment in segments]
    approved = all(state in ("reviewed", "final") for state in states)
    state = State.APPROVED if approved else State.DRAFT
    pieces: list[str] = []
    for target in _in_order(parts):
        _collect(target, pieces, 0)
    problem = f"{missing} of {len(segments)} segments have no target" if missing else ""
    return Unit(name, markup.build(pieces), state, problem)


def _in_order(parts: Sequence[Element]) -> list[Element]:
    """The targets of a unit as they follow each other; of what is no segment else the source."""
    places: dict[int, Element] = {}
    rest: list[tuple[int, Element]] = []
    for position, part in enumerate(parts, start=1):
        target = next(_named(part, "target"), None)
        if target is not None:
            places[int(target.get("order", position))] = target
        elif local(part) == "ignorable":
            rest += [(position, source) for source in _named(part, "source")]
    for position, source in rest:
        free = (at for at in range(1, len(parts) + 1) if at not in places)
        places[position if position not in places else next(free)] = source
    return [places[place] for place in sorted(places)]


def _old_target(unit: Element) -> Unit:
    name = unit.get("id", "")
    target = next(_named(unit, "target"), None)
    if target is None:
        return Unit(name, "", State.NEW)
    parts: list[str] = []
    _collect(target, parts, 0)
    approved = unit.get("approved") == "yes" or target.get("state") in ("final", "signed-off")
    return Unit(name, markup.build(parts), State.APPROVED if approved else State.DRAFT)


def _collect(element: Element, parts: list[str], depth: int) -> None:
    """The parts of a message, see :func:`l10n.markup.build`."""
    if depth > _MOST_NESTING:
        raise ExchangeError("inline elements nested too deeply for a sentence", _HINT)
    parts.append(element.text or "")
    for inner in element:
        name, number = local(inner), inner.get("id", "")
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
        if local(child) == name:
            yield child
        elif local(child) in ("group", "body"):
            yield from _named(child, name)
