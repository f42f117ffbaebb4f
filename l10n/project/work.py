"""Work on a project's documents: what is known comes from the index, the rest is done by chunks.

A chunk is some documents that are read, worked on and let go of together, in this process or in a
worker: memory does not grow with the project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from l10n.errors import L10nError
from l10n.project.config import Project
from l10n.project.facts import Facts, Place, Survey
from l10n.project.index import Index, Key
from l10n.project.pool import in_order

if TYPE_CHECKING:
    from l10n.memory import Unit

T = TypeVar("T")

_DOCUMENTS = 16  # in a chunk


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some documents, and what a worker must know of the run.

    Attributes:
        project: whose.
        documents: their paths.
        locales: the targets.
        encoding: of the documents, None for what they say themselves.
        takes_over: whether those without catalogs may take over others', see ``jobs.plan``.
        options: what the work itself wants to know.
    """

    project: Project
    documents: tuple[Path, ...]
    locales: tuple[str, ...]
    encoding: str | None
    takes_over: bool
    options: Any

    def survey(self) -> Survey:
        """A worker's: it names facts, the index is the other process's."""
        return Survey(self.project, Index(self.project.root, enabled=False), self.encoding)


@dataclass(slots=True)
class Done(Generic[T]):
    """What has been done to a chunk, or is known of a document.

    Attributes:
        results: one for each document and locale that could be worked on, with the document.
        unread: what could not be read.
        failed: what could not be done with what was read.
        sources: for each document that was read, in what language it seems to be written instead
            of the project's, and what of it could not be read.
        facts: what the index is to learn.
        units: what the translation memory is to learn.
        taught: in which state documents have taught it that: reference, locale, digest.
    """

    results: list[tuple[Path, T]] = field(default_factory=list)
    unread: list[L10nError] = field(default_factory=list)
    failed: list[L10nError] = field(default_factory=list)
    sources: dict[Path, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    facts: list[tuple[Key, Any]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    taught: list[tuple[str, str, bytes]] = field(default_factory=list)


def work(
    survey: Survey,
    documents: Sequence[Path],
    locales: Sequence[str],
    known: dict[Path, Done[T]],
    do: Callable[[Chunk], Done[T]],
    options: Any = None,
    *,
    whole: bool = False,
) -> Iterator[Done[T]]:
    """What is to be done to documents; :func:`outcome` brings it into their order.

    Args:
        survey: of the project.
        documents: the documents.
        locales: the targets.
        known: what need not be done again.
        do: does it to a chunk, see :func:`l10n.project.pool.in_order`.
        options: for ``do``.
        whole: whether to do all in one chunk, in this process: the first trouble ends the run.
    """
    left = [document for document in documents if document not in known]
    takes_over = _may_take_over(survey, left, locales)
    if share_a_catalog(survey, documents):
        left, known, whole = list(documents), {}, True
    together = whole or takes_over  # each may take over what another would have
    size = len(left) if together else _DOCUMENTS
    chunks = [
        Chunk(
            survey.project,
            tuple(left[at : at + size]),
            tuple(locales),
            survey.encoding,
            takes_over,
            options,
        )
        for at in range(0, len(left), max(size, 1))
    ]
    files = 0 if together else len(left) * (1 + len(locales))
    results = in_order(do, chunks, files)
    pending: set[Path] = set()
    for document in documents:
        if document in known:
            yield known[document]
        elif document not in pending:
            done = next(results)
            pending.update(chunks.pop(0).documents)
            for key, value in done.facts:
                survey.index.learn(key, value)
            yield done


def share_a_catalog(survey: Survey, documents: Sequence[Path]) -> bool:
    """Whether there are two for one catalog: which has it must be found out by reading them."""
    names = {survey.names.catalog_name(document) for document in documents}
    return len(names) < len(documents)


def _may_take_over(survey: Survey, left: Sequence[Path], locales: Sequence[str]) -> bool:
    """Whether any of the documents could continue a catalog of one that is gone."""
    from l10n.project.orphans import find_orphans

    lacking = {place.locale for place in survey.places(left, locales) if not place.catalog.exists()}
    return any(
        next(find_orphans(survey.project, locale, survey.names), None) is not None
        for locale in sorted(lacking)
    )


def as_known(places: Sequence[Place], facts: Sequence[Facts], results: Sequence[T]) -> Done[T]:
    """What is known of a document in all locales."""
    document, first = places[0].document, facts[0]
    return Done(
        [(document, one) for one in results],
        sources={document: (first.reads_like, first.skipped)},
    )


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What has been done to all documents, in their order.

    Attributes:
        results, sources: see :class:`Done`.
        errors: what could not be read, then what could not be done.
    """

    results: list[T]
    sources: list[tuple[Path, str, tuple[str, ...]]]
    errors: list[L10nError]


def outcome(documents: Sequence[Path], done: Iterable[Done[T]]) -> Outcome[T]:
    """Put together what has been done to chunks, which need not be neighbours."""
    order = {document: at for at, document in reversed(list(enumerate(documents)))}
    results: list[tuple[Path, T]] = []
    sources: dict[Path, tuple[str, tuple[str, ...]]] = {}
    unread: list[L10nError] = []
    failed: list[L10nError] = []
    for one in done:
        results += one.results
        sources |= one.sources
        unread += one.unread
        failed += one.failed
    results.sort(key=lambda item: order[item[0]])
    return Outcome(
        [result for _, result in results],
        [(document, *sources[document]) for document in sorted(sources, key=order.__getitem__)],
        [*unread, *failed],
    )
