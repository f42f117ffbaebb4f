"""A PO file per locale from a PO or POT file: msgstr and the header change, all else stays.

Drafts are fuzzy in it, so that msgfmt leaves them out unless it is asked for them.
"""

from __future__ import annotations

from l10n import markup
from l10n.formats.localized import Localized
from l10n.model import Segment
from l10n.po.file import File, text_of
from l10n.po.header import new_headers
from l10n.po.message import Message

_OURS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "Language", "Plural-Forms")
_MARK = "\ufeff"


def write(localized: Localized) -> str:
    """The text of the file."""
    text = localized.document.text
    mark = _MARK if text.startswith(_MARK) else ""
    newline = "\r\n" if "\r\n" in text else "\n"
    po = File.of(text.removeprefix(_MARK).replace("\r\n", "\n"))
    segments = {one.block: one for one in localized.segments}
    translated = (message for message in po if message.msgid and not message.obsolete)
    for number, message in enumerate(translated):
        if (segment := segments.get(number)) is not None:
            _put(localized, segment, message)
    if not any(message.is_changed for message in po):
        return text
    _put_header(localized, po)
    return mark + text_of(po).replace("\n", newline)


def _put(localized: Localized, segment: Segment, message: Message) -> None:
    """Put a segment's translation into its message."""
    forms = tuple(map(markup.plain, localized.texts.get(segment.key, ())))
    state = localized.translations[segment.key].state
    fuzzy = bool(forms) and state.waits
    forms = forms or ("",) * len(localized.rows(segment))
    before = tuple(message.msgstr_plural.values()) if segment.plural else (message.msgstr,)
    if forms == before and fuzzy == message.fuzzy:
        return
    flags = [flag for flag in message.flags if flag != "fuzzy"]
    message.flags = ["fuzzy", *flags] if fuzzy else flags
    message.previous_msgctxt = message.previous_msgid = message.previous_msgid_plural = None
    if segment.plural:
        message.msgstr_plural = dict(enumerate(forms))
    else:
        message.msgstr = forms[0]


def _put_header(localized: Localized, po: File) -> None:
    """Put the locale's fields into the header, which is made where there is none."""
    ours = {**new_headers("", localized.locale), **localized.headers}
    there = po.metadata or {key: value for key, value in ours.items() if key not in _OURS}
    there |= {key: ours[key] for key in _OURS if key in ours}
    there["MIME-Version"] = there.get("MIME-Version", "1.0")
    there["Content-Type"] = "text/plain; charset=UTF-8"
    there.setdefault("Content-Transfer-Encoding", "8bit")
    po.metadata = there
    if po.header:
        po.header.flags = [flag for flag in po.header.flags if flag != "fuzzy"]
