"""Micro-batching: sentences of requests that arrive together go to the engine together.

One call of the engine runs at a time. The next one is filled with the sentences of all requests
that wait for the same pair, a few of each in turn, so that a book does not hold up a sentence.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from l10n.serving.failures import busy

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")

# Sentences in one call: full batches for the model, and no more than it does in a short turn, for
# that is how long whoever comes next waits.
_MOST, _LEAST = 64, 8
_TURN_SECONDS = 0.25
_WINDOWS = 4  # the longest wait for more
_TURN = 8  # sentences of one request before the next one's


@dataclass(eq=False)
class _Task(Generic[Result]):
    """The sentences of one request, on their way."""

    texts: Sequence[str]
    future: asyncio.Future[list[Result]]
    results: list[Result] = field(default_factory=list)
    taken: int = 0


class Observer:
    """Told of each call of the engine; see :mod:`l10n.serving.metrics`."""

    def queued(self, sentences: int) -> None:
        """How many sentences wait by now."""

    def ran(self, sentences: int, seconds: float) -> None:
        """A call has ended."""


class Batcher(Generic[Key, Result]):
    """Collects sentences and runs them, on one thread.

    Args:
        run: translates sentences of one key; as many results as sentences, in the same order.
        window: seconds to wait for more, after the first sentence.
        queue: how many sentences may wait.
        observer: told what happens.
    """

    def __init__(
        self,
        run: Callable[[Key, list[str]], list[Result]],
        *,
        window: float,
        queue: int,
        observer: Observer | None = None,
    ) -> None:
        self._run = run
        self._window = window
        self._queue = queue
        self._observer = observer or Observer()
        self._pending: OrderedDict[Key, deque[_Task[Result]]] = OrderedDict()
        self._waiting = 0
        self._rate = 50.0  # sentences a second; learned as batches run
        self._wake = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "engine")

    async def submit(self, key: Key, texts: Sequence[str]) -> list[Result]:
        """The results of some sentences, in order.

        Whoever is cancelled while waiting takes back what has not been started.

        Raises:
            HTTPException: 503, too many sentences wait.
            Exception: what ``run`` raises for these sentences.
        """
        if not texts:
            return []
        if self._waiting >= self._queue:
            raise busy("The server is busy: too much text is waiting", self._waiting / self._rate)
        task: _Task[Result] = _Task(texts, asyncio.get_running_loop().create_future())
        self._pending.setdefault(key, deque()).append(task)
        self._count(len(texts))
        self._wake.set()
        try:
            return await task.future
        except asyncio.CancelledError:
            self._drop(task)
            raise

    def start(self) -> None:
        """Begin to run what is submitted."""
        self._worker = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        """End; nothing may be waiting any more."""
        if self._worker:
            self._worker.cancel()
            with suppress(asyncio.CancelledError):
                await self._worker
        self._thread.shutdown()

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            await self._gather()
            if not self._pending:
                self._wake.clear()
                continue
            key = next(iter(self._pending))
            shares = self._take(key)
            if shares:
                await self._run_batch(key, shares)

    async def _gather(self) -> None:
        """Wait a window for more, and another one while more comes.

        Clients that were answered together ask again together.
        """
        for _ in range(_WINDOWS):
            before = self._waiting
            if before >= _MOST:
                return
            await asyncio.sleep(self._window)
            if self._waiting == before:
                return

    def _take(self, key: Key) -> list[tuple[_Task[Result], list[str]]]:
        """The next batch: up to :data:`_MOST` sentences, in turns; the key goes to the end."""
        tasks = self._pending[key]
        taken: dict[_Task[Result], list[str]] = {}
        room = most = max(_LEAST, min(_MOST, int(self._rate * _TURN_SECONDS)))
        while tasks and room:
            task = tasks.popleft()
            some = list(task.texts[task.taken : task.taken + min(_TURN, room)])
            taken.setdefault(task, []).extend(some)
            task.taken += len(some)
            room -= len(some)
            if task.taken < len(task.texts):
                tasks.append(task)
        self._count(room - most)
        self._pending.move_to_end(key)
        if not tasks:
            del self._pending[key]
        return list(taken.items())

    async def _run_batch(self, key: Key, shares: list[tuple[_Task[Result], list[str]]]) -> None:
        texts = [text for _, some in shares for text in some]
        try:
            results = await self._call(key, texts)
        except Exception as error:
            if len(shares) == 1:
                self._fail(shares[0][0], error)
                return
            for share in shares:  # only whoever is to blame shall fail
                await self._run_batch(key, [share])
            return
        position = 0
        for task, some in shares:
            task.results += results[position : position + len(some)]
            position += len(some)
            if len(task.results) == len(task.texts) and not task.future.done():
                task.future.set_result(task.results)

    async def _call(self, key: Key, texts: list[str]) -> list[Result]:
        start = time.monotonic()
        loop = asyncio.get_running_loop()
        results = await loop.run_in_executor(self._thread, self._run, key, texts)
        if len(results) != len(texts):
            raise RuntimeError(f"{len(results)} results for {len(texts)} sentences")
        seconds = time.monotonic() - start
        self._rate = 0.9 * self._rate + 0.1 * len(texts) / max(seconds, 1e-3)
        self._observer.ran(len(texts), seconds)
        return results

    def _fail(self, task: _Task[Result], error: Exception) -> None:
        self._drop(task)
        if not task.future.done():
            task.future.set_exception(error)

    def _drop(self, task: _Task[Result]) -> None:
        """Take a task's remaining sentences out of the queue."""
        for key, tasks in list(self._pending.items()):
            if task in tasks:
                tasks.remove(task)
                self._count(task.taken - len(task.texts))
                task.taken = len(task.texts)
                if not tasks:
                    del self._pending[key]

    def _count(self, change: int) -> None:
        self._waiting += change
        self._observer.queued(self._waiting)
