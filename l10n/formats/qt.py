"""Qt Linguist's ``.ts`` files (Qt documentation, "Qt Linguist TS file format").

A file as ``lupdate`` writes it is the source: its messages with their context, comments and places.
A localized one has their translations, drafts as ``unfinished``; what is in ``<translation>`` of
the source is replaced. Obsolete messages stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from l10n import markup
from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE, Token, element_ends, tokens
from l10n.formats.localized import Localized
from l10n.formats.office.archives import check_xml
from l10n.formats.reading import Lines, Reading, check_length, printable
from l10n.model import Block, SourceEntry

_OBSOLETE = frozenset(("obsolete", "vanished"))
_NOTES = ("comment", "extracomment", "translatorcomment")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
_ESCAPED = re.compile("[&<>\"']")
_INDENT = re.compile(r"\n[ \t]*")
_PLACE = re.compile(r"%(?:L?\d{1,2}|n)")


def read(text: str) -> Reading:
    """The messages of a file, but for obsolete ones.

    Raises:
        SourceError: it is not XML, or its root element is not ``<TS>``.
    """
    check_xml(text.removeprefix("\ufeff").encode("utf-8", "replace"), "the file", doctypes=True)
    found = list(tokens(text))
    root = next((token for token in found if token.kind == "start"), None)
    if root is None or root.name != "ts":
        raise SourceError("the root element is not <TS>", "of .ts files those of Qt are read")
    language = [(one.start, one.end) for one in root.attributes if one.name == "language"]
    reader = _Reader(text, found)
    blocks = list(reader.blocks())
    return Reading(blocks, tuple(language), tuple(reader.skipped))


class _Reader:
    """The messages of a file, context by context."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text, self._tokens = text, found
        self._ends = element_ends(text, found)
        self._lines = Lines(text)
        self._file, self._line = "", 0  # places may be told relative to the one before
        self.skipped: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """All of them, in order."""
        context = ""
        for index, token in enumerate(self._tokens):
            if token.kind == "start" and token.name == "context":
                context, self._line = "", 0
            elif token.kind == "start" and token.name == "name" and index in self._ends:
                context = self._seen(index)
            elif token.kind == "start" and token.name == "message" and index in self._ends:
                yield from self._message(index, context)

    def _seen(self, index: int) -> str:
        """What an element says; "" for one with elements inside of it."""
        end = self._ends.get(index, index)
        if any(one.kind == "start" for one in self._tokens[index + 1 : end]):
            return ""
        raw = self._text[self._tokens[index].end : self._tokens[end].start]  # "" of <name/>
        check_length("a text", len(raw))
        return html.unescape(raw)

    def _message(self, start: int, context: str) -> Iterator[Block]:
        parts: dict[str, int] = {}
        places: list[tuple[str, str]] = []
        for index in range(start + 1, self._ends[start]):
            token = self._tokens[index]
            if token.kind == "start" and token.name == "location":
                places += self._place(token)
            elif token.kind == "start":
                parts.setdefault(token.name, index)
        if "source" not in parts or "translation" not in parts:
            return
        translation = self._tokens[parts["translation"]]
        if self._attribute(translation, "type") in _OBSOLETE:
            return
        source, line = self._seen(parts["source"]), self._lines.number(translation.start)
        if not source.strip():
            self.skipped.append(f"line {line}: a message without text, or with bytes in it")
            return
        notes = {name: self._seen(parts[name]) for name in _NOTES if parts.get(name)}
        is_plural = self._attribute(self._tokens[start], "numerus") == "yes"
        kind = "qt-plural-format" if is_plural else "qt-format"
        flags = (kind,) if _PLACE.search(source) else ()
        # Qt tells messages of a context apart by the comment.
        name = "|".join(filter(None, (context, notes.pop("comment", ""))))
        note = "\n".join(notes.values())
        plural = source if is_plural else ""
        entry = SourceEntry(source, name, plural, note, tuple(places), flags)
        last = self._ends.get(parts["translation"], parts["translation"])
        span = translation.start, self._tokens[last].end
        raw = self._text[slice(*span)]
        shown = printable(name)
        yield Block("message", raw, span, line, (), "qt", True, shown, entry)

    def _place(self, token: Token) -> list[tuple[str, str]]:
        self._file = self._attribute(token, "filename") or self._file
        line = self._attribute(token, "line")
        if not re.fullmatch(r"[+-]?\d{1,9}", line):
            return []
        self._line = self._line + int(line) if line[0] in "+-" else int(line)
        return [(self._file, str(self._line))]

    def _attribute(self, token: Token, name: str) -> str:
        found = (self._text[a.start : a.end] for a in token.attributes if a.name == name)
        return html.unescape(next(found, ""))


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found.group()], UNWRITABLE.sub("", text))


def write(localized: Localized) -> str:
    """The file with translations and their language."""
    document = localized.document
    changes: list[tuple[int, int, str]] = []
    for segment in localized.segments:
        forms = localized.texts.get(segment.key, ())
        if forms and all(forms):
            known = localized.translations.get(segment.key)
            is_draft = known is None or known.state.waits
            block = document.blocks[segment.block]
            texts = [_escaped(markup.plain(form)) for form in forms]
            changes.append((*block.span, _element(texts, bool(segment.plural), is_draft, block)))
    if changes:
        name = localized.locale.partition("@")[0]
        changes += [(start, end, name) for start, end in document.locale_spans]
    text, position = "", 0
    for start, end, new in sorted(changes):
        text += document.text[position:start] + new
        position = end
    return text + document.text[position:]


def _element(texts: Sequence[str], is_plural: bool, is_draft: bool, block: Block) -> str:
    kind = ' type="unfinished"' if is_draft else ""
    if not is_plural:
        return f"<translation{kind}>{texts[0]}</translation>"
    found = _INDENT.findall(block.content)
    inner, outer = (found[0], found[-1]) if found else ("", "")
    forms = "".join(f"{inner}<numerusform>{text}</numerusform>" for text in texts)
    return f"<translation{kind}>{forms}{outer}</translation>"


FORMAT = Format(
    name="qt",
    title="Qt Linguist",
    suffixes=(".ts",),
    names=r".*(?<!\.d)\.ts",  # ".d.ts" is TypeScript
    read=read,
    writers={},
    write=write,
    tags_are_text=True,
)
