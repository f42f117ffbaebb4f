"""Batches mix the sentences of many clients, and each client gets its own back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from l10n.serving.batching import Batcher
from tests.serving.conftest import Server

Batch = tuple[str, list[str]]


def answer(key: str, texts: list[str]) -> list[str]:
    if any("poison" in text for text in texts):
        raise ValueError("cannot translate this")
    return [f"{key}: {text}" for text in texts]


def gather(
    requests: list[tuple[str, list[str]]],
    run: Callable[[str, list[str]], list[str]] = answer,
    queue: int = 10_000,
) -> list[Any]:
    """What becomes of requests that are all made at once."""

    async def main() -> list[Any]:
        batcher = Batcher(run, window=0.001, queue=queue)
        batcher.start()
        waiting = [batcher.submit(key, texts) for key, texts in requests]
        found = await asyncio.gather(*waiting, return_exceptions=True)
        await batcher.stop()
        return list(found)

    return asyncio.run(main())


TEXTS = st.lists(st.sampled_from(["a", "b", "poison"]) | st.text(max_size=3), max_size=90)


@given(st.lists(st.tuples(st.sampled_from("xyz"), TEXTS), max_size=12))
def test_each_gets_its_own(requests: list[tuple[str, list[str]]]) -> None:
    for (key, texts), found in zip(requests, gather(requests), strict=True):
        if "poison" in texts:
            assert isinstance(found, ValueError)
        else:
            assert found == [f"{key}: {text}" for text in texts]


def test_those_that_wait_go_together() -> None:
    batches: list[Batch] = []

    def run(key: str, texts: list[str]) -> list[str]:
        batches.append((key, texts))
        return texts

    gather([("x", [str(number)]) for number in range(10)], run)
    assert [len(texts) for _, texts in batches] == [10]


def test_a_book_does_not_hold_up_a_sentence() -> None:
    batches: list[Batch] = []

    def run(key: str, texts: list[str]) -> list[str]:
        batches.append((key, texts))
        return texts

    gather([("x", [f"book {n}" for n in range(500)]), ("x", ["sentence"]), ("y", ["other"])], run)
    assert "sentence" in batches[0][1]
    assert batches[1] == ("y", ["other"])


def test_full_queue_says_when_to_come_back() -> None:
    found = gather([("x", ["text"] * 5), ("x", ["text"])], queue=5)
    assert found[0] == ["x: text"] * 5
    assert isinstance(found[1], HTTPException) and found[1].status_code == 503
    assert int((found[1].headers or {})["Retry-After"]) >= 1


def test_who_gives_up_leaves_the_queue() -> None:
    ran: list[str] = []
    first, gate = threading.Event(), threading.Event()

    def run(key: str, texts: list[str]) -> list[str]:
        ran.extend(texts)
        first.set()
        gate.wait(30)
        return texts

    async def main() -> None:
        batcher = Batcher(run, window=0, queue=1000)
        batcher.start()
        held = asyncio.ensure_future(batcher.submit("x", ["first"]))
        await asyncio.to_thread(first.wait, 30)
        gone = asyncio.ensure_future(batcher.submit("x", ["gone"] * 300))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        last = asyncio.ensure_future(batcher.submit("x", ["last"]))
        gate.set()
        assert await held == ["first"] and await last == ["last"]
        await batcher.stop()

    asyncio.run(main())
    assert ran == ["first", "last"]


def test_nobody_gets_anothers_text(server: Server) -> None:
    """32 clients at once, each with an address of its own that translation leaves as it is."""

    def ask(number: int) -> bool:
        address = f"https://example.org/{number:04}"
        texts = [f"See {address} for more.", f"The page is {address}", "It rained."]
        target = ("mn", "ru", "uk")[number % 3]
        found = server.translate(texts, target).json()["translatedText"]
        others = [text.replace(address, "") for text in found]
        assert [text.count(address) for text in found] == [1, 1, 0]
        return not any("example.org" in text for text in others)

    with ThreadPoolExecutor(32) as threads:
        assert all(threads.map(ask, range(96)))
    page = server.client.get("/metrics").text
    batches, sentences = (
        float(next(x for x in page.splitlines() if x.startswith(name)).split()[1])
        for name in ("l10n_batch_sentences_count", "l10n_batch_sentences_sum")
    )
    assert sentences > 3 * batches, "requests that came together were not batched together"
