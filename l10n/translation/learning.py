"""Terms that approved sentences teach: what names and recurring phrases are called in them.

A model's attention says which words of an approved translation stand for a name or a phrase of its
source. Where all its places agree on one word in whatever form, that is a term to propose.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from l10n import markup
from l10n.checks.names import sound
from l10n.engines.protocol import Aligner
from l10n.glossary import Glossary
from l10n.glossary.inflection import WORD, is_form
from l10n.glossary.seen import times_seen
from l10n.glossary.stop_words import STOP_WORDS
from l10n.markup import placing
from l10n.markup.marks import Mark
from l10n.model import Link, Pair
from l10n.translation.base_forms import base_form

_LONGEST = 4  # words of a phrase
# Of the places of a term, how many must have one and the same word for it.
_AGREEMENT = 0.66
# A word seen more often than this is no name where it begins a sentence.
_COMMON = 50
_CODES = ("\ue000", "\ue001")
_SHORT = 4  # letters of a preposition
_BEGINNERS = tuple(".!?:“«„\"'‘(")
_JOINERS = frozenset(("of", "the"))


class Approved(NamedTuple):
    """A sentence and its translation by a person; where it stands."""

    source: str
    target: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that approved sentences teach.

    Attributes:
        source: in the source language.
        target: the base form of its translation.
        forms: the translation's forms that were seen, the commonest first.
        places: where, each once.
        count: how often.
    """

    source: str
    target: str
    forms: tuple[str, ...]
    places: tuple[str, ...]
    count: int


def proposals(
    sentences: Sequence[Approved],
    engine: Aligner,
    pair: Pair,
    known: Glossary | None = None,
    *,
    least: int = 2,
) -> list[Proposal]:
    """The terms that sentences teach, the commonest first.

    Args:
        sentences: approved ones of one locale.
        engine: its attention aligns them.
        pair: of the sentences.
        known: terms that need not be proposed.
        least: in how many sentences a term must stand.

    Raises:
        ModelError: no model serves the pair.
    """
    found = [
        proposal
        for phrase, places in _seen(sentences, engine, pair, known, least).items()
        if (proposal := _agreed(phrase, places, pair.target))
    ]
    return sorted(found, key=lambda one: (-one.count, one.source))


def agreement(sentences: Sequence[Approved], engine: Aligner, pair: Pair) -> tuple[int, int]:
    """How consistent translations of names are that recur: agreeing places, and all places
    where the attention tells what stands for the name.

    Args:
        sentences: with translations, by whomever.
        engine: its attention aligns them.
        pair: of the sentences.
    """
    agreeing = count = 0
    for phrase, places in _seen(sentences, engine, pair, None, 2).items():
        if phrase[0].isupper():
            found = [text for text, _ in places if text]
            agreeing += max(map(len, _groups(found, pair.target)), default=0)
            count += len(found)
    return agreeing, count


def _seen(
    sentences: Sequence[Approved],
    engine: Aligner,
    pair: Pair,
    known: Glossary | None,
    least: int,
) -> dict[str, list[tuple[str, str]]]:
    """By phrase what stands for it at each place, "" where unsure, and the place."""
    plain = [Approved(markup.plain(a), markup.plain(b), place) for a, b, place in sentences]
    phrases = _phrases([one.source for one in plain], pair.target, known, least)
    wanted = [index for index in range(len(plain)) if any(index in own for own in phrases.values())]
    links = dict(
        zip(
            wanted,
            engine.align(
                [plain[index].source for index in wanted],
                [plain[index].target for index in wanted],
                pair,
            ),
            strict=True,
        )
    )
    return {
        phrase: [
            (_counterpart(plain[index], span, links[index]), plain[index].place)
            for index, span in places.items()
        ]
        for phrase, places in phrases.items()
    }


def _phrases(
    sources: Sequence[str], locale: str, known: Glossary | None, least: int
) -> dict[str, dict[int, tuple[int, int]]]:
    """Names, and phrases that recur: by phrase the sentences it is in, and where in each."""
    found: defaultdict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for index, source in enumerate(sources):
        taken = [one[1:] for one in known.terms_in(source, locale)] if known else []
        for start, end in (*_names(source, locale), *_grams(source)):
            if not any(start < last and first < end for first, last in taken):
                found[source[start:end]].setdefault(index, (start, end))
    kept = {phrase: own for phrase, own in found.items() if len(own) >= least}
    # "power plant" is no term of its own where it always stands in "nuclear power plant".
    return {
        phrase: own
        for phrase, own in kept.items()
        if not any(
            phrase != other and f" {phrase} " in f" {other} " and len(kept[other]) == len(own)
            for other in kept
        )
    }


def _names(source: str, locale: str) -> Iterator[tuple[int, int]]:
    """Runs of words with a capital, "of" and "the" in them; not what only begins the sentence."""
    words = list(WORD.finditer(source))
    run: list[re.Match[str]] = []
    for index, word in enumerate([*words, None]):
        joined = run and word and not source[run[-1].end() : word.start()].strip(" ")
        if word and word[0][0].isupper() and (not run or joined):
            run.append(word)
            continue
        following = words[index + 1][0] if index + 1 < len(words) else ""
        if joined and word and word[0] in _JOINERS and following[:1].isupper():
            run.append(word)
            continue
        if run:
            yield from _trimmed(run, source, locale)
        run = [word] if word and word[0][0].isupper() else []


