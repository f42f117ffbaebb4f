"""Translations that come back in XLIFF 2.x or 1.2, into the catalogs they were exported from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from l10n import markup
from l10n.errors import ExchangeError
from l10n.exchange.xliff import NAMESPACE_1
from l10n.files import locked
from l10n.languages.codes import parse_locale
from l10n.markup import Placeable
from l10n.model import State
from l10n.po.catalog import Catalog, Entry
from l10n.project.config import Project

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HINT = "export it again with `l10n export --format xliff`"
_MOST_NESTING = 200
# A tree takes some ten times the memory of its file; a hundred thousand messages are no more.
_MOST_BYTES = 128 * 1024 * 1024


@dataclass(slots=True)
class Imported:
    """What was done to one catalog, in messages.

    Attributes:
        path: the PO file.
        locale: its locale.
        changed: got another text or state.
        same: had both already, or the file has no translation for them.
        unknown: are not in the catalog: the source has changed since.
        refused: their placeables are not the source's; key and reason of each.
    """

    path: Path
    locale: str
    changed: int = 0
    same: int = 0
    unknown: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_xliff(project: Project, path: Path) -> list[Imported]:
    """Put a file's translations into the catalogs of the documents that it names.

    A person's act: what the file says replaces what the catalog has.

    Raises:
        ExchangeError: it is no XLIFF, or names a document that has no catalog.
        CatalogError: a catalog does not parse.
        WriteError: a catalog cannot be written.
    """
    root = _parse(path)
    old = root.tag == f"{{{NAMESPACE_1}}}xliff"
    return [
        _file(project, path, file, old, file.get("target-language") or root.get("trgLang") or "")
        for file in _named(root, "file")
    ]


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


def _file(project: Project, path: Path, file: Element, old: bool, language: str) -> Imported:
    original = file.get("original", "")
    locale = parse_locale(language)
    catalog_path = project.catalog_path(project.document_name(project.root / original), locale)
    if not original or not catalog_path.is_file():
        raise ExchangeError(
            f"{path}: no catalog for {original or 'a file without a name'} in {locale}",
            f"{catalog_path} should be it: run `l10n translate` first",
        )
    done = Imported(catalog_path, locale)
    with locked(catalog_path):
        catalog = Catalog.open(catalog_path, locale)
        for key, forms in _messages(file, old).items():
            entry = catalog.entry(key)
            texts = _texts(entry, forms) if entry else ()
            approved = all(state is State.APPROVED for _, state in forms.values()) and all(texts)
            if entry is None:
                done.unknown += 1
            elif not any(text for text, _ in forms.values()):
                done.same += 1
            elif problems := [one for text in texts for one in _problems(entry, text)]:
                done.refused.append((key, "; ".join(problems)))
            elif catalog.edit(key, texts, State.APPROVED if approved else State.DRAFT):
                done.changed += 1
            else:
                done.same += 1
        catalog.save()
    return done


def _messages(file: Element, old: bool) -> dict[str, dict[int, tuple[str, State]]]:
    """The translations of a file by key and plural form, 0 where there is no plural."""
    messages: dict[str, dict[int, tuple[str, State]]] = {}
    for unit in _named(file, "trans-unit" if old else "unit"):
        key, _, form = unit.get("id", "").removeprefix("u").partition("-")
        if form.isdecimal() or not form:
            target = _old_target(unit) if old else _target(unit)
            messages.setdefault(key, {})[int(form or "0")] = target
    return messages


def _texts(entry: Entry, forms: dict[int, tuple[str, State]]) -> tuple[str, ...]:
    """All texts of a message: a plural form that the file lacks stays as the catalog has it."""
    known = entry.translation.forms or ("",) * len(forms if entry.plural else "-")
    return tuple(forms.get(n, ("",))[0] or text for n, text in enumerate(known))


def _problems(entry: Entry, text: str) -> list[str]:
    return markup.problems(entry.msgid, text) if text else []


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
