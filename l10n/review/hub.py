"""Telling open pages what has changed, and who is at which sentence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from l10n.review.people import Person

_LOOK = 1.0  # seconds between looks at the disk
_MOST = 50  # sentences told one by one
_WAITING = 100  # events for a page that does not read: it reads all anew then


@dataclass(eq=False)
class Reader:
    """An open page: where it is, and what it is to be told."""

    person: Person
    document: str
    locale: str
    tab: str
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    events: asyncio.Queue[tuple[str, str]] = field(
        default_factory=lambda: asyncio.Queue(maxsize=_WAITING)
    )
    key: str = ""

    def put(self, name: str, data: object) -> None:
        """Tell it something; called on its own loop."""
        if self.events.full():
            while not self.events.empty():
                self.events.get_nowait()
            name, data = "all", {}
        self.events.put_nowait((name, json.dumps(data)))


class Hub:
    """The open pages."""

    def __init__(self) -> None:
        self._readers: set[Reader] = set()

    def changed(self, document: str, locale: str, keys: Collection[str]) -> None:
        """Tell the pages of a document in a locale which sentences are others now."""
        for reader in list(self._readers):
            if (reader.document, reader.locale) != (document, locale):
                continue
            what: tuple[str, object] = ("rows", sorted(keys))
            if len(keys) > _MOST:
                what = ("all", {})
            reader.loop.call_soon_threadsafe(reader.put, *what)

    def move(self, tab: str, key: str) -> None:
        """Somebody has gone to a sentence."""
        for reader in list(self._readers):
            if reader.tab == tab:
                reader.key = key
        self._tell_people()

    def _tell_people(self) -> None:
        people = [
            {
                "name": one.person.name,
                "document": one.document,
                "locale": one.locale,
                "key": one.key,
                "tab": one.tab,
            }
            for one in self._readers
            if one.person.name
        ]
        for reader in list(self._readers):
            reader.loop.call_soon_threadsafe(reader.put, "people", people)

    async def events(
        self, person: Person, document: str, locale: str, tab: str, look: Callable[[], None]
    ) -> AsyncIterator[bytes]:
        """What a page is told, as server-sent events (HTML standard), until it goes away.

        Args:
            person: who has it open.
            document: what it shows.
            locale: into what.
            tab: its own name.
            look: finds out whether the disk has changed; called every second.
        """
        reader = Reader(person, document, locale, tab)
        self._readers.add(reader)
        try:
            yield b"event: hello\ndata: {}\n\n"
            self._tell_people()
            while True:
                try:
                    name, data = await asyncio.wait_for(reader.events.get(), _LOOK)
                except asyncio.TimeoutError:
                    await run_in_threadpool(look)
                    continue
                yield f"event: {name}\ndata: {data}\n\n".encode()
        finally:
            self._readers.discard(reader)
            self._tell_people()
