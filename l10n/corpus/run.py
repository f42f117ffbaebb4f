"""A run over corpora: partitions out, translations in, parts written; nothing done twice.

Only the process that runs this reads inputs and writes output; workers see lines, never files. So
a cluster needs no shared file system, and a worker that is lost in the midst leaves nothing behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from l10n.corpus.cluster import Chunk, Cluster
from l10n.corpus.folders import Folder
from l10n.corpus.joining import PARTS, join
from l10n.corpus.partition import Limits, Partition
from l10n.corpus.recall import Recall, digest
from l10n.corpus.report import Report, write_report
from l10n.corpus.sources import FORMATS, Source
from l10n.corpus.work import Outcome, Setup, WorkerError
from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.errors import ClusterError, SourceError, WriteError
from l10n.files import check_writable, locked
from l10n.glossary import Term
from l10n.languages.codes import language
from l10n.languages.scripts import check_script
from l10n.memory import Memory
from l10n.model import Pair
from l10n.version import __version__

REPORT = "report.json"
# A chunk that cannot be translated is cut into so many, until the line that is to blame is alone.
_CUTS = 8
_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is to do.

    Attributes:
        locales: the target locales.
        output: folder of the translations and of the report.
        source_locale: of the inputs.
        engine, decoding: see :func:`l10n.engines.make_engine`.
        field: the field of JSONL, the column of Parquet.
        limits: how large partitions are.
        retry: whether partitions with failed lines are translated again.
        root: folder of the project whose memory is looked at; None for none.
        memory: percent that a match of the memory must have to be the translation; 0 for none.
        terms: the project's glossary.
        one_file: whether each input becomes a file, and no folder of parts.
    """

    locales: Sequence[str]
    output: Path
    source_locale: str = "en"
    engine: str = "auto"
    decoding: Decoding = field(default_factory=Decoding)
    field: str = "text"
    limits: Limits = _LIMITS
    retry: bool = False
    root: Path | None = None
    memory: int = 100
    terms: Sequence[Term] = ()
    one_file: bool = False


@dataclass(slots=True)
class Standing:
    """How far a run is.

    Attributes:
        locale: the one that is read for.
        total: bytes of all inputs, once per locale.
        reused: bytes that were finished before.
        done: bytes finished in this run.
        lines: lines finished in this run.
        failed: how many of all lines, finished before or now, have no translation.
        started: ``time.monotonic()`` when the first chunk was handed in; None before.
    """

    locale: str = ""
    total: int = 0
    reused: int = 0
    done: int = 0
    lines: int = 0
    failed: int = 0
    started: float | None = None

    @property
    def seconds(self) -> float:
        """Since work began."""
        return time.monotonic() - self.started if self.started is not None else 0.0


Watch = Callable[[Standing], None]


def translate_corpus(
    sources: Sequence[Source], settings: Settings, cluster: Cluster, watch: Watch | None = None
) -> Report:
    """Translate corpora into a folder per locale and input; see :mod:`l10n.corpus.folders`.

    Lines that cannot be translated do not end the run; they are named in the report, which is
    written whatever happens.

    Raises:
        ModelError: no model serves a pair, found out before anything is written.
        WriteError: a part cannot be written; all parts before it stay.
        ClusterError: no scheduler answers, or a worker cannot work.
    """
    run = _Run(sources, settings, cluster, watch or (lambda standing: None))
    path = settings.output / REPORT
    check_writable(path)
    with locked(path, purpose="run"):
        write_report(path, run.report)
        try:
            run.go()
        except BaseException:
            run.report.seconds = run.standing.seconds
            with suppress(WriteError):  # what ended the run is what the user must hear of
                write_report(path, run.report)
            raise
        run.report.seconds = run.standing.seconds
        write_report(path, run.report)
    return run.report


class _Job:
    """A partition that is being translated."""

    def __init__(self, folder: Folder, partition: Partition, known: dict[str, str]) -> None:
        self.folder, self.partition, self.known = folder, partition, known
        self.places = [at for at, text in enumerate(partition.texts) if text is not None]
        self.outcomes: dict[int, Outcome] = {}


