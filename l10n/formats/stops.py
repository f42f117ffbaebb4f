"""Where sentences end, in languages whose profile has rules for it.

A sentence ends at a full stop, a question mark or the like with white space behind it, unless what
stands before (an abbreviation, an initial, a number in a list) or behind (a small letter) says
that it goes on. What is looked at round a stop is bounded, so that the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.languages.sentences import SentenceRules

# A stop, or a smiley in its place; what closes after it: quotes, brackets, marks of notes, emoji.
_CLOSING = r"(?:[\"'»”’“›)\]}*_]|\s?\[\d{1,3}\](?!\()|\s[)\]»”'](?=\s))*"
_EMOJI = r"(?:\s?[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200d])*"
_STOP = re.compile(
    r"(?P<stop>(?<![.!?…‽])(?:(?<=\w)\.(?=(?:\ \.){3}\s+\w)|\.(?:\ \.){2,3}|[.!?…‽]+)"
    r"|:[-']?[)(DP]+(?=\s))"
    rf"(?P<closing>{_CLOSING})(?P<emoji>{_EMOJI})(?:\s+|\Z)"
    r"|(?P<wide>[。！？]+[」』”’）〉》]*\s*)"  # Chinese and Japanese need no blank behind it
    r"|(?P<blank>\n\s*\n\s*)"
)
# What may stand before the first letter of a sentence.
_OPENING = re.compile(r"[\s\"'«“„‘’‹(\[{¿¡*_`—–-]*")
_DASHES = frozenset("—–-")
_CLOSING_QUOTES = frozenset("\"'»”’“")
_GOES_ON = frozenset("&,;:/%…)»”.!?№")
_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"[^\W\d_]\.")
_PAIR_OF_WORDS = re.compile(r"[^\W\d_]+ ([^\W\d_]+)")
_GAP = re.compile(r"\[(?:\.\.\.|…)\]|\. \. \.")
_ADDRESS = re.compile(r"https?://|www\.")
# A word with its abbreviations before it: "т. е", "U.S", "Ph.D"
_ABBREVIATION = re.compile(r"(?:(?<!\w)[^\W\d_]{1,4}\.\s?)*(?<!\w)\w+°?(?:[-’']\w+)*\Z")
_ONE_OF_LETTERS = re.compile(r"(?<!\w)[^\W\d_],? (?:and|or|и|или|та|і|й|або|ба) [^\W\d_]\Z")
_QUANTITY = re.compile(r"(?:\d|\b(?:тыс|млн|млрд|тис))\.?\s?(?:кв\. ?|куб\. ?)?[^\W\d_]{1,4}\Z")
_LEFT = 40  # letters before a stop that are looked at: no abbreviation is longer
# Quoted or bracketed sentences inside of another one, which goes on in a small letter behind them.
_EMBEDDED = re.compile(r"(?:«[^«»]*»|“[^“”]*”|\([^()]*\))(?=\s[^\W\d_])")
_LIST = re.compile(r"(?:(?<=\s)|\A)(?:[•⁃]\s?)?(\d{1,2}|[a-z])(?:\.\)?|\))\s(?=[^\W\d_])")


def ends(text: str, rules: SentenceRules) -> Iterator[int]:
    """Where the sentences of a text end, behind the white space after them; not its own end."""
    start = 0
    is_casual = _is_casual(text, rules)
    embedded = _Spans(_EMBEDDED, text)
    items = _items(text)[::-1]
    for found in _STOP.finditer(text):
        while items and items[-1][0] <= found.start():
            begin, content = items.pop()
            if begin > start:
                start = begin
                yield start
            if found.start() < content:  # the stop of the item's number
                break
        else:
            end = found.end()
            if end >= len(text):
                if found["emoji"] and found["emoji"][0].isspace():  # alone, it is not translated
                    yield found.start("emoji") + 1
                break
            if found["stop"] is not None:
                if embedded.hold(found.start(), end):
                    continue
                stop = _Stop(text, found, start, rules)
                if not (stop.ends_before_small(is_casual) if stop.is_small else stop.ends()):
                    continue
            start = end
            yield start
    yield from (begin for begin, _ in reversed(items) if begin > start)


def _is_casual(text: str, rules: SentenceRules) -> bool:
    """Whether somebody writes as in a chat, beginning sentences in small letters."""
    return bool(rules.casual) and any(word in rules.casual for word in _tokens(text))


def _tokens(text: str) -> Iterator[str]:
    for token in text.split():
        yield token.partition("'")[0].partition("’")[0]


def _items(text: str) -> list[tuple[int, int]]:
    """The items of a list that is written on one line, "1. First 2. Second": marker and content."""
    found = list(_LIST.finditer(text))
    if len(found) < 2 or text[: found[0].start()].strip() or not text[found[0].end()].isupper():
        return []
    places, number = [found[0].span()], _number(found[0][1])
    for one in found[1:]:
        if _number(one[1]) == number + 1 and text[one.end()].isupper():
            number += 1
            places.append(one.span())
    return places if len(places) > 1 else []


def _number(marker: str) -> int:
    return int(marker) if marker.isdigit() else ord(marker)


class _Spans:
    """Stretches of a text, asked for in order."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        found = pattern.finditer(text)
        self._left = [one.span() for one in found if text[one.end() + 1].islower()][::-1]

    def hold(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside of one."""
        while self._left and self._left[-1][1] <= start:
            self._left.pop()
        return bool(self._left) and self._left[-1][0] < start and end < self._left[-1][1]


class _Stop:
    """A stop in its surroundings.

    Args:
        text: all of it.
        found: the stop, by :data:`_STOP`.
        start: where the sentence begins that it may end.
        rules: of the language.
    """

    def __init__(self, text: str, found: re.Match[str], start: int, rules: SentenceRules) -> None:
        self._rules = rules
        self._stop, self._closing = found["stop"], found["closing"]
        self._sentence = text[start : min(found.start(), start + _LEFT)]
        self._left = text[max(start, found.start() - _LEFT) : found.start()]
        self._is_gap = text[found.start() - 1 : found.start()] == "[" and found["stop"][0] in ".…"
        self._is_first = found.start() - start < 5
        opening = _OPENING.match(text, found.end())
        at = opening.end() if opening else found.end()
        self._opening = text[found.end() : min(at, found.end() + _LEFT)]
        self._next = text[at : at + _LEFT]
        self.is_small = self._next[:1].islower()

    def ends(self) -> bool:
        """Whether a sentence ends here; what follows is no small letter."""
        follows = self._next[:1]
        if self._stop[0] == ":":  # a smiley
            return follows.isupper()
        if self._stop == ". . .":  # words left out, where four stops are the end
            return False
        if self._is_gap:
            return False
        if not follows:
            return True
        if not follows.isalnum():
            return follows not in _GOES_ON or bool(_GAP.match(self._opening + self._next))
        if self._stop != "." or self._closing:
            return True
        return self._full_stop_ends(follows)

    def _full_stop_ends(self, follows: str) -> bool:
        match = _ABBREVIATION.search(self._left)
        if match is None:
            return True
        parts = "".join(match[0].split()).split(".")
        last = parts[-1]
        is_starter = self._is_starter()
        is_apart = match[0][-2:-1] != "."
        if is_apart and len(last) == 1 and last.isupper():  # an initial: "J. Smith"
            return is_starter or bool(_ONE_OF_LETTERS.search(self._left))
        for first in range(len(parts)):
            name = ".".join(parts[first:]).lower()
            if name in self._rules.numbered and follows.isdigit():
                return False
            is_final = name in self._rules.final
            if is_final and (name not in self._rules.inner or _QUANTITY.search(self._left)):
                if follows.isdigit():
                    return not self._rules.final_before_any
                return follows.isupper() if self._rules.final_before_any else is_starter
            if name in self._rules.inner and not (len(name) == 1 and last.isupper()):
                return False
        if last.isdigit() and self._is_first and not self._left[: match.start()].strip():
            return False  # the number of an item
        if len(parts) > 1 and last.isalpha() and all(len(part) <= 2 for part in parts):  # "W.H.S."
            return is_starter
        return True

    def _is_starter(self) -> bool:
        word = _WORD.match(self._next)
        if word is None or "(" in self._opening or _INITIAL.match(self._next):
            return False
        return word[0].lower() in self._rules.starters

    def ends_before_small(self, is_casual: bool) -> bool:
        """Whether a sentence ends here although a small letter follows."""
        if _ADDRESS.match(self._next):
            return True
        if (
            len(self._stop) > 3
            or ".." in self._stop
            or "…" in self._stop
            or self._stop[0] == ":"
            or "(" in self._opening
            or not _DASHES.isdisjoint(self._opening)
            or not _CLOSING_QUOTES.isdisjoint(self._closing)
        ):
            return False
        if not is_casual and not self._began_small():
            word = _WORD.match(self._next)
            if not word or word[0] not in self._rules.small_starters:
                return False
            pair = _PAIR_OF_WORDS.match(self._next)
            if self._stop != "." and pair and pair[1] in self._rules.reporting:
                return False
        return self._stop != "." or self._is_plain_word()

    def _began_small(self) -> bool:
        first = _WORD.search(self._sentence)
        return first is not None and first[0][0].islower()

    def _is_plain_word(self) -> bool:
        """Whether what stands before a full stop is a word and no abbreviation."""
        match = _ABBREVIATION.search(self._left)
        if match is None:
            return True
        name = match[0].lower()
        known = self._rules.inner | self._rules.final | self._rules.numbered
        is_word = len(name) > 2 or name in self._rules.short
        return "." not in name and is_word and name.isalpha() and name not in known
