"""Words that stand twice in a row, and the loops that small translation models fall into."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import eq

from l10n.checks.base import Check, Context, Span, Unit
from l10n.model import Finding

_BLANKS = (" ", "\u00a0")
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_LONGEST = 8  # words that a loop may be long
_GRAM, _TIMES = 4, 3  # so many words in the same order so many times are a loop, in a row or not


class Repetition(Check):
    """No word twice in a row, no phrase over and over, unless the source does it."""

    name = "repetition"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        rough = " ".join(unit.target_words).lower().split(" ")
        twice = len(rough) - len(set(rough))
        # A loop is the same words three times.
        if not twice or not (_is_doubled(rough) or (twice > 1 and _loop(rough))):
            return
        matches = list(_TOKEN.finditer(unit.target_lower))
        words = [match.group() for match in matches]
        loop = _loop(words)
        # In a table of options or a list the same phrase comes again and again, on its lines.
        if (
            loop
            and not _is_list(unit, loop, words)
            and not _loop(_TOKEN.findall(unit.source_prose.lower()))
        ):
            first, length, last = loop
            span = (matches[first].start(), matches[last - 1].end())
            phrase = unit.target[matches[first].start() : matches[first + length - 1].end()]
            yield self.error(
                "{phrase!r} is repeated over and over",
                "the engine ran in circles: translate this sentence by hand",
                span,
                phrase=phrase,
            )
            return
        double = _double(unit.target, matches, words)
        if double and not _is_doubled(_TOKEN.findall(unit.source_prose.lower())):
            word = unit.target[double[0] : double[1]]
            yield self.warning("{word!r}: a word twice in a row", "remove one", double, word=word)


def _is_list(unit: Unit, loop: tuple[int, int, int], words: list[str]) -> bool:
    """Whether the source says several things of a kind one after the other, as a list does."""
    source = unit.source.strip()
    if "\n" in source:
        return True
    first, length, _ = loop
    in_a_row = words[first : first + length] == words[first + length : first + 2 * length]
    if in_a_row:
        return source.count(",") >= 3 and " " not in source  # "lb,lbs,pound,pounds"
    return len(_ROW.findall(source)) >= 2


_ROW = re.compile(r"</?(?:li|p|tr|literal|td|br)\b|(?:^|[;.:])\s+[A-Z]")


def _loop(words: list[str]) -> tuple[int, int, int] | None:
    """A phrase three times in a row, or one of four words three times in the text.

    Returns:
        The index of its first word, how many words it has, and the index behind the last word.
    """
    count = len(words)
    places: dict[str, int] = {}
    for i, word in enumerate(words):
        previous = places.get(word)
        places[word] = i
        # Only at a word that has just been there may a loop of that distance have closed.
        if previous is None:
            continue
        length = i - previous
        if length > _LONGEST:
            continue
        start = previous
        again = words[i : i + length] == words[i + length : i + 2 * length]
        if again and words[start:i] == words[i : i + length] and not word.isdigit():
            last = i + 2 * length
            while words[last : last + length] == words[i : i + length]:
                last += length
            return start, length, last
    if count >= _GRAM * _TIMES and count - len(places) >= _GRAM * (_TIMES - 1) - 2:
        grams = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
        gram, times = grams.most_common(1)[0]
        if times >= _TIMES:
            at = [i for i in range(count - 3) if tuple(words[i : i + _GRAM]) == gram]
            return at[0], _GRAM, at[-1] + _GRAM
    return None


def _double(text: str, matches: list[re.Match[str]], words: list[str]) -> Span | None:
    for i in range(len(words) - 1):
        if words[i] != words[i + 1] or words[i].isdigit():
            continue
        start, end = matches[i].start(), matches[i + 1].end()
        # "бла-бла", "New York, New York": only blanks between make it a slip.
        # And a capital on the second alone is a name after a word.
        is_name = text[matches[i + 1].start()].isupper() and not text[start].isupper()
        if text[matches[i].end() : matches[i + 1].start()] in _BLANKS and not is_name:
            return start, end
    return None


def _is_doubled(words: list[str]) -> bool:
    return any(map(eq, words, words[1:]))  # a generator would be run for each word
