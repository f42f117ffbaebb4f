"""Reading a PO file token by token, whatever stands in it."""

from __future__ import annotations

import re

from l10n.po.comments import put_comments, readable
from l10n.po.escapes import EscapeError, joined_bytes, unescaped
from l10n.po.message import Fault, Message

# A backslash at a line's end joins it to the next one, in strings, comments and between them. What
# marks the line before a comment holds for the next line too: a comment takes its line end along.
_TOKEN = re.compile(
    r"""
    (?P<newline>\n)
  | (?P<space>(?:[ \t\r\f\v]|\\\n)+)
  | (?P<mark>\#~\|?|\#\|)
  | (?P<comment>\#[^\\\n]*(?:\\(?:\n|)[^\\\n]*)*\n?)
  | (?P<string>"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*)(?P<quote>"?)
  | (?P<word>(?:[A-Za-z_$](?:[\w$]|\\\n)*))
  | (?P<number>[0-9]+)
  | (?P<junk>.)
    """,
    re.VERBOSE | re.ASCII,
)
_INDEX = re.compile(r"[ \t\r\f\v\n]*\[[ \t\r\f\v\n]*([0-9]+)[ \t\r\f\v\n]*\]")
_REST_OF_LINE = re.compile(r"[ \t\r\f\v]*(?:\n|\Z)")
_NO_LETTER = re.compile("[\udc80-\udcff]")
_GO_ON = "begin it with msgid, or remove the empty line"
_CHARSET_HINT = "name the true charset in the header"
_IGNORED = "previous_"  # the field of strings that belong to a keyword out of place
_PREVIOUS = ("previous_msgctxt", "previous_msgid", "previous_msgid_plural")
_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr", "domain")


class _Draft:
    """A message in the making."""

    def __init__(self) -> None:
        self.start = -1
        self.end = 0
        self.line = 0
        self.obsolete: bool | None = None
        self.comments: list[str] = []
        self.strings: dict[str, list[str]] = {}  # by keyword, "previous_…" too
        self.forms: dict[int, list[str]] = {}
        self.is_plural = False
        self.field: str | int | None = None  # where strings go: a keyword, a form's number
        self.is_empty_field = False  # a keyword without a string so far

    @property
    def is_begun(self) -> bool:
        return bool(self.strings)

    @property
    def is_complete(self) -> bool:
        return bool(self.forms)


