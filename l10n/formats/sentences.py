"""Splitting text into sentences without losing a character.

Where sentences end is told by :mod:`l10n.formats.stops` in languages whose profile has rules, else
by sentencex (Wikimedia, MIT), which knows the abbreviations of some 300 languages, and two of whose
habits are mended here.
"""

from __future__ import annotations

import re
from itertools import pairwise

from l10n.formats import stops
from l10n.languages.codes import language
from l10n.languages.profile import profile

# "І. Я. Франко", "У. Хүрэлсүх": an initial is no sentence. sentencex has this rule for English.
_ENDS_IN_INITIAL = re.compile(r"(?:^|[\s(«“„\"])[^\W\d_]\.\s*\Z")
# «Да?» — спросил он: reported speech goes on in lower case, after a dash or right after a quote.
_GOES_ON = re.compile(r"[—–-]\s*[^\W\d_A-ZА-ЯЁІЇЄҐӨҮ]")
_ENDS_IN_QUOTE = re.compile(r"[»”\"’]\s*\Z")

# What sentencex must not see; what takes its place is as long, so that boundaries stay true. It
# panics at white space of more than one byte before a full stop (1.0.32), and takes no surrogates.
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def split_sentences(text: str, locale: str = "en") -> list[str]:
    """The sentences of a text, each with the white space that follows it.

    Joined, they are the text again, whatever it holds; a text without sentences is one piece, an
    empty one none.
    """
    rules = profile(language(locale)).sentences
    if rules is None:
        return _by_sentencex(text, locale)
    places = [0, *stops.ends(text, rules), len(text)]
    return [text[start:end] for start, end in pairwise(places) if start < end]


def _by_sentencex(text: str, locale: str) -> list[str]:
    from sentencex import segment as find_sentences

    safe = _SURROGATE.sub("\ufffd", _WIDE_SPACE.sub(" ", text))
    pieces: list[str] = []
    position = 0
    for found in find_sentences(language(locale), safe):
        piece = text[position : position + len(found)]
        position += len(found)
        if pieces and _belongs_to(pieces[-1], piece, locale):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    if position < len(text):
        pieces.append(text[position:])
    return pieces


def _belongs_to(previous: str, piece: str, locale: str) -> bool:
    if not piece.strip() or not previous.strip():
        return True
    if _ENDS_IN_INITIAL.search(previous) and piece[0].isupper():
        return True
    if _ENDS_IN_QUOTE.search(previous):
        return piece[0].islower() or bool(_GOES_ON.match(piece))
    return False
