"""Subtitles, SubRip (SRT) and WebVTT: a block per cue, never joined, for a cue is a unit of time.

WebVTT's rules are the W3C's (WebVTT: The Web Video Text Tracks Format); SubRip has none written
down: a number, a line of times, lines of text, a blank line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n import markup
from l10n.errors import SourceError
from l10n.formats.format import Format
from l10n.formats.html.tokens import UNWRITABLE, escape
from l10n.formats.reading import Lines, Reading, shows_text
from l10n.model import Block, Inline, Kind

_LINE = re.compile(r"(?P<text>[^\r\n]*)(?:\r\n|\n|\r|\Z)")
_TIME = r"(?:\d+:)?\d{1,2}:\d{1,2}(?:[,.:]\d{1,9})?"
_TIMES = re.compile(rf"\ufeff?\s*(?P<start>{_TIME})\s*-->\s*{_TIME}(?:\s.*)?")
_WORDLESS = re.compile(r"[\W_]*\d[\W\d_]*")
_NUMBER = re.compile(r"\ufeff?\s*\d+\s*")
_MARKS = re.compile(
    r"(?P<tag></?[a-zA-Z][^<>\r\n]*>|<\d[\d:.]*>|</>)|(?P<style>\{\\[^{}\r\n]*\})"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|\w{1,31});)"
    r"|(?P<break>[ \t]*(?:\r\n|\n|\r)[ \t]*)"
)
# A line that begins so is another speaker's.
_SPEAKER = re.compile(r"[ \t]*(?:<[^<>]*>)*[-–—]\s*\w")
# The longest line that viewers read with ease: BBC and Netflix both ask for 42 letters at most.
_LINE_MAX = 42


class _Line(NamedTuple):
    """A line without its end; ``start`` is its offset.

    ``begins`` says whether it is one of times, which begin a cue; ``cue`` is the first of them, ""
    where they cannot be read.
    """

    start: int
    text: str
    begins: bool
    cue: str


def read(text: str) -> Reading:
    """The cues of a subtitle file, as generously as players read them.

    Line ends of all kinds and mixed ones, a byte-order mark, times without milliseconds, blank
    lines that have blanks in them, and cues without a line between them are all in use.

    Raises:
        SourceError: there is no line of times in it.
    """
    is_vtt = text.startswith(("WEBVTT", "\ufeffWEBVTT"))
    found = list(_lines(text, is_vtt))
    if text.strip("\ufeff \t\r\n") and not any(line.cue for line in found):
        raise SourceError(
            "no cue found: a subtitle file has lines such as 00:00:01,000 --> 00:00:03,000",
            "check that the file is what its suffix says",
        )
    lines = Lines(text)
    blocks: list[Block] = []
    skipped: list[str] = []
    cue = ""
    for paragraph in _paragraphs(found, is_vtt):
        first = paragraph[0]
        if first.cue:
            cue, paragraph = first.cue, paragraph[1:]
        elif first.begins:
            number = lines.number(first.start)
            skipped.append(f"line {number}: its times cannot be read: {first.text.strip()!r}")
            cue = ""
        elif is_vtt:
            cue = ""  # a note, a style, or what no player shows
        if cue and paragraph:
            blocks += _cue(text, cue, paragraph, lines, is_vtt)
    return Reading(blocks, skipped=tuple(skipped))


def _lines(text: str, is_vtt: bool) -> Iterator[_Line]:
    for found in _LINE.finditer(text):
        line = found["text"]
        times = _TIMES.fullmatch(line) if "-->" in line else None
        # SubRip lets text have arrows; a line that has no words is meant to be one of times.
        begins = bool(times) or ("-->" in line and (is_vtt or bool(_WORDLESS.fullmatch(line))))
        yield _Line(found.start(), line, begins, times["start"] if times else "")


def _paragraphs(found: Sequence[_Line], is_vtt: bool) -> Iterator[list[_Line]]:
    """Runs of lines with something in them; one with times begins a run, its number is left out."""
    paragraph: list[_Line] = []
    for line in found:
        if line.begins:
            if paragraph and _NUMBER.fullmatch(paragraph[-1].text):
                paragraph.pop()
            elif is_vtt and len(paragraph) == 1 and not paragraph[0].begins:
                paragraph = []  # the name of the cue
        elif line.text.strip():
            paragraph.append(line)
            continue
        if paragraph:
            yield paragraph
        paragraph = [line] if line.text.strip() else []
    if paragraph:
        yield paragraph


def _cue(
    text: str, cue: str, paragraph: Sequence[_Line], lines: Lines, is_vtt: bool
) -> Iterator[Block]:
    start, last = paragraph[0].start, paragraph[-1]
    raw = text[start : last.start + len(last.text)].rstrip()
    for offset, part in _speakers(raw):
        inlines = markup.pair_up(_inlines(part, is_vtt))
        if shows_text(inlines):
            place = start + offset
            yield Block(
                "cue",
                part,
                (place, place + len(part)),
                lines.number(place),
                inlines,
                "vtt" if is_vtt else "srt",
                whole=True,
                name=cue,
            )


def _speakers(raw: str) -> Iterator[tuple[int, str]]:
    """A cue's text, each speaker's lines apart."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", raw))]
    cuts = [at for at in starts if _SPEAKER.match(raw, at)]
    if len(cuts) < 2 or cuts[0]:
        yield 0, raw
        return
    for at, end in zip(cuts, [*cuts[1:], len(raw)], strict=True):
        yield at, raw[at:end].rstrip("\r\n")


