"""Adding, learning and looking up."""

from __future__ import annotations

import multiprocessing
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import MemoryStoreError
from l10n.memory import Memory, Penalties, Query, Unit, in_context
from l10n.model import Origin, Pair, message_key

PAIR = Pair("en", "ru")
HELLO = Unit("Good morning.", "Доброе утро.", PAIR)
LONG = Unit(
    "The court issued an arrest warrant for the president.",
    "Суд выдал ордер на арест президента.",
    PAIR,
)


def best(memory: Memory, text: str, **context: str) -> tuple[int, str] | None:
    match = memory.best([Query(text, **context)], PAIR)[0]
    return (match.similarity, match.target) if match else None


def test_an_empty_memory_makes_no_file(tmp_path: Path) -> None:
    with Memory.open(tmp_path) as memory:
        assert memory.learn([]) == memory.add([]) == 0
        assert memory.best([Query("x"), Query("y")], PAIR) == [None, None]
        assert not (memory.search("x", PAIR) or memory.stats() or list(memory.units()))
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_invisible_to_version_control(memory: Memory, tmp_path: Path) -> None:
    memory.add([HELLO])
    assert (tmp_path / ".l10n" / ".gitignore").read_text() == "*\n"
    assert memory.path == tmp_path / ".l10n" / "memory.db"


def test_the_same_text_is_100_percent(memory: Memory) -> None:
    memory.add([HELLO])
    assert best(memory, "Good morning.") == (100, "Доброе утро.")
    assert memory.best([Query("Good morning.")], Pair("en", "uk")) == [None]
    assert memory.best([Query("Good morning.")], Pair("de", "ru")) == [None]


def test_neighbours_make_101_and_102(memory: Memory) -> None:
    before, after, other = message_key("Who?"), message_key("Why?"), message_key("How?")
    memory.add(
        [
            replace(HELLO, target="both", before=before, after=after),
            replace(HELLO, target="one", before=before, after=other),
            replace(HELLO, target="none", before=other, after=other),
        ]
    )
    assert best(memory, HELLO.source, before=before, after=after) == (102, "both")
    assert best(memory, HELLO.source, before=before, after=other) == (102, "one")
    found = memory.best([Query(HELLO.source, message_key("x"), after)], PAIR)[0]
    assert found and (found.similarity, found.target) == (101, "both")
    found = memory.best([Query(HELLO.source)], PAIR)[0]
    assert found and found.similarity == 100, "an unknown neighbour is no match"


def test_a_document_s_queries_find_its_own_context(memory: Memory) -> None:
    texts = ["Yes.", "No.", "Yes."]
    queries = in_context(texts)
    memory.learn(
        Unit(text, f"{text} {number}", PAIR, before=before, after=after, document="a")
        for number, (text, before, after) in enumerate(queries)
    )
    matches = memory.best(queries, PAIR)
    assert [(m.similarity, m.target) for m in matches if m] == [
        (102, "Yes. 0"),
        (102, "No. 1"),
        (102, "Yes. 2"),
    ]


def test_similar_texts_from_75_percent(memory: Memory) -> None:
    memory.add([LONG])
    close = memory.best([Query("The court issued an arrest warrant for the minister.")], PAIR)[0]
    assert close and close.source == LONG.source and 75 <= close.similarity < 100
    assert memory.best([Query("The court has nothing to say about this at all.")], PAIR) == [None]
    [far] = memory.search("The court issued a warrant.", PAIR, minimum=50)
    assert 50 <= far.similarity < 75


@pytest.mark.parametrize(
    ("origin", "reviewed", "percent"),
    [
        (Origin.HUMAN, True, 100),
        (Origin.HUMAN, False, 95),
        (Origin.MACHINE, True, 98),
        (Origin.MACHINE, False, 93),
    ],
)
def test_penalties(memory: Memory, origin: Origin, reviewed: bool, percent: int) -> None:
    memory.add([replace(HELLO, origin=origin, reviewed=reviewed)])
    assert best(memory, HELLO.source) == (percent, HELLO.target)


def test_penalties_can_be_chosen(tmp_path: Path) -> None:
    with Memory.open(tmp_path, Penalties(unreviewed=30)) as memory:
        memory.add([replace(HELLO, reviewed=False)])
        assert best(memory, HELLO.source) is None, "70 is below the minimum"


def test_of_equals_the_newest_wins(memory: Memory) -> None:
    memory.add([replace(HELLO, target="new", changed=20), replace(HELLO, target="old", changed=10)])
    assert best(memory, HELLO.source) == (100, "new")
    assert [m.target for m in memory.search(HELLO.source, PAIR)] == ["new", "old"]


