"""CTranslate2 with nothing round it, by cores and by batch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.speed.curves import Plot, Series
from benchmarks.speed.paired import Figure, compare, seconds
from benchmarks.speed.texts import LOCALES
from l10n.engines import make_engine
from l10n.engines.argos import STARTER, STARTER_PENALTY
from l10n.engines.decoding import Decoding
from l10n.model import Pair

_BATCHES = (64, 256, 1024, 4096)  # tokens


class Bare:
    """CTranslate2 and SentencePiece with nothing round them: the limit."""

    def __init__(self, at_once: int, threads: int, batch_tokens: int) -> None:
        import ctranslate2
        import sentencepiece

        self.translator = ctranslate2.Translator(
            str(STARTER / "model"),
            compute_type="auto",
            inter_threads=at_once,
            intra_threads=threads,
        )
        self.pieces = sentencepiece.SentencePieceProcessor(
            model_file=str(STARTER / "sentencepiece.model")
        )
        self.batch_tokens = batch_tokens

    def __call__(self, lines: Sequence[str], locale: str, **options: Any) -> list[str]:
        """Translate as fast as can be."""
        settings = Decoding()
        results = self.translator.translate_batch(
            self.pieces.encode(list(lines), out_type=str),
            target_prefix=[[f"<2{locale}>"]] * len(lines),
            max_batch_size=self.batch_tokens,
            batch_type="tokens",
            **{
                "beam_size": settings.beam_size,
                "length_penalty": settings.length_penalty,
                "repetition_penalty": STARTER_PENALTY,
            }
            | options,
        )
        return [self.pieces.decode(result.hypotheses[0][1:]) for result in results]


def best(lines: Sequence[str]) -> tuple[Bare, Plot]:
    """The fastest way to call CTranslate2 that we found, tried out anew, and all that was tried."""
    cores = os.cpu_count() or 1
    fastest, found = 0.0, None
    plot = Plot(
        "throughput",
        "A bare CTranslate2 loop by cores and batch, into Russian",
        "tokens of a batch",
        "sentences a second",
        "the batch",
        [],
        grows=False,
    )
    some = [2**power for power in range(cores.bit_length())]  # cores, one batch on each
    for at_once, threads in sorted({(1, cores), (cores, 1), *((each, 1) for each in some)}):
        name = f"{at_once} × {threads} core{'s' * (threads > 1)}"
        series = Series(f"{name}: batches × cores")
        for batch_tokens in _BATCHES:
            bare = Bare(at_once, threads, batch_tokens)
            bare(lines[:8], "ru")
            speed = len(lines) / seconds(lambda bare=bare: bare(lines, "ru"))  # type: ignore[misc]
            series.points.append((batch_tokens, speed))
            print(f"  bare: {name}, batches of {batch_tokens} tokens: {speed:.1f} sentences/s")
            if speed > fastest:
                fastest, found = speed, bare
        plot.series.append(series)
    assert found
    return found, plot


def scaling(lines: Sequence[str], bare: Bare, runs: int) -> list[Figure]:
    """Two threads against one; three locales at once against one after another."""
    engines = {threads: make_engine("starter", Decoding(threads=threads)) for threads in (1, 2)}
    texts = list(lines)

    def with_threads(threads: int) -> float:
        pair = Pair("en", "ru")
        return len(texts) / seconds(lambda: engines[threads].translate(texts, pair))

    def in_turn() -> float:
        return 3 * len(texts) / seconds(lambda: [bare(texts, locale) for locale in LOCALES])

    def at_once() -> float:
        with ThreadPoolExecutor(len(LOCALES)) as pool:
            took = seconds(lambda: list(pool.map(lambda one: bare(texts, one), LOCALES)))
        return 3 * len(texts) / took

    for threads in engines:
        with_threads(threads)
    common: dict[str, Any] = {"runs": runs, "of": "speed", "unit": "sent./s"}
    return [
        compare(
            "2 threads", lambda: with_threads(2), "1 thread", lambda: with_threads(1), **common
        ),
        compare("three locales at once", at_once, "one after another", in_turn, **common),
    ]


def encoder(lines: Sequence[str], bare: Bare, runs: int) -> list[Figure]:
    """How much of a translation the encoder is: what sharing it between locales could save."""
    texts = list(lines)

    def whole() -> float:
        return seconds(lambda: bare(texts, "ru"))

    def first_token() -> float:
        return seconds(lambda: bare(texts, "ru", max_decoding_length=1, beam_size=1))

    return [
        compare(
            "encoder and first token",
            first_token,
            "a whole translation",
            whole,
            runs=runs,
            of="time",
            unit="s",
            note="two thirds of it are what three locales could share at the most",
        )
    ]
