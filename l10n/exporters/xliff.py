"""XLIFF 2.1 (OASIS Standard, 13 February 2018) and, for older tools, XLIFF 1.2.

A message is a unit with one segment; placeables are ``<pc>`` and ``<ph>`` whose original data is
what the document has there. A draft is ``translated``, an approved translation ``final``.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from l10n import markup
from l10n.exporters import Localized
from l10n.markup import Placeable
from l10n.model import Inline, Kind, Segment, State, Translation

NAMESPACE_2 = "urn:oasis:names:tc:xliff:document:2.0"
NAMESPACE_1 = "urn:oasis:names:tc:xliff:document:1.2"
STATES_2 = {State.NEW: "initial", State.DRAFT: "translated", State.APPROVED: "final"}
_STATES_1 = {State.NEW: "new", State.DRAFT: "needs-review-translation", State.APPROVED: "final"}
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
        _unit(file, localized, segment)
    return _bytes(root)


def _unit(file: Element, localized: Localized, segment: Segment) -> None:
    translation = localized.translations[segment.key]
    unit = SubElement(file, "unit", {"id": f"u{segment.key}", _SPACE: "preserve"})
    notes = SubElement(unit, "notes")
    for note in _notes(localized, segment, translation):
        SubElement(notes, "note").text = _clean(note)
    data = {inline.source: "" for inline in segment.inlines if inline.kind is not Kind.TEXT}
    if data:
        original = SubElement(unit, "originalData")
        for number, code in enumerate(data, start=1):
            data[code] = f"d{number}"
            _fill_data(SubElement(original, "data", {"id": f"d{number}"}), code)
    text = localized.texts.get(segment.msgid, "")
    state = translation.state if text else State.NEW
    holder = SubElement(unit, "segment", {"id": "s1", "state": STATES_2[state]})
    codes = {code: inline for inline, code in markup.numbered(segment.inlines) if code is not None}
    _fill_2(SubElement(holder, "source"), segment.msgid, codes, data)
    if text:
        _fill_2(SubElement(holder, "target"), text, codes, data)


def _notes(localized: Localized, segment: Segment, translation: Translation) -> list[str]:
    notes = [f"{localized.reference}:{segment.line}", segment.context]
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
        translation = localized.translations[segment.key]
        text = localized.texts.get(segment.msgid, "")
        state = translation.state if text else State.NEW
        approved = "yes" if state is State.APPROVED else "no"
        unit = SubElement(
            body,
            "trans-unit",
            {"id": f"u{segment.key}", "approved": approved, _SPACE: "preserve"},
        )
        _fill_1(SubElement(unit, "source"), segment.msgid)
        if text:
            _fill_1(SubElement(unit, "target", {"state": _STATES_1[state]}), text)
        for note in _notes(localized, segment, translation):
            SubElement(unit, "note").text = _clean(note)
    return _bytes(root)


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
