"""TBX, the exchange format of term bases (ISO 30042:2019, dialect TBX-Basic, style DCA).

A concept entry holds a source term and its targets. The first target has the administrative status
preferred, the others admitted, and words of the rule ``forbid`` are deprecated. TBX-Basic has no
status for terms that stay as they are: a note on the entry says so. Files of the older
ISO 30042:2008 (``<martif>``) and of the style DCT are read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from l10n.errors import ExchangeError, LocaleError
from l10n.exchange.safexml import NOT_XML, explained
from l10n.files import atomic_write
from l10n.glossary.term import Rule, Term
from l10n.languages.codes import parse_locale

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KEEP = "l10n: keep"
_PREFERRED, _ADMITTED, _DEPRECATED = (
    f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated")
)
_FORBIDDEN = (_DEPRECATED, "supersededTerm-admn-sts")
_HINT = "export it again as TBX-Basic from the tool that it comes from"


def read(path: Path, source_locale: str) -> list[Term]:
    """The terms of a TBX file that have a source term in ``source_locale``.

    Raises:
        ExchangeError: it is no TBX, is cut off, or defines entities.
    """
    from defusedxml.ElementTree import parse

    with explained(path, _HINT):
        root = parse(path).getroot()
    assert root is not None  # a document that parsed has a root element
    if _name(root) not in ("tbx", "martif"):
        raise ExchangeError(f"{path}: is not TBX but <{_name(root)}>", _HINT)
    return [
        term
        for element in root.iter()
        if _name(element) in ("conceptEntry", "termEntry")
        for term in _terms(element, source_locale, path)
    ]


def _terms(concept: Element, source_locale: str, path: Path) -> Iterator[Term]:
    sources: list[str] = []
    good: dict[str, list[str]] = {}
    bad: dict[str, list[str]] = {}
    for section in _children(concept, "langSec", "langSet"):
        locale = _locale(section.get(_LANG, ""), path)
        for entry in _children(section, "termSec", "tig", "ntig"):
            text = _text(entry, "term")
            if not text:
                continue
            if locale == source_locale or locale.split("_")[0] == source_locale:
                sources.append(text)
            elif _status(entry) in _FORBIDDEN:
                bad.setdefault(locale, []).append(text)
            elif _status(entry) == _PREFERRED:
                good.setdefault(locale, []).insert(0, text)
            else:
                good.setdefault(locale, []).append(text)
    notes = [(note.text or "").strip() for note in _children(concept, "note")]
    note = "; ".join(note for note in notes if note and note != _KEEP)
    for source in sources:
        if _KEEP in notes:
            yield Term(source, {}, Rule.KEEP, note)
        for targets, rule in ((good, Rule.USE), (bad, Rule.FORBID)):
            if targets:
                words = {locale: tuple(dict.fromkeys(found)) for locale, found in targets.items()}
                yield Term(source, words, rule, note)


def write(path: Path, terms: Iterable[Term], source_locale: str) -> int:
    """Write terms as TBX-Basic; returns how many.

    Raises:
        ExchangeError: a term holds characters that XML cannot hold.
        WriteError: the file cannot be written.
    """
    root = Element("tbx", {"style": "dca", "type": "TBX-Basic", "xmlns": _NAMESPACE})
    root.set(_LANG, _tag(source_locale))
    description = SubElement(SubElement(root, "tbxHeader"), "fileDesc")
    SubElement(SubElement(description, "sourceDesc"), "p").text = "Glossary written by l10n"
    body = SubElement(SubElement(root, "text"), "body")
    count = 0
    for count, term in enumerate(terms, start=1):
        _add(body, term, f"c{count}", source_locale)
    indent(root)
    text = tostring(root, encoding="unicode")
    if found := NOT_XML.search(text):
        raise ExchangeError(
            f"{path}: XML cannot hold the character {found.group()!r} of a term", "remove it there"
        )
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
    atomic_write(path, data.encode())
    return count


def _add(body: Element, term: Term, name: str, source_locale: str) -> None:
    concept = SubElement(body, "conceptEntry", {"id": name})
    for note in (_KEEP if term.rule is Rule.KEEP else "", term.note):
        if note:
            SubElement(concept, "note").text = note
    for locale, words in ({source_locale: (term.source,)} | dict(term.targets)).items():
        section = SubElement(concept, "langSec", {_LANG: _tag(locale)})
        for index, word in enumerate(words):
            entry = SubElement(section, "termSec")
            SubElement(entry, "term").text = word
            if locale != source_locale:
                status = _ADMITTED if index else _PREFERRED
                mark = SubElement(entry, "termNote", {"type": "administrativeStatus"})
                mark.text = _DEPRECATED if term.rule is Rule.FORBID else status


def _status(entry: Element) -> str:
    for element in entry.iter():
        if _name(element) == "administrativeStatus" or (
            element.get("type") == "administrativeStatus"
        ):
            return (element.text or "").strip()
    return ""


def _children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if _name(child) in names)


def _text(element: Element, name: str) -> str:
    found = next((child for child in element.iter() if _name(child) == name), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _tag(locale: str) -> str:
    return locale.replace("_", "-")


def _locale(code: str, path: Path) -> str:
    try:
        return parse_locale(code)
    except LocaleError as error:
        raise ExchangeError(f"{path}: {error.message}", error.hint) from None
