"""From what an engine says of texts to drafts of messages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n import markup
from l10n.checks import Unit
from l10n.languages.plurals import Rule
from l10n.markup import Placeable
from l10n.model import Hypothesis, Origin, Segment, State, Translation
from l10n.translation import plural_forms
from l10n.translation.confidence import confidence

# A line of a program's text is translated by itself, so that line breaks and white space at the
# ends, which gettext wants to be the source's, stay where they are.
_BREAK = re.compile(r"(\s*\n\s*|^\s+|\s+$)")


def needed(message: Segment, rule: Rule) -> list[str]:
    """The texts whose translations make a message's draft."""
    return list(dict.fromkeys(line for text in _texts(message, rule) for line in _lines(text)[::2]))


def _texts(message: Segment, rule: Rule) -> list[str]:
    if not message.plural:
        return [message.msgid]
    return plural_forms.needed(message.msgid, message.plural, rule)


def _lines(text: str) -> list[str]:
    """Lines and what is between them, in turn; a text with placeables is one line."""
    if any(isinstance(part, Placeable) for part in markup.parse(text)):
        return [text]
    return _BREAK.split(text)


def _joined(text: str, known: Mapping[str, Hypothesis]) -> Hypothesis:
    """What is known of a text, of its lines put together."""
    parts = _lines(text)
    lines = [known[line] for line in parts[::2]]
    if len(lines) == 1:
        return lines[0]
    if any(source and not line.text for source, line in zip(parts[::2], lines, strict=True)):
        return Hypothesis("", 0.0)
    parts[::2] = [line.text for line in lines]
    return Hypothesis("".join(parts), min(line.score for line in lines))


def draft(message: Segment, rule: Rule, known: Mapping[str, Hypothesis], model: str) -> Translation:
    """A message's draft, made of hypotheses by text; a new translation where one is empty."""
    whole = {text: _joined(text, known) for text in _texts(message, rule)}
    if not message.plural:
        found = [(message.msgid, whole[message.msgid])]
    else:
        found = plural_forms.drafted(message.msgid, message.plural, rule, whole)
    texts = tuple(hypothesis.text for _, hypothesis in found)
    if not all(texts):
        return Translation()
    sureness = min(confidence(*one) for one in found)
    forms = texts if message.plural else ()
    return Translation(texts[0], State.DRAFT, Origin.MACHINE, model, sureness, forms)


def unit(message: Segment, draft: Translation) -> Unit:
    """A draft as checks see it."""
    flags = frozenset(message.entry.flags if message.entry else ())
    return Unit(
        message.msgid,
        draft.text,
        message.key,
        message.msgctxt,
        flags,
        message.plural,
        draft.forms,
        len(draft.forms),
    )
