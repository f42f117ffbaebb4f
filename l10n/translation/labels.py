"""Keys of labels, and characters written as entities: what programs read in a text.

``_Close`` (GTK) and ``&Open`` (Qt, Windows) name the key that works a menu or a button; ``&amp;``
is a character as HTML and XML write it. A model sees neither: it gets "Close", and "&".
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from l10n.markup.protected import protected
from l10n.markup.words import words_of
from l10n.model import Link

# An accelerator's text is a label; what ends like a sentence is prose.
_LONGEST = 60
_PROSE = re.compile(r"[.!?;](?:\s|$)")
_AMPERSAND = re.compile(r"&(?=[^\W_])(?!#?\w+;)")
_UNDERSCORE = re.compile(r"(?<![\w])_(?=[^\W_])")
# "Cu_t", but not "user_name" or "MAX_SIZE".
_INNER = re.compile(r"(?:[A-Z][a-z]*|[A-Z][^\W\d_]*(?: [^\W\d_]+)* [^\W\d_]+)_[a-z]+(?:…|\.\.\.)?")
_ABBREVIATION = re.compile(r"\w&\w*[A-Z]|[A-Z]&\w(?!\w)")  # R&D, AT&T, Q&A
# Languages whose letters are on no key: the source's letter stands behind the label.
_KEY_BEHIND = frozenset(("ja", "ko", "zh"))
_TRAILER = re.compile(r"(?:…|\.\.\.|:|\s)+\Z")

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CODE = re.compile(rf"{ENTITY.pattern}|<[^<>]*>")
# An apostrophe inside of a word is spelling, and goes with the word.
_SPELLING = re.compile(r"(?<=[^\W\d_])(?:&#0*39;|&#[xX]0*27;|&apos;|&rsquo;|&#8217;)(?=[^\W\d_])")


class Accelerator(NamedTuple):
    """A key's mark, and the offset of the letter that it stands before in the text without it."""

    mark: str
    at: int


def accelerator(text: str) -> tuple[str, Accelerator | None]:
    """A label without the mark of its key, and where that stood; None where it has no key.

    >>> accelerator("Save &As")
    ('Save As', Accelerator(mark='&', at=5))
    """
    if len(text) > _LONGEST or not ("_" in text or "&" in text):
        return text, None
    found: list[tuple[str, int]] = []
    if "&" in text and not _ABBREVIATION.search(text):
        found += [("&", match.start()) for match in _AMPERSAND.finditer(text)]
    if text.count("_") == 1 and not _PROSE.search(text):
        pattern = _INNER if _INNER.fullmatch(text) else _UNDERSCORE
        if pattern is _INNER:
            found.append(("_", text.index("_")))
        else:
            found += [("_", match.start()) for match in pattern.finditer(text)]
    # In a command line or an address, such a sign is something else.
    codes = list(protected(text))
    found = [one for one in found if not any(start <= one[1] < end for start, end in codes)]
    if len(found) != 1:
        return text, None
    [(mark, at)] = found
    return f"{text[:at]}{text[at + 1 :]}", Accelerator(mark, at)


def with_accelerator(
    key: Accelerator, source: str, target: str, language: str, links: tuple[Link, ...] = ()
) -> str:
    """A label's translation with the mark before the first letter of the word that stands for
    the word which had it in the source; unchanged where the translation has no letter.

    Args:
        key: of the source.
        source: the text without the mark.
        target: its translation.
        language: the translation's.
        links: which stretches stand for which.
    """
    if language in _KEY_BEHIND:
        end = _TRAILER.search(target)
        at = end.start() if end else len(target)
        return f"{target[:at]}({key.mark}{source[key.at].upper()}){target[at:]}"
    kept = [*protected(target), *(match.span() for match in _CODE.finditer(target))]
    places = [
        word.start
        for word in words_of(target)
        if target[word.start].isalpha()
        and not any(start <= word.start < end for start, end in kept)
    ]
    if not places:
        return target

    def share(place: int) -> float:
        """How much the word at a place stands for the key's word."""
        start, end = _word(source, key.at)
        last = next((other for other in places if other > place), len(target))
        return sum(
            link.weight
            for link in links
            if link.source[0] < end
            and start < link.source[1]
            and link.target[0] < last
            and place < link.target[1]
        )

    if not links:
        at = places[round((len(places) - 1) * key.at / max(len(source), 1))]
    else:
        at = max(places, key=share)
    return f"{target[:at]}{key.mark}{target[at:]}"


def _word(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, max(end, at + 1)


class Entities(NamedTuple):
    """The entities of a text, each with the character that it is."""

    found: tuple[tuple[str, str], ...] = ()

    def written(self, target: str) -> str | None:
        """A translation with its characters written as the source writes them.

        Returns:
            None where it has more or fewer of them than the source.
        """
        # The ampersand first: the others are written with one.
        for character in sorted({character for _, character in self.found}, key="&".__ne__):
            spellings = [entity for entity, other in self.found if other == character]
            pieces = target.split(character)
            if len(pieces) != len(spellings) + 1:
                return None
            target = "".join(
                part for both in zip(pieces, [*spellings, ""], strict=True) for part in both
            )
        return target


def spelled(text: str) -> str:
    """A text with the letters of its words, and their apostrophes, as they are.

    >>> spelled("It&#39;s a caf&eacute; &amp; bar")
    "It's a café &amp; bar"
    """
    if "&" not in text:
        return text
    text = _SPELLING.sub(lambda match: html.unescape(match[0]), text)
    return ENTITY.sub(lambda match: one if (one := _letter(match)).isalpha() else match[0], text)


def decoded(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A text with its entities as the characters that they are, and entity and character of each.

    An ampersand that is one of its own stands for itself, and so does a name that HTML lacks.
    """
    found: list[tuple[str, str]] = []

    def character(match: re.Match[str]) -> str:
        letter = _letter(match)
        if len(letter) == 1:
            found.append((match[0], letter))
            return letter
        return match[0]

    return ENTITY.sub(character, text), found


def _letter(match: re.Match[str]) -> str:
    letter = html.unescape(match[0])
    return letter if len(letter) == 1 and not letter.isdigit() else match[0]
