"""The rules of XLIFF that a file of another tool must keep to be taken.

Those of the core of XLIFF 2.0 and 2.1 (OASIS Standard, 13 February 2018, chapter 4: structure,
attributes, constraints) and of the structure of XLIFF 1.2 (OASIS Standard, 1 February 2008).
Elements and attributes of other namespaces, modules and extensions, are not looked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_XML = "{http://www.w3.org/XML/1998/namespace}"
_LANG, _SPACE = f"{_XML}lang", f"{_XML}space"


class Broken(NamedTuple):
    """An element that breaks a rule, and the rule."""

    element: Element
    rule: str


class _Kind(NamedTuple):
    """What an element may have; children in the order in which they must stand."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    children: tuple[str, ...] = ()
    has_text: bool = False


def _kind(required: str = "", optional: str = "", children: str = "", text: bool = False) -> _Kind:
    words = optional.replace("xml:", _XML).split()
    return _Kind(frozenset(required.split()), frozenset(words), tuple(children.split()), text)


_INLINE = "cp ph pc sc ec mrk sm em"
_CODE = "canCopy canDelete canReorder copyOf disp equiv dataRef subFlows subType type"
_PAIR = (
    "canCopy canDelete canOverlap canReorder copyOf dispEnd dispStart equivEnd equivStart "
    "dataRefEnd dataRefStart subFlowsEnd subFlowsStart subType type dir"
)
_HOLDER = "name canResegment translate srcDir trgDir type xml:space"
# Names joined by "|" may stand in any order among themselves.
_CORE: Mapping[str, _Kind] = {
    "xliff": _kind("version srcLang", "trgLang xml:space", "file"),
    "file": _kind(
        "id",
        "canResegment original translate srcDir trgDir xml:space",
        "skeleton notes unit|group",
    ),
    "skeleton": _kind("", "href", "", text=True),
    "group": _kind("id", _HOLDER, "notes unit|group"),
    "unit": _kind("id", _HOLDER, "notes originalData segment|ignorable"),
    "notes": _kind("", "", "note"),
    "note": _kind("", "id appliesTo category priority", "", text=True),
    "originalData": _kind("", "", "data"),
    "data": _kind("id", "dir xml:space", "cp", text=True),
    "segment": _kind("", "id canResegment state subState", "source target"),
    "ignorable": _kind("", "id", "source target"),
    "source": _kind("", "xml:lang xml:space", _INLINE.replace(" ", "|"), text=True),
    "target": _kind("", "xml:lang xml:space order", _INLINE.replace(" ", "|"), text=True),
    "cp": _kind("hex"),
    "ph": _kind("id", _CODE),
    "pc": _kind("id", _PAIR, _INLINE.replace(" ", "|"), text=True),
    "sc": _kind("id", f"{_CODE} canOverlap dir isolated"),
    "ec": _kind("", f"{_CODE} canOverlap dir id isolated startRef"),
    "mrk": _kind("id", "translate ref type value", _INLINE.replace(" ", "|"), text=True),
    "sm": _kind("id", "translate ref type value"),
    "em": _kind("startRef"),
}
_OLD_INLINE = "g|x|bx|ex|ph|bpt|ept|it|sub|mrk"
_OLD: Mapping[str, _Kind] = {
    "xliff": _kind("version", "", "file"),
    "file": _kind("original source-language datatype", "", "header body"),
    "body": _kind("", "", "group|trans-unit|bin-unit"),
    "group": _kind("", "", "context-group|count-group|prop-group|note|group|trans-unit|bin-unit"),
    "trans-unit": _kind(
        "id",
        "",
        "source seg-source target context-group|count-group|prop-group|note|alt-trans|bin-source",
    ),
    "source": _kind("", "", _OLD_INLINE, text=True),
    "target": _kind("", "", _OLD_INLINE, text=True),
    "g": _kind("id", "", _OLD_INLINE, text=True),
    "x": _kind("id"),
    "bx": _kind("id"),
    "ex": _kind("id"),
}

