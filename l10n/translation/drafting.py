"""From what an engine says of texts to drafts of messages."""

from __future__ import annotations

from collections.abc import Mapping

from l10n.checks import Unit
from l10n.languages.plurals import Rule
from l10n.model import Hypothesis, Origin, Segment, State, Translation
from l10n.translation import plural_forms
from l10n.translation.confidence import confidence


def needed(message: Segment, rule: Rule) -> list[str]:
    """The texts whose translations make a message's draft."""
    if not message.plural:
        return [message.msgid]
    return plural_forms.needed(message.msgid, message.plural, rule)


def draft(
    message: Segment, rule: Rule, known: Mapping[str, Hypothesis], model: str, language: str
) -> Translation:
    """A message's draft, made of hypotheses by text; a new translation where one is empty."""
    if not message.plural:
        found = [(message.msgid, known[message.msgid])]
    else:
        found = plural_forms.drafted(message.msgid, message.plural, rule, known, language)
    texts = tuple(hypothesis.text for _, hypothesis in found)
    if not all(texts):
        return Translation()
    sureness = min(_sureness(*one) for one in found)
    forms = texts if message.plural else ()
    return Translation(texts[0], State.DRAFT, Origin.MACHINE, model, sureness, forms)


def _sureness(text: str, hypothesis: Hypothesis) -> float:
    given = hypothesis.confidence
    return confidence(text, hypothesis) if given is None else given


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
