"""What makes texts findable that are similar but not the same.

A text's features are its pairs of neighbouring words, ends included. Two texts of which three
quarters are the same share some of them, since each changed word spoils only two; and unlike
single words most pairs are rare, so that few texts need a closer look. Numbers count as equal, and
so does a text of the same pattern with other names in it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from zlib import crc32

# A number, a word, or one character of a script that puts no space between words.
TOKEN = re.compile(
    r"\d+(?:[.,'’\u00a0\u202f]\d+)*"
    r"|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]"
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]+"
)
_SHORT = 4  # words; a changed word leaves few pairs in a text as short as this


def features(text: str, locale: str) -> list[str]:
    """The features of a text, as short names in ASCII, each once.

    Args:
        text: any text.
        locale: its locale; texts of different locales share no features.
    """
    found = TOKEN.findall(text)
    words = ["0" if word[0].isdecimal() else word.casefold() for word in found]
    names = [f"{first} {second}" for first, second in pairwise(["", *words, ""])]
    if len(words) <= _SHORT:
        names += [f"{word}\t{len(words)}" for word in words]
    names.append(_pattern(found, words))
    salt = crc32(locale.encode())
    return list(dict.fromkeys(f"{crc32(name.encode('utf-8'), salt):x}" for name in names))


def is_name(word: str) -> bool:
    """Whether a word inside of a sentence looks like a name: it begins with a capital."""
    return word[:1].isupper()


def _pattern(found: list[str], words: list[str]) -> str:
    # The first word is capital in every sentence, hence no sign of a name.
    rest = [
        "Name" if is_name(word) else low for word, low in zip(found[1:], words[1:], strict=True)
    ]
    return "\n".join(["", *words[:1], *rest])
