"""The one reader of PO files: tolerant, in linear time, as GNU gettext's own reader reads.

It gives every message there is, whatever else stands between, and notes as a :class:`Fault` what
``msgfmt`` stops at, with the line. Who works with a file refuses it if a fault is fatal
(:func:`l10n.po.file.load`); who checks it reports them all. Syntax: GNU gettext manual, "The Format
of PO Files"; where that is silent, what ``msgfmt`` 0.21 does.

Messages as tools write them are read with one regular expression each; at the first thing out of
the ordinary :class:`l10n.po.tokens.Parser` reads the message instead, to the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.po.comments import put_comments
from l10n.po.escapes import unescaped
from l10n.po.message import Fault, Message
from l10n.po.tokens import Parser

# A string's lines, each with its line end; of an obsolete message they begin with "#~ " again.
# No repetition inside of a repetition can match the same letters in two ways: a missing quotation
# mark is found in linear time.
_QUOTED = r'"[^"\\\n\0]*(?:\\[nt"\\rabfv][^"\\\n\0]*)*"'
_LINE = rf"{_QUOTED}\n"
_STRING = rf"({_LINE}(?:(?P=mark){_LINE})*)"
_MESSAGE = re.compile(
    rf"""
    \n*
    (?P<comments>(?:\#(?:[ ].*[^\s\\])?\n | \#[.:,][ ].*[^\s\\]\n | \#\.\n)*)
    (?P<previous>(?:\#~?\|[ ](?:msgctxt[ ]|msgid_plural[ ]|msgid[ ])?{_LINE})*)
    (?P<mark>(?:\#~[ ])?)
    (?:msgctxt[ ]{_STRING}(?P=mark))?
    (?P<start>msgid[ ]){_STRING}
    (?:(?P=mark)msgid_plural[ ]{_STRING})?
    (?:
        (?P=mark)msgstr[ ]{_STRING}
      | (?P<forms>(?:(?P=mark)msgstr\[\d\][ ]{_LINE}(?:(?P=mark){_LINE})*)+)
    )
    (?=\n*(?:\#(?!~[^|]) | (?:\#~[ ])?msg(?:id|ctxt)[ ] | \Z))
    (?!(?:\n*\#(?!~[ ])[^\n]*\n)+\n*(?:\#~[ ])?(?:msgstr|"))  # nor goes on behind comments
    """,
    re.VERBOSE,
)
_FORM = re.compile(r"(?:#~ )?msgstr\[(\d)\] ", re.MULTILINE)
_PREVIOUS = re.compile(r'#~?\| (?:(msgctxt|msgid_plural|msgid) )?"(.*)"')
_ORDER = ("msgctxt", "msgid", "msgid_plural")


class _IrregularError(ValueError):
    """The message is not written as tools write it."""


def messages(
    text: str, faults: list[Fault], *, encoding: str = "utf-8", by_token: bool = False
) -> Iterator[Message]:
    r"""The messages of a PO file in order: the header, those in use, obsolete ones.

    Args:
        text: the file's, without byte-order mark; lines end with ``\n``.
        faults: what is wrong is appended as it is met.
        encoding: of the file, for escape sequences of bytes.
        by_token: read no message in one go: for tests, and for text that holds bytes that are none
            of its encoding.
    """
    parser = Parser(text, faults, encoding)
    seen: dict[int, int] = {}
    while True:
        message = None
        if not by_token and parser.at_line_start:
            message = _regular(text, parser.position)
        before = parser.position
        if message is not None:
            message.line = parser.advance(message.line, message.end)
        else:
            message = parser.message()
            if message is None:
                return
        message.domain = parser.domain
        message.gap = text[before : message.start]
        message.keep(text[message.start : message.end])
        _check_duplicate(message, seen, faults)
        yield message


def _check_duplicate(message: Message, seen: dict[int, int], faults: list[Fault]) -> None:
    # Obsolete messages count, as they do for msgfmt: nobody knows which of the two is right.
    first = seen.setdefault(hash((message.domain, message.msgctxt, message.msgid)), message.line)
    if first != message.line:
        what = "the header" if message.is_header else "the message"
        hint = "remove one of the two, or give it a context (`msguniq` merges them)"
        fault = Fault(message.line, "duplicates", f"{what} stands on line {first} already", hint)
        faults.append(fault)


def _regular(text: str, start: int) -> Message | None:
    """The message that begins at a line's start; None where it is not written as tools do.

    Its ``line`` is the offset of its msgid for now.
    """
    found = _MESSAGE.match(text, start)
    if found is None:
        return None
    comments, previous, mark, msgctxt, _, msgid, plural, msgstr, forms = found.groups()
    message = Message(
        _string(msgid, mark),
        _string(msgstr, mark) if msgstr else "",
        _string(msgctxt, mark) if msgctxt else None,
        _string(plural, mark) if plural else "",
        bool(mark),
    )
    if (forms is None) != (plural is None):
        return None
    if forms:
        if not message.msgid_plural:
            return None
        parts = _FORM.split(forms)[1:]
        numbers = [int(number) for number in parts[::2]]
        if numbers != list(range(len(numbers))):
            return None
        strings = [_string(string, mark) for string in parts[1::2]]
        message.msgstr_plural = dict(zip(numbers, strings, strict=True))
    if msgctxt and "\4" in (message.msgctxt or ""):
        return None
    try:
        if previous:
            _read_previous(message, previous)
    except _IrregularError:
        return None
    if comments:
        put_comments(message, comments.split("\n")[:-1])
    message.start, message.end = found.start("comments"), found.end()
    message.line = found.start("start")
    return message


def _string(lines: str, mark: str) -> str:
    """The string that some lines write, ``"…"`` each."""
    string = lines[1:-2].replace(f'"\n{mark}"', "")
    return unescaped(string) if "\\" in string else string


def _read_previous(message: Message, lines: str) -> None:
    order: list[str] = []
    strings: dict[str, str] = {}
    for line in lines.split("\n")[:-1]:
        found = _PREVIOUS.fullmatch(line)
        if found is None or line.startswith("#~") != message.obsolete:
            raise _IrregularError
        if found[1]:
            order.append(found[1])
        elif not order:
            raise _IrregularError
        strings[order[-1]] = strings.get(order[-1], "") + unescaped(found[2])
    if order != [name for name in _ORDER if name in strings] or "msgid" not in strings:
        raise _IrregularError
    for name, string in strings.items():
        setattr(message, f"previous_{name}", string)
