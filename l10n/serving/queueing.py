"""Whose sentences come next: fair between clients, whatever each of them sends.

Short requests go first, all of them together, as long as one client does not send too many at
once. The long ones take turns: client by client, of each a few sentences of one request after the
other.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")

SHORT = 2_000
"""Letters of a request that goes before long ones."""

_SHORT_TOGETHER = 4 * SHORT  # of one client's short requests; what is more is taken for a long one

# Sentences and letters in one call: a full batch for the model, and no more than it does in a
# short turn. A sentence that is longer goes alone.
MOST, LEAST = 64, 8
_LETTERS = 3_000
_TURN = 8  # sentences of one long request before the next one's
_PATIENCE = 4  # calls for short requests, one after the other, while a long one waits


@dataclass(eq=False)
class Task(Generic[Key, Result]):
    """The sentences of one request, on their way.

    Attributes:
        key: only sentences of the same go together.
        texts: the sentences.
        client: who sent them.
        future: of their results.
        results: those that are there, by place.
        taken: how many have been taken out of the queue.
        is_short: whether it goes before others.
    """

    key: Key
    texts: Sequence[str]
    client: Hashable
    future: asyncio.Future[list[Result]]
    results: dict[int, Result] = field(default_factory=dict)
    taken: int = 0
    is_short: bool = False

    @property
    def rest(self) -> int:
        """How many sentences wait."""
        return len(self.texts) - self.taken

    @property
    def letters(self) -> int:
        """Letters of all sentences."""
        return sum(map(len, self.texts))


# No NamedTuple: before Python 3.11 that cannot be generic.
@dataclass(frozen=True)
class Share(Generic[Key, Result]):
    """Sentences of a task that go to the engine together, from a place on."""

    task: Task[Key, Result]
    first: int
    texts: list[str]


class FairQueue(Generic[Key, Result]):
    """Tasks that wait.

    Attributes:
        waiting: sentences of all of them.
    """

    def __init__(self) -> None:
        self._short: deque[Task[Key, Result]] = deque()
        self._long: OrderedDict[Hashable, deque[Task[Key, Result]]] = OrderedDict()
        self._letters: Counter[Hashable] = Counter()  # of short tasks that wait, by client
        self._passed_over = 0
        self.waiting = 0

    def has_long(self, client: Hashable) -> bool:
        """Whether a long task of a client's waits."""
        return client in self._long

    def add(self, task: Task[Key, Result]) -> None:
        """Put a task at the end of its row."""
        letters = task.letters
        together = self._letters[task.client] + letters
        task.is_short = letters <= SHORT and together <= _SHORT_TOGETHER
        if task.is_short:
            self._short.append(task)
            self._letters[task.client] = together
        else:
            self._long.setdefault(task.client, deque()).append(task)
        self.waiting += task.rest

    def drop(self, task: Task[Key, Result]) -> None:
        """Take what is left of a task out of the queue; what is at work goes on."""
        if task.rest:
            self._remove(task)
            self.waiting -= task.rest
            task.taken = len(task.texts)

    def take(self, most: int, *, short: bool, long: bool) -> list[Share[Key, Result]]:
        """The next batch, all of one key; empty where nothing waits that may be taken.

        Args:
            most: sentences of long tasks in it.
            short: whether short tasks may be taken; they go first.
            long: whether long ones may.
        """
        waits = bool(long and self._long)
        if short and self._short and not (waits and self._passed_over >= _PATIENCE):
            self._passed_over += waits
            return self._collect(self._in_order(self._short[0].key), MOST, MOST)
        if waits:
            self._passed_over = 0
            key = next(iter(self._long.values()))[0].key
            return self._collect(self._in_turns(key), most, _TURN)
        return []

    def _in_order(self, key: Key) -> Iterator[Task[Key, Result]]:
        yield from [task for task in self._short if task.key == key]

    def _in_turns(self, key: Key) -> Iterator[Task[Key, Result]]:
        """The long tasks of a key, client by client; each comes again as long as it lasts."""
        while turn := [
            (client, task)
            for client, tasks in self._long.items()
            if (task := next((one for one in tasks if one.key == key), None))
        ]:
            for client, task in turn:
                # To the end of the row first: whoever takes a task may ask for no other one.
                tasks = self._long[client]
                tasks.remove(task)
                tasks.append(task)
                self._long.move_to_end(client)
                yield task

    def _collect(
        self, tasks: Iterator[Task[Key, Result]], most: int, turn: int
    ) -> list[Share[Key, Result]]:
        shares: dict[Task[Key, Result], Share[Key, Result]] = {}
        letters = 0
        for task in tasks:
            share = shares.setdefault(task, Share(task, task.taken, []))
            for text in task.texts[task.taken : task.taken + min(turn, most)]:
                letters += len(text)
                if letters > _LETTERS and any(one.texts for one in shares.values()):
                    most = 0
                    break
                share.texts.append(text)
                most -= 1
                task.taken += 1
                self.waiting -= 1
            if not task.rest:
                self._remove(task)
            if most <= 0:
                break
        return [share for share in shares.values() if share.texts]

    def _remove(self, task: Task[Key, Result]) -> None:
        if task.is_short:
            self._short.remove(task)
            self._letters[task.client] -= task.letters
            if self._letters[task.client] <= 0:
                del self._letters[task.client]
        else:
            tasks = self._long[task.client]
            tasks.remove(task)
            if not tasks:
                del self._long[task.client]
