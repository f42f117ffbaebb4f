"""The data that every other module speaks. Imports nothing from l10n.

In the order in which it flows: a document has blocks, blocks have segments (sentences), a segment
gets hypotheses from an engine, a hypothesis becomes a translation in a catalog, checks yield
findings about it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")


class Kind(Enum):
    """What a stretch inside a block is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


class Inline(NamedTuple):
    """A stretch of a block that has markup inside: text, or one code (a tag, an emphasis mark).

    Attributes:
        kind: text; a code that opens or closes a pair; or a code that stands alone.
        source: exactly as in the document.
        text: what a reader sees: of text the letters that ``source`` stands for (``&`` for
            ``&amp;``); of a code alone its content ("" or white space for mere layout, such as a
            line break); of a pair's codes nothing.
        pair: number that an opening and its closing code share; a block's pairs are nested.
        tail: what follows ``source`` where the code stands in a translation.
        named: of a pair's code, what follows ``source`` as soon as anything in the pair is
            another text than in the document: the name that the text was until then.
        label: what people call the code; "" where the source says it best.
    """

    kind: Kind
    source: str
    text: str = ""
    pair: int = 0
    tail: str = ""
    label: str = ""
    named: str = ""


class SourceEntry(NamedTuple):
    """A message of a PO file that is a source document: a string of a program.

    Attributes:
        msgid, msgctxt: the text and its context, "" for none; together they name the message.
        plural: ``msgid_plural``, "" where the message has no plural.
        note: what programmers have noted for translators.
        references: file and line of each place in the program.
        flags: such as ``c-format``; ``fuzzy`` is never among them.
    """

    msgid: str
    msgctxt: str = ""
    plural: str = ""
    note: str = ""
    references: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of translatable text: a paragraph, a heading, a list item.

    Attributes:
        kind: what it is in the document's structure, for people to read.
        content: the text, exactly as in the document.
        span: start and end offset of ``content`` in ``Document.text``.
        line: line number of its first character in the file, from 1.
        inlines: the content taken apart, joined by their sources it is whole again; none where
            the content is plain text.
        syntax: how text is written at this place: a name in its format's ``writers``.
        whole: one segment, whatever sentences it has.
        name: what the source's own format calls it (a key, a cue's time); "" where it has no name.
        entry: the message that a block of a PO file holds; its text is not ``content`` then, but
            the entry's.
    """

    kind: str
    content: str
    span: tuple[int, int]
    line: int
    inlines: tuple[Inline, ...] = ()
    syntax: str = "plain"
    whole: bool = False
    name: str = ""
    entry: SourceEntry | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: its text, and where in it the translatable blocks stand.

    Everything outside of the blocks' spans is carried into the localized document untouched.

    Attributes:
        path: where it was read from.
        text: the decoded text, line ends as in the file; of an archive (DOCX, ODT) the texts of
            its translatable members, one after the other.
        blocks: in the order of the text. They overlap in one case only: a block may lie inside a
            code of the block before it (the ``title`` of a link in a paragraph).
        encoding: Python codec that gives back the file's bytes from ``text``.
        locale_spans: where ``text`` names its own language (``lang="en"``); an empty span is
            where a name could be put in.
        format: a name in ``l10n.formats.FORMATS``.
        skipped: what looks like text but could not be read, a line of words each.
        archive: the bytes of the archive, None for a text file.
        members: name, start and end in ``text`` of each translatable member of the archive.
        digest: of the file's bytes, see :func:`l10n.files.content_digest`; b"" without a file.
    """

    path: Path
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    locale_spans: tuple[tuple[int, int], ...] = ()
    format: str = "text"
    skipped: tuple[str, ...] = ()
    archive: bytes | None = None
    members: tuple[tuple[str, int, int], ...] = ()
    digest: bytes = b""


@lru_cache(maxsize=1 << 17)
def message_key(msgid: str, msgctxt: str = "") -> str:
    """Short stable name of a message: 10 hexadecimal digits of a SHA-256 over context and text.

    The context is joined as gettext joins it in MO files, with U+0004 (GNU gettext manual,
    "The Format of GNU MO Files").
    """
    identity = f"{msgctxt}\x04{msgid}" if msgctxt else msgid
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, with the white space around it, so that segments join to their text exactly.

    Attributes:
        before, content, after: ``before + content + after`` is the stretch of source text;
            ``content`` neither starts nor ends with white space.
        context: where it stands in the document, for people: "paragraph 7, sentence 2 of 3".
        line: line number of the content's first character, from 1.
        block: index of its block in ``Document.blocks``.
        message: the content as translators see it where that is not the content itself: codes
            as numbered placeables, see :mod:`l10n.markup`.
        inlines: the content taken apart, none where it is plain text.
        entry: the message of a source that is a PO file, texts as translators see them.
    """

    content: str
    before: str = ""
    after: str = ""
    context: str = ""
    line: int = 1
    block: int = 0
    message: str = ""
    inlines: tuple[Inline, ...] = ()
    entry: SourceEntry | None = None

    @property
    def msgid(self) -> str:
        """The content on one line: a line break inside a sentence is layout, not text."""
        if self.message:
            return self.message
        content = self.content
        # Looked for first: hardly any has one, and this is asked for often.
        return _LINE_BREAK.sub(" ", content) if "\n" in content or "\r" in content else content

    @property
    def msgctxt(self) -> str:
        """Gettext's context, "" for none."""
        return self.entry.msgctxt if self.entry else ""

    @property
    def plural(self) -> str:
        """The text for other numbers than one, "" where the message has no plural."""
        return self.entry.plural if self.entry else ""

    @property
    def key(self) -> str:
        """Stable name of the message; see :func:`message_key`."""
        return message_key(self.msgid, self.msgctxt)

    def __str__(self) -> str:
        return f"{self.before}{self.content}{self.after}"


