"""Micro-batching: sentences of requests that arrive together go to the engine together.

Each lane makes one call of the engine at a time; :mod:`l10n.serving.queueing` says with whose
sentences. Where there are several lanes, the last one is for short requests alone: it is free when
they come, however much work others have sent.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, TypeVar

from l10n.serving.failures import busy
from l10n.serving.queueing import LEAST, MOST, FairQueue, Share, Task

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")

_TURN_SECONDS = 0.25  # that a call should take
_WINDOWS = 4  # the longest wait for more


class Observer:
    """Told of each call of the engine; see :mod:`l10n.serving.metrics`."""

    def queued(self, sentences: int) -> None:
        """How many sentences wait by now."""

    def ran(self, sentences: int, seconds: float) -> None:
        """A call has ended."""


class Batcher(Generic[Key, Result]):
    """Collects sentences and runs them.

    Args:
        run: translates sentences of one key; as many results as sentences, in the same order.
        window: seconds to wait for more, after the first sentence.
        queue: how many sentences may wait before a client with a long request there is refused
            another one.
        lanes: calls at the same time, each on a thread of its own.
        observer: told what happens.
    """

    def __init__(
        self,
        run: Callable[[Key, list[str]], list[Result]],
        *,
        window: float,
        queue: int,
        lanes: int = 1,
        observer: Observer | None = None,
    ) -> None:
        self._run = run
        self._window = window
        self._queue = queue
        self._observer = observer or Observer()
        self._pending: FairQueue[Key, Result] = FairQueue()
        self._rate = 50.0  # sentences a second in one lane; learned as batches run
        self._wake = [asyncio.Event() for _ in range(lanes)]
        self._lanes: list[asyncio.Task[None]] = []
        self._threads = [ThreadPoolExecutor(1, "engine") for _ in range(lanes)]

    async def submit(
        self, key: Key, texts: Sequence[str], client: Hashable | None = None
    ) -> list[Result]:
        """The results of some sentences, in order.

        Whoever is cancelled while waiting takes back what has not been started.

        Args:
            key: only sentences of the same go to the engine together.
            texts: the sentences.
            client: who sent them; None for somebody of whom nothing else waits.

        Raises:
            HTTPException: 503, too many sentences wait.
            Exception: what ``run`` raises for these sentences.
        """
        if not texts:
            return []
        client = object() if client is None else client
        task: Task[Key, Result] = Task(
            key, texts, client, asyncio.get_running_loop().create_future()
        )
        waiting = self._pending.waiting
        if waiting >= self._queue and self._pending.has_long(client) and len(texts) > LEAST:
            raise busy("The server is busy: too much text is waiting", waiting / self._rate)
        self._pending.add(task)
        self._changed()
        try:
            return await task.future
        except asyncio.CancelledError:
            self._drop(task)
            raise

    def start(self) -> None:
        """Begin to run what is submitted."""
        loop = asyncio.get_running_loop()
        self._lanes = [loop.create_task(self._work(lane)) for lane in range(len(self._threads))]

    async def stop(self) -> None:
        """End; nothing may be waiting any more."""
        for lane in self._lanes:
            lane.cancel()
            with suppress(asyncio.CancelledError):
                await lane
        for thread in self._threads:
            thread.shutdown()

    async def _work(self, lane: int) -> None:
        while True:
            await self._wake[lane].wait()
            await self._gather()
            shares = self._take(lane)
            self._observer.queued(self._pending.waiting)
            if shares:
                await self._run_batch(lane, shares)
            else:
                self._wake[lane].clear()

    def _take(self, lane: int) -> list[Share[Key, Result]]:
        turn = max(LEAST, min(MOST, int(self._rate * _TURN_SECONDS)))
        last = len(self._threads) - 1
        # As many lanes as cores for long requests, and as many for short ones.
        return self._pending.take(turn, short=lane > 0 or not last, long=lane < last or not last)

    async def _gather(self) -> None:
        """Wait a window for more, and another one while more comes.

        Clients that were answered together ask again together.
        """
        for _ in range(_WINDOWS):
            before = self._pending.waiting
            if before >= MOST:
                return
            await asyncio.sleep(self._window)
            if self._pending.waiting == before:
                return

    async def _run_batch(self, lane: int, shares: list[Share[Key, Result]]) -> None:
        texts = [text for share in shares for text in share.texts]
        try:
            results = await self._call(lane, shares[0].task.key, texts)
        except Exception as error:
            if len(shares) == 1:
                self._fail(shares[0].task, error)
                return
            for share in shares:  # only whoever is to blame shall fail
                await self._run_batch(lane, [share])
            return
        each = iter(results)
        for share in shares:
            task, first = share.task, share.first
            task.results |= zip(range(first, first + len(share.texts)), each, strict=False)
            if len(task.results) == len(task.texts) and not task.future.done():
                task.future.set_result([task.results[place] for place in range(len(task.texts))])

    async def _call(self, lane: int, key: Key, texts: list[str]) -> list[Result]:
        start = time.monotonic()
        loop = asyncio.get_running_loop()
        results = await loop.run_in_executor(self._threads[lane], self._run, key, texts)
        if len(results) != len(texts):
            raise RuntimeError(f"{len(results)} results for {len(texts)} sentences")
        seconds = time.monotonic() - start
        self._rate = 0.9 * self._rate + 0.1 * len(texts) / max(seconds, 1e-3)
        self._observer.ran(len(texts), seconds)
        return results

    def _fail(self, task: Task[Key, Result], error: Exception) -> None:
        self._drop(task)
        if not task.future.done():
            task.future.set_exception(error)

    def _drop(self, task: Task[Key, Result]) -> None:
        self._pending.drop(task)
        self._changed()

    def _changed(self) -> None:
        self._observer.queued(self._pending.waiting)
        for wake in self._wake:
            wake.set()
