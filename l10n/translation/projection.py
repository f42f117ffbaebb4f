"""Machine translation of messages with placeables and placeholders.

Models do not know our placeables and do not copy tokens reliably, the small ones hardly ever. So
a model sees a sentence without markup, and the markup is put into its translation where the words
stand that it held in the source. Which word of the translation stands for which one of the source
is told by the model's attention where the engine gives it (:class:`l10n.model.Link`), else by the
place in the sentence and by words that are the same.

Placeholders (see :mod:`l10n.markup.protected`) are left in the text at first, for a good model uses
them well. Where one does not come out as it went in, the sentence is translated again without its
placeholders, and they are put in like markup. So no placeable or placeholder is ever lost or
doubled, and the same sentence gives the same result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple, Protocol

from l10n import markup
from l10n.markup import Placeable, placing
from l10n.markup.protected import protected, survived
from l10n.markup.weaving import Mark
from l10n.model import Hypothesis, Kind, Pair
from l10n.translation.capitals import calmed, shouted

Translate = Callable[[Sequence[str], Pair], list[Hypothesis]]


# A tag that is part of the text, as in strings of programs.
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|[0-9]+/?)>")
# A placeholder that has text of its own in it, for people to translate.
_CHOICE = re.compile(r"\{[^{}]*,\s*(?:plural|select|selectordinal)\s*,")
# The first word, behind opening quotes and dashes.
_START = re.compile(r"[\s\"'«“„‘(\[*•–—-]*([^\W\d_]+)")
_CLOSING = frozenset(".,;:!?)]")
# A sentence with more marks than this is no sentence; it is left to people.
_MOST_MARKS = 200


class Translator(Protocol):
    """What is needed of an engine.

    It is asked for an alignment for sentences with something to place in them.
    """

    def translate(
        self, texts: Sequence[str], pair: Pair, *, aligned: bool = False, again: bool = False
    ) -> list[Hypothesis]:
        """See :class:`l10n.engines.protocol.Engine`."""


class _Task(NamedTuple):
    """A message without its codes: what the model sees, and what to place in the result."""

    text: str
    marks: tuple[Mark, ...]


def translate(
    engine: Translator, msgids: Sequence[str], pair: Pair, *, again: bool = False
) -> list[Hypothesis]:
    """Translate messages: as many hypotheses as messages, in the same order, in few batches.

    Args:
        engine: translates plain text.
        msgids: messages with placeables, see :mod:`l10n.markup`.
        pair: from what into what.
        again: see :class:`l10n.engines.protocol.Engine`.

    Raises:
        ModelError: as the engine says.
    """
    plain = partial(engine.translate, again=again)
    aligned = partial(engine.translate, aligned=True, again=again)
    results: dict[str, Hypothesis] = {}
    tasks = {msgid: _task(msgid, mask=False) for msgid in dict.fromkeys(msgids)}
    for wants_place in (False, True):
        batch = [m for m, task in tasks.items() if bool(task.marks) is wants_place]
        results |= _run(aligned if wants_place else plain, batch, tasks, pair)
    lost = [
        msgid
        for msgid, task in tasks.items()
        if results[msgid].text and not survived(task.text, markup.plain(results[msgid].text))
    ]
    masked = {msgid: _task(msgid, mask=True) for msgid in lost}
    results |= _run(aligned, [m for m in lost if masked[m].marks], masked, pair)
    return [results[msgid] for msgid in msgids]


def _run(
    engine: Translate, msgids: Sequence[str], tasks: dict[str, _Task], pair: Pair
) -> dict[str, Hypothesis]:
    if not msgids:
        return {}
    # Without a letter there is nothing to translate: the message is its own translation.
    done = {m: Hypothesis(m, 0.0) for m in msgids if not any(map(str.isalpha, tasks[m].text))}
    done |= {m: Hypothesis("", 0.0) for m in done if _CHOICE.search(m)}
    done |= {m: Hypothesis("", 0.0) for m in msgids if len(tasks[m].marks) > _MOST_MARKS}
    wanted = [msgid for msgid in msgids if msgid not in done]
    if wanted:
        calm = [calmed(tasks[msgid].text) for msgid in wanted]
        texts = [quiet or tasks[msgid].text for msgid, quiet in zip(wanted, calm, strict=True)]
        for msgid, quiet, hypothesis in zip(wanted, calm, engine(texts, pair), strict=True):
            done[msgid] = _restored(tasks[msgid], hypothesis, loud=quiet is not None)
    return done


def _restored(task: _Task, hypothesis: Hypothesis, *, loud: bool) -> Hypothesis:
    if not hypothesis.text.strip():
        return Hypothesis("", hypothesis.score)
    text = hypothesis.text
    text = shouted(text) if loud else _begun_like(task.text, text)
    if task.marks:
        parts = placing.place(task.text, task.marks, text, hypothesis.alignment)
    else:
        parts = [text]
    return replace(hypothesis, text=markup.build(parts), alignment=())


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


def _task(msgid: str, *, mask: bool) -> _Task:
    text = ""
    marks: list[Mark] = []
    opened: dict[str, int] = {}
    spaced = False  # whether a mark is behind, and white space before it
    parts = [unit for part in markup.parse(msgid) for unit in _units(part, mask)]
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
    return _Task(text, tuple(marks))


def _units(part: str, mask: bool) -> Iterator[tuple[str, Kind]]:
    """A part of a message in text and codes: placeables, tags that are text, placeholders."""
    if isinstance(part, Placeable):
        yield part, part.kind
        return
    position = 0
    cuts = [(found.span(), True) for found in _TAG.finditer(part)]
    if mask:
        cuts += [(span, False) for span in protected(part)]
    for (start, end), is_tag in sorted(cuts):
        if start < position:
            continue
        if start > position:
            yield part[position:start], Kind.TEXT
        kind = Kind.ALONE
        if is_tag and not part[start:end].endswith("/>"):
            kind = Kind.CLOSE if part[start + 1] == "/" else Kind.OPEN
        yield part[start:end], kind
        position = end
    if position < len(part):
        yield part[position:], Kind.TEXT


def _paired(parts: Sequence[tuple[str, Kind]]) -> dict[int, str]:
    """The name of each pair's codes, by their indices; codes that do not nest have none."""
    names: dict[int, str] = {}
    stack: list[tuple[str, int]] = []
    if len(parts) > 8 * _MOST_MARKS:
        return names  # too many to be translated anyway
    for index, (part, kind) in enumerate(parts):
        element = re.split(r"[\s>]", part.strip("</"), maxsplit=1)[0]
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
