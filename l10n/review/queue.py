"""The queue: which sentences are shown, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.errors import L10nError
from l10n.review.desk import Desk
from l10n.review.row import STATES, Row

FILTERS = ("all", "todo", *STATES, "findings", "notes", "open")
SORTS = ("document", "confidence")


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show.

    Attributes:
        state: one of :data:`FILTERS`; "todo" is all that is not approved, "open" what has a note
            that is not resolved.
        text: must occur in source, translation or notes; upper and lower case are the same.
        check: name of a check that has found something, "" for any or none.
        sort: one of :data:`SORTS`.
    """

    state: str = "all"
    text: str = ""
    check: str = ""
    sort: str = "document"

    def __post_init__(self) -> None:
        if self.state not in FILTERS or self.sort not in SORTS:
            raise L10nError("unknown filter or order")

    @property
    def is_plain(self) -> bool:
        """Whether all rows pass, in the order of the document."""
        return self == Filter()

    def rows(self, desk: Desk) -> list[Row]:
        """The rows that pass, in order."""
        found = list(desk.rows if self.is_plain else filter(self.passes, desk.rows))
        if self.sort == "confidence":
            found.sort(key=lambda row: row.certainty)
        return found

    def passes(self, row: Row) -> bool:
        """Whether a row is to be shown."""
        text = self.text.strip().casefold()
        if not self._fits_state(row) or (text and text not in row.haystack):
            return False
        return not self.check or any(finding.check == self.check for finding in row.findings)

    def _fits_state(self, row: Row) -> bool:
        if self.state == "all":
            return True
        if self.state == "todo":
            return row.state != "approved"
        if self.state == "findings":
            return bool(row.translation.text and row.findings)
        if self.state == "notes":
            return bool(row.entry.notes)
        if self.state == "open":
            return any(note.is_open for note in row.entry.notes)
        return row.state == self.state
