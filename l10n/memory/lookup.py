"""Look-up: the same text first, similar ones after."""

from __future__ import annotations

import sqlite3
from typing import Any

from l10n.memory.candidates import candidates
from l10n.memory.rows import text_hash
from l10n.memory.scoring import EXACT, Penalties, context_bonus, penalty
from l10n.memory.substitute import Change, changes, substitute
from l10n.memory.unit import Query
from l10n.model import Match, Origin, Pair

_COLUMNS = "unit.target, unit.origin, unit.reviewed, unit.document, unit.changed"
_Ranked = tuple[int, int, Match]  # similarity, date, match


def _is_settled(match: Match, query: Query) -> bool:
    return match.reviewed and match.source == query.text


class Lookup:
    """Looks sentences up in one state of a memory.

    Args:
        db: a connection in a transaction.
        pair: locale of the sentences and target locale.
        penalties: what is taken off.
    """

    def __init__(self, db: sqlite3.Connection, pair: Pair, penalties: Penalties) -> None:
        self._db = db
        self._pair = pair
        self._penalties = penalties

    def matches(self, query: Query, minimum: int, limit: int, *, same: bool = False) -> list[Match]:
        """Matches of at least ``minimum`` percent, the best first, of equals the newest.

        An approved translation of the same text comes before all others, whatever its penalties;
        where one match is wanted, there is then no need to look for similar texts.
        """
        exact = self._exact(query)
        settled = same or (limit == 1 and any(match.reviewed for *_, match in exact))
        ranked = exact if settled else exact + self._similar(query, minimum)
        ranked.sort(key=lambda item: (_is_settled(item[2], query), *item[:2]), reverse=True)
        best: dict[str, Match] = {}
        for _, _, match in ranked:
            if match.similarity >= minimum:
                best.setdefault(match.target, match)
        return list(best.values())[:limit]

    def _exact(self, query: Query) -> list[_Ranked]:
        rows = self._db.execute(
            f"SELECT source.text, unit.before, unit.after, {_COLUMNS} FROM source "
            "JOIN unit ON unit.source = source.id AND unit.locale = ? "
            "WHERE source.hash = ? AND source.locale = ?",
            (self._pair.target, text_hash(query.text, self._pair.source), self._pair.source),
        )
        return [
            self._ranked(text, EXACT + context_bonus(query, before, after), rest)
            for text, before, after, *rest in rows
            if text == query.text
        ]

    def _similar(self, query: Query, minimum: int) -> list[_Ranked]:
        from rapidfuzz import fuzz, process

        ids = candidates(self._db, query.text, self._pair.source)
        marks = ",".join("?" * len(ids))
        texts = dict(self._db.execute(f"SELECT id, text FROM source WHERE id IN ({marks})", ids))
        # A text of the same pattern can be far in letters and yet be one to adapt, hence 0.
        scores = process.extract(
            query.text, texts, scorer=fuzz.ratio, limit=None, score_cutoff=0, processor=None
        )
        ranked: list[_Ranked] = []
        for text, score, row in scores:
            replaced = changes(text, query.text)
            if text == query.text or (score < minimum and not replaced):
                continue
            units = self._db.execute(
                f"SELECT {_COLUMNS} FROM unit WHERE source = ? AND locale = ?",
                (row, self._pair.target),
            ).fetchall()
            for unit in units:
                ranked += self._adapted(text, replaced, unit)
                if score >= minimum:
                    ranked.append(self._ranked(text, min(int(score), EXACT - 1), unit))
        return ranked

    def _adapted(self, text: str, replaced: list[Change], unit: Any) -> list[_Ranked]:
        target, *rest = unit
        adapted = substitute(target, replaced, self._pair) if replaced else None
        if adapted is None:
            return []
        cost = self._penalties.adapted + self._penalties.plural * adapted.other_plural
        return [self._ranked(text, EXACT - cost, (adapted.text, *rest), adapted=True)]

    def _ranked(self, text: str, similarity: int, unit: Any, *, adapted: bool = False) -> _Ranked:
        target, origin, reviewed, document, changed = unit
        origin, reviewed = Origin(origin), bool(reviewed)
        similarity -= penalty(self._penalties, origin, reviewed)
        match = Match(text, target, similarity, origin, reviewed, adapted, document)
        return similarity, changed, match
