"""What a model sees of a message, and how a message is made of what it says.

Models do not know our placeables and do not copy tokens reliably, the small ones hardly ever. So
a model sees a sentence without markup, and the markup is put into its translation where the words
stand that it held in the source. Which word of the translation stands for which one of the source
is told by the model's attention where the engine gives it (:class:`l10n.model.Link`), else by the
place in the sentence and by words that are the same. Keys of labels and entities are dealt with in
the same way (:mod:`l10n.translation.labels`), and so are words that are too long to be words.

Placeholders (see :mod:`l10n.markup.protected`) are left in the text at first, for a good model uses
them well. Where one does not come out as it went in, the sentence is translated again without its
placeholders, and they are put in like markup. So no placeable or placeholder is ever lost or
doubled, and the same sentence gives the same result.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n import markup
from l10n.markup import Placeable, placing
from l10n.markup.marks import Mark
from l10n.markup.protected import protected, survived
from l10n.model import Hypothesis, Kind
from l10n.translation.capitals import in_capitals, without_capitals
from l10n.translation.labels import (
    ENTITY,
    Accelerator,
    Entities,
    accelerator,
    decoded,
    spelled,
    with_accelerator,
)

# A tag that is part of the text, as in strings of programs, also one written with entities.
_TAG = re.compile(r"(?:<|&lt;)(/?)(?:[a-zA-Z][^<>]*?|[0-9]+)(/?)(?:>|&gt;)")
# The arrow between names of menus, which some models take for a mark of their own; and runs of
# letters in which there is no word to translate. Scripts without spaces do have long runs.
_NO_WORD = re.compile(
    r"[▸►]|[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]{100,}"
)
# A placeholder that has text of its own in it, for people to translate.
_CHOICE = re.compile(r"\{[^{}]*,\s*(?:plural|select|selectordinal)\s*,")
# The first word, behind opening quotes and dashes.
_START = re.compile(r"[\s\"'«“„‘(\[*•–—-]*([^\W\d_]+)")
# What ends the name of an element in a tag.
_NAME = re.compile(r"[\s>/]|&gt;")
_CLOSING = frozenset(".,;:!?)]")
# A sentence with more marks than this is no sentence; it is left to people.
_MOST_MARKS = 200


class Task(NamedTuple):
    """A message as a model is to see it.

    Attributes:
        text: without codes, and in small letters where the message is all in capitals.
        marks: what to place in the result.
        entities: what to write in the result as the source does.
        key: of a label, where it stood in the text.
        capitals: whether the message is all in capitals.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    entities: Entities = Entities()
    key: Accelerator | None = None
    capitals: bool = False

    @property
    def cased(self) -> str:
        """The text in the message's own letter case, as long as the text."""
        return in_capitals(self.text) if self.capitals else self.text

    @property
    def wants_links(self) -> bool:
        """Whether something is to be placed by the words it stands beside."""
        return bool(self.marks) or self.key is not None


def settled(msgid: str, task: Task) -> Hypothesis | None:
    """The hypothesis of a message that no model is asked for; None for any other."""
    if len(task.marks) > _MOST_MARKS:
        return Hypothesis("", 0.0)
    if any(map(str.isalpha, task.text)):
        return None
    # Without a letter there is nothing to translate: the message is its own translation.
    return Hypothesis("" if _CHOICE.search(msgid) else msgid, 0.0)


def task(msgid: str, *, mask: bool = False) -> Task:
    """What a model is to see of a message.

    Args:
        msgid: with placeables, see :mod:`l10n.markup`.
        mask: whether placeholders and entities are taken out too.
    """
    parts = markup.parse(msgid)
    key = None
    if len(parts) == 1 and not isinstance(parts[0], Placeable):
        parts[0], key = accelerator(parts[0])
    text, marks, entities = _taken_apart(parts, mask)
    if key:
        before, _, _ = _taken_apart([parts[0][: key.at]], mask)
        key = key._replace(at=min(len(before), len(text)))
    small = without_capitals(text)
    return Task(small or text, tuple(marks), Entities(tuple(entities)), key, small is not None)


def keeps(task: Task, text: str) -> bool:
    """Whether what a model says of a task has all that must stay as it is in it."""
    return survived(task.text, text) and task.entities.written(text) is not None


def restored(task: Task, hypothesis: Hypothesis, language: str) -> Hypothesis:
    """A message made of what a model says of a task, without its alternatives.

    Args:
        task: of the message.
        hypothesis: plain text; none is made of one without.
        language: of the translation.
    """
    if not hypothesis.text.strip():
        return Hypothesis("", hypothesis.score)
    text = hypothesis.text
    text = in_capitals(text) if task.capitals else _begun_like(task.text, text)
    text = task.entities.written(text) or text  # there are no marks then
    parts = [text]
    if task.marks:
        parts = placing.place(task.text, task.marks, text, hypothesis.alignment)
    message = markup.build(parts)
    if task.key:
        links = hypothesis.alignment if not task.marks else ()
        message = with_accelerator(task.key, task.text, message, language, links)
    return replace(hypothesis, text=message, alternatives=(), alignment=())


