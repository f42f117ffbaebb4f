"""What the server counts, in Prometheus' format."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from l10n.serving.batching import Observer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_SENTENCES = (1, 2, 4, 8, 16, 32, 64)


class Metrics(Observer):
    """The counters of one server; none of them knows a text, a key or an address."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.requests = Counter(
            "l10n_requests", "Answered requests.", ["endpoint", "status"], registry=registry
        )
        self.seconds = Histogram(
            "l10n_request_seconds",
            "Time from a request to its answer.",
            ["endpoint"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.at_work = Gauge("l10n_requests_in_progress", "Requests at work.", registry=registry)
        self.sentences = Counter(
            "l10n_sentences",
            "Translated sentences, by where the translation came from.",
            ["source", "target", "origin"],
            registry=registry,
        )
        self.characters = Counter(
            "l10n_characters",
            "Characters of the texts that were translated.",
            ["source", "target"],
            registry=registry,
        )
        self._queue = Gauge("l10n_queue_sentences", "Sentences that wait.", registry=registry)
        self._batch_sentences = Histogram(
            "l10n_batch_sentences",
            "Sentences in one call of the engine.",
            buckets=_SENTENCES,
            registry=registry,
        )
        self._batch_seconds = Histogram(
            "l10n_batch_seconds",
            "Time that one call of the engine took.",
            buckets=_SECONDS,
            registry=registry,
        )

    def queued(self, sentences: int) -> None:
        """See :class:`l10n.serving.batching.Observer`."""
        self._queue.set(sentences)

    def ran(self, sentences: int, seconds: float) -> None:
        """See :class:`l10n.serving.batching.Observer`."""
        self._batch_sentences.observe(sentences)
        self._batch_seconds.observe(seconds)

    def page(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self._registry)
