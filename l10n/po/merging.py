"""Bringing a catalog in line with its source, without losing what people wrote.

What happens to each sentence:

- unchanged or moved: keeps everything;
- changed, and a person had translated the old one: gets the old translation as fuzzy, with the old
  sentence as previous msgid (``#|``), and people's comments; the old entry stays, obsolete;
- new in a program, and much like one that a person has translated (or the same text under another
  context): gets that translation so, whether the other one is in use, was taken already, or left
  long ago; for sentences of documents the translation memory does that, with numbers put right;
- vanished: becomes obsolete (``#~``), and comes back as it was when the sentence does;
- new: empty.

Where ``msgmerge`` differs: it gives a changed sentence any similar old translation, also a
machine's and much less alike ones in use elsewhere, and forgets the entry that it took it from.
"""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Origin, Segment, State, Translation, message_key
from l10n.po import provenance
from l10n.po import strings as programs
from l10n.po.file import File
from l10n.po.message import Message

# GNU gettext's own threshold for fuzzy matching (msgmerge, FUZZY_THRESHOLD).
_SIMILAR = 0.6
# From here on a translation that belongs to another text is more often of use than not.
_MUCH_ALIKE = 0.8
_CANDIDATES = 5
# Comparing all new with all vanished sentences is quadratic: past this many pairs (a second or so)
# only neighbours in the text are compared.
_MAX_PAIRS = 1_000_000
_NEIGHBOURS = 50


def entry_key(entry: Message) -> str:
    """The entry's stable name; see :func:`l10n.model.message_key`."""
    return message_key(entry.msgid, entry.msgctxt or "")


def merge(po: File, segments: Sequence[Segment], source: str) -> bool:
    """Bring ``po`` in line with a document's segments.

    Args:
        po: the catalog, changed in place.
        segments: all segments of the document.
        source: how references name the document.

    Returns:
        Whether anything changed.
    """
    places: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.content:
            places.setdefault(segment.key, []).append(segment)
    known = {entry_key(entry): entry for entry in reversed(po)}
    current: list[Message] = []
    added: list[Message] = []
    changed = False
    forms = programs.forms_in(po)
    for key, uses in places.items():
        entry = known.get(key)
        if entry is None:
            entry = Message(uses[0].msgid, msgctxt=uses[0].msgctxt or None)
            added.append(entry)
        changed |= _update(entry, "occurrences", programs.references(uses, source))
        changed |= _update(entry, "comment", programs.comment(uses))
        changed |= programs.fit(entry, uses[0].entry, forms)
        changed |= _update(entry, "obsolete", False)
        current.append(entry)
    kept = set(map(id, current))
    gone = [entry for entry in po if id(entry) not in kept]
    vanished = [entry for entry in gone if not entry.obsolete]
    _carry_over(vanished, added)
    _offer(po, places, added)
    for entry in added:  # what came with the old translation gives way to what the source says
        programs.fit(entry, places[entry_key(entry)][0].entry, forms)
    for entry in vanished:
        entry.obsolete = True
    # Obsolete entries stay where a file has them, as long as the others do.
    stays = not vanished and current == [entry for entry in po if id(entry) in kept]
    order = list(po) if stays else current + gone
    changed |= list(map(id, order)) != list(map(id, po)) or bool(vanished)
    if changed:
        po[:] = order
    return changed


def _update(entry: Message, attribute: str, value: object) -> bool:
    if getattr(entry, attribute) == value:
        return False
    setattr(entry, attribute, value)
    return True


def _carry_over(vanished: Sequence[Message], added: Sequence[Message]) -> None:
    """Give each changed sentence the translation a person wrote for what it was before."""
    old = [entry for entry in vanished if _is_a_person_s(provenance.read(entry))]
    if not old or not added:
        return
    from rapidfuzz.distance import Indel

    matches: list[tuple[float, int, int]] = []
    near = len(old) * len(added) > _MAX_PAIRS
    for new_index, entry in enumerate(added):
        middle = new_index * len(old) // len(added)
        start, end = (max(middle - _NEIGHBOURS, 0), middle + _NEIGHBOURS) if near else (0, len(old))
        for old_index, candidate in enumerate(old[start:end], start):
            similarity = Indel.normalized_similarity(
                entry.msgid, candidate.msgid, score_cutoff=_SIMILAR
            )
            if similarity and bool(entry.msgid_plural) == bool(candidate.msgid_plural):
                matches.append((-similarity, old_index, new_index))
    taken: set[int] = set()
    for _, old_index, new_index in sorted(matches):  # the most alike first; a tie in text order
        entry, before = added[new_index], old[old_index]
        if old_index in taken or entry.previous_msgid:
            continue
        taken.add(old_index)
        _take(entry, before)


def _offer(po: File, places: dict[str, list[Segment]], added: Sequence[Message]) -> None:
    """Give new strings of a program what people have made of much the same text."""
    added = [
        entry for entry in added if not entry.previous_msgid and places[entry_key(entry)][0].entry
    ]
    if not added:
        return
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    known = [entry for entry in po if provenance.state(entry) is State.APPROVED]
    by_text: dict[tuple[str, bool], Message] = {}
    for entry in known:
        by_text.setdefault((entry.msgid, bool(entry.msgid_plural)), entry)
    texts = [entry.msgid for entry in known]
    for entry in added:
        plural = bool(entry.msgid_plural)
        before = by_text.get((entry.msgid, plural))
        if before is None and len(known) * len(added) <= _MAX_PAIRS:
            similar = process.extract(
                entry.msgid,
                texts,
                scorer=Indel.normalized_similarity,
                score_cutoff=_MUCH_ALIKE,
                limit=_CANDIDATES,
            )
            fitting = (known[at] for *_, at in similar if bool(known[at].msgid_plural) == plural)
            before = next(fitting, None)
        if before is not None:
            _take(entry, before)


def _take(entry: Message, before: Message) -> None:
    """Give an entry the translation of another text, to be reviewed."""
    entry.msgstr = before.msgstr
    entry.msgstr_plural = dict(before.msgstr_plural)
    # Of one that has changed before and was not reviewed since, what it was translated for.
    stale = before if before.fuzzy and before.previous_msgid else None
    entry.previous_msgid = stale.previous_msgid if stale else before.msgid
    entry.previous_msgid_plural = (
        stale.previous_msgid_plural if stale else before.msgid_plural or None
    )
    entry.previous_msgctxt = stale.previous_msgctxt if stale else before.msgctxt
    entry.tcomment = provenance.people_s_comments(before)
    # What the text's own flags are the source says; those of translators go with their text.
    people_s = (flag for flag in before.flags if not programs.is_source_flag(flag))
    entry.flags = list(dict.fromkeys(["fuzzy", *people_s, *entry.flags]))


def _is_a_person_s(translation: Translation) -> bool:
    return translation.origin is Origin.HUMAN or translation.state is State.APPROVED
