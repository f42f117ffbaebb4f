"""Catalogs as XLIFF."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from l10n import markup
from l10n.formats.localized import Localized, Row
from l10n.languages.codes import plural_forms
from l10n.markup import Placeable
from l10n.model import Inline, Kind, Segment, State

NAMESPACE_2 = "urn:oasis:names:tc:xliff:document:2.0"
NAMESPACE_1 = "urn:oasis:names:tc:xliff:document:1.2"
# A changed source is not translated: its target is of another text.
STATES_2 = {
    State.NEW: "initial",
    State.CHANGED: "initial",
    State.DRAFT: "translated",
    State.APPROVED: "final",
}
_STATES_1 = {
    State.NEW: "new",
    State.CHANGED: "needs-review-translation",
    State.DRAFT: "needs-review-translation",
    State.APPROVED: "final",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# XML 1.0, production 2: no other letters can stand in a document.
_NOT_XML = re.compile("([^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")


def _language(locale: str) -> str:
    return locale.split("@")[0].replace("_", "-")


def export(localized: Localized) -> bytes:
    """XLIFF 2.1."""
    root = Element(
        "xliff",
        {
            "xmlns": NAMESPACE_2,
            "version": "2.1",
            "srcLang": _language(localized.source_locale),
            "trgLang": _language(localized.locale),
        },
    )
    file = SubElement(root, "file", {"id": "f1", "original": localized.reference})
    for segment in localized.messages():
        for row in localized.rows(segment):
            _unit(file, localized, segment, row)
    return _bytes(root)


def _id(segment: Segment, row: Row) -> str:
    return f"u{segment.key}-{row.form}" if row.form else f"u{segment.key}"


def _unit(file: Element, localized: Localized, segment: Segment, row: Row) -> None:
    state = localized.translations[segment.key].state if row.target else State.NEW
    unit = SubElement(file, "unit", {"id": _id(segment, row), _SPACE: "preserve"})
    notes = SubElement(unit, "notes")
    for note in _notes(localized, segment, row):
        SubElement(notes, "note").text = _clean(note)
    data = {inline.source: "" for inline in segment.inlines if inline.kind is not Kind.TEXT}
    if data:
        original = SubElement(unit, "originalData")
        for number, code in enumerate(data, start=1):
            data[code] = f"d{number}"
            _fill_data(SubElement(original, "data", {"id": f"d{number}"}), code)
    holder = SubElement(unit, "segment", {"id": "s1", "state": STATES_2[state]})
    codes = {code: inline for inline, code in markup.numbered(segment.inlines) if code is not None}
    _fill_2(SubElement(holder, "source"), row.source, codes, data)
    if row.target:
        _fill_2(SubElement(holder, "target"), row.target, codes, data)


def _notes(localized: Localized, segment: Segment, row: Row) -> list[str]:
    notes = [f"{localized.reference}:{segment.line}", segment.context]
    if segment.entry and segment.entry.note:
        notes.append(segment.entry.note)
    if row.form:
        forms = localized.headers.get("Plural-Forms") or plural_forms(localized.locale)
        notes.append(f"plural form {row.form} of: {forms}")
    translation = localized.translations[segment.key]
    if translation.engine:
        notes.append(f"{translation.engine}, confidence {translation.confidence:.2f}")
    return notes


def _fill_data(element: Element, text: str) -> None:
    """Text in which letters that XML cannot hold are ``<cp hex="…"/>`` (XLIFF 2.1, 4.2.3.3)."""
    _append(element, text, cp=True)


def _append(element: Element, text: str, *, cp: bool) -> None:
    for index, piece in enumerate(_NOT_XML.split(text)):
        if index % 2:
            if cp:
                SubElement(element, "cp", {"hex": f"{ord(piece):04X}"})
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def _fill_2(
    element: Element, message: str, codes: dict[Placeable, Inline], data: dict[str, str]
) -> None:
    stack = [element]
    for part in markup.parse(message):
        if not isinstance(part, Placeable):
            _append(stack[-1], part, cp=True)
        elif part.kind is Kind.CLOSE:
            stack.pop()
        else:
            attributes = {"id": part.number}
            source = codes.get(part)
            closing = codes.get(Placeable(f"</{part.number}>"))
            if part.kind is Kind.ALONE:
                if source is not None:
                    attributes["dataRef"] = data[source.source]
                SubElement(stack[-1], "ph", attributes)
            else:
                if source is not None and closing is not None:
                    attributes["dataRefStart"] = data[source.source]
                    attributes["dataRefEnd"] = data[closing.source]
                stack.append(SubElement(stack[-1], "pc", attributes))


def export_1_2(localized: Localized) -> bytes:
    """XLIFF 1.2."""
    root = Element("xliff", {"xmlns": NAMESPACE_1, "version": "1.2"})
    attributes = {
        "original": localized.reference,
        "source-language": _language(localized.source_locale),
        "target-language": _language(localized.locale),
        "datatype": "plaintext",
    }
    body = SubElement(SubElement(root, "file", attributes), "body")
    for segment in localized.messages():
        for row in localized.rows(segment):
            _unit_1(body, localized, segment, row)
    return _bytes(root)


def _unit_1(body: Element, localized: Localized, segment: Segment, row: Row) -> None:
    state = localized.translations[segment.key].state if row.target else State.NEW
    approved = "yes" if state is State.APPROVED else "no"
    attributes = {"id": _id(segment, row), "approved": approved, _SPACE: "preserve"}
    unit = SubElement(body, "trans-unit", attributes)
    _fill_1(SubElement(unit, "source"), row.source)
    if row.target:
        _fill_1(SubElement(unit, "target", {"state": _STATES_1[state]}), row.target)
    for note in _notes(localized, segment, row):
        SubElement(unit, "note").text = _clean(note)


def _fill_1(element: Element, message: str) -> None:
    stack = [element]
    for part in markup.parse(message):
        if not isinstance(part, Placeable):
            _append(stack[-1], part, cp=False)
        elif part.kind is Kind.CLOSE:
            stack.pop()
        elif part.kind is Kind.ALONE:
            SubElement(stack[-1], "x", {"id": part.number})
        else:
            stack.append(SubElement(stack[-1], "g", {"id": part.number}))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _bytes(root: Element) -> bytes:
    """The file, indented except in texts, where white space counts."""
    texts = [e for e in root.iter() if e.tag in ("source", "target", "data", "note")]
    kept = [
        (e, e.text, [(inner, inner.tail) for inner in e.iter() if inner is not e]) for e in texts
    ]
    inner_texts = {id(inner): inner.text for e in texts for inner in e.iter()}
    indent(root)
    for element, text, inside in kept:
        element.text = text
        for inner, tail in inside:
            inner.text, inner.tail = inner_texts[id(inner)], tail
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"
