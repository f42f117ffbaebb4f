"""What helps with one sentence: the machine's text, the memory, terms, neighbours."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from l10n.errors import L10nError, MemoryStoreError, WriteError
from l10n.files import locked
from l10n.glossary import Term, lexicon, table
from l10n.glossary.glossary import FILE, Occurrence
from l10n.glossary.inflection import WORD
from l10n.languages.codes import language
from l10n.memory import Memory, Unit
from l10n.model import Match, Origin, Pair, message_key
from l10n.po.provenance import digest
from l10n.review.desk import Desk
from l10n.review.people import check_may_approve
from l10n.review.row import Row
from l10n.translation.cache import Cache

_MATCHES = 5
_LEAST = 60  # percent: a person can use less than a program dares to put in
_TERM = 200  # characters
_EXPLAINED = 60  # words
_CONTENT = frozenset(("n", "v", "adj", "adv", "name", "phr", "abbr"))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows before and after one in the document; None at its ends."""

    before: Row | None
    after: Row | None


def neighbours(desk: Desk, row: Row) -> Neighbours:
    """What stands around a sentence."""
    rows = desk.rows
    return Neighbours(
        rows[row.index - 1] if row.index else None,
        rows[row.index + 1] if row.index + 1 < len(rows) else None,
    )


def machine_text(desk: Desk, row: Row) -> str:
    """The draft that the text is or was made from, "" where that is not known any more."""
    entry = row.entry
    if not entry.drafted_by:
        return ""
    said = Cache(desk.project.root).drafts(entry.drafted_by, [entry.msgid])
    drafts = said.get(entry.msgid, [])
    return next((text for text in drafts if digest(text) == entry.draft_digest), "")


def matches(desk: Desk, row: Row) -> list[Match]:
    """What the translation memory has for a sentence; nothing where it cannot be read."""
    pair = Pair(desk.project.source_locale, desk.locale)
    try:
        with Memory.open(desk.project.root) as memory:
            return memory.search(row.entry.msgid, pair, _LEAST, _MATCHES)
    except MemoryStoreError:
        return []


def learn(desk: Desk, row: Row) -> None:
    """Teach the translation memory what was just approved: similar sentences get it at once."""
    segment, texts = row.segment, row.texts
    around = neighbours(desk, row)
    before, after = (
        message_key(one.segment.msgid if one else "") for one in (around.before, around.after)
    )
    sources = {segment.msgid: texts[0], segment.plural or segment.msgid: texts[-1]}
    pair = Pair(desk.project.source_locale, desk.locale)
    document = desk.project.reference(desk.path)
    origin = row.translation.origin or Origin.HUMAN
    units = [
        Unit(source, text, pair, origin, True, before, after, document)
        for source, text in sources.items()
        if text.strip()
    ]
    with suppress(MemoryStoreError, WriteError), Memory.open(desk.project.root) as memory:
        memory.learn(units)


def terms(desk: Desk, row: Row) -> list[Occurrence]:
    """The glossary's terms in a sentence, each where it first stands."""
    glossary = row.checker.context.glossary
    if glossary is None:
        return []
    found = glossary.terms_in(row.entry.msgid, desk.locale)
    return list({id(one.term): one for one in reversed(found)}.values())[::-1]


def dictionary(desk: Desk, row: Row) -> list[tuple[str, list[str]]]:
    """What the dictionary says of a source's words and phrases: each with its equivalents."""
    locale = language(desk.locale)
    if language(desk.project.source_locale) != "en" or locale not in lexicon.locales():
        return []
    words = WORD.findall(row.entry.msgid)
    found: dict[str, list[str]] = {}
    at = 0
    while at < len(words) and len(found) < _EXPLAINED:
        size = 1
        for length in range(min(lexicon.MAX_WORDS, len(words) - at), 0, -1):
            entries = lexicon.lookup(" ".join(words[at : at + length]), locale)
            content = [one for one in entries if one.part in _CONTENT]
            if content:
                said = dict.fromkeys(one.equivalent for one in content if one.equivalent)
                found.setdefault(content[0].english, list(said))
                size = length
                break
        at += size
    return list(found.items())


def add_term(desk: Desk, source: str, target: str) -> None:
    """Add a term to the project's glossary, or a translation in the locale to one that is there.

    Raises:
        RoleError: only reviewers decide about terms.
        L10nError: source or target is empty or too long, or the glossary cannot be read or written.
    """
    check_may_approve()
    if not 0 < len(source) <= _TERM or not 0 < len(target) <= _TERM:
        raise L10nError("a term has two texts", f"of at most {_TERM} characters each")
    path = desk.project.root / FILE
    with locked(path):
        known = table.read(path) if path.exists() else []
        place = next((n for n, one in enumerate(known) if one.source == source), None)
        if place is None:
            known.append(Term(source, {desk.locale: (target,)}))
        else:
            old = known[place]
            targets = dict(old.targets) | {desk.locale: (*old.target(desk.locale), target)}
            known[place] = replace(old, targets=targets)
        table.write(path, known)
    with desk.at_work():
        desk.forget_terms()
