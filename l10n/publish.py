"""Export: from catalogs to localized documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from l10n.config import Project
from l10n.exporters import EXPORTERS
from l10n.files import atomic_write
from l10n.jobs import Job
from l10n.model import State


@dataclass(frozen=True, slots=True)
class Export:
    """One localized document that was written, and what went into it, in segments."""

    path: Path
    locale: str
    approved: int
    drafts: int
    untranslated: int


def export(job: Job, project: Project, *, reviewed_only: bool = False) -> Export:
    """Write one localized document.

    Args:
        job: as :func:`plan` made it.
        project: says where to.
        reviewed_only: leave the source's sentence where the translation is not approved.

    Raises:
        WriteError: it cannot be written.
    """
    texts: dict[str, str] = {}
    counts = dict.fromkeys(State, 0)
    for segment in job.segments:
        if not segment.content:
            continue
        translation = job.catalog.translation(segment.key)
        counts[translation.state] += 1
        if translation.state is State.APPROVED or (
            translation.state is State.DRAFT and not reviewed_only
        ):
            texts[segment.msgid] = translation.text
    source = job.document.path
    name = Path(project.document_name(source)).with_suffix(source.suffix)
    path = project.root / project.output_dir / job.locale / name
    atomic_write(path, EXPORTERS["same"](job.document, job.segments, texts))
    drafts, new = counts[State.DRAFT], counts[State.NEW]
    if reviewed_only:
        drafts, new = 0, new + drafts
    return Export(path, job.locale, counts[State.APPROVED], drafts, new)
