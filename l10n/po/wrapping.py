"""Where GNU gettext breaks the lines of a string: at 79 columns, by Unicode's rules.

The rules are those of Unicode Standard Annex #14 (LB6 to LB31) as gettext's tools follow them up to
0.21; since 0.23 they break a few words otherwise ("a.b" not at all, "(a)%" before the sign). The
classes of characters come from what Python knows of them, with the exceptions of Unicode's file
``LineBreak.txt`` for what stands in translations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

PAGE_WIDTH = 79
"""Columns of a line with its quotation marks; gettext's default."""

_CHUNK = re.compile(r"[^ ]+ *| +")
_ESCAPE = re.compile(r"\\.")

# Classes of UAX #14, by the characters that have them; others follow from their category.
_CLASSES = {
    "AL": "#&*<=>@^_`~¦©¬®¯´•·¶§¨ª²³µ¸¹º¼½¾×÷†‡―",
    "BA": "\t|\u00ad\u2010\u2012\u2013\u2027\u058a\u05be\u0964\u0965\u1361\u17d4\u17d5\u0f0b\u3000",
    "BB": "ˈˌ",
    "B2": "\u2014",
    "CB": "\ufffc",
    "CL": "}\u3001\u3002\uff0c\uff0e\uff61\uff64",
    "CP": ")]",
    "EX": "!?\u061b\u061f\u06d4\uff01\uff1f\u061e",
    "GL": "\u00a0\u2007\u2011\u202f\u034f",
    "HY": "-",
    "IN": "\u2024\u2025\u2026",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u2044",
    "NS": "\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u309b\u309c\u309d\u309e\u30a0"
    "\u30fb\u30fd\u30fe\uff1a\uff1b\uff65\u17d6"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー\uff70",
    "OP": "([{¡¿\u201a\u201e",
    "PO": "%¢°\u2030\u2031\u2032\u2033\u2034\u2035\u2036\u2037\u20a7\u20b6\u20bb\u2103\u2109"
    "\u066a\uff05\uffe0",
    "PR": "$+\\£¤¥±\u2116\u2212\u2213\uff04\uffe1\uffe5",
    "QU": "\"'«»\u2018\u2019\u201b\u201c\u201d\u201f\u2039\u203a",
    "SP": " ",
    "SY": "/",
    "WJ": "\u2060\ufeff",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
}
_CLASS_OF = {char: name for name, chars in _CLASSES.items() for char in chars}
_CLASS_OF["·"] = "AL"
_BY_CATEGORY = {
    "Mn": "CM",
    "Mc": "CM",
    "Me": "CM",
    "Cf": "CM",
    "Cc": "CM",
    "Nd": "NU",
    "Pi": "QU",
    "Pf": "QU",
    "Ps": "OP",
    "Pe": "CL",
    "Zs": "BA",
    "Sc": "PR",
}


@lru_cache(4096)
def line_class(char: str) -> str:
    """A character's class in UAX #14; AI, SA, SG and XX count as AL, CJ as NS (its rule LB1)."""
    if found := _CLASS_OF.get(char):
        return found
    code = ord(char)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "RI"
    if 0x05D0 <= code <= 0x05F2 or 0xFB1D <= code <= 0xFB4F:
        return "HL"
    if 0xAC00 <= code <= 0xD7A3:
        return "H2" if (code - 0xAC00) % 28 == 0 else "H3"
    category = unicodedata.category(char)
    is_wide = unicodedata.east_asian_width(char) in "WF"
    if category in _BY_CATEGORY and not (is_wide and category in ("Nd", "Zs", "Sc")):
        return _BY_CATEGORY[category]
    return "ID" if is_wide else "AL"


_IDEOGRAPHS = {"ID", "EB", "EM"}
_LETTERS = {"AL", "HL"}
_KOREAN = {"H2", "H3", "JL", "JV", "JT"}
# LB25 but for NU × NU: between numbers and what stands with them.
_NUMERIC = {
    ("CL", "PO"),
    ("CP", "PO"),
    ("CL", "PR"),
    ("CP", "PR"),
    ("NU", "PO"),
    ("NU", "PR"),
    ("PO", "OP"),
    ("PO", "NU"),
    ("PR", "OP"),
    ("PR", "NU"),
    ("HY", "NU"),
    ("IS", "NU"),
    ("NU", "NU"),
    ("SY", "NU"),
}


