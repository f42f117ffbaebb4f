"""JSON for programs: all there is to know of each message."""

from __future__ import annotations

import json

from l10n.formats.localized import Localized


def export(localized: Localized) -> bytes:
    """An object with the locales and a list of messages, in the order of the document."""
    messages = []
    for segment in localized.messages():
        translation = localized.translations[segment.key]
        texts = localized.texts.get(segment.key)
        program = {}
        if segment.entry:
            program = {
                "msgctxt": segment.msgctxt or None,
                "plural": segment.plural or None,
                "forms": texts if segment.plural else None,
            }
        messages.append(
            {
                "key": segment.key,
                "line": segment.line,
                "context": segment.context,
                "source": segment.msgid,
                "target": texts[0] if texts else None,
                "state": translation.state.value,
                "origin": translation.origin.value if translation.origin else None,
                "engine": translation.engine or None,
                "confidence": translation.confidence,
                **program,
            }
        )
    content = {
        "document": localized.reference,
        "source_locale": localized.source_locale,
        "locale": localized.locale,
        "segments": messages,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
