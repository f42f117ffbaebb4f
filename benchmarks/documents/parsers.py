"""What other parsers than l10n's see in a document: its structure, and the text that people read.

None of them is l10n's own: ``html.parser``, ``xml.etree``, ``json`` of the standard library, polib,
PyYAML, markdown-it's renderer.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from xml.etree import ElementTree

import polib
import yaml
from markdown_it import MarkdownIt

from l10n.formats.encodings import decode

KEPT = frozenset(
    {"script", "style", "pre", "textarea", "code", "kbd", "samp", "var", "svg", "math", "template"}
    | {"iframe", "noembed", "noframes", "canvas", "object", "xmp", "tt"}
)
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# Attributes that people read, or that name the language.
CHANGING = frozenset(
    {"title", "alt", "placeholder", "label", "content", "value", "lang", "xml:lang"}
    | {"aria-label", "aria-description", "aria-placeholder", "aria-roledescription"}
    | {"aria-valuetext"}
)


class Seen(NamedTuple):
    """What a parser sees: the structure without texts, and the texts."""

    structure: Any
    text: str


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[object] = []
        self.texts: list[str] = []
        self._kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = tuple((name, value) for name, value in attrs if name not in CHANGING)
        self.tags.append((tag, values))
        no = ("translate", "no") in attrs or "notranslate" in (dict(attrs).get("class") or "")
        if tag not in VOID and (tag in KEPT or no or self._kept):
            self._kept.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(pair for pair in attrs if pair[0] not in CHANGING)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        if tag in self._kept:
            while self._kept.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._kept:
            self.texts.append(data)


def see_html(data: bytes) -> Seen:
    """Tags in order with the attributes that nobody reads; text outside of what is kept."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:1024])
    return _see_html(decode(data, "document", declared[1].decode() if declared else None)[0])


def _see_html(text: str) -> Seen:
    parser = _Html()
    parser.feed(text)
    parser.close()
    return Seen(parser.tags, " ".join(parser.texts))


def see_markdown(data: bytes) -> Seen:
    """The blocks that CommonMark has, without their order inside of a line; text without code."""
    text = re.sub(
        r"\A\ufeff?(---|\+\+\+)\s*\n.*?\n\1\s*\n", "", decode(data, "document")[0], flags=re.S
    )
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = markdown.parse(text)
    blocks = [token.type for token in tokens if token.type not in ("inline", "html_block")]
    codes = [token.content for token in tokens if token.type in ("fence", "code_block")]
    links = sorted(
        str(child.attrs.get("href") or child.attrs.get("src"))
        for token in tokens
        for child in token.children or ()
        if child.type in ("link_open", "image")
    )
    return Seen((blocks, codes, links), _see_html(markdown.render(text)).text)


def see_json(data: bytes) -> Seen:
    """Keys, and the types of values; the strings."""
    texts: list[str] = []

    def shape(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: shape(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [shape(inner, key) for inner in value]
        if isinstance(value, str):
            if not key.startswith(("@", "$")):
                texts.append(value)
            return "text"
        return value

    return Seen(shape(json.loads(data.decode("utf-8-sig"), parse_int=str)), " ".join(texts))


def see_po(data: bytes) -> Seen:
    """Messages with all but their translations; what programs show."""
    charset = re.search(rb"charset=([\w-]+)", data)
    name = charset[1].decode() if charset and charset[1] != b"CHARSET" else "utf-8"
    po = polib.pofile(data.decode(name))
    shown = [
        (e.msgid, e.msgctxt, e.msgid_plural, e.comment, e.occurrences) for e in po if not e.obsolete
    ]
    texts = [text for e in po for text in (e.msgstr, *e.msgstr_plural.values()) if not e.obsolete]
    return Seen(shown, " ".join(texts))


_TIMES = re.compile(r"[\d:,.]+ *--> *[\d:,.]+")


def see_subtitles(data: bytes) -> Seen:
    """Times; the lines between them."""
    text = decode(data, "document")[0]
    return Seen(_TIMES.findall(text), re.sub(r"<[^>]*>", " ", text.partition("-->")[2]))


def see_text(data: bytes) -> Seen:
    """Nothing but text."""
    return Seen(None, decode(data, "document")[0])


def see_archive(data: bytes) -> Seen:
    """The names of members; the elements of each XML member but runs, which may be cut anew."""
    structure: dict[str, Any] = {}
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if not name.endswith((".xml", ".xhtml", ".html", ".opf", ".ncx")):
                structure[name] = content
                continue
            root = ElementTree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", content))
            structure[name] = list(_elements(root))
            if not re.search("master|layout", name, re.IGNORECASE):  # where nobody reads them
                texts += _texts(root)
    return Seen(structure, " ".join(texts))


_RUNS = frozenset({"r", "t", "proofErr", "lastRenderedPageBreak"})
_GONE = frozenset({"del", "moveFrom", "tracked-changes", "annotation", "instrText", "pPr"})


def _elements(element: ElementTree.Element) -> Iterator[str]:
    """Names in order, without runs and their formatting."""
    name = str(element.tag).rpartition("}")[2]
    if name == "rPr":
        return
    if name not in _RUNS:
        yield name
    for child in element:
        yield from _elements(child)


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """What is in the paragraphs of an office document, without what is deleted."""
    name = str(element.tag).rpartition("}")[2]
    if name in _GONE:
        return
    if name in ("t", "p", "h", "span", "a"):
        yield element.text or ""
    for child in element:
        yield from _texts(child)
        if name in ("p", "h", "span", "a"):
            yield child.tail or ""


_PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))


def see_yaml(data: bytes) -> Seen:
    """Keys, and the types of values; the strings. How many forms a plural has is the locale's."""
    texts: list[str] = []

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            if "other" in value and set(value) <= _PLURALS:
                return shape(value["other"])
            return [(str(key), shape(inner)) for key, inner in value.items()]
        if isinstance(value, list):
            return [shape(inner) for inner in value]
        if isinstance(value, str):
            texts.append(value)
            return "text"
        return value

    found = [shape(one) for one in yaml.safe_load_all(data)]
    if len(found) == 1 and isinstance(found[0], list) and len(found[0]) == 1:
        found = [found[0][0][1:]]  # the key at the top may be the locale
    return Seen(found, " ".join(texts))


def see_resources(data: bytes) -> Seen:
    """Elements of Android's or Qt's files with their names, but for plural forms; texts."""
    names: list[object] = []
    texts: list[str] = []
    for element in ElementTree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", data)).iter():
        if element.get("quantity") or element.tag == "numerusform":
            continue
        names.append((element.tag, element.get("name"), element.get("translatable")))
        if element.tag in ("string", "item") and element.get("translatable") != "false":
            texts.append("".join(element.itertext()))
    return Seen(names, " ".join(texts))


PARSERS: dict[str, Callable[[bytes], Seen]] = {
    "html": see_html,
    "xhtml": see_html,
    "markdown": see_markdown,
    "json": see_json,
    "po": see_po,
    "srt": see_subtitles,
    "vtt": see_subtitles,
    "text": see_text,
    "docx": see_archive,
    "odt": see_archive,
    "pptx": see_archive,
    "xlsx": see_archive,
    "epub": see_archive,
    "idml": see_archive,
    "yaml": see_yaml,
    "android": see_resources,
    "qt": see_resources,
}