@lru_cache(4096)
def may_break(before: str, after: str, spaces: bool) -> bool:
    """Whether a line may end between two classes, with or without spaces between them."""
    if after in ("SP", "ZW"):  # LB7
        return False
    if before in ("ZW",):  # LB8
        return True
    if after in ("WJ", "CL", "CP", "EX", "IS", "SY"):  # LB11, LB13
        return False
    if before == "OP":  # LB14
        return False
    if (before, after) in (("QU", "OP"), ("CL", "NS"), ("CP", "NS"), ("B2", "B2")):  # LB15 to LB17
        return False
    if spaces:  # LB18
        return True
    if before in ("WJ", "GL", "ZWJ") or (after == "GL" and before not in ("BA", "HY")):
        return False
    if "QU" in (before, after):  # LB19
        return False
    if "CB" in (before, after):  # LB20
        return True
    if after in ("BA", "HY", "NS") or before == "BB":  # LB21
        return False
    return _may_break_words(before, after)


def _may_break_words(before: str, after: str) -> bool:
    """LB21b to LB31, between letters, digits and what stands with them."""
    letter, next_letter = before in _LETTERS, after in _LETTERS
    never = (
        (before == "SY" and after == "HL")
        or (after == "IN" and before in _LETTERS | _IDEOGRAPHS | {"EX", "IN", "NU"})  # LB22
        or (letter and after == "NU")
        or (before == "NU" and next_letter)  # LB23
        or (before == "PR" and after in _IDEOGRAPHS)
        or (before in _IDEOGRAPHS and after == "PO")  # LB23a
        or (before in ("PR", "PO") and next_letter)
        or (letter and after in ("PR", "PO"))  # LB24
        or (before, after) in _NUMERIC  # LB25
        or (before == "H2" and after in ("JV", "JT"))
        or (before in ("JV", "JT", "H3") and after == "JT")  # LB26
        or (before in _KOREAN and after in ("IN", "PO"))
        or (before == "PR" and after in _KOREAN)  # LB27
        or (letter and next_letter)  # LB28
        or ((letter or before == "NU") and after == "OP")
        or (before == "CP" and (next_letter or after == "NU"))  # LB30
        or (before == "RI" and after == "RI")  # LB30a, of a pair
    )
    return not never


def columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@lru_cache(4096)
def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") else 1


def wrapped(text: str, width: int) -> list[str]:
    r"""An escaped text in lines of a width at most, as gettext breaks it.

    Args:
        text: without quotation marks, escape sequences and all; at its end may be ``\n``.
        width: in columns; a piece that cannot be broken may be longer.
    """
    lines: list[str] = []
    line, column = "", 0
    for piece in _pieces(text):
        size = columns(piece)
        if line and column + size > width:
            lines.append(line)
            line, column = "", 0
        line += piece
        column += size
    return [*lines, line]


def is_unbreakable(text: str) -> bool:
    """Whether an escaped text stays on one line, however long that is."""
    pieces = _pieces(text)
    return next(pieces, None) is None or next(pieces, None) is None


def _pieces(text: str) -> Iterator[str]:
    """What no line may end within."""
    end = text[-2:] if text.endswith("\\n") else ""  # never alone on a line
    pending = ""
    last = ""
    for found in _CHUNK.finditer(text, 0, len(text) - len(end)):
        chunk = found.group()
        pieces, first, final = _chunk_pieces(chunk)
        if pending and first and last and not may_break(last, first, True):
            pieces = (pending + pieces[0], *pieces[1:])
        elif pending:
            yield pending
        yield from pieces[:-1]
        pending = pieces[-1]
        last = final or last
    yield pending + end


@lru_cache(1 << 15)
def _chunk_pieces(chunk: str) -> tuple[tuple[str, ...], str, str]:
    """A word with the spaces after it in pieces, and the classes of its first and last letter."""
    word = chunk.rstrip(" ")
    glued = {found.start() + 1 for found in _ESCAPE.finditer(word)}
    pieces: list[str] = []
    start = 0
    before = first = ""
    regional = 0
    for at, char in enumerate(word):
        kind = line_class(char)
        if kind in ("CM", "ZWJ") and before and before != "ZW":  # LB9
            if kind == "ZWJ":
                before = "ZWJ"
            continue
        kind = "AL" if kind == "CM" else kind  # LB10
        breaks = bool(before) and at not in glued and may_break(before, kind, False)
        if kind == "RI":
            breaks |= before == "RI" and regional % 2 == 0
            regional += 1
        else:
            regional = 0
        if breaks:
            pieces.append(word[start:at])
            start = at
        before = kind
        first = first or kind
    pieces.append(chunk[start:])
    return tuple(pieces), first, before