_YES_NO = frozenset({"yes", "no"})
_DIRECTION = frozenset({"ltr", "rtl", "auto"})
_VALUES: Mapping[str, frozenset[str]] = {
    "canResegment": _YES_NO,
    "translate": _YES_NO,
    "canCopy": _YES_NO,
    "canDelete": _YES_NO,
    "canOverlap": _YES_NO,
    "isolated": _YES_NO,
    "approved": _YES_NO,
    "canReorder": frozenset({"yes", "firstNo", "no"}),
    "state": frozenset({"initial", "translated", "reviewed", "final"}),
    "dir": _DIRECTION,
    "srcDir": _DIRECTION,
    "trgDir": _DIRECTION,
    "appliesTo": frozenset({"source", "target"}),
    "priority": frozenset(map(str, range(1, 11))),
    _SPACE: frozenset({"default", "preserve"}),
}
_OLD_STATES = frozenset(
    {"final", "needs-adaptation", "needs-l10n", "needs-review-adaptation", "needs-review-l10n"}
    | {"needs-review-translation", "needs-translation", "new", "signed-off", "translated"}
)
_CODE_TYPES = frozenset({"fmt", "ui", "quote", "link", "image", "other"})
_MARK_TYPES = frozenset({"generic", "comment", "term"})
_PREFIXED = re.compile(r"[^\s:]+:\S+")
_TOKEN = re.compile(r"[\w.:\-\u00b7]+")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def check_2(root: Element) -> Iterator[Broken]:
    """What is wrong with a document in the namespace of XLIFF 2.0 and 2.1."""
    namespace = str(root.tag).rpartition("}")[0] + "}"
    if root.get("version") not in ("2.0", "2.1"):
        yield Broken(root, "version must be 2.0 or 2.1")
    yield from _structure(root, namespace, _CORE, strict=True)
    yield from _unique(root, "file", namespace)
    source, target = root.get("srcLang", ""), root.get("trgLang")
    for element in root.iter(f"{namespace}source"):
        if element.get(_LANG, source) != source:
            yield Broken(element, "xml:lang must be the srcLang of <xliff>")
    for element in root.iter(f"{namespace}target"):
        if not target:
            yield Broken(root, "trgLang must be there where the file has a <target>")
            break
        if element.get(_LANG, target) != target:
            yield Broken(element, "xml:lang must be the trgLang of <xliff>")
    for file in root.iter(f"{namespace}file"):
        for name in ("unit", "group"):
            yield from _unique(file, name, namespace, deep=True)
        if not any(local(child) in ("unit", "group") for child in file):
            yield Broken(file, "must have a <unit> or a <group>")
        for unit in file.iter(f"{namespace}unit"):
            yield from _unit(unit, namespace)
    for element in root.iter(f"{namespace}skeleton"):
        filled = len(element) or (element.text or "").strip()
        if bool(filled) == ("href" in element.attrib):
            yield Broken(element, "must have either href or content")
    for element in root.iter(f"{namespace}notes"):
        yield from _unique(element, "note", namespace)


def check_1(root: Element) -> Iterator[Broken]:
    """What is wrong with a document in the namespace of XLIFF 1.2."""
    namespace = str(root.tag).rpartition("}")[0] + "}"
    if root.get("version") != "1.2":
        yield Broken(root, "version must be 1.2")
    yield from _structure(root, namespace, _OLD, strict=False)
    for file in root.iter(f"{namespace}file"):
        if file.find(f"{namespace}body") is None:
            yield Broken(file, "must have a <body>")
        yield from _unique(file, "trans-unit", namespace, deep=True)
    for unit in root.iter(f"{namespace}trans-unit"):
        if unit.find(f"{namespace}source") is None:
            yield Broken(unit, "must have a <source>")
    for target in root.iter(f"{namespace}target"):
        state = target.get("state", "new")
        if state not in _OLD_STATES and not state.startswith("x-"):
            yield Broken(target, f"state must be one of {', '.join(sorted(_OLD_STATES))}")


def _structure(
    root: Element, namespace: str, kinds: Mapping[str, _Kind], *, strict: bool
) -> Iterator[Broken]:
    """Elements, their order, their attributes; without ``strict`` only of elements in the table."""
    stack = [root]
    while stack:
        element = stack.pop()
        kind = kinds.get(local(element))
        if kind is None:
            continue
        yield from _attributes(element, kind, strict)
        order = {name: at for at, group in enumerate(kind.children) for name in group.split("|")}
        single = {group for group in kind.children if "|" not in group}
        single -= {"file", "note", "data", "cp"}
        position, seen = 0, set[str]()
        for child in element:
            if not str(child.tag).startswith(namespace):
                continue
            name = local(child)
            if name not in order:
                if strict or name in kinds:
                    yield Broken(child, f"<{name}> must not stand in <{local(element)}>")
                continue
            if order[name] < position:
                yield Broken(child, f"<{name}> stands too late in <{local(element)}>")
            if name in single and name in seen:
                yield Broken(child, f"<{local(element)}> must have one <{name}> only")
            position = max(position, order[name])
            seen.add(name)
            stack.append(child)
        texts = [element.text, *(child.tail for child in element)]
        if not kind.has_text and any((text or "").strip() for text in texts):
            yield Broken(element, f"<{local(element)}> must not have text")


def _attributes(element: Element, kind: _Kind, strict: bool) -> Iterator[Broken]:
    name = local(element)
    for missing in sorted(kind.required - set(element.attrib)):
        yield Broken(element, f"<{name}> must have the attribute {missing}")
    for attribute, value in element.attrib.items():
        plain = attribute.replace(_XML, "xml:")
        known = attribute in kind.required or attribute in kind.optional
        if strict and not known and (not attribute.startswith("{") or plain != attribute):
            yield Broken(element, f"<{name}> must not have the attribute {plain}")
        if strict and attribute in ("id", "startRef", "copyOf") and not _TOKEN.fullmatch(value):
            yield Broken(element, f"{attribute} must be a name token, not {value!r}")
        allowed = _VALUES.get(attribute)
        if allowed and value not in allowed and (strict or attribute == "approved"):
            names = ", ".join(sorted(allowed))
            yield Broken(element, f"{plain} must be one of {names}, not {value!r}")