def _begun_like(source: str, target: str) -> str:
    """The target with a capital at its start where the source has one; its length stays.

    Models forget it in headings and labels, which they know from menus. A word that is in the
    source too ("npm", "pH") keeps its letters.
    """
    wanted, found = _START.match(source), _START.match(target)
    if not wanted or not found or not wanted[1][0].isupper():
        return target
    word, start = found[1], found.start(1)
    if not word.islower() or word in source or len(word[0].upper()) != 1:
        return target
    return f"{target[:start]}{word[0].upper()}{target[start + 1 :]}"


def _taken_apart(
    message: Sequence[str], mask: bool
) -> tuple[str, list[Mark], list[tuple[str, str]]]:
    """Text, marks and entities of a message; entities are marks where there are marks anyway."""
    message = [part if isinstance(part, Placeable) else spelled(part) for part in message]
    entities: list[tuple[str, str]] = []
    if not mask and any("&" in part for part in message):
        plain = [part if isinstance(part, Placeable) else decoded(part) for part in message]
        entities = [one for part in plain if isinstance(part, tuple) for one in part[1]]
        clean = [part[0] if isinstance(part, tuple) else part for part in plain]
        text, marks = _without_codes(clean, mask=False)
        if not (marks and entities):
            return text, marks, entities
    text, marks = _without_codes(message, mask=mask, entities=True)
    return text, marks, []


def _without_codes(
    message: Sequence[str], *, mask: bool, entities: bool = False
) -> tuple[str, list[Mark]]:
    text = ""
    marks: list[Mark] = []
    opened: dict[str, int] = {}
    spaced = False  # whether a mark is behind, and white space before it
    parts = [unit for part in message for unit in _units(part, mask, entities)]
    names = _paired(parts)
    for index, (part, kind) in enumerate(parts):
        following = parts[index + 1][0] if index + 1 < len(parts) else ""
        if kind is Kind.TEXT:
            if spaced and part[:1] in _CLOSING:  # "See <1/>." is "See."
                text = text.rstrip()
                marks = [_clipped(mark, len(text)) for mark in marks]
            # Where a mark stood between two spaces, one space is enough.
            text += part.lstrip() if spaced and part[:1].isspace() else part
        elif (name := names.get(index)) is None:
            before = text == "" or text[-1].isspace()
            after = not following[:1].isalnum()
            marks.append(Mark(part, "", len(text), len(text), before, after))
        elif kind is Kind.OPEN:
            opened[name] = len(marks)
            marks.append(Mark(part, "", len(text), len(text), False, False))
        else:
            place = opened.pop(name)
            marks[place] = marks[place]._replace(close=part, end=len(text))
        spaced = (not text or text[-1].isspace()) and bool(marks)
    return text, marks


def _units(part: str, mask: bool, entities: bool) -> Iterator[tuple[str, Kind]]:
    """A part of a message in text and codes: placeables, tags that are text, placeholders."""
    if isinstance(part, Placeable):
        yield part, part.kind
        return
    position = 0
    cuts = [(found.span(), _kind(found)) for found in _TAG.finditer(part)]
    cuts += [(found.span(), Kind.ALONE) for found in _NO_WORD.finditer(part)]
    if mask:
        cuts += [(span, Kind.ALONE) for span in protected(part)]
    if entities:
        quotes = itertools.cycle((Kind.OPEN, Kind.CLOSE))
        cuts += [
            (found.span(), next(quotes) if found[0] == "&quot;" else Kind.ALONE)
            for found in ENTITY.finditer(part)
        ]
    # Of what begins at the same place the longest counts: "&lt;b&gt;" is a tag.
    for (start, end), kind in sorted(cuts, key=lambda cut: (cut[0][0], -cut[0][1])):
        if start < position:
            continue
        if start > position:
            yield part[position:start], Kind.TEXT
        yield part[start:end], kind
        position = end
    if position < len(part):
        yield part[position:], Kind.TEXT


def _kind(tag: re.Match[str]) -> Kind:
    closes, alone = tag.groups()
    return Kind.ALONE if alone else Kind.CLOSE if closes else Kind.OPEN


def _paired(parts: Sequence[tuple[str, Kind]]) -> dict[int, str]:
    """The name of each pair's codes, by their indices; codes that do not nest have none."""
    names: dict[int, str] = {}
    stack: list[tuple[str, int]] = []
    if len(parts) > 8 * _MOST_MARKS:
        return names  # too many to be translated anyway
    for index, (part, kind) in enumerate(parts):
        element = _NAME.split(part.replace("&lt;", "<").strip("</"), maxsplit=1)[0]
        if kind is Kind.OPEN:
            stack.append((element, index))
        elif kind is Kind.CLOSE and any(name == element for name, _ in stack):
            while stack:
                name, start = stack.pop()
                if name == element:
                    names[start] = names[index] = f"{start} {element}"
                    break
    return names


def _clipped(mark: Mark, end: int) -> Mark:
    return mark._replace(start=min(mark.start, end), end=min(mark.end, end))
