"""Two people at one document, a thousand random acts each: nothing is lost, nothing approved that
nobody approved, whatever the order.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from l10n.model import State
from l10n.review.history import FILE
from tests.review.conftest import Page, Serve, make_project, msgfmt

ACTS = 1_000
SENTENCES = 40
REVIEWER, TRANSLATOR = "Оюун", "Петро"


@dataclass
class Person:
    """Somebody at the page: acts on what they see, which may be old by now.

    Attributes:
        name: theirs.
        page: their session.
        chance: what they do.
        seen: by key, the rows as they know them.
        saved: what the server said it had saved: key and text.
        approved: what the server said it had approved.
        notes: what the server said it had noted.
        typed: the last of that which was typed, saved again and again.
        conflicts: how often somebody else was quicker.
    """

    name: str
    page: Page
    chance: random.Random
    seen: dict[str, Any] = field(default_factory=dict)
    saved: set[tuple[str, str]] = field(default_factory=set)
    approved: set[tuple[str, str]] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    typed: tuple[str, str] = ("", "")
    conflicts: int = 0

    def work(self) -> None:
        for number in range(ACTS):
            if number % 8 == 0:
                self.seen = {str(row["key"]): row for row in self.page.rows()}
            row = self.chance.choice(list(self.seen.values()))
            text = f"{self.name} {number}."
            act = self.chance.choices(
                [self.save, self.type, self.approve, self.note, self.undo, self.bulk],
                [30, 20, 25, 10, 8, 7],
            )[0]
            act(row, text)

    def save(self, row: Any, text: str) -> None:
        if self.told(row, "save", translation=text):
            self.saved.add((row["key"], text))

    def type(self, row: Any, text: str) -> None:
        """What is typed is saved again and again; the last text counts."""
        for more in (text[:-4], text[:-2], text):
            row = self.told(row, "save", translation=more, auto=True)
            if not row:
                return
        if self.typed[0] == row["key"]:
            self.saved.discard(self.typed)  # typed on: that is one step
        self.typed = row["key"], text
        self.saved.add(self.typed)

    def approve(self, row: Any, text: str) -> None:
        text = row["text"] or text  # mostly it is right as it stands
        if self.told(row, "save", translation=text, approve=True, confirmed=True):
            self.approved.add((row["key"], text))

    def note(self, row: Any, text: str) -> None:
        if self.told(row, "note", note=text):
            self.notes.add(text)

    def undo(self, row: Any, text: str) -> None:
        assert self.page.post("undo").status_code in (200, 404, 409)

    def bulk(self, row: Any, text: str) -> None:
        rows = self.chance.sample(list(self.seen.values()), 5)
        action = self.chance.choice(["approve", "reset"])
        keys = {one["key"]: one["version"] for one in rows}
        answer = self.page.post("bulk", action=action, keys=keys)
        assert answer.status_code == (200 if self.name == REVIEWER else 403)
        if action == "approve" and self.name == REVIEWER:
            self.approved |= {(one["key"], one["text"]) for one in rows}

    def told(self, row: Any, name: str, **what: Any) -> Any:
        """The row as it is by now, where the server has done it."""
        answer = self.page.post(name, key=row["key"], version=row["version"], **what)
        if answer.status_code == 200:
            self.seen[row["key"]] = answer.json()["row"]
            return self.seen[row["key"]]
        if answer.status_code == 409:  # somebody was quicker: what there is now is told
            self.conflicts += 1
            self.seen[row["key"]] = answer.json()["row"]
        else:
            assert answer.status_code == 403 and self.name == TRANSLATOR, answer.text
        return None


class Step(NamedTuple):
    key: str
    who: str
    what: str
    was: str
    now: str
    comments: str


def steps(root: Path) -> dict[str, list[Step]]:
    """All that the history holds, by key, in its order."""
    found = defaultdict(list)
    with sqlite3.connect(root / FILE) as db:
        rows = db.execute("SELECT key, who, what, was, now, before FROM step ORDER BY id")
        for *step, before in rows.fetchall():
            found[step[0]].append(Step._make([*step, json.loads(before)[3]]))
    db.close()
    return found


def person(name: str, page: Page, address: str) -> Person:
    client = httpx.Client(base_url=page.origin, timeout=60, trust_env=False)
    assert client.get(address).status_code == 200
    csrf = client.get("/").text.partition('data-csrf="')[2].partition('"')[0]
    return Person(name, Page(page.root, None, "", client, csrf), random.Random(name))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_is_lost_and_nothing_approved_by_nobody(serve: Serve, tmp_path: Path) -> None:
    text = "\n\n".join(f"Sentence number {number} is here." for number in range(SENTENCES))
    drafts = {f"Sentence number {n} is here.": f"Предложение {n}." for n in range(SENTENCES // 2)}
    root = make_project(tmp_path / "project", text, drafts)
    page = serve(root, "--user", REVIEWER, "--user", f"{TRANSLATOR}:translator")
    assert page.process and page.process.stdout
    addresses = page.url, page.process.stdout.readline().split()[-1]
    people = [
        person(name, page, address)
        for name, address in zip((REVIEWER, TRANSLATOR), addresses, strict=True)
    ]
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(one.work) for one in people]:
            job.result()
    for one in people:
        one.page.client.close()
    assert all(one.conflicts for one in people), "they were in each other's way"
    history = steps(root)
    approved = people[0].approved
    assert not people[1].approved, "a translator approves nothing"
    msgfmt(page.po)
    for msgid, translation in page.catalog().items():
        [row] = [row for row in people[0].seen.values() if row["source"] == msgid]
        mine = history[str(row["key"])]
        # No text went away that no step tells of: each begins where the one before ended.
        assert [step.was for step in mine] == [drafts.get(msgid, ""), *(s.now for s in mine[:-1])]
        assert translation.text == mine[-1].now
        # What is approved, the reviewer has approved to the letter.
        if translation.state is State.APPROVED:
            assert (row["key"], translation.text) in approved
        assert not any(step.who == TRANSLATOR and step.what == "approve" for step in mine)
    every = [step for steps in history.values() for step in steps]
    assert people[0].saved | people[1].saved <= {(step.key, step.now) for step in every}
    # A note stands at its sentence, or in what was before it was taken back.
    noted = "\n".join([page.po.read_text("utf-8"), *(step.comments for step in every)])
    assert all(f": {note}\n" in noted for one in people for note in one.notes)
