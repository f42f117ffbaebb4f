"""Splitting text into sentences without losing a character.

The boundaries are sentencex's (Wikimedia, MIT), which knows the abbreviations of some 300
languages; two rules here mend what it splits wrongly in Russian, Ukrainian and Mongolian prose.
"""

from __future__ import annotations

import re

from l10n.languages import language
from l10n.model import Document, Segment

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
    if language(locale) != "en" and _ENDS_IN_INITIAL.search(previous) and piece[0].isupper():
        return True
    if _ENDS_IN_QUOTE.search(previous):
        return piece[0].islower() or bool(_GOES_ON.match(piece))
    return False


def segment(text: str, locale: str = "en") -> list[Segment]:
    """The sentences of one paragraph as segments; ``"".join(map(str, segments))`` is the text.

    Args:
        text: a paragraph, or any text.
        locale: the text's locale, in any spelling that :func:`l10n.languages.parse_locale` takes.
    """
    segments: list[Segment] = []
    line = 1
    for piece in split_sentences(text, locale):
        content = piece.strip()
        start = piece.index(content)
        before, after = piece[:start], piece[start + len(content) :]
        segments.append(Segment(content, before, after, line=line + _line_breaks(before)))
        line += _line_breaks(piece)
    return segments


def segment_document(document: Document, locale: str = "en") -> list[Segment]:
    """All segments of a document, in order, each with its place in the structure."""
    segments: list[Segment] = []
    counts: dict[str, int] = {}
    for index, block in enumerate(document.blocks):
        counts[block.kind] = number = counts.get(block.kind, 0) + 1
        sentences = segment(block.content, locale)
        for position, sentence in enumerate(sentences, start=1):
            context = f"{block.kind} {number}"
            if len(sentences) > 1:
                context += f", sentence {position} of {len(sentences)}"
            segments.append(
                Segment(
                    sentence.content,
                    sentence.before,
                    sentence.after,
                    context,
                    block.line + sentence.line - 1,
                    index,
                )
            )
    return segments


def _line_breaks(text: str) -> int:
    return len(re.findall(r"\r\n|\n|\r", text))
