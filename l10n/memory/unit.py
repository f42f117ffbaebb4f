"""What goes into a memory (units) and what is asked of it (queries)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from l10n.model import Origin, Pair, message_key


@dataclass(frozen=True, slots=True)
class Unit:
    """One remembered translation.

    Attributes:
        source, target: the two texts, neither empty.
        pair: their locales, in gettext's spelling.
        origin: who wrote ``target``.
        reviewed: whether a person has approved it.
        before, after: keys (:func:`l10n.model.message_key`) of the sentences before and after it
            in its document, the key of "" at the document's ends; "" where they are unknown.
        document: name of the document, "" if unknown.
        created, changed: seconds since 1970 in UTC; 0 stands for now when it is added.
    """

    source: str
    target: str
    pair: Pair
    origin: Origin = Origin.HUMAN
    reviewed: bool = True
    before: str = ""
    after: str = ""
    document: str = ""
    created: int = 0
    changed: int = 0


class Query(NamedTuple):
    """A sentence to look up, with the keys of its neighbours as in :class:`Unit`."""

    text: str
    before: str = ""
    after: str = ""


def in_context(texts: Sequence[str]) -> list[Query]:
    """Queries for the sentences of one document, in its order.

    >>> first, second = in_context(["Stop.", "Go."])
    >>> first.after == message_key("Go.") and second.before == message_key("Stop.")
    True
    >>> first.before == second.after == message_key("")
    True
    """
    keys = [message_key(text) for text in ("", *texts, "")]
    return [
        Query(text, before, after)
        for text, before, after in zip(texts, keys, keys[2:], strict=False)
    ]
