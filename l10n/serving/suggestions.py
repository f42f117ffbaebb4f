"""Better translations that people suggest: LibreTranslate's ``/suggest``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from l10n.languages.codes import language
from l10n.memory import Unit
from l10n.model import Origin, Pair
from l10n.project.config import Project
from l10n.serving.failures import invalid
from l10n.serving.languages import AUTO, Languages
from l10n.serving.limits import Limits


class Suggestion(NamedTuple):
    """A text and what somebody would have it translated as."""

    text: str
    translation: str
    source: str
    target: str


def parse_suggestion(fields: Mapping[str, Any], limits: Limits) -> Suggestion:
    """What ``/suggest`` is told.

    Raises:
        HTTPException: 400, a field is missing, no text, or too long.
    """
    found = {}
    for name in ("q", "s", "source", "target"):
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise invalid(f"Invalid request: missing {name} parameter")
        if len(value) > limits.suggestion:
            raise invalid(f"Invalid request: {name} exceeds text limit ({limits.suggestion})")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise invalid(
                f"Invalid request: {name} holds half a surrogate pair, which is no text"
            ) from None
        found[name] = value.strip()
    return Suggestion(found["q"], found["s"], found["source"], found["target"])


def unit_of(wanted: Suggestion, languages: Languages, project: Project, author: str) -> Unit:
    """A suggestion as the memory keeps it: nobody has approved it.

    Args:
        wanted: as it was sent.
        languages: what is served.
        project: whose memory it is.
        author: name of the key that it came with, "" for none.

    Raises:
        HTTPException: 400, the server does not translate from the one into the other.
    """
    target = languages.code(wanted.target)
    source = language(project.source_locale) if wanted.source == AUTO else wanted.source
    pair = languages.check(languages.code(source), target)
    own = language(project.source_locale) == pair.source
    locales = Pair(project.source_locale if own else pair.source, languages.locale(wanted.target))
    document = f"suggested by {author}" if author else "suggested"
    return Unit(wanted.text, wanted.translation, locales, Origin.HUMAN, False, document=document)
