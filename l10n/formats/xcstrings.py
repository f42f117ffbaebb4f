"""Apple's string catalogs, ``.xcstrings`` (Xcode documentation, "Localizing and varying text").

One file holds all languages: a localized document is the source with one language more. A string is
a message whose context is its key, where that is not its text; variations by plural are a message
with a plural. What is written again is written as Xcode does; all else stays to the byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from l10n import markup
from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.localized import Localized
from l10n.formats.quantities import by_name
from l10n.formats.reading import Lines, Reading, check_length, printable
from l10n.languages.plurals import rule
from l10n.model import Block, SourceEntry

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]')
_CONVERSION = re.compile(r"%(?:\d+\$)?[-+ 0#]*[\d.*]*(?:hh?|ll?|[qLjzt])?[@diuoxXfFeEgGaAcCsSp]")
_HALF = re.compile(
    r"\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]"  # as json.dumps writes it
)
_Entry = Mapping[str, Any]


_INDENT = re.compile(r"\{\r?\n([ \t]+)")
_COLON = re.compile(r'"\s:')
_BLANKS = re.compile(r"[ \t]*")


class _Layout(NamedTuple):
    """How a file is laid out; ``indent`` is "" where it is on one line."""

    indent: str
    colon: str
    newline: str


class _Text(NamedTuple):
    """What a string says in the source's language; ``plural`` is "" where it has none."""

    one: str
    plural: str = ""


def read(text: str) -> Reading:
    """The strings of a catalog; those that vary by device, or in part, are named as skipped.

    Raises:
        SourceError: it is not JSON, or not a string catalog.
    """
    start = 1 if text.startswith("\ufeff") else 0
    catalog = _catalog(text[start:])
    language = str(catalog.get("sourceLanguage", "en"))
    lines = Lines(text)
    blocks, skipped = [], []
    for key, (begin, end) in _entries(text, start):
        entry = json.loads(text[begin:end])
        if not key or not entry.get("shouldTranslate", True):
            continue
        # No PO file can hold half of a letter.
        if entry.get("extractionState") == "stale" or _HALF.search(json.dumps([key, entry])):
            continue
        found, line = _text_of(key, entry, language), lines.number(begin)
        if found is None:
            skipped.append(f"line {line}: {key!r} varies by more than a number")
        elif any(map(str.isalpha, _CONVERSION.sub("", found.one + found.plural))):
            check_length("a text", len(found.one) + len(found.plural))
            context = key if key != found.one else ""
            flags = ("objc-format",) if _CONVERSION.search(found.one + found.plural) else ()
            source = SourceEntry(
                found.one, context, found.plural, str(entry.get("comment", "")), (), flags
            )
            name = printable(key)
            raw = text[begin:end]
            blocks.append(
                Block("string", raw, (begin, end), line, (), "xcstrings", True, name, source)
            )
    return Reading(blocks, (), tuple(skipped))


def _catalog(text: str) -> _Entry:
    try:
        catalog = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON: {error}", "mend it, or open it in Xcode") from None
    except RecursionError:
        raise SourceError("nested too deeply for JSON", "no string catalog is") from None
    strings = catalog.get("strings") if isinstance(catalog, dict) else None
    if not isinstance(strings, dict) or not all(isinstance(one, dict) for one in strings.values()):
        raise SourceError('no string catalog: it lacks "strings"', "Xcode makes such files")
    return cast("_Entry", catalog)


def _entries(text: str, position: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The members of ``strings``: each key, and from where to where its object goes."""
    keys: list[str] = [""]  # of each level that is open, with one more before them
    start, key, is_key = 0, "", False
    for token in _TOKEN.finditer(text, position):
        mark = token.group()
        if mark in "{[":
            keys.append("")
            if len(keys) == 4 and keys[1] == "strings":
                start = token.start()
            is_key = mark == "{"
        elif mark in "}]":
            keys.pop()
            if len(keys) == 3 and keys[1] == "strings":
                yield key, (start, token.end())
        elif mark == ",":
            is_key = True
        elif mark == ":":
            is_key = False
        elif is_key:
            keys[-1] = json.loads(mark)
            key = keys[-1] if len(keys) == 3 else key


def _text_of(key: str, entry: _Entry, language: str) -> _Text | None:
    """What an entry says; None where that depends on more than one number."""
    found = _object(_object(entry, "localizations"), language)
    if not found:
        return _Text(key)
    if set(found) == {"stringUnit"}:
        return _Text(_value(found) or key)
    forms = _object(_object(found, "variations"), "plural")
    if set(found) != {"variations"} or set(_object(found, "variations")) != {"plural"}:
        return None
    texts = {name: _value(_object(forms, name)) for name in forms}
    if not all(texts.values()) or "other" not in texts:
        return None
    return _Text(texts.get("one", texts["other"]), texts["other"])


def _object(parent: _Entry, name: str) -> _Entry:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}


def _value(form: _Entry) -> str:
    value = _object(form, "stringUnit").get("value")
    return value if isinstance(value, str) else ""


def write(localized: Localized) -> str:
    """The catalog with one language more; drafts are marked as to be reviewed."""
    document = localized.document
    text, written, position = document.text, "", 0
    layout = _layout(text)
    name = localized.locale.partition("@")[0].replace("_", "-")
    for segment in localized.segments:
        forms = localized.texts.get(segment.key, ())
        if not forms or not all(forms):
            continue
        block = document.blocks[segment.block]
        state = "needs_review" if _waits(localized, segment.key) else "translated"
        units = [{"stringUnit": {"state": state, "value": markup.plain(form)}} for form in forms]
        translation: object = units[0]
        if segment.plural:
            plural_rule = rule(localized.headers.get("Plural-Forms", ""), localized.locale)
            places = list(map(str, range(len(units))))
            named = by_name(places, plural_rule, localized.locale)
            translation = {"variations": {"plural": {k: units[int(n)] for k, n in named.items()}}}
        start, end = block.span
        before = _BLANKS.match(text, text.rfind("\n", 0, start) + 1)
        entry = _with(block.content, name, translation, layout, before[0] if before else "")
        written += text[position:start] + entry
        position = end
    return written + text[position:]


def _waits(localized: Localized, key: str) -> bool:
    known = localized.translations.get(key)
    return known is None or known.state.waits


def _layout(text: str) -> _Layout:
    indent = _INDENT.search(text)
    colon = " : " if _COLON.search(text) else ": "
    return _Layout(indent[1] if indent else "", colon, "\r\n" if "\r\n" in text else "\n")


def _with(raw: str, name: str, translation: object, layout: _Layout, before: str) -> str:
    """An entry with a translation, laid out as the file is; ``before`` stands before its lines."""
    entry = json.loads(raw)
    entry["localizations"] = localizations = dict(_object(entry, "localizations"))
    if localizations.get(name) == translation:
        return raw
    localizations[name] = translation
    for one in (entry, localizations):
        ordered = sorted(one.items())
        one.clear()
        one.update(ordered)
    if not layout.indent:
        return json.dumps(entry, ensure_ascii=False)
    separators = ",", layout.colon
    dumped = json.dumps(entry, ensure_ascii=False, indent=layout.indent, separators=separators)
    return dumped.replace("\n", layout.newline + before)


FORMAT = Format(
    name="xcstrings",
    title="Apple string catalog",
    suffixes=(".xcstrings",),
    read=read,
    writers={},
    write=write,
    tags_are_text=True,
)
