"""A PO file per locale from a PO or POT file: msgstr and the header change, all else stays.

Drafts are fuzzy in it, so that msgfmt leaves them out unless it is asked for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import polib

from l10n import markup
from l10n.formats.localized import Localized
from l10n.formats.po.messages import Message, messages
from l10n.model import Segment
from l10n.po.header import new_headers

_WIDTH = 78  # as gettext's own tools, see l10n.po
_OURS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "Language", "Plural-Forms")
_LONG_LINE = re.compile(r'^(?:msg\w+(?:\[\d\])? )?"(?=.{0,60} ).{80,}"', re.MULTILINE)


class _Style(NamedTuple):
    """How the lines of a file look; found once, not for each message."""

    newline: str
    is_wrapped: bool


def write(localized: Localized) -> str:
    """The text of the file."""
    text = localized.document.text
    style = _Style(_newline(text), not _LONG_LINE.search(text))
    segments = {localized.document.blocks[one.block].span[0]: one for one in localized.segments}
    header = None
    pieces: list[str] = []
    position = 0
    for message in messages(text):
        if not message.strings["msgid"]:
            header = message
            continue
        raw = text[message.start : message.end]
        pieces += [
            text[position : message.start],
            _message(localized, segments[message.start], message, raw, style),
        ]
        position = message.end
    written = "".join([*pieces, text[position:]])
    return written if written == text else _with_header(localized, written, header)


def _message(
    localized: Localized, segment: Segment, message: Message, raw: str, style: _Style
) -> str:
    forms = tuple(map(markup.plain, localized.texts.get(segment.key, ())))
    state = localized.translations[segment.key].state
    fuzzy = bool(forms) and state.waits
    if not forms:
        forms = ("",) * len(localized.rows(segment))
    if forms == tuple(message.forms.values()) and fuzzy == ("fuzzy" in message.flags):
        return raw
    lines = raw.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("msgstr"))
    head = [line for line in lines[:start] if not line.startswith(("#|", "#,"))]
    flags = [flag for flag in message.flags if flag != "fuzzy"]
    if fuzzy:
        flags.insert(0, "fuzzy")
    flag_line = [f"#, {', '.join(flags)}"] if flags else []
    is_wrapped = "no-wrap" not in flags and style.is_wrapped
    msgstr = _msgstr(forms, bool(segment.plural), _WIDTH if is_wrapped else 0)
    return style.newline.join([*flag_line, *head, *msgstr])


def _msgstr(forms: tuple[str, ...], plural: bool, width: int) -> list[str]:
    entry = polib.POEntry(msgid="-")
    if plural:
        entry.msgid_plural, entry.msgstr_plural = "-", dict(enumerate(forms))
    else:
        entry.msgstr = forms[0]
    lines = str(entry.__unicode__(width)).rstrip("\n").split("\n")
    return lines[next(n for n, line in enumerate(lines) if line.startswith("msgstr")) :]


def _with_header(localized: Localized, text: str, header: Message | None) -> str:
    """The text with the locale's fields in its header, which is made where there is none."""
    fields = dict(_fields(header.forms[0] if header else ""))
    ours = {**new_headers("", localized.locale), **localized.headers}
    fields = (
        {key: value for key, value in ours.items() if key not in _OURS} | fields
        if not header
        else fields
    )
    fields |= {key: ours[key] for key in _OURS if key in ours}
    fields["MIME-Version"] = fields.get("MIME-Version", "1.0")
    fields["Content-Type"] = "text/plain; charset=UTF-8"
    fields.setdefault("Content-Transfer-Encoding", "8bit")
    content = "".join(f"{key}: {value}\n" for key, value in fields.items())
    newline = _newline(text)
    written = newline.join(['msgid ""', *_msgstr((content,), False, 0)])
    if header is None:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return f"{mark}{written}{newline}{newline}{text.removeprefix(mark)}"
    flags = [flag for flag in header.flags if flag != "fuzzy"]
    if flags:
        written = f"#, {', '.join(flags)}{newline}{written}"
    return f"{text[: header.start]}{written}{text[header.end :]}"


def _fields(header: str) -> Iterator[tuple[str, str]]:
    for line in header.split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip(), value.strip()


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
