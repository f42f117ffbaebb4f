"""From texts to answers: the memory first, then the glossary, then the engine for the rest."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

from l10n.engines import make_engine
from l10n.engines.decoding import Decoding
from l10n.engines.families import families
from l10n.errors import GlossaryError, MemoryStoreError, WriteError
from l10n.files import file_stamp
from l10n.glossary import Glossary
from l10n.languages.codes import language
from l10n.memory import Memory, Unit, in_context
from l10n.model import Hypothesis, Pair
from l10n.project.config import Project
from l10n.serving import logs
from l10n.serving.answers import Answer, Known, Text, put_together, take_apart, term_for, unchanged
from l10n.serving.batching import Batcher, Observer
from l10n.serving.detection import Detector
from l10n.serving.failures import busy
from l10n.serving.languages import Languages
from l10n.serving.limits import Limits
from l10n.serving.queueing import SHORT
from l10n.translation.translator import Translator as Sentences

_GROUP = 256  # sentences of a document that wait for the engine at once
_CALL_TOKENS = 4096  # more than a call has, see l10n.serving.queueing and l10n.engines.splitting


class Order(NamedTuple):
    """What goes to the engine together: a pair, its locale, and whether alternatives are wanted."""

    pair: Pair
    locale: str
    alternatives: bool


class Translator:
    """Translates texts of many requests at once.

    Args:
        project: whose memory and glossary are consulted, and whose engine translates.
        engine: name of the engine; the project's by default.
        targets: locales to offer; all that there is a model for by default.
        limits: of the queue and of alternatives.
        window: seconds to wait for more sentences before the engine is called.
        memory: percent that a match of the memory must have to be the answer.
        observer: told of the engine's calls.

    Attributes:
        project: the same.
        languages: what is served.
        detector: guesses languages.

    Raises:
        ModelError: no such engine, or no model.
        GlossaryError: the glossary cannot be read.
    """

    def __init__(
        self,
        project: Project,
        *,
        engine: str = "",
        targets: Sequence[str] = (),
        limits: Limits | None = None,
        window: float = 0.005,
        memory: int = 100,
        observer: Observer | None = None,
    ) -> None:
        self.project = project
        self._limits = limits or Limits()
        name = engine or project.engine
        cores = project.decoding.threads or os.cpu_count() or 1
        self._engine = make_engine(name, _in_lanes(project.decoding, cores))
        self.languages = Languages(project, self._engine, targets)
        lanes = cores + 1 if _takes_lanes(project.decoding, self.languages.models.values()) else 1
        self.detector = Detector()
        self._memory = Memory.open(project.root)
        self._least = memory
        self._glossary = Glossary.open(project.root, project.source_locale)
        self._glossary_stamp = self._stamp()
        # A short text does not wait until a long one is taken apart.
        self._threads = {is_long: ThreadPoolExecutor(1, "texts") for is_long in (False, True)}
        self._batcher: Batcher[Order, Hypothesis] = Batcher(
            self._run, window=window, queue=self._limits.queue, lanes=lanes, observer=observer
        )

    async def start(self) -> None:
        """Begin to work; the models are loaded when this returns.

        Raises:
            ModelError: one does not load.
        """
        self._batcher.start()
        await self.detect("Hello.")
        for pair in self.languages.models:
            await self._batcher.submit(Order(pair, pair.target, False), ["Hello."])

    async def stop(self) -> None:
        """End; nothing may be waiting any more."""
        await self._batcher.stop()
        for threads in self._threads.values():
            threads.shutdown()
        self._memory.close()

    async def translate(
        self,
        texts: Sequence[str],
        format: str,
        pair: Pair,
        locale: str,
        alternatives: int = 0,
        client: str | None = None,
    ) -> list[Answer]:
        """The answers to some texts, in order.

        Args:
            texts: any length.
            format: a name in :data:`l10n.serving.answers.FORMATS`.
            pair: one that :attr:`languages` has, or a language and itself.
            locale: of the target.
            alternatives: how many other translations are wanted.
            client: whom they are for; the queue is fair between clients.

        Raises:
            HTTPException: 503, too much is waiting.
            ModelError: the engine fails.
        """
        if pair.source == pair.target:
            return unchanged(texts)
        loop = asyncio.get_running_loop()
        thread = self._threads[sum(map(len, texts)) > SHORT]
        parts = await loop.run_in_executor(thread, self._take_apart, texts, format, pair, locale)
        wanted = list(dict.fromkeys(msgid for part in parts for msgid in part.wanted))
        order = Order(pair, locale, alternatives > 0)
        found = await self._batcher.submit(order, wanted, client)
        hypotheses = dict(zip(wanted, found, strict=True))
        return await loop.run_in_executor(
            thread, self._put_together, parts, hypotheses, pair, alternatives
        )

    async def hypotheses(
        self, texts: Sequence[str], pair: Pair, locale: str, client: str | None = None
    ) -> dict[str, Hypothesis]:
        """What the engine says of many texts, group by group: others come in between.

        Raises:
            HTTPException: 503, too much is waiting.
            ModelError: the engine fails.
        """
        if pair.source == pair.target:
            return {text: Hypothesis(text, 0.0) for text in texts}
        found: dict[str, Hypothesis] = {}
        for start in range(0, len(texts), _GROUP):
            some = texts[start : start + _GROUP]
            results = await self._batcher.submit(Order(pair, locale, False), some, client)
            found |= zip(some, results, strict=True)
        return found

    async def suggest(self, unit: Unit) -> None:
        """Put a suggestion into the memory.

        Raises:
            HTTPException: 503, the memory takes nothing now.
        """
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads[True], self._memory.add, [unit])
        except (MemoryStoreError, WriteError) as error:
            logs.failure("memory cannot be written", error)
            raise busy("The server's memory takes no suggestions now", 60) from None

    async def detect(self, text: str) -> list[tuple[str, float]]:
        """The languages that a text is likely to be in, with percentages, best first."""
        loop = asyncio.get_running_loop()
        thread = self._threads[len(text) > SHORT]
        served = self.languages.codes
        return list(await loop.run_in_executor(thread, self.detector.detect, text, served))

    def _run(self, order: Order, msgids: list[str]) -> list[Hypothesis]:
        translator = self._sentences(order.pair)
        alternatives = self._limits.alternatives if order.alternatives else 0
        return translator.translate(
            msgids, order.pair, locale=order.locale, alternatives=alternatives
        )

    def _sentences(self, pair: Pair) -> Sentences:
        decoding = self.project.decoding
        return Sentences(
            self._engine,
            source_locale=pair.source,
            decoding=decoding,
            glossary=self._current_glossary() if self._knows(pair) else None,
            chooses=decoding.quality == "best",  # people wait: fast where nothing else is said
        )

    def _take_apart(self, texts: Sequence[str], format: str, pair: Pair, locale: str) -> list[Text]:
        parts = [take_apart(text, format, pair.source, locale) for text in texts]
        if self._knows(pair):
            glossary = self._current_glossary()
            for part in parts:
                self._look_up(part, glossary)
        return parts

    def _knows(self, pair: Pair) -> bool:
        """Whether memory and glossary speak of a pair: they are of the project's own language."""
        return pair.source == language(self.project.source_locale)

    def _look_up(self, part: Text, glossary: Glossary) -> None:
        known = {}
        pair = Pair(self.project.source_locale, part.locale)
        queries = in_context([segment.msgid for segment in part.sentences])
        try:
            matches = self._memory.best(queries, pair, self._least)
        except (MemoryStoreError, WriteError) as error:
            # A memory that is damaged, or where SQLite may not write, does not stop the machine.
            logs.failure("memory cannot be read", error)
            matches = [None] * len(queries)
        for query, match in zip(queries, matches, strict=True):
            if match:
                known[query.text] = Known(match.target, match)
            elif term := term_for(glossary, query.text, part.locale):
                known[query.text] = Known(term)
        part.known = known
        part.wanted = [msgid for msgid in part.wanted if msgid not in known]

    def _put_together(
        self, parts: list[Text], hypotheses: dict[str, Hypothesis], pair: Pair, alternatives: int
    ) -> list[Answer]:
        glossary = self._glossary if self._knows(pair) else None
        model = self.languages.models[pair]
        return [
            put_together(
                part,
                {msgid: hypotheses[msgid] for msgid in part.wanted},
                model=model,
                glossary=glossary,
                alternatives=alternatives,
            )
            for part in parts
        ]

    def _current_glossary(self) -> Glossary:
        """The glossary, read again where its file has changed; the old one if it is broken."""
        stamp = self._stamp()
        if stamp != self._glossary_stamp:
            self._glossary_stamp = stamp
            try:
                self._glossary = Glossary.open(self.project.root, self.project.source_locale)
            except GlossaryError as error:
                logs.failure("glossary cannot be read", error)
        return self._glossary

    def _stamp(self) -> tuple[int, ...] | None:
        from l10n.glossary.glossary import FILE

        return file_stamp(self.project.root / FILE)


def _in_lanes(decoding: Decoding, cores: int) -> Decoding:
    """Settings for calls in lanes: one more at a time than cores, and each call one batch.

    The engine would else keep a short request waiting for the batches of long ones.
    """
    if decoding.device == "cuda":
        return decoding
    return replace(
        decoding, threads=cores + 1, batch_tokens=max(decoding.batch_tokens, _CALL_TOKENS)
    )


def _takes_lanes(decoding: Decoding, models: Iterable[str]) -> bool:
    """Whether models can be called from several threads: those of CTranslate2 on cores."""
    known = families().keys() - {"firefox"}
    return decoding.device != "cuda" and all(name.split("/")[0] in known for name in models)
