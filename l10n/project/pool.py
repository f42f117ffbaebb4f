"""Many files on many cores: worker processes that are started once, results in order."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

A = TypeVar("A")
B = TypeVar("B")

# A worker starts in about half a second, in which some hundred files are read.
WORTH = 400
"""Files from which workers pay."""
_AHEAD = 2  # pieces of work for each worker that wait with their results: memory is bounded by it


def in_order(function: Callable[[A], B], items: Sequence[A], files: int) -> Iterator[B]:
    """What a function gives for each item, in their order.

    Args:
        function: at the top of a module, so that workers find it; may be called twice for an item
            whose worker has died.
        items: what it takes, and gives back, is copied between processes.
        files: how many files have to be read for all of them.
    """
    workers = min(_cores(), len(items))
    left = deque(items)
    if files >= WORTH and workers > 1:
        from concurrent.futures import BrokenExecutor

        # Where one is killed, or the system gives none, the rest is done here.
        with suppress(BrokenExecutor, OSError, ImportError, NotImplementedError):
            yield from _by_workers(function, left, workers)
    while left:
        yield function(left[0])
        left.popleft()


def _by_workers(function: Callable[[A], B], left: deque[A], workers: int) -> Iterator[B]:
    """Results by workers; what has been given out is taken off ``left``."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    try:
        waiting: deque[Future[B]] = deque()
        items = iter(tuple(left))
        waiting.extend(pool.submit(function, item) for item in islice(items, _AHEAD * workers))
        while waiting:
            result = waiting.popleft().result()
            left.popleft()
            waiting.extend(pool.submit(function, item) for item in islice(items, 1))
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Begin a worker: Ctrl-C is the affair of the process that started it, and so is its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
