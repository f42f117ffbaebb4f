"""Telling a model what words are called: base forms beside the words, between marks.

A model that takes hints was trained on sentences such as ``The court▸ суд▸ met.``: behind a word
or phrase and a mark stands the base form of its translation, and a mark again; the model inflects
it (target lemma annotations: Dinu et al. 2019, Bergmanis & Pinnis 2021). The mark is a piece of
its vocabulary that nothing else uses; ``metadata.json`` names it: ``"hints": {"mark": "▸"}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from l10n.engines.decoding import USUAL, Search
from l10n.engines.protocol import Runner
from l10n.engines.vocabulary import read_json
from l10n.model import Hint, Hypothesis, Link

METADATA = "metadata.json"

# Models see no more than this in training; what is longer would be guesswork.
_MOST_HINTS = 8
_MOST_LETTERS = 60
_MOST_WORDS_OF_SENTENCE = 90
_SPACES = re.compile(r"\s+")
# What a base form has: letters and digits, inner signs of names, spaces.
_BASE = re.compile(r"[^\W_](?:[\w .,&/'’ʼ«»“”„+№()-]*[\w.)»”'+])?")


def hint_mark(folder: Path) -> str:
    """The mark of the model in a folder; "" where it takes no hints."""
    told = read_json(folder / METADATA, {})
    hints = told.get("hints") if isinstance(told, dict) else None
    mark = hints.get("mark") if isinstance(hints, dict) else None
    return mark if isinstance(mark, str) and len(mark.strip()) == len(mark) == 1 else ""


class Marked(NamedTuple):
    """A sentence with hints in it.

    Attributes:
        text: what the model sees.
        inserted: where something was put in: the offset in the sentence, the length, and the
            hinted stretch that it speaks of.
    """

    text: str
    inserted: tuple[tuple[int, int, tuple[int, int]], ...]

    def origin(self, span: tuple[int, int]) -> tuple[int, int]:
        """The stretch of the sentence that one of the marked text stands for."""
        start, end = span
        shift = 0
        for at, length, hinted in self.inserted:
            if start < at + shift:
                break
            if start < at + shift + length:
                return hinted
            shift += length
        limit = next((at for at, _, _ in self.inserted if at > start - shift), end)
        return start - shift, max(min(end - shift, limit), start - shift)


def usable(text: str, hints: Sequence[Hint], mark: str) -> list[Hint]:
    """Those of the hints that a model can be told: in the text, whole words, apart, and short."""
    found: list[Hint] = []
    if len(text.split()) > _MOST_WORDS_OF_SENTENCE:
        return found
    for hint in sorted(hints):
        base = _SPACES.sub(" ", hint.base.replace(mark, " ")).strip()
        inside = 0 <= hint.start < hint.end <= len(text)
        if not inside or (found and hint.start < found[-1].end) or len(found) == _MOST_HINTS:
            continue
        words = text[hint.start : hint.end]
        whole = not (
            text[hint.start - 1 : hint.start].isalnum() or text[hint.end : hint.end + 1].isalnum()
        )
        if (
            whole
            and words[0].isalnum()
            and words[-1].isalnum()
            and len(base) <= _MOST_LETTERS
            and _BASE.fullmatch(base)
        ):
            found.append(Hint(hint.start, hint.end, base))
    return found


def marked(text: str, hints: Sequence[Hint], mark: str) -> Marked:
    """A sentence with its hints; a mark that stands in it of its own is left out."""
    parts: list[str] = []
    inserted: list[tuple[int, int, tuple[int, int]]] = []
    position = 0
    clean = text.replace(mark, " ")
    for hint in usable(text, hints, mark):
        # The base form stands before the punctuation that follows the words, as in training.
        told = f"{mark} {hint.base}{mark}"
        parts += [clean[position : hint.end], told]
        inserted.append((hint.end, len(told), (hint.start, hint.end)))
        position = hint.end
    return Marked("".join([*parts, clean[position:]]), tuple(inserted))


class HintedRunner:
    """A model that takes hints; see :class:`l10n.engines.protocol.Runner`.

    Args:
        runner: the model.
        mark: what it was trained with.
    """

    def __init__(self, runner: Runner, mark: str) -> None:
        self._runner = runner
        self._mark = mark

    def translate(
        self,
        texts: Sequence[str],
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """As many hypotheses as texts; no mark is ever in one, and alignments are of the texts."""
        told = [
            marked(text, own, self._mark)
            for text, own in zip(texts, hints or [()] * len(texts), strict=True)
        ]
        found = self._runner.translate([one.text for one in told], search=search, avoid=avoid)
        return [self._clean(one, where) for one, where in zip(found, told, strict=True)]

    def align(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """See :class:`l10n.engines.protocol.Aligner`."""
        return self._runner.align([source.replace(self._mark, " ") for source in sources], targets)

    def _clean(self, hypothesis: Hypothesis, where: Marked) -> Hypothesis:
        alternatives = tuple(self._clean(one, where) for one in hypothesis.alternatives)
        links = tuple(
            Link(where.origin(link.source), link.target, link.weight)
            for link in hypothesis.alignment
        )
        text = hypothesis.text
        if self._mark in text:
            # Of another length than before: links no longer fit.
            text, links = _SPACES.sub(" ", text.replace(self._mark, " ")).strip(), ()
        return replace(hypothesis, text=text, alternatives=alternatives, alignment=links)
