"""Glossary terms that a model has not used, put where its own words for them stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from l10n.glossary import Glossary
from l10n.glossary.term import Rule
from l10n.markup import placing
from l10n.markup.marks import Mark
from l10n.model import Hypothesis, Link
from l10n.translation.changes import changed

# How much of its attention the model must have given to the term, where it wrote the words that
# the term is put for.
_LEAST = 0.5
_MOST_WORDS = 5
# Codes that no text has, to see where a stretch is placed.
_OPEN, _CLOSE = "\ue000", "\ue001"


def broken(glossary: Glossary, source: str, target: str, locale: str) -> int:
    """How many terms of a source its translation does not honour."""
    return sum(1 for _ in glossary.violations(source, target, locale))


def honoured(glossary: Glossary, source: str, hypothesis: Hypothesis, locale: str) -> Hypothesis:
    """A hypothesis with the glossary's words, in their base form, for those that break it.

    Only where the alignment tells which words stand for the term, and no other term suffers.

    Args:
        glossary: the terms.
        source: what the model saw.
        hypothesis: plain text with its alignment.
        locale: of the translation.
    """
    if not hypothesis.alignment:
        return hypothesis
    wrong = list(glossary.violations(source, hypothesis.text, locale))
    for occurrence in glossary.terms_in(source, locale) if wrong else ():
        term = occurrence.term
        if term.rule is Rule.FORBID or glossary.satisfied(term, hypothesis.text, locale):
            continue
        span = _place(source, (occurrence.start, occurrence.end), hypothesis)
        if span is None:
            continue
        base = term.source if term.rule is Rule.KEEP else term.target(locale)[0]
        text, links = changed(hypothesis.text, [(span, base)], hypothesis.alignment)
        left = list(glossary.violations(source, text, locale))
        if len(left) < len(wrong):
            hypothesis, wrong = replace(hypothesis, text=text, alignment=links), left
    return hypothesis


def _place(source: str, span: tuple[int, int], hypothesis: Hypothesis) -> tuple[int, int] | None:
    """The run of words that stands for a stretch of the source; None where none does surely."""
    links = hypothesis.alignment
    mark = Mark(_OPEN, _CLOSE, *span, False, False)
    parts = placing.place(source, [mark], hypothesis.text, links)
    start = len("".join(parts[: parts.index(_OPEN)]))
    end = start + len("".join(parts[parts.index(_OPEN) + 1 : parts.index(_CLOSE)]))
    words = hypothesis.text[start:end].split()
    if not words or len(words) > _MOST_WORDS or _share(links, span, (start, end)) < _LEAST:
        return None
    return start, end


def _share(links: Sequence[Link], source: tuple[int, int], target: tuple[int, int]) -> float:
    inside = whole = 0.0
    for link in links:
        if link.target[0] < target[1] and target[0] < link.target[1]:
            whole += link.weight
            if link.source[0] < source[1] and source[0] < link.source[1]:
                inside += link.weight
    return inside / whole if whole else 0.0