def _unique(element: Element, name: str, namespace: str, *, deep: bool = False) -> Iterator[Broken]:
    seen: set[str] = set()
    find: Callable[[str], Iterator[Element]] = element.iter if deep else element.iterfind
    for child in find(f"{namespace}{name}"):
        identity = child.get("id")
        if identity is not None and identity in seen:
            yield Broken(child, f"the id {identity!r} of <{name}> stands there twice")
        seen.add(identity or "")


def _unit(unit: Element, namespace: str) -> Iterator[Broken]:
    """The constraints on one unit: its segments, and the codes in their texts."""
    parts = [child for child in unit if local(child) in ("segment", "ignorable")]
    if not any(local(part) == "segment" for part in parts):
        yield Broken(unit, "must have a <segment>")
    data = {one.get("id", "") for one in unit.iter(f"{namespace}data")}
    for original in unit.iter(f"{namespace}originalData"):
        yield from _unique(original, "data", namespace)
    ids: set[str] = set()
    for part in parts:
        if part.find(f"{namespace}source") is None:
            yield Broken(part, f"<{local(part)}> must have a <source>")
        if "subState" in part.attrib and "state" not in part.attrib:
            yield Broken(part, "subState must not stand without state")
        if not _PREFIXED.fullmatch(part.get("subState", "a:b")):
            yield Broken(part, "subState must be prefix:value")
        yield from _new_id(part, ids)
    yield from _orders(parts, namespace)
    for name in ("source", "target"):
        known = set(ids)
        texts = [text for part in parts for text in part.iterfind(f"{namespace}{name}")]
        codes = [code for text in texts for code in text.iter() if code is not text]
        codes = [code for code in codes if str(code.tag).startswith(namespace)]
        for code in codes:
            yield from _new_id(code, known)
            yield from _code(code, data)
        yield from _spans(codes)


def _new_id(element: Element, known: set[str]) -> Iterator[Broken]:
    identity = element.get("id")
    if identity is not None:
        if identity in known:
            yield Broken(element, f"the id {identity!r} stands twice in its unit")
        known.add(identity)


def _orders(parts: list[Element], namespace: str) -> Iterator[Broken]:
    """Where targets go among each other (4.3.1.20): each place once."""
    taken: dict[str, Element] = {}
    for position, part in enumerate(parts, start=1):
        target = part.find(f"{namespace}target")
        if target is None:
            continue
        order = target.get("order", str(position))
        if not order.isdecimal() or not 1 <= int(order[:9]) <= len(parts):
            yield Broken(target, f"order must be from 1 to {len(parts)}, not {order!r}")
        elif order in taken:
            yield Broken(target, f"the place {order} is another target's: order must tell")
        taken[order] = target


def _code(code: Element, data: set[str]) -> Iterator[Broken]:
    name = local(code)
    for attribute in ("dataRef", "dataRefStart", "dataRefEnd"):
        if code.get(attribute, "") and code.get(attribute) not in data:
            yield Broken(code, f"{attribute} must be the id of a <data> of its unit")
    kind, sub = code.get("type"), code.get("subType")
    known = _MARK_TYPES if name in ("mrk", "sm") else _CODE_TYPES
    is_custom = name in ("mrk", "sm") and _PREFIXED.fullmatch(kind or "")
    if kind is not None and kind not in known and not is_custom:
        yield Broken(code, f"type must be one of {', '.join(sorted(known))}, not {kind!r}")
    if sub is not None and (kind is None or not _PREFIXED.fullmatch(sub)):
        yield Broken(code, "subType must be prefix:value, beside a type")
    if kind == "comment" and ("value" in code.attrib) == ("ref" in code.attrib):
        yield Broken(code, "a comment must have either value or ref")
    if name == "cp" and not valid_code_point(code.get("hex", "")):
        yield Broken(code, f"hex must be a code point of Unicode, not {code.get('hex')!r}")
    if name == "ec":
        alone = code.get("isolated") == "yes"
        if ("id" in code.attrib) != alone or ("startRef" in code.attrib) == alone:
            yield Broken(code, "<ec> must have startRef or, where it is isolated, id")


def _spans(codes: list[Element]) -> Iterator[Broken]:
    """Beginnings and ends belong together: ``<sc>`` and ``<ec>``, ``<sm>`` and ``<em>``."""
    for begin, end in (("sc", "ec"), ("sm", "em")):
        starts = {one.get("id", ""): one for one in codes if local(one) == begin}
        ended = {one.get("startRef", ""): one for one in codes if local(one) == end}
        ended = {ref: one for ref, one in ended.items() if one.get("isolated") != "yes"}
        for reference, one in ended.items():
            if reference not in starts:
                yield Broken(one, f"startRef must be the id of a <{begin}> of its unit")
        for identity, one in starts.items():
            if identity not in ended and one.get("isolated") != "yes":
                yield Broken(one, f"<{begin}> must have an <{end}> in its unit")


def valid_code_point(digits: str) -> bool:
    """Whether hexadecimal digits are a code point that a text can hold."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", digits):
        return False
    code = int(digits, 16)
    return code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
