"""Chunks of lines to workers and back, by Dask.

Dask starts the workers, hands out the work, and gives a lost worker's work to another. Added here:
what a scheduler that went away had is handed in again when it, or another one at its address, is
back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from l10n.corpus.work import Outcome, Setup, translate_chunk
from l10n.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

_log = logging.getLogger(__name__)

# Chunks handed in per thread of the workers: one in work, one that waits for it. So no worker is
# idle, and only so much of the input is in memory.
_PER_THREAD = 2
_CONNECT_SECONDS = 10.0
_LOOK_SECONDS = 5.0
# Dask has its workers give memory back to the system at once; CTranslate2, which takes and frees
# much of it for each batch, is two to three times as slow then (benchmarks/corpus.py).
_TRIM = "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_"
# What a process with Dask, l10n and a model of the usual size wants.
_WORKER_BYTES = 1 << 30


class Chunk(NamedTuple):
    """Lines that go to a worker together.

    Attributes:
        setup: how they are translated.
        texts: the lines.
        done: is called with the outcomes, or with what went wrong.
        known: translations of sentences that the memory has.
    """

    setup: Setup
    texts: tuple[str, ...]
    done: Callable[[list[Outcome] | BaseException], None]
    known: Mapping[str, str] = {}


class Cluster:
    """Workers, of this machine or of a scheduler.

    Args:
        scheduler: its address; None for a cluster of this machine's own, made when the first
            chunk is submitted.
        workers: processes of that; None for one per core, as far as memory goes.
        patience: seconds to wait for a scheduler that went away.
    """

    def __init__(
        self, scheduler: str | None = None, workers: int | None = None, patience: float = 600
    ) -> None:
        self._scheduler, self._workers, self._patience = scheduler, workers, patience
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        self._futures: dict[str, tuple[Future[Any], Chunk]] = {}
        self._finished: SimpleQueue[Future[Any]] = SimpleQueue()
        self._threads, self._looked = 1, float("-inf")

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            with suppress(Exception):
                self._client.cancel([future for future, _ in self._futures.values()], force=True)
            _close(self._client)
        if self._local:
            self._local.close(timeout=10)

    @property
    def in_flight(self) -> int:
        """How many chunks are submitted and not done."""
        return len(self._futures)

    @property
    def is_full(self) -> bool:
        """Whether the workers have enough to do."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._look()
        return self.in_flight >= _PER_THREAD * self._threads

    def submit(self, chunk: Chunk) -> None:
        """Have a chunk translated.

        Raises:
            ClusterError: no scheduler answers.
        """
        client = self._client or self._connect()
        try:
            future = client.submit(
                translate_chunk,
                chunk.setup,
                chunk.texts,
                self._threads_per_worker,
                chunk.known,
                pure=False,
                retries=0,
            )
        except Exception as error:  # the connection went this very moment
            _log.debug("cannot submit: %s", error)
            self._reconnect()
            self.submit(chunk)
            return
        self._futures[str(future.key)] = (future, chunk)
        future.add_done_callback(self._finished.put)

    def collect(self, timeout: float = 1.0) -> None:
        """Wait until a chunk is done, or the time is over, and call its ``done``.

        Raises:
            ClusterError: the scheduler went away and did not come back in time.
        """
        try:
            future = self._finished.get(timeout=timeout)
        except Empty:
            if self._client and self._client.status not in ("running", "connecting"):
                self._reconnect()
            elif time.monotonic() - self._looked > _LOOK_SECONDS:
                self._look()
            return
        key = str(future.key)
        if key not in self._futures or self._futures[key][0] is not future:
            return  # of a connection that was lost
        if future.status == "cancelled" and self._client and self._client.status != "running":
            # So are all others, with the scheduler that knew of them.
            self._reconnect()
            return
        _, chunk = self._futures.pop(key)
        result = _result(future)
        future.release()
        if result is None:
            self.submit(chunk)
        else:
            chunk.done(result)

    @property
    def _threads_per_worker(self) -> int:
        if not self._local:
            return 0
        return max(1, _cores() // max(1, len(self._local.workers)))

    def _look(self) -> None:
        """See how many workers there are by now."""
        self._looked = time.monotonic()
        if not self._client:
            return
        try:
            threads = sum(self._client.nthreads().values())
        except Exception:  # collect() finds out what is wrong
            return
        if not threads:
            _log.warning("the cluster has no workers; waiting for some")
        self._threads = max(1, threads)

    def _connect(self) -> Client:
        from distributed import Client

        if self._scheduler is None and self._local is None:
            try:
                self._local = _local_cluster(self._workers)
            except (OSError, RuntimeError) as error:
                raise ClusterError(
                    f"the local Dask cluster does not start ({_reason(error)})",
                    "try fewer --workers, or look at Dask's settings (DASK_…, ~/.config/dask)",
                ) from None
        try:
            self._client = Client(
                self._scheduler or self._local, timeout=_CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError(
                f"no Dask scheduler answers at {self._scheduler} ({_reason(error)})",
                "start one with `dask scheduler`, and name it as in tcp://host:8786",
            ) from None
        self._looked = float("-inf")
        return self._client

    def _reconnect(self) -> None:
        """Connect again, and hand in what was in flight."""
        if self._scheduler is None:
            raise ClusterError(
                "the local Dask cluster is gone", "run the same command again to go on"
            )
        _log.warning("the scheduler at %s went away; waiting for it", self._scheduler)
        if self._client:
            _close(self._client)
        deadline = time.monotonic() + self._patience
        while True:
            try:
                self._connect()
                break
            except ClusterError as error:
                if time.monotonic() > deadline:
                    raise ClusterError(
                        error.message, "run the same command again when it is back, to go on"
                    ) from None
                time.sleep(1)
        lost = [chunk for _, chunk in self._futures.values()]
        self._futures.clear()
        _log.warning("the scheduler is back; %d chunks are handed in again", len(lost))
        for chunk in lost:
            self.submit(chunk)


def _result(future: Future[Any]) -> list[Outcome] | BaseException | None:
    """What a worker gave or failed with; None where it died before that could be fetched."""
    if future.status == "error":
        found = future.exception()
        return found if isinstance(found, BaseException) else RuntimeError(str(found))
    if future.status == "finished":
        try:
            found = future.result(timeout=_CONNECT_SECONDS)
        except Exception as error:
            _log.debug("the result of %s is lost: %s", future.key, error)
        else:
            return list(found)
    return None


def _close(client: Client) -> None:
    # A connection that is broken already cannot be closed well.
    with suppress(Exception):
        client.close(timeout=2)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _cores() -> int:
    from dask.system import CPU_COUNT

    return int(CPU_COUNT)


def _local_cluster(workers: int | None) -> LocalCluster:
    """Worker processes on this machine, which only this user can talk to.

    Whoever can connect to a Dask scheduler can run code as its user; so the connections are
    encrypted and certified with a key that nobody else has.
    """
    import dask
    from distributed import LocalCluster
    from distributed.security import Security
    from distributed.system import MEMORY_LIMIT

    # From the environment it comes as a string.
    preload = dask.config.get("distributed.worker.preload")
    preloads = [preload] if isinstance(preload, str) else list(preload)
    count = workers or max(1, min(_cores(), MEMORY_LIMIT // _WORKER_BYTES))
    with dask.config.set({_TRIM: None}):
        return LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            protocol="tls://",
            security=Security.temporary(),
            dashboard_address="127.0.0.1:0",  # None would be the usual port, which may be taken
            worker_dashboard_address=None,
            preload=[*preloads, "l10n.corpus.preload"],
            silence_logs=logging.ERROR,
        )
