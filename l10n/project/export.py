"""Export: from catalogs to localized documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from l10n.errors import ConfigError
from l10n.exchange import EXPORTERS, Exporter
from l10n.files import atomic_write, content_digest
from l10n.formats import format_of
from l10n.formats.localized import Localized
from l10n.formats.refusing import Refusal, refusals
from l10n.model import State
from l10n.project.documents import Names
from l10n.project.jobs import Job
from l10n.project.localizing import localize


@dataclass(frozen=True, slots=True)
class Export:
    """One localized document that was written, and what went into it, in segments.

    ``refused`` are translations that could not go in; they count as untranslated. ``drafts`` are
    all that nobody has approved; of ``changed``, which are among them, the source was another when
    they were translated. ``digest`` is of the file, see :func:`l10n.files.content_digest`.
    """

    path: Path
    locale: str
    approved: int
    drafts: int
    untranslated: int
    refused: tuple[Refusal, ...] = ()
    changed: int = 0
    digest: bytes = b""


def export(
    job: Job,
    names: Names,
    *,
    reviewed_only: bool = False,
    include_drafts: bool = False,
    localize_numbers: bool = False,
    format: str = "same",
) -> Export:
    """Write one localized document.

    Args:
        job: as :func:`plan` made it.
        names: of the project's files, which say where to.
        reviewed_only: leave the source's sentence where the translation is not approved.
        include_drafts: put drafts also into formats that have none by themselves (MO).
        localize_numbers: write numbers, dates and quotes as the locale does.
        format: a name in :data:`l10n.exchange.EXPORTERS`.

    Raises:
        ConfigError: there is no such format.
        WriteError: it cannot be written.
    """
    exporter, project = _exporter(format), names.project
    translations = {
        segment.key: job.catalog.translation(segment.key)
        for segment in job.segments
        if segment.content
    }
    drafts = include_drafts or not (reviewed_only or exporter.approved_only)
    texts = {
        key: one.texts
        for key, one in translations.items()
        if one.state is State.APPROVED or (drafts and one.state.waits)
    }
    refused = tuple(refusals(job.document, job.segments, texts))
    for refusal in refused:
        texts.pop(refusal.segment.key, None)
    if localize_numbers:
        texts = {
            key: tuple(localize(job.messages[key].msgid, text, job.locale) for text in found)
            for key, found in texts.items()
        }
    source = job.document.path
    localized = Localized(
        job.document,
        job.segments,
        project.reference(source),
        project.source_locale,
        job.locale,
        translations,
        texts,
        job.catalog.headers,
    )
    path = output_path(names, source, job.locale, exporter)
    data = exporter.write(localized)
    if not _has(path, data):
        atomic_write(path, data)
    counts = dict.fromkeys(State, 0)
    for segment in job.segments:
        if segment.content:
            state = translations[segment.key].state if segment.key in texts else State.NEW
            counts[state] += 1
    new = counts[State.NEW]
    approved, changed = counts[State.APPROVED], counts[State.CHANGED]
    drafts_in = counts[State.DRAFT] + changed
    digest = content_digest(data)
    return Export(path, job.locale, approved, drafts_in, new, refused, changed, digest)


def _has(path: Path, data: bytes) -> bool:
    """Whether a file is what it would become: whoever watches it need not see it written."""
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def output_path(
    names: Names, document: Path, locale: str, exporter: Exporter | None = None
) -> Path:
    """Where a localized document goes.

    Args:
        names: of the project's files, which say in which folder.
        document: its path.
        locale: the target.
        exporter: of another format than the document's.
    """
    [name] = output_names(names, document, [exporter])
    return names.project.root / names.project.output_dir / locale / name


def output_names(
    names: Names, document: Path, exporters: Iterable[Exporter | None]
) -> Iterator[str]:
    """The paths in a locale's folder of a document in some formats, None for its own."""
    found = format_of(document)
    suffix = document.suffix
    suffix = found.renamed.get(suffix.lower(), suffix) if found else suffix
    name = names.project.document_name(document)
    for exporter in exporters:
        if exporter and exporter.folder:
            yield f"{exporter.folder}/{names.catalog_name(document)}{exporter.suffix}"
        else:
            yield f"{name}{suffix}{exporter.suffix if exporter else ''}"


def check_format(name: str) -> None:
    """Refuse a format that there is not.

    Raises:
        ConfigError: naming what there is.
    """
    _exporter(name)


def _exporter(name: str) -> Exporter:
    exporter = EXPORTERS.find(name)
    if exporter is None:
        raise ConfigError(f"unknown format {name!r}", EXPORTERS.suggestion(name))
    return exporter
