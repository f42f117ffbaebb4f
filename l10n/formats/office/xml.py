"""What the readers of XML documents share: names without prefixes, texts of attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from l10n.formats.html.tokens import Attribute, Token, escape, text_inlines
from l10n.formats.reading import Lines, has_text
from l10n.model import Block, Inline, Kind

_NAMESPACE = re.compile(r"""\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""")
_SYNTAX = {'"': "xml-double", "'": "xml-single"}


def prefixes(text: str, namespaces: Sequence[str]) -> list[str]:
    """The prefixes, with their colons, that a document declares for namespaces; "" for none."""
    found = {name: prefix for prefix, name in _NAMESPACE.findall(text) if name in namespaces}
    return [f"{prefix}:" if prefix else "" for prefix in found.values()]


def local_names(text: str, found: list[Token], namespaces: Sequence[str]) -> list[Token]:
    """Tokens whose names have no prefix where they are of the namespaces.

    Names of other elements have one in any case: ":" alone for an element of the default one.

    Args:
        text: one document after the other.
        found: its tokens; names are in small letters.
        namespaces: looked for at the root elements.
    """
    known: set[str] = set()
    depth = 0
    result: list[Token] = []
    for token in found:
        if token.kind == "start":
            if not depth:
                declared = prefixes(text[token.start : token.end], namespaces)
                known = {prefix.lower() for prefix in declared}
            depth += text[token.end - 2 : token.end] != "/>"
        elif token.kind == "end":
            depth -= 1
        if token.name:
            prefix, colon, local = token.name.rpartition(":")
            name = local if prefix + colon in known else f"{prefix}:{local}"
            token = token._replace(name=name)
        result.append(token)
    return result


def attribute_block(kind: str, text: str, attribute: Attribute, lines: Lines) -> Iterator[Block]:
    """The block of an attribute's value, if it has text."""
    source = text[attribute.start : attribute.end]
    inlines = tuple(text_inlines(source))
    if attribute.quote and has_text("".join(inline.text for inline in inlines)):
        span = (attribute.start, attribute.end)
        syntax = _SYNTAX[attribute.quote]
        yield Block(kind, source, span, lines.number(span[0]), inlines, syntax, whole=True)


def write(inlines: Sequence[Inline]) -> str:
    """A translation as XML: codes as they were, text escaped; white space is collapsed there."""
    return "".join(
        escape(" ".join(re.split(r"[\r\n\t]+", inline.text)))
        if inline.kind is Kind.TEXT
        else inline.source
        for inline in inlines
    )


def write_double(inlines: Sequence[Inline]) -> str:
    """An attribute's value between double quotes."""
    text = escape("".join(inline.text for inline in inlines)).replace("\n", "&#10;")
    return text.replace('"', "&quot;")


def write_single(inlines: Sequence[Inline]) -> str:
    """An attribute's value between single quotes."""
    return write_double(inlines).replace("'", "&#39;")


WRITERS = {"xml": write, "xml-double": write_double, "xml-single": write_single}