class Pair(NamedTuple):
    """A translation direction, as language codes without territory: ``Pair("en", "mn")``."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}→{self.target}"


class Link(NamedTuple):
    """One line of a word alignment.

    Attributes:
        source, target: start and end offset in the source text and in its translation.
        weight: how much the one stands for the other, more than 0, at most 1.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    weight: float


class Hint(NamedTuple):
    """What a stretch of a source text is called in the target language.

    Attributes:
        start, end: offsets of whole words in the text.
        base: the base form of their translation, which the model inflects.
    """

    start: int
    end: int
    base: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine proposes for one text.

    Attributes:
        text: the translation.
        score: mean log-probability of its tokens, ≤ 0; 0 for text copied without translating,
            minus infinity where the engine does not tell.
        alternatives: the next best translations, best first, where more than one was asked for.
        alignment: which stretches stand for which, where the engine was asked and can tell.
        confidence: 0 to 1, how likely the text is to be right; None where nobody has judged it.
    """

    text: str
    score: float
    alternatives: tuple[Hypothesis, ...] = ()
    alignment: tuple[Link, ...] = ()
    confidence: float | None = None


class State(str, Enum):
    """How far a translation has come.

    A changed one was a person's for another source text, that which ``#|`` names in the PO file:
    it is to be reviewed again, and no program approves it in bulk.
    """

    NEW = "new"
    CHANGED = "changed"
    DRAFT = "draft"
    APPROVED = "approved"

    @property
    def waits(self) -> bool:
        """Whether there is a text that a person has still to review."""
        return self in (State.CHANGED, State.DRAFT)


class Origin(str, Enum):
    """Who wrote the text that stands in a catalog."""

    HUMAN = "human"
    MEMORY = "memory"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalog holds for one segment.

    Attributes:
        text: the translation, "" when new.
        state: new, changed, draft or approved.
        origin: who wrote ``text``; None when new.
        engine: engine, model and version of machine text, as in "argos/starter-en-mn 0.1".
        confidence: 0 to 1: how likely machine text is to be right, or how similar the memory's
            source was; None for human text.
        forms: of a message with a plural all forms in the order of the PO file, some perhaps
            empty, and ``text`` is the first that is not; () for any other message.
    """

    text: str = ""
    state: State = State.NEW
    origin: Origin | None = None
    engine: str = ""
    confidence: float | None = None
    forms: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is to be read of it: the forms, or the one text."""
        return self.forms or (self.text,)


@dataclass(frozen=True, slots=True)
class Match:
    """What the translation memory knows about a sentence.

    Attributes:
        source: the remembered sentence.
        target: its translation; numbers and names of the sentence looked up may stand in it.
        similarity: percent, as translation memories count: 102 and 101 are the same text between
            the same neighbours (both, one), 100 the same text, 99 and less a similar one;
            penalties are taken off.
        origin: who wrote ``target``.
        reviewed: whether a person has approved it.
        adapted: whether numbers or names were put into ``target`` that nobody has seen there.
        document: where it comes from, "" if unknown.
    """

    source: str
    target: str
    similarity: int
    origin: Origin
    reviewed: bool
    adapted: bool = False
    document: str = ""


class Severity(str, Enum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check noticed about one translation.

    Attributes:
        check: name of the check.
        severity: error or warning.
        message: one line, naming the spot.
        hint: one line on what to do, "" where the message says it all.
        span: start and end offset of the spot in the translation; None where it is not there.
        source_span: the same in the source text.
        key: the message's key, see :func:`message_key`; "" where a bare pair was checked.
        fix: what puts the spot right, in the place of ``span``, where that is certain; None where
            a person must say.
        form: the plural form that the finding is about, from 0; None where there are none.
    """

    check: str
    severity: Severity
    message: str
    hint: str = ""
    span: tuple[int, int] | None = None
    source_span: tuple[int, int] | None = None
    key: str = ""
    fix: str | None = None
    form: int | None = None


Progress = Callable[[str, int, int], None]
"""Called with (locale, sentences done, sentences in all) while machine translation runs."""