def _inlines(raw: str, is_vtt: bool) -> list[tuple[Inline, str]]:
    pieces: list[tuple[Inline, str]] = []
    position = 0

    def text(end: int) -> None:
        if end > position:
            pieces.append((Inline(Kind.TEXT, raw[position:end], raw[position:end]), ""))

    for found in _MARKS.finditer(raw):
        if found["entity"] and not is_vtt:
            continue
        text(found.start())
        position = found.end()
        whole = found.group()
        if found["break"]:
            pieces.append((Inline(Kind.TEXT, whole, " "), ""))
        elif found["entity"]:
            pieces.append((Inline(Kind.TEXT, whole, html.unescape(whole)), ""))
        elif found["style"] or whole[1].isdigit():
            pieces.append((Inline(Kind.ALONE, whole), ""))
        else:
            kind = Kind.CLOSE if whole[1] == "/" else Kind.OPEN
            name = re.split(r"[\s.>]", whole.strip("</"), maxsplit=1)[0]
            pieces.append((Inline(kind, whole), name))
    text(len(raw))
    return pieces


def write_vtt(inlines: Sequence[Inline]) -> str:
    """A translation as a WebVTT cue."""
    return _wrapped([i.text for i in inlines], [escape(i.text) for i in inlines], inlines)


def write_srt(inlines: Sequence[Inline]) -> str:
    """A translation as a SubRip cue, which cannot escape: what would be a tag is made none."""
    texts = [UNWRITABLE.sub("", i.text) for i in inlines]
    texts = [re.sub(r"<(?=[a-zA-Z/])", "‹", text).replace("{\\", "{") for text in texts]
    written = _wrapped(texts, texts, inlines)
    # Nor can it say that a line is text: of all lines only one of times begins a cue.
    return re.sub(rf"^(\s*{_TIME}\s*--)(>)", r"\1 \2", written, flags=re.MULTILINE)


def _wrapped(seen: Sequence[str], written: Sequence[str], inlines: Sequence[Inline]) -> str:
    """One line, or two of like length where it is too long; a blank line would end the cue."""
    seen = [" ".join(re.split(r"\s*[\r\n]+\s*", text)) for text in seen]
    written = [" ".join(re.split(r"\s*[\r\n]+\s*", text)) for text in written]
    pieces = [
        text if inline.kind is Kind.TEXT else inline.source
        for text, inline in zip(written, inlines, strict=True)
    ]
    length = sum(
        len(text) for text, inline in zip(seen, inlines, strict=True) if inline.kind is Kind.TEXT
    )
    if length <= _LINE_MAX:
        return "".join(pieces)
    best: tuple[int, int, int] | None = None
    before = 0
    for index, (piece, inline) in enumerate(zip(pieces, inlines, strict=True)):
        if inline.kind is not Kind.TEXT:
            continue
        for found in re.finditer(r"(?<=\S) (?=\S)", piece):
            distance = abs(before + found.start() - length // 2)
            if best is None or distance < best[0]:
                best = (distance, index, found.start())
        before += len(piece)
    if best:
        _, index, at = best
        pieces[index] = f"{pieces[index][:at]}\n{pieces[index][at + 1 :]}"
    return "".join(pieces)


SRT = Format(
    name="srt",
    title="SubRip subtitles",
    suffixes=(".srt",),
    read=read,
    writers={"srt": write_srt, "vtt": write_vtt},
    lined=True,
)

VTT = replace(SRT, name="vtt", title="WebVTT subtitles", suffixes=(".vtt",))