class _Run:
    def __init__(
        self, sources: Sequence[Source], settings: Settings, cluster: Cluster, watch: Watch
    ) -> None:
        self.sources, self.settings = sources, settings
        self.cluster, self.watch = cluster, watch
        self.setups = {locale: self._setup(locale) for locale in settings.locales}
        self.memory = Memory.open(settings.root) if settings.root and settings.memory else None
        total = sum(source.size for source in sources) * len(settings.locales)
        self.standing = Standing(total=total)
        self.report = Report()
        # The outermost loop: so few models as can be are in use at a time.
        for locale in settings.locales:
            for source in sources:
                base = settings.output / PARTS if settings.one_file else settings.output
                path = base / locale / source.name
                setup = self.setups[locale]
                folder = Folder(path, source.path, locale, setup, settings.field)
                file = settings.output / locale / source.name if settings.one_file else None
                self.report.add(folder, setup.model, file)

    def _setup(self, locale: str) -> Setup:
        settings = self.settings
        pair = Pair(language(settings.source_locale), language(locale))
        check_script(locale)
        model = make_engine(settings.engine, settings.decoding).model_name(pair)
        return Setup(
            __version__,
            settings.engine,
            model,
            settings.decoding,
            settings.source_locale,
            pair,
            locale,
            _terms(settings.terms, locale),
        )

    def go(self) -> None:
        """Read, translate and write everything."""
        pairs = ((locale, source) for locale in self.settings.locales for source in self.sources)
        for (locale, source), entry in zip(pairs, self.report.entries, strict=True):
            self.standing.locale = locale
            lines = 0
            try:
                for partition in self._read(source):
                    lines += len(partition.texts)
                    self._start(entry.folder, partition)
            except SourceError as error:  # the other inputs are none the worse
                entry.problem = f"{error.message}; {error.hint}"
                self.report.failed_inputs += 1
            entry.lines = lines
            entry.is_read = True
            self._finish_what_is_done()
        while self.cluster.in_flight:
            self._collect()
        self._finish_what_is_done()
        if self.memory:
            self.memory.close()

    def _read(self, source: Source) -> Iterator[Partition]:
        return FORMATS[source.format](self.settings.field)(source.path, self.settings.limits)

    def _known(self, folder: Folder, partition: Partition) -> dict[str, str]:
        if self.memory is None:
            return {}
        pair = Pair(self.settings.source_locale, folder.locale)
        return Recall(self.memory, pair, self.settings.memory).known(partition.texts)

    def _start(self, folder: Folder, partition: Partition) -> None:
        known = self._known(folder, partition)
        partition = replace(partition, digest=partition.digest + digest(known))
        if folder.reuse(partition, retry=self.settings.retry):
            self.standing.reused += partition.size
            self.standing.failed += folder.parts[partition.index].failed
            self.watch(self.standing)
            return
        job = _Job(folder, partition, known)
        if not job.places:
            self._write(job)
            return
        if self.standing.started is None:
            self.standing.started = time.monotonic()
        self._submit(job, job.places)
        while self.cluster.is_full:
            self._collect()

    def _submit(self, job: _Job, places: Sequence[int]) -> None:
        def done(result: list[Outcome] | BaseException) -> None:
            self._done(job, places, result)

        texts = tuple(job.partition.texts[at] or "" for at in places)
        self.cluster.submit(Chunk(self.setups[job.folder.locale], texts, done, job.known))

    def _collect(self) -> None:
        self.cluster.collect()
        self.watch(self.standing)

    def _done(
        self, job: _Job, places: Sequence[int], result: list[Outcome] | BaseException
    ) -> None:
        if isinstance(result, ClusterError):
            raise result
        if isinstance(result, ImportError):
            raise WorkerError(
                f"a worker cannot work: {result}",
                "install the same version of l10n with its extra corpus on all hosts",
            )
        if isinstance(result, BaseException):
            if len(places) > 1:
                size = -(-len(places) // _CUTS)
                for start in range(0, len(places), size):
                    self._submit(job, places[start : start + size])
                return
            result = [Outcome("", _reason(result))]
        job.outcomes.update(zip(places, result, strict=True))
        if len(job.outcomes) == len(job.places):
            self._write(job)

    def _write(self, job: _Job) -> None:
        partition = job.partition
        translations: list[str | None] = [None] * len(partition.texts)
        problems = dict(partition.problems)
        for at, outcome in job.outcomes.items():
            if outcome.problem:
                problems[at] = outcome.problem
            else:
                translations[at] = outcome.text
        failures = {partition.first + at: problems[at] for at in sorted(problems)}
        job.folder.save(partition, partition.build(translations), failures)
        self.standing.done += partition.size
        self.standing.lines += len(partition.texts)
        self.standing.failed += len(failures)
        self.watch(self.standing)

    def _finish_what_is_done(self) -> None:
        for entry in self.report.entries:
            there = sum(part.lines for part in entry.folder.parts.values())
            if entry.is_read and not entry.problem and not entry.complete and there == entry.lines:
                changed = entry.folder.finish(entry.lines)
                if entry.file and (changed or not entry.file.is_file()):
                    join(entry.folder.files(), entry.file)
                entry.complete = True


def _terms(terms: Sequence[Term], locale: str) -> tuple[Term, ...]:
    """The terms that say something about a locale, and only that: workers need no more."""
    found = [one for one in terms if one.applies(locale)]
    return tuple(
        Term(one.source, {locale: one.target(locale)} if one.target(locale) else {}, one.rule)
        for one in found
    )


def _reason(error: BaseException) -> str:
    if type(error).__name__ == "KilledWorker":
        return "the workers that translate it die"
    return f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"
