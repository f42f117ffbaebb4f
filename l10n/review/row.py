"""One sentence of the queue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from l10n.markup import restore
from l10n.model import Finding, Kind, Segment, Translation
from l10n.po.catalog import Catalog, Entry
from l10n.project.status import shown_state
from l10n.review.checker import Checker

STATES = ("new", "changed", "machine", "memory", "edited", "approved")
"""What a translator sees at a glance, see :attr:`Row.state`."""

_COUNTED, _EXAMPLES = 200, 4  # numbers
_PLACEABLE = re.compile(r"</?\d+/?>")


@dataclass(frozen=True)
class Row:
    """One sentence of the queue; one that occurs several times is one row.

    Only what is asked for is read from the catalog: a large document has rows that nobody sees.

    Attributes:
        index: its position in the document, from 0.
        key: of its message.
        segment: the sentence where it first stands in the source.
        catalog: holds its translation.
        checker: knows what the checks say.
    """

    index: int
    key: str
    segment: Segment
    catalog: Catalog = field(repr=False)
    checker: Checker = field(repr=False)

    @cached_property
    def entry(self) -> Entry:
        """All that the catalog holds of it."""
        entry = self.catalog.entry(self.key)
        assert entry is not None
        return entry

    @cached_property
    def translation(self) -> Translation:
        """What stands in the catalog: less to read than :attr:`entry`."""
        return self.catalog.translation(self.key)

    @property
    def state(self) -> str:
        """One of :data:`STATES`: who wrote what stands there, that its source has changed since,
        or that it is approved.
        """
        return shown_state(self.translation)

    @cached_property
    def certainty(self) -> tuple[bool, float]:
        """What the queue is sorted by when the least certain comes first."""
        order = {"changed": -2.0, "new": -1.0, "edited": 1.0, "approved": 2.0}
        confidence = self.translation.confidence or 0.0
        last = not self.entry.flagged and self.state != "changed"
        return last, order.get(self.state, confidence)

    @property
    def reads(self) -> str:
        """The sentence as a reader will see it: codes without their marks."""
        text = self.translation.text or self.entry.msgid
        if not self.segment.inlines:
            return text
        try:
            parts = restore(text, self.segment.inlines)
        except KeyError:  # it has placeables that the source has not; a check says so
            return _PLACEABLE.sub("", text)
        return "".join(part.text for part in parts if part.kind in (Kind.TEXT, Kind.ALONE))

    @cached_property
    def haystack(self) -> str:
        """What a search looks in."""
        entry = self.entry
        notes = (one.text for note in entry.notes for one in (note, *note.replies))
        return "\n".join((entry.msgid, entry.plural, *self.texts, *notes)).casefold()

    @property
    def texts(self) -> tuple[str, ...]:
        """The translation, or of a message with a plural all the forms that it should have."""
        found = self.translation.texts
        if not self.segment.plural:
            return found
        lacking = self.catalog.plural_rule.nplurals - len(found)
        return (*found, *[""] * lacking)

    @property
    def numbers(self) -> list[list[int]]:
        """Of a message with a plural, the first numbers that want each form; else nothing."""
        if not self.segment.plural:
            return []
        wants = self.catalog.plural_rule.form
        every = range(len(self.texts))
        return [[n for n in range(_COUNTED) if wants(n) == form][:_EXAMPLES] for form in every]

    @property
    def findings(self) -> list[Finding]:
        """What the checks say of the translation."""
        return self.checker.findings(self.entry)
