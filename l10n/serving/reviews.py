"""Texts that people send to review: documents of the project, with drafts in its catalogs."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException

from l10n import markup
from l10n.errors import SourceError
from l10n.files import atomic_write, locked
from l10n.formats import read_document
from l10n.formats.segmentation import segment_document
from l10n.languages.codes import language
from l10n.listening import is_loopback
from l10n.model import Hypothesis, Pair, Segment, State
from l10n.project.config import Project
from l10n.project.jobs import plan
from l10n.project.run import put_in
from l10n.serving.failures import busy, invalid

FOLDER = "sent"
"""Where they are kept, in the project's folder of sources."""

_MOST = 1_000  # texts that wait there; whoever has reviewed them takes them away
_DIGITS = 16  # of a digest: the same text is the same document


class Sent(NamedTuple):
    """A text on its way into the project.

    Attributes:
        text: as it was sent.
        pair, locale: from what into what.
        chosen: by sentence, the translation that somebody took instead of the machine's.
        segments: its sentences.
    """

    text: str
    pair: Pair
    locale: str
    chosen: Mapping[str, str]
    segments: list[Segment]

    @property
    def wanted(self) -> list[str]:
        """The messages that want a draft, each once."""
        return list(dict.fromkeys(one.msgid for one in self.segments if one.content))


def is_offered(project: Project) -> bool:
    """Whether texts can be sent to a project: it has locales and takes all of its sources."""
    return bool(project.locales) and not project.documents


def check_client(address: str, *, has_key: bool) -> None:
    """Refuse whoever may not write into the project.

    Raises:
        HTTPException: 403, no key is needed here, and the client is on another machine.
    """
    if not has_key and not is_loopback(address):
        raise HTTPException(403, "Texts are sent to review with a key, or from this machine")


def parse_chosen(fields: Mapping[str, Any], most: int) -> dict[str, str]:
    """The translations that somebody has chosen, by sentence.

    Raises:
        HTTPException: 400, they are no texts, or too long.
    """
    chosen = fields.get("chosen") or {}
    if not isinstance(chosen, dict):
        raise invalid("Invalid request: chosen must be an object of texts")
    for text in chosen.values():
        if not isinstance(text, str) or len(text) > most or _is_broken(text):
            raise invalid(f"Invalid request: chosen must hold texts of up to {most} characters")
    return {source: " ".join(text.split()) for source, text in chosen.items() if text.strip()}


def take_in(
    project: Project, text: str, pair: Pair, locale: str, chosen: Mapping[str, str]
) -> Sent:
    """A text taken apart as the project's document that it is to be.

    Raises:
        HTTPException: 400, it is not in the project's language, the locale is none of the
            project's, or there is nothing to translate in it.
    """
    if not is_offered(project) or locale not in project.locales:
        raise invalid(f"{locale} is no locale of the project")
    if pair.source != language(project.source_locale):
        raise invalid(f"The project's documents are in {project.source_locale}")
    with tempfile.TemporaryDirectory(prefix="l10n-") as folder:
        path = Path(folder, "text.txt")
        path.write_bytes(text.encode())
        try:
            document = read_document(path)  # what is no text is not to become a document
        except SourceError as error:
            told = error.message.replace(str(path), "q")
            raise invalid(f"Invalid request: {told}") from None
    sent = Sent(text, pair, locale, chosen, segment_document(document, project.source_locale))
    if not sent.wanted:
        raise invalid("Invalid request: q has nothing to translate")
    return sent


def keep(project: Project, sent: Sent, found: Mapping[str, Hypothesis], model: str) -> str:
    """Make a document of a text, and drafts of its translations; nothing is approved by it.

    Args:
        project: that it goes to.
        sent: the text.
        found: by message, what the engine says.
        model: the engine's.

    Returns:
        The document, as catalogs refer to it.

    Raises:
        HTTPException: 503, too many wait there.
        L10nError: it cannot be written.
    """
    folder = project.root / project.source_dir / FOLDER
    digest = sha256(sent.text.encode()).hexdigest()[:_DIGITS]
    path = folder / f"{digest}.txt"
    if not path.exists():
        if sum(1 for _ in folder.glob("*.txt")) >= _MOST:
            raise busy(f"The project has {_MOST} texts that wait to be reviewed", 3600)
        atomic_write(path, sent.text.encode())
    [job] = plan(project, [path], [sent.locale])
    put_in(project, [job], found, model)
    if sent.chosen:
        with locked(job.catalog.path):
            job.refresh(project)
            for key, message in job.messages.items():
                text = markup.escape(sent.chosen.get(markup.plain(message.msgid), ""))
                if text and job.catalog.state(key) is State.DRAFT:
                    job.catalog.edit(key, [text], State.DRAFT)
            job.catalog.save()
    return project.reference(path)


def _is_broken(text: str) -> bool:
    """Whether half a surrogate pair is in it."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
