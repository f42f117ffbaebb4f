"""Drafts from an engine, of the sentences that neither people nor the memory have translated."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from l10n.engines import Engine
from l10n.model import Hypothesis, Progress
from l10n.project.config import Project
from l10n.project.findings import LiveChecks
from l10n.project.jobs import Draft, Job, OnError
from l10n.project.translators import project_translator
from l10n.project.updating import noting
from l10n.translation import drafting
from l10n.translation.cache import Cache

# Sentences go to the engine in groups: large enough for full batches on each core, small enough
# that progress shows and an interruption costs little. The first tells how large the next may be
# to take so long.
FIRST_GROUP = 64
GROUP_SECONDS = 8.0
_MOST_GROWTH = 8
# At the end of a group cores wait for one another, and what came out of it is looked at by one:
# the next is at work meanwhile.
_AT_ONCE = 2
# The cache has each group at once; writing whole catalogs as often would be slow.
SAVE_SECONDS = 10.0


def translate_locale(
    project: Project,
    jobs: Sequence[Job],
    engine: Engine,
    checks: LiveChecks,
    progress: Progress | None,
    on_error: OnError,
) -> None:
    """Translate one locale's pending sentences, each once however many documents hold it."""
    locale, pair = jobs[0].locale, jobs[0].pair
    # By all sentences, not by those that are left: a run goes on as it began.
    chooses = project.decoding.chooses(sum(len(job.messages) for job in jobs))
    cache = Cache(project.root)
    translator = project_translator(project, engine, locale, cache=cache, chooses=chooses)
    model = engine.model_name(pair)
    unfinished = [Unfinished(job, model, checks) for job in jobs]
    texts = list(dict.fromkeys(text for one in unfinished for text in one.texts))
    ask = partial(translator.translate, pair=pair, locale=locale)
    said = translator.known(texts, pair, locale)
    known = dict(zip(said, ask(said), strict=True))
    # Sentences of like length make full batches; the longest first, so that the rest goes faster
    # than the progress bar has promised.
    rest = sorted((text for text in texts if text not in known), key=len, reverse=True)
    started = saved = time.monotonic()
    try:
        if progress:
            progress(locale, len(known), len(texts))
        for group, results in _in_groups(rest, ask):
            known |= zip(group, results, strict=True)
            if progress:
                progress(locale, len(known), len(texts))
            for one in unfinished:
                one.finish(known)
            if time.monotonic() - saved > SAVE_SECONDS:
                for one in unfinished:
                    one.save(project, on_error)
                saved = time.monotonic()
    finally:
        seconds, fresh = time.monotonic() - started, set(rest)
        for one in unfinished:
            one.job.seconds = seconds
            one.job.words = sum(len(text.split()) for text in fresh.intersection(one.texts))
            one.finish(known)
            one.save(project, on_error)


def _in_groups(
    texts: Sequence[str], ask: Callable[[Sequence[str]], list[Hypothesis]]
) -> Iterator[tuple[Sequence[str], list[Hypothesis]]]:
    """Groups of texts with what is said of them, in order."""
    size, at, done = FIRST_GROUP, 0, None
    running: deque[tuple[Sequence[str], float, Future[list[Hypothesis]]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, "engine") as pool:
        while True:
            while at < len(texts) and len(running) < _AT_ONCE:
                group = texts[at : at + size]
                running.append((group, time.monotonic(), pool.submit(ask, group)))
                at += size
            if done:
                yield done
            if not running:
                return
            group, start, answer = running.popleft()
            done = group, answer.result()
            taken = time.monotonic() - start
            size = max(size, int(size * min(GROUP_SECONDS / max(taken, 1e-3), _MOST_GROWTH)))


class Unfinished:
    """A job's messages that wait for texts of theirs to be translated, or to be saved."""

    def __init__(self, job: Job, model: str, checks: LiveChecks) -> None:
        self.job = job
        self._model = model
        self._checks = checks
        rule = job.rule
        self._needs = {key: drafting.needed(job.messages[key], rule) for key in job.pending}
        self._drafts: dict[str, Draft] = {}
        self.texts = [text for texts in self._needs.values() for text in texts]

    def finish(self, known: Mapping[str, Hypothesis]) -> None:
        """Make the drafts of messages all of whose texts are translated by now."""
        job, rule = self.job, self.job.rule
        ready = [key for key, texts in self._needs.items() if all(text in known for text in texts)]
        for key in ready:
            made = drafting.draft(job.messages[key], rule, known, self._model, job.pair.target)
            found = self._checks.of_draft(job.messages[key], made, job.locale)
            self._drafts[key] = Draft(made, found)
            del self._needs[key]

    def save(self, project: Project, on_error: OnError) -> None:
        """Put the drafts that were made since the last time into the catalog."""
        with noting(self.job, set(), on_error):
            self.job.save(project, self._drafts)
            self._drafts = {}
