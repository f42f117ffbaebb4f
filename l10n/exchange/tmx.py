"""TMX 1.4b (LISA OSCAR, 2005; now GALA), the exchange format of translation memories.

What TMX has no place for goes into properties, ``<prop type="x-l10n-origin">``: origin, reviewed,
the keys of the neighbours and the document. Units without them, from other tools, count as written
and approved by people.
"""

from __future__ import annotations

import calendar
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from l10n.errors import ExchangeError, LocaleError
from l10n.exchange.inline import Codes, escaped, written
from l10n.exchange.safexml import NOT_XML, explained
from l10n.files import atomic_open
from l10n.formats.localized import Localized
from l10n.languages.codes import parse_locale
from l10n.memory.unit import Unit, in_context
from l10n.model import Origin, Pair, State
from l10n.version import __version__

_HINT = "export it again as TMX 1.4 from the tool that it comes from"
_PROP = "x-l10n-"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = "%Y%m%dT%H%M%SZ"  # TMX 1.4b, "creationdate": ISO 8601, basic, UTC


def read(path: Path, source: str, target: str | None, drafts: bool) -> Iterator[Unit]:
    """The units of a TMX file; see :class:`l10n.exchange.memories.Reader`.

    The file is read piece by piece, however large. Entities are refused, and nothing that it
    refers to is opened. A translation unit with several locales yields a unit for each.

    Raises:
        ExchangeError: it is no TMX, is cut off, or defines entities.
    """
    from defusedxml.ElementTree import iterparse

    with explained(path, _HINT), path.open("rb") as file:
        default, body = source, None
        for event, element in iterparse(file, events=("start", "end")):
            if body is None and element.tag != "tmx":
                raise ExchangeError(f"{path}: is not TMX but <{element.tag}>", _HINT)
            body = element if body is None or element.tag == "body" else body
            if event == "start" and element.tag == "header":
                default = _locale(element.get("srclang", "*all*"), source)
            if event == "end" and element.tag == "tu":
                yield from _units(element, default, target, drafts)
                body.clear()  # what is read is not kept


def _units(tu: Element, default: str, target: str | None, drafts: bool) -> Iterator[Unit]:
    source = _locale(tu.get("srclang", "*all*"), default)
    codes = Codes()
    texts: dict[str, tuple[str, Element]] = {}
    tuvs = [(_known_locale(_lang(tuv)), tuv) for tuv in tu.iter("tuv")]
    # The source comes first: the target's inline codes take their numbers from it.
    for locale, tuv in sorted(tuvs, key=lambda item: not _same(item[0], source)):
        seg = tuv.find("seg")
        if seg is not None and locale:
            # Letters and their marks in one, as everybody types them and documents have them.
            texts.setdefault(locale, (normalize("NFC", codes.text(seg)), tuv))
    known = next((locale for locale in texts if locale == source), None) or next(
        (locale for locale in texts if _same(locale, source)), None
    )
    if known is None:
        return
    props = {
        prop.get("type", "").removeprefix(_PROP): prop.text or ""
        for prop in tu.findall("prop")
        if prop.get("type", "").startswith(_PROP)
    }
    known_origins = {origin.value: origin for origin in Origin}
    origin = known_origins.get(props.get("origin", ""), Origin.HUMAN)
    reviewed = props.get("reviewed", "yes") != "no"
    text = texts.pop(known)[0]
    for locale, (translation, tuv) in texts.items():
        if not text.strip() or not translation.strip() or not (reviewed or drafts):
            continue
        if target is not None and not _same(locale, target):
            continue
        yield Unit(
            text,
            translation,
            Pair(known, locale),
            origin,
            reviewed,
            props.get("before", ""),
            props.get("after", ""),
            props.get("document", ""),
            _seconds(tuv, tu, "creationdate"),
            _seconds(tuv, tu, "changedate") or _seconds(tuv, tu, "creationdate"),
        )


