"""Batches mix the sentences of many clients, and each client gets its own back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from l10n.serving.batching import Batcher
from l10n.serving.queueing import FairQueue, Task
from tests.serving.conftest import Server

Batch = tuple[str, list[str]]


def answer(key: str, texts: list[str]) -> list[str]:
    if any("poison" in text for text in texts):
        raise ValueError("cannot translate this")
    return [f"{key}: {text}" for text in texts]


def gather(
    requests: Sequence[tuple[Any, ...]],
    run: Callable[[str, list[str]], list[str]] = answer,
    queue: int = 10_000,
    lanes: int = 1,
) -> list[Any]:
    """What becomes of requests (key, texts, client) that are all made at once."""

    async def main() -> list[Any]:
        batcher = Batcher(run, window=0.001, queue=queue, lanes=lanes)
        batcher.start()
        waiting = [batcher.submit(*request) for request in requests]
        found = await asyncio.gather(*waiting, return_exceptions=True)
        await batcher.stop()
        return list(found)

    return asyncio.run(main())


TEXTS = st.lists(st.sampled_from(["a", "b", "poison"]) | st.text(max_size=3), max_size=90)


REQUESTS = st.tuples(st.sampled_from("xyz"), TEXTS, st.sampled_from(["anna", "boris", None]))


@given(st.lists(REQUESTS, max_size=12), st.integers(1, 4))
def test_each_gets_its_own(requests: list[tuple[str, list[str], str | None]], lanes: int) -> None:
    for (key, texts, _), found in zip(requests, gather(requests, lanes=lanes), strict=True):
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


BOOK = [f"Sentence {number} of a book. {'It is long. ' * 5}" for number in range(10_000)]


@pytest.mark.parametrize("long", [BOOK, ["word" * 10_000]], ids=["10,000 sentences", "a word"])
@pytest.mark.parametrize("sender", ["boris", "anna"])
def test_a_sentence_waits_for_nobody_s_book(long: list[str], sender: str) -> None:
    """It has its answer while the call that a book is in has not ended: it waits no turn."""
    calls: list[Batch] = []
    started, gate = threading.Event(), threading.Event()

    def run(key: str, texts: list[str]) -> list[str]:
        calls.append((key, texts))
        if texts != ["sentence"]:
            started.set()
            gate.wait(60)
        return texts

    async def main() -> None:
        batcher = Batcher(run, window=0, queue=40_000, lanes=2)
        batcher.start()
        books = [asyncio.ensure_future(batcher.submit("x", long, "anna")) for _ in range(2)]
        await asyncio.to_thread(started.wait, 60)
        for key in ("x", "y"):
            assert await batcher.submit(key, ["sentence"], sender) == ["sentence"]
        assert len([one for one in calls if one[1] != ["sentence"]]) == 1
        for book in books:
            book.cancel()
        gate.set()
        await asyncio.gather(*books, return_exceptions=True)
        await batcher.stop()

    asyncio.run(main())


def test_in_one_lane_a_sentence_goes_next() -> None:
    """An engine for one thread ends its call; then it is the short request's turn."""
    batches: list[Batch] = []

    def run(key: str, texts: list[str]) -> list[str]:
        batches.append((key, texts))
        return texts

    gather([("x", BOOK[:500], "anna"), ("y", ["sentence"], "boris")], run)
    assert batches[0] == ("y", ["sentence"])
    assert max(sum(map(len, texts)) for _, texts in batches) <= 3_000


def test_clients_with_books_take_turns() -> None:
    """However many requests one of them has sent."""
    batches: list[Batch] = []

    def run(key: str, texts: list[str]) -> list[str]:
        batches.append((key, texts))
        return texts

    mine = [("x", [f"anna {text}" for text in BOOK[:300]], "anna") for _ in range(5)]
    gather([*mine, ("x", [f"boris {text}" for text in BOOK[:300]], "boris")], run)
    order = [text.split()[0] for _, texts in batches for text in texts]
    last = max(place for place, who in enumerate(order) if who == "boris")
    assert last <= 2 * 300 + 64, "boris has every other turn until he is done"


def test_small_batches_take_turns_too() -> None:
    """On a slow machine a call has no more than one turn's sentences."""
    queue: FairQueue[str, str] = FairQueue()
    loop = asyncio.new_event_loop()
    for key, client in (("x", "anna"), ("y", "anna"), ("x", "boris"), ("x", "anna")):
        queue.add(Task(key, BOOK[:96], client, loop.create_future()))
    loop.close()
    taken = []
    while shares := queue.take(8, short=True, long=True):
        [share] = shares
        taken.append((share.task.client, share.task.key, share.first))
    assert [client for client, *_ in taken[:24]] == ["anna", "boris"] * 12
    assert [key for client, key, _ in taken[:12] if client == "anna"] == ["x", "y", "x"] * 2
    assert len(taken) == len(set(taken)) + 12 == 48, "two of anna's are alike; nothing comes twice"
    assert queue.waiting == 0


def test_short_requests_do_not_starve_a_book() -> None:
    done: list[str] = []

    def run(key: str, texts: list[str]) -> list[str]:
        done.extend(texts)
        return texts

    async def main() -> None:
        batcher = Batcher(run, window=0, queue=4_000)
        batcher.start()
        book = asyncio.ensure_future(batcher.submit("x", BOOK[:50], "anna"))
        for _ in range(100):
            await asyncio.gather(*(batcher.submit("x", ["short"], n) for n in range(3)))
            if book.done():
                break
        assert book.done()
        await batcher.stop()

    asyncio.run(main())


def test_many_short_requests_are_a_long_one() -> None:
    queue: FairQueue[str, str] = FairQueue()
    loop = asyncio.new_event_loop()
    tasks = [Task("x", ["a" * 500], "anna", loop.create_future()) for _ in range(30)]
    loop.close()
    for task in tasks:
        queue.add(task)
    assert [task.is_short for task in tasks].count(True) == 16
    assert queue.waiting == 30 and queue.has_long("anna")
    for task in tasks[:20]:
        queue.drop(task)
    assert queue.waiting == 10
    while batch := queue.take(64, short=True, long=True):
        assert len(batch) <= 6, "3,000 letters"
    assert queue.waiting == 0 and not queue.has_long("anna")


def test_full_queue_says_when_to_come_back() -> None:
    book = ["text" * 100] * 50
    requests = [("x", book, "anna"), ("x", book, "anna"), ("x", book, "boris")]
    found = gather([*requests, ("x", ["text"], "anna")], queue=5)
    assert len(found[0]) == 50
    assert isinstance(found[1], HTTPException) and found[1].status_code == 503
    assert int((found[1].headers or {})["Retry-After"]) >= 1
    assert len(found[2]) == 50, "who has nothing there is let in"
    assert found[3] == ["x: text"], "so is a short request"


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