def test_an_approved_translation_of_the_same_text_comes_first(memory: Memory) -> None:
    same = replace(HELLO, source="Page 2", target="Страница 2", origin=Origin.MACHINE)
    memory.add([same, replace(HELLO, source="Page 3", target="Лист 3")])
    assert best(memory, "Page 2") == (98, "Страница 2")
    assert [(m.similarity, m.target) for m in memory.search("Page 2", PAIR)] == [
        (98, "Страница 2"),
        (99, "Лист 2"),
        (83, "Лист 3"),
    ]


def test_learning_replaces_what_the_same_document_said(memory: Memory) -> None:
    mine, other = replace(HELLO, document="a"), replace(HELLO, document="b")
    assert memory.learn([mine, other]) == 2
    assert memory.learn([replace(mine, target="С добрым утром.")]) == 1
    assert sorted((u.document, u.target) for u in memory.units()) == [
        ("a", "С добрым утром."),
        ("b", "Доброе утро."),
    ]


def test_adding_replaces_nothing(memory: Memory) -> None:
    memory.add([replace(HELLO, document="a")])
    memory.add([replace(HELLO, document="a", target="С добрым утром.")])
    assert len(list(memory.units())) == 2


def test_a_second_time_changes_nothing(memory: Memory) -> None:
    assert memory.learn([HELLO, LONG]) == 2
    before = list(memory.units())
    assert memory.learn([HELLO, LONG]) == memory.add([HELLO, LONG, HELLO]) == 0
    assert list(memory.units()) == before


def test_a_review_brings_a_unit_up_to_date(memory: Memory) -> None:
    draft = replace(HELLO, origin=Origin.MACHINE, reviewed=False, created=10, changed=10)
    memory.add([draft])
    assert memory.add([replace(draft, reviewed=True, created=30, changed=20)]) == 1
    assert memory.add([replace(draft, changed=15)]) == 0, "older news"
    [unit] = memory.units()
    assert (unit.reviewed, unit.created, unit.changed) == (True, 10, 20)


@pytest.mark.parametrize("unit", [replace(HELLO, target=" "), replace(HELLO, source="")])
def test_emptiness_is_not_remembered(memory: Memory, unit: Unit) -> None:
    with pytest.raises(MemoryStoreError, match="nothing to remember"):
        memory.add([HELLO, unit])
    assert list(memory.units()) == [], "the whole batch is undone"


def test_text_that_is_not_unicode_is_refused_and_looked_up_all_the_same(memory: Memory) -> None:
    memory.add([HELLO])
    with pytest.raises(MemoryStoreError, match="not Unicode"):
        memory.add([replace(HELLO, source="\ud800")])
    assert best(memory, "Good \ud800 morning.") == (92, HELLO.target)


def test_stats(memory: Memory) -> None:
    memory.add([HELLO, replace(LONG, reviewed=False, origin=Origin.MACHINE, document="a")])
    memory.add([replace(HELLO, pair=Pair("en", "mn"), document="b")])
    assert [tuple(stat) for stat in memory.stats()] == [
        (Pair("en", "mn"), 1, 1, 0, 1),
        (PAIR, 2, 1, 1, 1),
    ]


def test_threads_share_a_memory(memory: Memory) -> None:
    def work(number: int) -> None:
        for step in range(10):
            memory.add([replace(LONG, source=f"{LONG.source} {number} {step}")])
            assert memory.best([Query(f"{LONG.source} {number} {step}")], PAIR)[0]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(memory.units())) == 40


def _add_some(root: Path, number: int) -> None:
    with Memory.open(root) as memory:
        for step in range(5):
            memory.add([replace(HELLO, source=f"Sentence {step} of process {number}.")])


def test_processes_share_a_memory_from_its_first_moment(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_add_some, args=(tmp_path, n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Memory.open(tmp_path) as memory:
        assert len(list(memory.units())) == 15


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(TEXTS, unique=True, min_size=1, max_size=8))
def test_every_text_is_found_again(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    with Memory.open(tmp_path_factory.mktemp("memory")) as memory:
        memory.add(Unit(text, text[::-1], PAIR) for text in texts)
        matches = memory.best([Query(text) for text in texts], PAIR)
        assert [(m.similarity, m.target) for m in matches if m] == [(100, t[::-1]) for t in texts]


@settings(max_examples=30, deadline=None)
@given(words=st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "omega"]), min_size=4))
def test_one_more_word_is_still_found(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    with Memory.open(tmp_path_factory.mktemp("memory")) as memory:
        memory.add([Unit(" ".join(words), "x", PAIR)])
        match = memory.best([Query(" ".join([*words, "more"]))], PAIR)[0]
        assert match and match.similarity < 100
