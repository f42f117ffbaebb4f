"""Messages as lines of a PO file, wrapped as the file is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from l10n.po.comments import CLOSE, OPEN
from l10n.po.escapes import escaped
from l10n.po.message import Message
from l10n.po.wrapping import PAGE_WIDTH, columns, is_unbreakable, wrapped

_SAMPLE = 400  # messages that are looked at to find out how a file is wrapped
_PORTION = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Style:
    r"""How strings are laid out.

    Attributes:
        width: columns of a line with its quotation marks, 0 where lines are not wrapped.
        splits: whether a line ends where the text's does (``\n``).
    """

    width: int = PAGE_WIDTH
    splits: bool = True

    @classmethod
    def of(cls, messages: Iterable[Message]) -> Style:
        """The style that most strings of some messages are written in, else gettext's."""
        votes: Counter[Style] = Counter()
        for message in islice(messages, _SAMPLE):
            if message.raw is None or "no-wrap" in message.flags:
                continue
            mark = "#~ " if message.obsolete else ""
            for keyword, text in strings(message):
                fitting = [
                    style
                    for style in STYLES
                    if "\n".join([*style.lines(keyword, text, mark), ""]) in message.raw
                ]
                if len(fitting) < len(STYLES):
                    votes.update(fitting)
        return max(STYLES, key=lambda style: votes[style])

    def for_message(self, message: Message) -> Style:
        """The style with what a message's flags say of wrapping."""
        return replace(self, width=0) if "no-wrap" in message.flags else self

    def lines(self, keyword: str, text: str, mark: str = "") -> list[str]:
        """A keyword and its string, as gettext's ``msgcat`` writes them.

        Args:
            keyword: such as ``msgid`` or ``msgstr[0]``.
            text: the string's.
            mark: what each line begins with: ``#~ ``, ``#| ``, "" for nothing.
        """
        content = escaped(text)
        one = f'{mark}{keyword} "{content}"'
        is_one = not self.splits or "\n" not in text[:-1]
        if is_one and (not self.width or columns(one) <= self.width):
            return [one]
        if is_one and is_unbreakable(content):
            return [one]
        return [f'{mark}{keyword} ""', *self.strings(text, mark)]

    def strings(self, text: str, mark: str = "") -> list[str]:
        """A string's lines without its keyword."""
        portions = _PORTION.findall(text) if self.splits else [text]
        if not self.width:
            return [f'{mark}"{escaped(portion)}"' for portion in portions]
        width = self.width - 2 - len(mark)
        return [
            f'{mark}"{line}"' for portion in portions for line in wrapped(escaped(portion), width)
        ]


STYLES = (Style(), Style(0), Style(0, False))
"""The styles that a file may be found to have: gettext's, ``--no-wrap``, one line a string."""


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """The keywords of a message with their strings, in order."""
    if message.msgctxt is not None:
        yield "msgctxt", message.msgctxt
    yield "msgid", message.msgid
    if message.msgid_plural or message.msgstr_plural:
        yield "msgid_plural", message.msgid_plural
        for number, text in sorted(message.msgstr_plural.items()):
            yield f"msgstr[{number}]", text
    else:
        yield "msgstr", message.msgstr


def previous(message: Message) -> Iterator[tuple[str, str]]:
    """The keywords of what a translation was made for, with their strings."""
    if message.previous_msgctxt is not None:
        yield "msgctxt", message.previous_msgctxt
    if message.previous_msgid is not None:
        yield "msgid", message.previous_msgid
    if message.previous_msgid_plural is not None:
        yield "msgid_plural", message.previous_msgid_plural


def written(message: Message, style: Style) -> str:
    """A message as gettext's tools write it, whatever it was read from."""
    style = style.for_message(message)
    mark = "#~ " if message.obsolete else ""
    lines = note_lines(message.tcomment)
    if not message.obsolete:
        lines += comment_lines(message.comment) + reference_lines(message, style)
    lines += flag_lines(message.flags)
    lines += previous_lines(message, style)
    for keyword, text in strings(message):
        lines += style.lines(keyword, text, mark)
    return "\n".join([*lines, ""])


def note_lines(comment: str) -> list[str]:
    """Translators' comments."""
    return _prefixed("#", comment)


def comment_lines(comment: str) -> list[str]:
    """Programmers' comments."""
    return _prefixed("#.", comment)


def _prefixed(mark: str, comment: str) -> list[str]:
    lines = [f"{mark} {line}".rstrip() for line in comment.split("\n")] if comment else []
    # A backslash at its end would join the line to the next one.
    return [f"{line} " if line.endswith("\\") else line for line in lines]


def flag_lines(flags: list[str]) -> list[str]:
    """The line of the flags, if there are any."""
    return [f"#, {', '.join(flags)}"] if flags else []


def previous_lines(message: Message, style: Style) -> list[str]:
    """What the translation was made for."""
    mark = "#~| " if message.obsolete else "#| "
    return [line for key, text in previous(message) for line in style.lines(key, text, mark)]


def reference_lines(message: Message, style: Style) -> list[str]:
    """Where a text is used; as many references on a line as gettext puts there."""
    lines: list[str] = []
    for path, number in message.occurrences:
        name = f"{OPEN}{path}{CLOSE}" if re.search(r"\s", path) else path
        reference = f"{name}:{number}" if number else name
        if lines and style.width and len(lines[-1]) + len(reference) + 1 < style.width:
            lines[-1] += f" {reference}"
        else:
            lines.append(f"#: {reference}")
    return lines
