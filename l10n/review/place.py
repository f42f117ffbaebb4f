"""Where in its document a sentence stands, in words that the page can translate."""

from __future__ import annotations

import re

from l10n.checks.wording import Message
from l10n.model import Segment

# Other kinds, such as the keys of front matter, stay what the document calls them.
_KINDS = {
    str(one): one
    for one in (
        Message("alternative text"),
        Message("caption"),
        Message("cue"),
        Message("definition"),
        Message("footnote"),
        Message("heading"),
        Message("line"),
        Message("link title"),
        Message("list item"),
        Message("message"),
        Message("paragraph"),
        Message("plural"),
        Message("quote"),
        Message("string"),
        Message("table cell"),
        Message("table header"),
        Message("text"),
        Message("title"),
    )
}
# As l10n.formats.segmentation writes it; what placeables stand for is shown elsewhere.
_CONTEXT = re.compile(
    r"(?P<kind>.+?) (?P<number>\d+)(?:, sentence (?P<sentence>\d+) of (?P<total>\d+))?"
    r"(?:: (?P<name>.*?))?(?:; <.*)?",
    re.DOTALL,
)


def place(segment: Segment) -> list[str]:
    """The parts of a place, each a text or a :class:`Message`.

    >>> place(Segment("Yes.", context="heading 2, sentence 1 of 3; <1> **"))
    ['heading', '2', 'sentence 1 of 3']
    """
    found = _CONTEXT.fullmatch(segment.context)
    if found is None:
        return [segment.context]
    parts: list[str] = [_KINDS.get(found["kind"], found["kind"]), found["number"]]
    if found["sentence"]:
        at, total = found["sentence"], found["total"]
        parts.append(Message("sentence {sentence} of {total}", sentence=at, total=total))
    return [*parts, *filter(None, [found["name"]])]
