"""MO, GNU gettext's binary catalogs (GNU gettext manual, "The Format of GNU MO Files")."""

from __future__ import annotations

import polib

from l10n.formats.localized import Localized
from l10n.languages.codes import plural_forms
from l10n.markup import plain


def export(localized: Localized) -> bytes:
    """The translations that go into the output as an MO file."""
    po = polib.POFile()
    po.metadata = {
        "Language": localized.locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": localized.headers.get("Plural-Forms") or plural_forms(localized.locale),
    }
    for segment in localized.messages():
        texts = localized.texts.get(segment.key)
        if not texts or not all(texts):
            continue
        if segment.entry is None:
            po.append(polib.POEntry(msgid=segment.msgid, msgstr=texts[0]))
            continue
        entry = polib.POEntry(msgid=plain(segment.msgid), msgctxt=segment.msgctxt or None)
        if segment.plural:
            entry.msgid_plural = plain(segment.plural)
            entry.msgstr_plural = dict(enumerate(map(plain, texts)))
        else:
            entry.msgstr = plain(texts[0])
        po.append(entry)
    binary: bytes = po.to_binary()
    return binary
