"""What requests bring, looked at before it is used: nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from l10n.errors import L10nError
from l10n.review.desk import Desk
from l10n.review.queue import Filter
from l10n.review.row import Row
from l10n.review.saving import UnknownError

Parameters = Mapping[str, Any]
MAX_TEXT = 20_000
"""Characters that a translation or a note may have."""
_MOST_KEYS = 30_000


def filter_of(parameters: Parameters) -> Filter:
    """Which rows are to be shown."""
    return Filter(
        text_of(parameters, "state") or "all",
        text_of(parameters, "text"),
        text_of(parameters, "check"),
        text_of(parameters, "sort") or "document",
    )


def keys_of(parameters: Parameters) -> dict[str, str]:
    """The keys of sentences to change in bulk, each with the version that the person knows.

    A list stands for whatever the sentences say by now: their versions are "".
    """
    value = parameters.get("keys", [])
    if not isinstance(value, (list, dict)) or len(value) > _MOST_KEYS:
        raise L10nError(f"keys must be a list of at most {_MOST_KEYS}")
    known = value if isinstance(value, dict) else dict.fromkeys(map(str, value), "")
    return {text_of({"key": one}, "key"): text_of(known, one) for one in known}


def row_of(desk: Desk, parameters: Parameters) -> Row:
    """The row of a desk that is meant.

    Raises:
        UnknownError: the document has no such sentence.
    """
    row = desk.by_key.get(text_of(parameters, "key"))
    if row is None:
        raise UnknownError("the document has no such sentence any more", "reload the page")
    return row


def text_of(parameters: Parameters, name: str) -> str:
    """A parameter that is text; "" where it is missing."""
    value = parameters.get(name, "")
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise L10nError(f"{name} must be text of at most {MAX_TEXT} characters")
    return value


def texts_of(parameters: Parameters, row: Row) -> tuple[str, ...]:
    """What a person wrote: a text, or of a message with a plural a list of all forms."""
    if not row.entry.plural:
        return (text_of(parameters, "translation"),)
    value = parameters.get("translation")
    if not isinstance(value, list) or len(value) != len(row.texts):
        raise L10nError(f"translation must be a list of {len(row.texts)} plural forms")
    return tuple(text_of({"translation": text}, "translation") for text in value)


def number_of(parameters: Parameters, name: str) -> int:
    """A parameter that is a number; 0 where it is missing."""
    value = str(parameters.get(name, "0"))
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise L10nError(f"{name} must be a number")
    return int(value)
