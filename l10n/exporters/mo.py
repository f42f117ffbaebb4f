"""MO, GNU gettext's binary catalogs (GNU gettext manual, "The Format of GNU MO Files")."""

from __future__ import annotations

import polib

from l10n.exporters import Localized
from l10n.languages import plural_forms


def export(localized: Localized) -> bytes:
    """The translations that go into the output as an MO file."""
    po = polib.POFile()
    po.metadata = {
        "Language": localized.locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(localized.locale),
    }
    for segment in localized.messages():
        if text := localized.texts.get(segment.msgid):
            po.append(polib.POEntry(msgid=segment.msgid, msgstr=text))
    binary: bytes = po.to_binary()
    return binary
