"""How far the project is, who did what when, and how good the machine's drafts were."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from typing import NamedTuple

from rapidfuzz.distance import Indel

from l10n.errors import L10nError
from l10n.model import State
from l10n.review.row import STATES
from l10n.review.workspace import Workspace
from l10n.translation.cache import Cache
from l10n.translation.postediting import post_edits

DAYS = 30
"""Days that the plot of people's work shows: the last ones on which anything was done."""


class Share(NamedTuple):
    """A piece of a bar: what it is, how much of it there is, and where it lies, in per cent."""

    name: str
    amount: int
    start: float
    width: float


class Bar(NamedTuple):
    """A line of a plot."""

    name: str
    total: int
    shares: list[Share]


class Draft(NamedTuple):
    """What people made of a model's drafts.

    Attributes:
        model: which drafted.
        sentences: approved ones whose draft is known.
        unchanged: those approved as they were, in per cent.
        edited: characters typed or deleted of a hundred.
    """

    model: str
    sentences: int
    unchanged: int
    edited: float


def words_by_state(workspace: Workspace) -> list[Bar]:
    """For each document and locale the source's words by state; unreadable documents are left."""
    bars = []
    for locale in workspace.locales:
        for name, states in workspace.states(locale):
            words = [(one, states.get(one, (0, 0))[1]) for one in STATES]
            bars.append(_bar(f"{name} · {locale}", words))
    return bars


def work_by_day(workspace: Workspace) -> list[Bar]:
    """For each of the last days on which anything was done, sentences by who did it."""
    days: dict[str, Counter[str]] = defaultdict(Counter)
    for day, who, _, count in workspace.store.daily():
        days[day][who or "—"] += count
    last = sorted(days.items())[-DAYS:]
    return [_bar(day, sorted(people.items())) for day, people in last]


def drafts_by_model(workspace: Workspace) -> list[Draft]:
    """How much people changed of what each model drafted, the least changed first."""
    edits: dict[str, list[tuple[str, str]]] = defaultdict(list)
    cache = Cache(workspace.project.root)
    for locale in workspace.locales:
        for name in workspace.documents():
            with suppress(L10nError):
                desk = workspace.desk(name, locale)
                with desk.at_work():
                    rows = [row for row in desk.rows if row.translation.state is State.APPROVED]
                    catalog = rows[0].catalog if rows else None
                for one in post_edits(catalog, cache) if catalog else ():
                    edits[one.model].append((one.draft, one.text))
    found = []
    for model, pairs in edits.items():
        length = sum(len(draft) + len(text) for draft, text in pairs)
        distance = sum(Indel.distance(draft, text) for draft, text in pairs)
        unchanged = sum(draft == text for draft, text in pairs)
        share = 100 * distance / length if length else 0.0
        found.append(Draft(model, len(pairs), 100 * unchanged // len(pairs), round(share, 1)))
    return sorted(found, key=lambda one: one.edited)


def _bar(name: str, counts: list[tuple[str, int]]) -> Bar:
    total = sum(count for _, count in counts)
    shares, start = [], 0.0
    for what, count in counts:
        width = 100 * count / total if total else 0.0
        if count:
            shares.append(Share(what, count, round(start, 2), round(width, 2)))
        start += width
    return Bar(name, total, shares)
