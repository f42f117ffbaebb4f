"""Translations that cannot be put into a document: a code is lost, or a tag comes from nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n import markup
from l10n.formats import FORMATS
from l10n.formats.html import elements
from l10n.formats.localized import Texts
from l10n.model import Document, Segment

# What a program may take for markup: a comment, an instruction, a tag of HTML's or with an
# attribute. "<file>" or "x <y" is text.
_TAG = re.compile(
    r"<!--|<!\[CDATA\[|<!DOCTYPE\b|<\?\w"
    r"|</?(?P<name>[a-zA-Z][\w:-]*)(?P<rest>(?:[\s/][^<>]*)?(?:>|$|(?=<)))",
    re.IGNORECASE,
)


class Refusal(NamedTuple):
    """A translation that cannot be put into the document; the source's sentence stays there."""

    segment: Segment
    reason: str


def refusals(document: Document, segments: Sequence[Segment], translations: Texts) -> list[Refusal]:
    """The translations whose placeables, or tags where those are text, are not their source's."""
    return [
        Refusal(segment, "; ".join(dict.fromkeys(problems)))
        for segment in segments
        if (
            problems := [
                problem
                for text in translations.get(segment.key, ())
                for problem in problems_of(document, segment, text)
            ]
        )
    ]


def problems_of(document: Document, segment: Segment, text: str) -> list[str]:
    """What is wrong with a translation, a line each; none when it can be put in."""
    found = markup.problems(segment.msgid, text)
    if not found and FORMATS[document.format].tags_are_text:
        # What reads the string may take its tags for markup: none may be added to it.
        known = {*_tags(segment.msgid), *_tags(segment.plural)}
        found = [f"{tag} is not in the source" for tag in _tags(text) if tag not in known]
    return found


def _tags(text: str) -> Iterator[str]:
    for tag in _TAG.finditer(text):
        name, rest = tag["name"], tag["rest"] or ""
        if name is None or name.lower() in elements.KNOWN or "=" in rest:
            yield tag.group()
