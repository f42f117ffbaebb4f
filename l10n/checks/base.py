"""What checks speak: a unit, the context that it is looked at in, and the protocol of a check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar, Protocol

from l10n.checks.kinds import DOCUMENTS
from l10n.checks.wording import Message
from l10n.markup import grammar
from l10n.model import Finding, Severity

if TYPE_CHECKING:
    from l10n.glossary import Glossary

Span = tuple[int, int]
Spot = tuple[str, Span]

# What is not prose: placeholders, tags, addresses, escapes. Numbers, names, letters in there are
# not text. Directives are looked for more eagerly than where they are checked, "%sАвтор" and the
# %1 of Qt among them: of what is blanked by mistake nothing is said.
_DIRECTIVE = r"""%?%(?:\d+\$[-\#0+]*\d*\w?|\d+%?(?![\d.a-zA-Z])
    |\|[^|]*\||[-\#0+'I]*(?:\d+|\*)?(?:\.(?:\d*|\*))?(?:hh?|ll?|[Lqjzt])?[a-zA-Z@](?![a-zA-Z]))"""
_NOT_PROSE = grammar.pattern(
    r"E<\w+>",  # of perlpod
    "<[^<>]*>",
    grammar.ENTITY,
    r"\{[^{}]*\}",
    grammar.NAMED,
    _DIRECTIVE,
    "%%[0-9A-F]{2}",
    grammar.DOLLAR,
    r"\\(?:[uU]\w{4,8}|x\w\w|f[A-Z]|\([a-z]{2}|[a-zA-Z])",
    grammar.ADDRESS,
    grammar.EMAIL,
)
_HINT_OF_CODE = re.compile(r"[<&{%$@\\]")  # alone: an alternative would slow the search down
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ROUND_WORDS = ".,;:!?…()[]\"'«»“”„‘’–—-"


@dataclass(frozen=True)
class Unit:
    """One source text and its translation, as checks see them.

    Attributes:
        source, target: the texts, with their white space; ``target`` is "" when untranslated.
        key: the message's key, see :func:`l10n.model.message_key`.
        msgctxt: gettext's context, "" for none.
        flags: the entry's PO flags, as in ``c-format``; ``ignore-NAME`` silences a check.
        plural: the source's plural (``msgid_plural``), "" where the entry has none.
        forms: all plural forms of the translation, () where the entry has no plural; ``target``
            is one of them.
        nplurals: how many the file's header announces, 0 where it does not.
        plural_forms: the header's rule, "" for the locale's own.
        is_exact: whether ``target`` is a form for very few numbers, which may leave the number out.
        path, line: where the entry stands, "" and 0 for a bare pair.
    """

    source: str
    target: str
    key: str = ""
    msgctxt: str = ""
    flags: frozenset[str] = frozenset()
    plural: str = ""
    forms: tuple[str, ...] = ()
    nplurals: int = 0
    path: str = ""
    line: int = 0
    plural_forms: str = ""
    is_exact: bool = False

    @cached_property
    def is_laid_out(self) -> bool:
        """Whether the source's lines are many: a table, an example, a picture of a screen."""
        return self.source.count("\n") > 3

    @cached_property
    def source_prose(self) -> str:
        """The source with placeholders, tags and addresses blanked out; offsets stay."""
        return prose(self.source)

    @cached_property
    def target_prose(self) -> str:
        """The translation with placeholders, tags and addresses blanked out; offsets stay."""
        return prose(self.target)

    @cached_property
    def source_words(self) -> list[str]:
        """The words of the source's prose, in order."""
        return words(self.source_prose)

    @cached_property
    def target_words(self) -> list[str]:
        """The words of the translation's prose, in order."""
        return words(self.target_prose)

    @cached_property
    def target_lower(self) -> str:
        """The translation's prose in lower case."""
        return self.target_prose.lower()


class Speller(Protocol):
    """What knows the words of a language."""

    def knows(self, word: str) -> bool:
        """Whether the dictionary accepts the word."""

    def unknown(self, words: Sequence[str]) -> Sequence[str]:
        """Those of the words that it does not accept."""


class Corpus(Protocol):
    """What has been learned from all units together; see :class:`l10n.checks.corpus.Corpus`."""

    @property
    def ratio(self) -> tuple[float, float]:
        """Length of translations: characters per character of source, and the spread."""

    @property
    def binds_units(self) -> bool:
        """Whether most measures are written with a non-breaking space."""

    def kind(self, path: str) -> str:
        """What a catalog is of, see :mod:`l10n.checks.kinds`."""

    def other_translation(self, unit: Unit) -> tuple[str, str]:
        """Another translation of the unit's source, and where it stands; "" for none."""

    def other_source(self, unit: Unit) -> tuple[str, str]:
        """Another source of the unit's translation, and where it stands; "" for none."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know beside the unit.

    Attributes:
        locale: the translation's locale in gettext's spelling, "" for unknown.
        source_locale: the source text's.
        glossary: the project's; None where it has none.
        speller: a dictionary of the locale; None where none is installed.
        corpus: what the other units taught; None for a bare pair.
        disabled: names of the checks that are switched off.
    """

    locale: str = ""
    source_locale: str = "en"
    glossary: Glossary | None = None
    speller: Speller | None = None
    corpus: Corpus | None = None
    disabled: frozenset[str] = frozenset()

    def kind(self, unit: Unit) -> str:
        """What the unit's catalog is of: documents, software, or docs-of-commands."""
        return self.corpus.kind(unit.path) if self.corpus is not None else DOCUMENTS

    @property
    def language(self) -> str:
        """The locale's language: "pt" of "pt_BR"."""
        return _language(self.locale)


@cache
def _language(locale: str) -> str:
    return locale.partition("_")[0].partition("@")[0]


class Check:
    """Base of all checks: a name, and a method that yields what it notices.

    Class attributes:
        name: as in the registry, the configuration and the documentation.
        empty: whether it looks at units without a translation too.
        once: whether an entry with plural forms is looked at once, not form by form.
    """

    name: ClassVar[str]
    empty: ClassVar[bool] = False
    once: ClassVar[bool] = False

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """Findings about the unit."""
        raise NotImplementedError

    def error(
        self,
        message: str,
        hint: str = "",
        span: Span | None = None,
        source: Span | None = None,
        **values: object,
    ) -> Finding:
        """A finding that makes the translation wrong.

        Message and hint are literal templates, see :mod:`l10n.checks.wording`; the values stand
        in them. The spans are of the spot, in the translation and in the source.
        """
        words = Message(message, **values), Message(hint, **values)
        return Finding(self.name, Severity.ERROR, *words, span, source)

    def warning(
        self,
        message: str,
        hint: str = "",
        span: Span | None = None,
        source: Span | None = None,
        **values: object,
    ) -> Finding:
        """A finding that a person should look at; see :meth:`error`."""
        return replace(self.error(message, hint, span, source, **values), severity=Severity.WARNING)

    def differences(
        self, wanted: Sequence[Spot], found: Sequence[Spot], missing: str, extra: str
    ) -> Iterator[Finding]:
        """Errors for what stands on one side only; one lost and one come are one error.

        Args:
            wanted: the pieces of the source that must stay, with their spans.
            found: the same of the translation.
            missing: the hint for a piece that was lost.
            extra: the hint for a piece that the source does not have.
        """
        lost, come = without(wanted, found), without(found, wanted)
        for old, new in zip_longest(lost, come):
            if old and new:
                yield self.error(
                    "{old} of the source is missing; {new} stands there instead",
                    missing,
                    new[1],
                    old[1],
                    old=old[0],
                    new=new[0],
                )
            elif old:
                message = "{old} of the source is missing in the translation"
                yield self.error(message, missing, source=old[1], old=old[0])
            elif new:
                yield self.error("{new} is not in the source", extra, new[1], new=new[0])


def fixed(finding: Finding, fix: str, span: Span | None = None) -> Finding:
    """A finding that says what certainly puts it right.

    Args:
        finding: the finding.
        fix: what is to stand in the place of the spot.
        span: the spot, where the finding has none yet: (4, 4) is between two characters.
    """
    return replace(finding, fix=fix, span=span or finding.span)


def without(spots: Sequence[Spot], others: Sequence[Spot]) -> list[Spot]:
    """The pieces that the others lack, each as often as they do."""
    left = Counter(text for text, _ in others)
    lacking = []
    for text, span in spots:
        if left[text]:
            left[text] -= 1
        else:
            lacking.append((text, span))
    return lacking


def prose(text: str) -> str:
    """A text with placeholders, tags and addresses blanked out; offsets stay.

    >>> prose("Open <b>%s</b> at https://example.org/1 now")
    'Open           at                       now'
    """
    if not (_HINT_OF_CODE.search(text) or "://" in text or "www." in text):
        return text
    return _NOT_PROSE.sub(lambda match: " " * len(match.group()), text)


def words(text: str) -> list[str]:
    """The words of a text in order; an apostrophe or a hyphen inside of one is part of it.

    >>> words("Jean-Luc's 3 boats, 2nd row")
    ["Jean-Luc's", 'boats', 'nd', 'row']
    """
    found: list[str] = []
    for token in text.split():  # several times as fast as the pattern on the whole text
        if token.isalpha() or (token := token.strip(_ROUND_WORDS)).isalpha():
            found.append(token)
        elif token:
            found += _WORD.findall(token)
    return found


def find_word(word: str, text: str) -> Span | None:
    """Where a word stands in a text, as a whole word if it does."""
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    start = match.start() if match else text.find(word)
    return (start, start + len(word)) if start >= 0 else None