def _trimmed(run: list[re.Match[str]], source: str, locale: str) -> Iterator[tuple[int, int]]:
    first = run[0]
    begins = (
        not source[: first.start()].strip(" \"'“«(—–-")
        or source[: first.start()].rstrip()[-1:] in _BEGINNERS
    )
    if begins and (not first[0].isupper() or len(first[0]) == 1):
        seen = times_seen(first[0], locale)
        if first[0].lower() in STOP_WORDS or seen is None or seen > _COMMON:
            run = run[1:]
        while run and run[0][0].lower() in STOP_WORDS:
            run = run[1:]
    if run:
        end = run[-1].end() - (2 if run[-1][0].endswith(("'s", "’s")) else 0)
        yield run[0].start(), end


def _grams(source: str) -> Iterator[tuple[int, int]]:
    """Phrases of two words and more, in small letters, without words that say little at an end."""
    words = list(WORD.finditer(source))
    apart = [source[a.end() : b.start()] != " " for a, b in pairwise(words)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words))):
            if apart[end - 1]:
                break
            inside = [word[0] for word in words[start : end + 1]]
            if inside[0] in STOP_WORDS or inside[-1] in STOP_WORDS:
                continue
            if all(word.isalpha() and word.islower() and len(word) > 2 for word in inside):
                yield words[start].start(), words[end].end()


def _counterpart(one: Approved, span: tuple[int, int], links: Sequence[Link]) -> str:
    """The words of a translation that stand for a stretch of its source; "" where unsure."""
    if not links:
        return ""
    parts = placing.place(one.source, [Mark(*_CODES, *span, False, False)], one.target, links)
    inside = "".join(parts[parts.index(_CODES[0]) + 1 : parts.index(_CODES[1])])
    words = inside.split()
    if one.source[span[0]].isupper():  # a name has no preposition at its ends
        while len(words) > 1 and words[0].islower() and len(words[0]) < _SHORT:
            words.pop(0)
        inside = " ".join(words)
    elif words and words[0][1:].islower():
        inside = f"{inside[0].lower()}{inside[1:]}"  # it began the sentence
    wanted = len(one.source[slice(*span)].split())
    if not words or len(words) > wanted + 1 or not any(map(str.isalpha, inside)):
        return ""
    return inside.strip(" \"'“”«»().,;:!?…—–-")


def _agreed(phrase: str, places: Sequence[tuple[str, str]], language: str) -> Proposal | None:
    """The largest group of forms of one translation, where it is large enough."""
    groups = _groups([text for text, _ in places if text], language)
    if not groups or len(max(groups, key=len)) < _AGREEMENT * len(places):
        return None
    texts = max(groups, key=len)
    group = [one for one in places if one[0] in texts]
    forms = [text for text, _ in Counter(text for text, _ in group).most_common()]
    where = tuple(dict.fromkeys(place for _, place in group if place))
    return Proposal(phrase, _base(phrase, forms, language), tuple(forms), where, len(group))


def _groups(texts: Sequence[str], language: str) -> list[list[str]]:
    """Texts that are forms of one another, together."""
    groups: list[list[str]] = []
    for text in texts:
        own = next((group for group in groups if _same(group[0], text, language)), None)
        if own is None:
            groups.append([text])
        else:
            own.append(text)
    return groups


def _base(phrase: str, forms: Sequence[str], language: str) -> str:
    """The base form of a phrase: one that was seen, where all the others are forms of it."""
    if len(forms) > 1 and len(WORD.findall(forms[0])) > 1:
        bases = [one for one in forms if all(_is_base(one, other, language) for other in forms)]
        if bases:
            return min(bases, key=len)
    target, words = forms[0], WORD.findall(forms[0])
    columns = list(zip(*(WORD.findall(form) for form in forms), strict=True))
    english = WORD.findall(phrase)
    if len(english) != len(columns):
        english = english[-1:] * len(columns)
    # Of a phrase with common words in it, only a form that was seen is sure to be one.
    if len(words) == 1 or all(word[0].isupper() for word in words):
        for word, own, column in zip(words, english, columns, strict=True):
            target = target.replace(word, base_form(own, column, language), 1)
    return target


def is_sure(one: Proposal) -> bool:
    """Whether a term may be used before a person has accepted it.

    What two sentences agree on is; of what one says, abbreviations, and names that sound alike.
    """
    if one.count > 1:
        return len(one.target.split()) == 1 or len(one.forms) > 1 or not one.source[0].isupper()
    words, english = WORD.findall(one.target), WORD.findall(one.source)
    if not one.source[0].isupper():
        return False
    if one.target.isupper() and one.source.isupper():
        return True
    return len(words) == len(english) and all(
        word[0].isupper() and sound(word) == sound(own) != ""
        for word, own in zip(words, english, strict=True)
    )


def _is_base(one: str, other: str, language: str) -> bool:
    pairs = zip(WORD.findall(one), WORD.findall(other), strict=True)
    return all(is_form(a, b, language) for a, b in pairs)


def _same(one: str, other: str, language: str) -> bool:
    """Whether two texts are forms of one phrase."""
    words, others = WORD.findall(one), WORD.findall(other)
    return len(words) == len(others) > 0 and all(
        is_form(a, b, language) or is_form(b, a, language)
        for a, b in zip(words, others, strict=True)
    )