class Parser:
    """Goes through a file's text, a message a call.

    Attributes:
        position: offset of what is not read yet.
        domain: that the last ``domain`` directive names, "" for none.
    """

    def __init__(self, text: str, faults: list[Fault], encoding: str) -> None:
        self.position = 0
        self.domain = ""
        self._text = text
        self._faults = faults
        self._encoding = encoding
        self._line = 1
        self._counted = 0
        self._is_obsolete = self._is_previous = False
        self._draft = _Draft()

    @property
    def at_line_start(self) -> bool:
        """Whether a line begins where the parser is."""
        return not self.position or self._text[self.position - 1] == "\n"

    def advance(self, to: int, end: int) -> int:
        """Go on behind a message that somebody else has read; the line of an offset in it."""
        line = self._line_of(to)
        self._go_to(end)
        return line

    def message(self) -> Message | None:
        """The next message, None at the end of the text."""
        while self._read_draft():
            if (message := self._finished()) is not None:
                return message
        return None

    def _read_draft(self) -> bool:
        """Read tokens up to the end of a message; False where the text ends without one."""
        self._draft = draft = _Draft()
        text = self._text
        mark = -1  # where the marks begin that stand before the token
        while found := _TOKEN.match(text, self.position):
            kind, start, end = found.lastgroup, found.start(), found.end()
            if kind == "newline":
                self._is_obsolete = self._is_previous = False
                mark = -1
            elif kind == "mark":
                if mark < 0:
                    mark = start
                self._is_obsolete |= found.group().startswith("#~")
                self._is_previous |= found.group().endswith("|")
            elif kind != "space":
                if self._is_next(found):
                    return True
                if draft.start < 0:
                    draft.start = mark if mark >= 0 else start
                end = self._take(found)
                mark = -1
            self.position = end
        if not draft.is_begun:
            self._note_empty_field(len(text))
        return draft.is_begun

    def _is_next(self, found: re.Match[str]) -> bool:
        """Whether a token belongs to the next message."""
        draft = self._draft
        if found.lastgroup == "comment":
            return draft.is_begun
        if found.lastgroup != "word":
            return False
        word = found.group().replace("\\\n", "")
        if self._is_previous or word in ("msgctxt", "domain"):
            return draft.is_complete or "msgid" in draft.strings or "msgctxt" in draft.strings
        return word == "msgid" and "msgid" in draft.strings

    def _take(self, found: re.Match[str]) -> int:
        """Put a token into the message in hand; where to go on."""
        kind, draft = found.lastgroup, self._draft
        if kind == "comment":
            self._note_empty_field(found.start())
            # In comments any byte is good, but the first says what kind of comment it is.
            self._check_letters(found.group()[1:2], found.start())
            draft.comments.append(found.group().replace("\\\n", "").rstrip("\n"))
            return found.end()
        if kind == "quote":
            self._string(found)
            draft.end = found.end()
            return found.end()
        self._note_empty_field(found.start())
        if kind == "word" and (word := found.group().replace("\\\n", "")) in _KEYWORDS:
            draft.end = self._keyword(word, found)
            return draft.end
        draft.field = None
        # The rest of the line is none either; said once.
        line_end = self._text.find("\n", found.start())
        line_end = len(self._text) if line_end < 0 else line_end
        what = self._text[found.start() : line_end].strip()
        what = what if len(what) <= 30 else f"{what[:29]}…"
        self._fault(
            found.start(),
            f"{what!r} is no part of a PO file",
            'comments begin with #, texts stand between "',
        )
        draft.end = line_end
        return line_end

    def _keyword(self, word: str, found: re.Match[str]) -> int:
        draft, start, end = self._draft, found.start(), found.end()
        name = f"previous_{word}" if self._is_previous else word
        if draft.obsolete is None and word != "domain":
            draft.obsolete = self._is_obsolete
        if reason := self._misplaced(name):
            self._fault(start, reason, "a message is msgctxt, msgid, msgid_plural, msgstr")
            draft.field = _IGNORED
            index = _INDEX.match(self._text, end)
            return index.end() if index else end
        if (word == "msgid" and not self._is_previous) or not draft.line:
            draft.line = self._line_of(start)
        draft.is_empty_field = True
        if word == "domain":
            draft.field = word
            return end
        self._check_obsolete(start)
        if word != "msgstr":
            draft.field = name
            draft.strings.setdefault(name, [])
            return end
        index = _INDEX.match(self._text, end)
        if index is None:
            hint = "a plural has msgid_plural and msgstr[0], msgstr[1] …"
            if draft.forms:
                self._fault(start, "msgstr twice", hint)
            elif "msgid_plural" in draft.strings:
                self._add(draft.line, "msgid_plural without msgstr[0]", hint)
            draft.field = 0
        else:
            number = min(int(index[1][-6:]), 999_999)
            if number != len(draft.forms):
                what = f"msgstr[{number}] where msgstr[{len(draft.forms)}] is to stand"
                self._fault(start, what, "number the forms from 0 without a gap")
            draft.is_plural = True
            draft.field, end = number, index.end()
            if "\n" in index.group():
                self._is_obsolete = self._is_previous = False
        draft.forms.setdefault(int(draft.field), [])
        return end

    def _misplaced(self, name: str) -> str:
        """What is wrong with a keyword after those that stand before it, "" for nothing."""
        strings, forms = self._draft.strings, self._draft.forms
        if name in ("previous_msgstr", "previous_domain") or (name == "domain" and strings):
            return f"{name.removeprefix('previous_')} where none can stand"
        if name == "msgid_plural" and ("msgid" not in strings or name in strings or forms):
            return "msgid_plural where none can stand"
        if name == "msgstr" and "msgid" not in strings:
            return "msgstr without msgid"
        if name == "msgid" and any(one.startswith("previous_") for one in strings):
            return "" if "previous_msgid" in strings else "a previous context without msgid"
        if name.startswith("previous_"):
            if any(one in strings for one in _PREVIOUS[_PREVIOUS.index(name) :]):
                return "a previous text twice"
            if name == "previous_msgid_plural" and "previous_msgid" not in strings:
                return "a previous plural without msgid"
        return ""

    def _string(self, found: re.Match[str]) -> None:
        draft, start = self._draft, found.start()
        content = found["string"][1:]
        if not found["quote"]:
            what = "line" if found.end() < len(self._text) else "file"
            self._fault(start, f"end of {what} within a string", 'end the line with "')
        if draft.field is _IGNORED:
            return
        if draft.field is None or self._is_previous != str(draft.field).startswith("previous_"):
            self._fault(start, "a string that belongs to no keyword", "begin it with msgid, msgstr")
            return
        if draft.field != "domain":
            self._check_obsolete(start)
        if not draft.is_empty_field and self._text.count("\n", draft.end, start) > 1:
            what = "a string behind an empty line goes on with the one before"
            self._faults.append(Fault(self._line_of(start), "syntax", what, _GO_ON, fatal=False))
        draft.is_empty_field = False
        if self._check_letters(content, start):
            content = _NO_LETTER.sub("\ufffd", content)
        text = self._unescaped(content.replace("\\\n", ""), start)
        if isinstance(draft.field, int):
            draft.forms[draft.field].append(text)
        elif draft.field == "domain":
            self.domain = text
            draft.field = None
        else:
            draft.strings[draft.field].append(text)

    def _check_letters(self, text: str, start: int) -> bool:
        """Note a byte that is no letter of the file's charset; whether there is one."""
        bad = _NO_LETTER.search(text)
        if bad is not None:
            byte, name = ord(bad.group()) - 0xDC00, self._encoding.upper()
            message = f"byte 0x{byte:02X} is not {name}, the charset of the header"
            self._add(self._line_of(start), message, _CHARSET_HINT, "charset")
        return bad is not None

    def _unescaped(self, content: str, start: int) -> str:
        try:
            text = unescaped(content) if "\\" in content else content
        except EscapeError as error:
            self._fault(start, str(error), r"write a backslash as \\")
            return content
        if "\0" in text:
            self._fault(start, "a zero byte within a string", "remove it: texts end there")
        if "\4" in text and self._draft.field == "msgctxt":
            self._fault(start, "the byte 0x04 within a context", "remove it: contexts end there")
        return text

    def _check_obsolete(self, start: int) -> None:
        if self._draft.obsolete != self._is_obsolete:
            self._fault(start, "lines with and without #~ in a message", "begin all lines alike")
            self._draft.obsolete = self._is_obsolete  # said once

    def _finished(self) -> Message | None:
        """The message in hand; None where it has no msgid."""
        draft, strings, forms = self._draft, self._draft.strings, self._draft.forms
        has_msgid = "msgid" in strings and not (draft.is_empty_field and draft.field == "msgid")
        self._note_empty_field(draft.end)
        line = draft.line or self._line
        if not has_msgid:
            self._fault(draft.end, "a message without msgid", "add the source text")
        elif not forms and "msgid_plural" in strings:
            self._add(line, "a plural message without msgstr[0]", "add the forms")
        elif not forms:
            self._add(line, "a message without msgstr", 'add a line msgstr ""')
        elif draft.is_plural and "msgid_plural" not in strings:
            self._add(line, "msgstr[0] without msgid_plural", "add the plural's source text")
        elif "msgid_plural" in strings and not any(strings["msgid_plural"]):
            self._add(line, "an empty msgid_plural", "add the plural's source text")
        message = Message(obsolete=bool(draft.obsolete), line=line)
        for name, pieces in strings.items():
            setattr(message, name, self._joined(pieces, line))
        texts = {number: self._joined(pieces, line) for number, pieces in forms.items()}
        if "msgid_plural" in strings or draft.is_plural:
            message.msgstr_plural = texts
        else:
            message.msgstr = texts.get(0, "")
        put_comments(message, map(readable, draft.comments))
        message.start, message.end = draft.start, draft.end
        # What else is on the line belongs to the next message, and so does what marks the line.
        if rest := _REST_OF_LINE.match(self._text, draft.end):
            message.end = rest.end()
        self._go_to(message.end)
        return message if has_msgid else None

    def _joined(self, pieces: list[str], line: int) -> str:
        text = "".join(pieces)
        if text.isascii():
            return text
        try:
            return joined_bytes(text, self._encoding)
        except EscapeError as error:
            self._add(line, str(error), _CHARSET_HINT, "charset")
            return text.encode("utf-8", "replace").decode()

    def _go_to(self, end: int) -> None:
        self.position = end
        if self.at_line_start:
            self._is_obsolete = self._is_previous = False

    def _note_empty_field(self, offset: int) -> None:
        field = self._draft.field
        if self._draft.is_empty_field and field is not None:
            self._draft.is_empty_field = False
            name = "msgstr" if isinstance(field, int) else field.removeprefix("previous_")
            self._fault(offset, f"{name} without a string", 'add ""')

    def _line_of(self, offset: int) -> int:
        if offset >= self._counted:
            self._line += self._text.count("\n", self._counted, offset)
            self._counted = offset
            return self._line
        return self._line - self._text.count("\n", offset, self._counted)

    def _fault(self, offset: int, message: str, hint: str) -> None:
        self._add(self._line_of(offset), message, hint)

    def _add(self, line: int, message: str, hint: str, kind: str = "syntax") -> None:
        self._faults.append(Fault(line, kind, message, hint))