def _lang(tuv: Element) -> str:
    return tuv.get(_LANG) or tuv.get("lang") or ""  # "lang" is TMX 1.1's


@lru_cache
def _known_locale(code: str) -> str:
    """A locale in our spelling; "" for one that is not known: its texts are nobody's here."""
    try:
        return parse_locale(code)
    except LocaleError:
        return ""


def _locale(code: str, default: str) -> str:
    return default if not code or code == "*all*" else _known_locale(code)


def _same(locale: str, wanted: str) -> bool:
    """Whether a locale will do for another: ``en_US`` for ``en``, but not for ``en_GB``."""
    return locale == wanted or locale.split("_")[0] == wanted or wanted.split("_")[0] == locale


def _seconds(tuv: Element, tu: Element, name: str) -> int:
    return _from_date(tuv.get(name) or tu.get(name) or "")


@lru_cache  # an export from one day has few dates
def _from_date(date: str) -> int:
    try:
        return calendar.timegm(time.strptime(date, _DATE))
    except ValueError:
        return 0


@lru_cache
def _to_date(seconds: int) -> str:
    return time.strftime(_DATE, time.gmtime(seconds))


def write(path: Path, units: Iterable[Unit], pair: Pair) -> tuple[int, int]:
    """Write units as TMX; see :class:`l10n.exchange.memories.Writer`.

    Units that hold control characters are left out: XML cannot say them.
    """
    written = left_out = 0
    with atomic_open(path) as file:
        file.write(_head(pair.source).encode())
        for unit in units:
            if NOT_XML.search(unit.source + unit.target + unit.document):
                left_out += 1
                continue
            file.write("".join(_lines(unit)).encode())
            written += 1
        file.write(b"</body>\n</tmx>\n")
    return written, left_out


def _head(source: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="l10n" creationtoolversion="{__version__}" segtype="sentence" '
        f'o-tmf="l10n" adminlang="en" srclang={_lang_attribute(source)} datatype="plaintext"/>\n'
        "<body>\n"
    )


def _lines(unit: Unit) -> Iterator[str]:
    dates = "".join(
        f' {name}="{_to_date(seconds)}"'
        for name, seconds in (("creationdate", unit.created), ("changedate", unit.changed))
        if seconds
    )
    yield f"<tu srclang={_lang_attribute(unit.pair.source)}{dates}>\n"
    props = {
        "origin": unit.origin.value,
        "reviewed": "yes" if unit.reviewed else "no",
        "before": unit.before,
        "after": unit.after,
        "document": unit.document,
    }
    for name, value in props.items():
        if value:
            yield f'<prop type="{_PROP}{name}">{escaped(value)}</prop>\n'
    for locale, text in zip(unit.pair, (unit.source, unit.target), strict=True):
        yield f"<tuv xml:lang={_lang_attribute(locale)}><seg>{written(text)}</seg></tuv>\n"
    yield "</tu>\n"


def _lang_attribute(locale: str) -> str:
    return quoteattr(locale.replace("_", "-"))


def export(localized: Localized) -> bytes:
    """A unit per message, with its neighbours, origin and whether it was approved."""
    pair = Pair(localized.source_locale, localized.locale)
    segments = [segment for segment in localized.segments if segment.content]
    units: dict[tuple[str, str], Unit] = {}
    for segment, query in zip(segments, in_context([s.msgid for s in segments]), strict=True):
        rows = localized.rows(segment)
        # Of plural forms the first and the last: a memory has texts, not numbers.
        for row in dict.fromkeys((rows[0], rows[-1])):
            if row.target:
                translation = localized.translations[segment.key]
                unit = Unit(
                    row.source,
                    row.target,
                    pair,
                    translation.origin or Origin.HUMAN,
                    translation.state is State.APPROVED,
                    query.before,
                    query.after,
                    localized.reference,
                )
                units.setdefault((segment.key, row.form), unit)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.tmx"
        write(path, units.values(), pair)
        return path.read_bytes()
