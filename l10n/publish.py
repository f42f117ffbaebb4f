"""Export: from catalogs to localized documents."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from l10n.config import Project
from l10n.errors import ConfigError
from l10n.exporters import EXPORTERS, Exporter, Localized
from l10n.exporters.same import Refusal, refusals
from l10n.files import atomic_write
from l10n.jobs import Job
from l10n.model import State


@dataclass(frozen=True, slots=True)
class Export:
    """One localized document that was written, and what went into it, in segments.

    ``refused`` are translations that could not go in; they count as untranslated.
    """

    path: Path
    locale: str
    approved: int
    drafts: int
    untranslated: int
    refused: tuple[Refusal, ...] = ()


def export(
    job: Job, project: Project, *, reviewed_only: bool = False, format: str = "same"
) -> Export:
    """Write one localized document.

    Args:
        job: as :func:`plan` made it.
        project: says where to.
        reviewed_only: leave the source's sentence where the translation is not approved.
        format: a name in :data:`l10n.exporters.EXPORTERS`.

    Raises:
        ConfigError: there is no such format.
        WriteError: it cannot be written.
    """
    exporter = _exporter(format)
    translations = {
        segment.key: job.catalog.translation(segment.key)
        for segment in job.segments
        if segment.content
    }
    wanted = {State.APPROVED} if reviewed_only else {State.APPROVED, State.DRAFT}
    texts = {
        segment.msgid: translations[segment.key].text
        for segment in job.segments
        if segment.content and translations[segment.key].state in wanted
    }
    refused = tuple(refusals(job.document, job.segments, texts))
    for refusal in refused:
        texts.pop(refusal.segment.msgid, None)
    source = job.document.path
    localized = Localized(
        job.document,
        job.segments,
        project.reference(source),
        project.source_locale,
        job.locale,
        translations,
        texts,
    )
    name = Path(project.document_name(source)).with_suffix(source.suffix)
    path = project.root / project.output_dir / job.locale / name
    path = path.with_name(path.name + exporter.suffix)
    atomic_write(path, exporter.write(localized))
    counts = dict.fromkeys(State, 0)
    for segment in job.segments:
        if segment.content:
            state = translations[segment.key].state if segment.msgid in texts else State.NEW
            counts[state] += 1
    approved, drafts, new = (counts[s] for s in (State.APPROVED, State.DRAFT, State.NEW))
    return Export(path, job.locale, approved, drafts, new, refused)


def _exporter(name: str) -> Exporter:
    if name not in EXPORTERS:
        near = difflib.get_close_matches(name, EXPORTERS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(EXPORTERS)}"
        raise ConfigError(f"unknown format {name!r}", hint)
    return EXPORTERS[name]
