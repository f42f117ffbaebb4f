"""Changing a message within the lines that it was read from: what has not changed stays.

A message is taken apart into the lines of its comments, its previous texts and its strings. Only
the parts that say something else now are written anew, and of a string's lines only those that
differ, wrapped as they were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from l10n.po.comments import comment, flags, readable
from l10n.po.escapes import EscapeError, unescaped
from l10n.po.message import Fault, Message
from l10n.po.syntax import messages
from l10n.po.wrapping import columns
from l10n.po.writing import (
    STYLES,
    Style,
    comment_lines,
    flag_lines,
    note_lines,
    previous_lines,
    reference_lines,
    strings,
    written,
)

_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(
    rf"""
    (?P<mark>(?:\#~)?) [ \t]*
    (?P<keyword>(?:msgctxt|msgid_plural|msgid|msgstr[ ]*\[[ ]*\d+[ ]*\]|msgstr)?) [ \t]*
    (?P<string>(?:{_STRING})?) [ \t\r]*
    """,
    re.VERBOSE,
)
# The order in which comments of the four kinds stand.
_KINDS = ("#", "#.", "#:", "#,")


@dataclass(slots=True)
class _Parts:
    """The lines of a message: comments with their kinds, previous texts, strings by keyword."""

    comments: list[tuple[str, str]] = field(default_factory=list)
    previous: list[str] = field(default_factory=list)
    strings: dict[str, list[str]] = field(default_factory=dict)


def render(message: Message, style: Style) -> str:
    """The lines of a message that has changed since it was read, or is new.

    Args:
        message: what it is now, with what it was.
        style: of the file.
    """
    before = message.before()
    parts = _parts(message.raw) if message.raw is not None else None
    if before is None or parts is None:
        return written(message, style)
    text = "\n".join([*_lines(message, before, parts, style.for_message(message)), ""])
    # Nothing of a person's may depend on how odd the lines were that it was written among.
    faults: list[Fault] = []
    again = list(messages(text, faults, by_token=readable(text) != text))
    if faults or len(again) != 1 or again[0].state() != message.state():
        return written(message, style)
    return text


def _parts(raw: str) -> _Parts | None:
    """A message's lines; None where a line is more or less than one part."""
    parts = _Parts()
    into: list[str] | None = None
    for line in raw.removesuffix("\n").split("\n"):
        content = line.strip()
        found = _LINE.fullmatch(content)
        if found and not found["keyword"] and not found["string"]:
            found = None
        if line.endswith("\\"):
            return None
        if found is None and into is not None and content:
            return None
        if found is None:
            if content.startswith(("#|", "#~|")):
                parts.previous.append(line)
            elif content.startswith("#~") or (not content.startswith("#") and content):
                return None
            else:
                kind = content[:2].replace("#!", "#,")
                parts.comments.append((kind if kind in _KINDS else content[:1], line))
        elif found["keyword"]:
            into = parts.strings[re.sub(r"\s", "", found["keyword"])] = [line]
        elif into is None:
            return None
        else:
            into.append(line)
    return parts


def _lines(message: Message, before: Message, parts: _Parts, style: Style) -> list[str]:
    lines = _comments(message, before, parts, style)
    is_same_mark = message.obsolete == before.obsolete
    if is_same_mark and previous_lines(message, style) == previous_lines(before, style):
        lines += parts.previous
    else:
        lines += previous_lines(message, style)
    mark = "#~ " if message.obsolete else ""
    old = dict(strings(before))
    for keyword, text in strings(message):
        there = parts.strings.get(keyword)
        if there is None or not is_same_mark:
            lines += style.lines(keyword, text, mark)
        elif old.get(keyword) == text:
            lines += there
        else:
            lines += _string(there, keyword, old[keyword], text, style, mark)
    return lines


def _string(
    there: list[str], keyword: str, old: str, new: str, style: Style, mark: str
) -> list[str]:
    """The lines of a string that has changed, laid out as they were."""
    for one in dict.fromkeys([style, *STYLES]):
        if one.lines(keyword, old, mark) == there:
            return one.lines(keyword, new, mark)
    pieces = [_content(line) for line in there]
    if None in pieces or len(there) == 1:
        return style.lines(keyword, new, mark)
    # The lines at both ends that say what they said stay; between them wrapped as wide as they are.
    texts = [piece for piece in pieces if piece is not None]
    first = _common(texts, new)
    kept = sum(map(len, texts[:first]))
    last = _common([text[::-1] for text in reversed(texts[first:])], new[kept:][::-1])
    end = len(new) - sum(map(len, texts[len(texts) - last :]))
    width = style.width or (max(map(columns, there)) if len(there) > 2 else 0)
    middle = Style(width, style.splits).strings(new[kept:end], mark) if end > kept else []
    if not first:
        head = middle.pop(0) if middle else f'{mark}""'
        middle.insert(0, f"{mark}{keyword} {head.removeprefix(mark)}")
    return [*there[:first], *middle, *there[len(there) - last :]]


def _content(line: str) -> str | None:
    found = _LINE.fullmatch(line.strip())
    try:
        return unescaped(found["string"][1:-1]) if found else None
    except EscapeError:
        return None


def _common(pieces: Sequence[str], text: str) -> int:
    """How many pieces a text begins with."""
    position = 0
    for count, piece in enumerate(pieces):
        if not text.startswith(piece, position):
            return count
        position += len(piece)
    return len(pieces)


def _comments(message: Message, before: Message, parts: _Parts, style: Style) -> list[str]:
    """The comments' lines; a kind that has changed stands where it stood, or in gettext's order."""
    changed: dict[str, list[str]] = {}
    there = {kind: [line for one, line in parts.comments if one == kind] for kind in _KINDS}
    if message.tcomment != before.tcomment:
        changed["#"] = _notes(there["#"], message.tcomment)
    if message.flags != before.flags:
        changed["#,"] = _flags(there["#,"], before.flags, message.flags)
    if message.obsolete and not before.obsolete:
        changed |= {"#.": [], "#:": []}
    else:
        if message.comment != before.comment:
            changed["#."] = comment_lines(message.comment)
        if message.occurrences != before.occurrences:
            changed["#:"] = reference_lines(message, style)
    lines: list[str] = []
    done: set[str] = set()
    for kind, line in parts.comments:
        if kind in _KINDS:
            for missing in _KINDS[: _KINDS.index(kind)]:
                if missing in changed and not there[missing] and missing not in done:
                    lines += changed[missing]
                    done.add(missing)
        if kind not in changed:
            lines.append(line)
        elif kind not in done:
            lines += changed[kind]
            done.add(kind)
    return lines + [line for kind in _KINDS if kind not in done for line in changed.get(kind, [])]


def _notes(there: list[str], notes: str) -> list[str]:
    """Translators' comments; lines at both ends that say what they said stay."""
    new = notes.split("\n") if notes else []
    old = [comment(readable(line.strip())) for line in there]
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = note_lines("\n".join(new[start : len(new) - end])) if start + end < len(new) else []
    return [*there[:start], *middle, *there[len(there) - end :]]


def _flags(there: list[str], old: list[str], new: list[str]) -> list[str]:
    """The lines of the flags, each with what it had and has still."""
    kept = [flag for flag in old if flag in new]
    added = [flag for flag in new if flag not in old]
    lines = [(line, [one for one in flags(line.strip()[2:]) if one in new]) for line in there]
    if not there or (kept + added != new and added + kept != new):
        return flag_lines(new)
    result = [
        line if flags(line.strip()[2:]) == left else f"#, {', '.join(left)}"
        for line, left in lines
        if left
    ]
    if added and new[: len(added)] == added:
        first = [*added, *flags(result.pop(0).strip()[2:])] if result else added
        return flag_lines(first) + result
    if added:
        last = [*flags(result.pop().strip()[2:]), *added] if result else added
        return result + flag_lines(last)
    return result
