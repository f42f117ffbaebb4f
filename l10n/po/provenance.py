"""Who wrote a translation, recorded where every PO editor shows it: in the entry's comments.

A draft that a program put in carries the flag ``fuzzy`` and one translator comment::

    # l10n: machine, argos/starter-en-mn 0.1, confidence 0.42, digest 3f2a9c1b7d5e
    # l10n: memory, match 92 %, digest 3f2a9c1b7d5e

The digest is of the program's text. While it matches, a program may replace the text. Once it does
not, a person has edited, and no program touches the text, fuzzy or not. An entry that is not fuzzy
is approved, in whatever editor the flag was cleared. A fuzzy one with a previous msgid (``#|``) and
a person's text was translated for that msgid: its source has changed. Findings about a draft follow
as further comments, ``# l10n: check …``; all other comments are people's and stay.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from l10n.model import Finding, Origin, State, Translation
from l10n.po.message import Message

_PREFIX = "l10n: "
_PROGRAM = re.compile(
    r"l10n: (?:machine, (?P<engine>.+?), confidence (?P<confidence>\d\.\d+)"
    r"|memory, match (?P<percent>\d+) %), digest (?P<digest>[0-9a-f]+)"
)


def digest(text: str) -> str:
    """12 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def state(entry: Message) -> State:
    """How far the entry's translation has come: what :func:`read` says, without the rest."""
    plural = forms(entry)
    if not entry.msgstr and not any(plural):
        return State.NEW
    if entry.fuzzy and entry.previous_msgid and not _is_a_program_s(entry, plural):
        return State.CHANGED
    # A plural that lacks a form cannot be approved: programs would show nothing for some numbers.
    return State.DRAFT if entry.fuzzy or not all(plural) else State.APPROVED


def _is_a_program_s(entry: Message, plural: tuple[str, ...]) -> bool:
    """Whether the text is a program's to the letter."""
    found = _record(entry)
    return found is not None and found["digest"] == digest(joined(plural) or entry.msgstr)


def read(entry: Message) -> Translation:
    """The translation that an entry holds, and whose it is."""
    how_far = state(entry)
    if how_far is State.NEW:
        return Translation()
    plural = forms(entry)
    text: str = entry.msgstr or next(filter(None, plural), "")
    found = _record(entry)
    if found is None or found["digest"] != digest(joined(plural) or text):
        return Translation(text, how_far, Origin.HUMAN, forms=plural)
    if found["percent"]:
        percent = int(found["percent"]) / 100
        return Translation(text, how_far, Origin.MEMORY, "", percent, plural)
    confidence = float(found["confidence"])
    return Translation(text, how_far, Origin.MACHINE, found["engine"], confidence, plural)


def forms(entry: Message) -> tuple[str, ...]:
    """The plural forms of an entry in order, () where it has no plural."""
    if not entry.msgid_plural:
        return ()
    return tuple(text for _, text in sorted(entry.msgstr_plural.items()))


def joined(plural: tuple[str, ...]) -> str:
    """Plural forms as one text, as MO files have them; a digest is of all forms."""
    return "\0".join(plural)


def put(entry: Message, text: str, plural: tuple[str, ...]) -> None:
    """Put a translation's text or forms into an entry, whoever's it is."""
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(plural))
    else:
        entry.msgstr = text


def write(entry: Message, draft: Translation, findings: Iterable[Finding] = ()) -> None:
    """Put a program's draft into an entry that holds no text of a person.

    Args:
        entry: the entry; people's comments and other flags stay.
        draft: text, origin (machine or memory), engine and confidence.
        findings: what the checks say of the draft.
    """
    confidence = draft.confidence or 0.0
    what = f"machine, {draft.engine}, confidence {confidence:.2f}"
    if draft.origin is Origin.MEMORY:
        what = f"memory, match {confidence:.0%}".replace("%", " %")
    ours = [f"{_PREFIX}{what}, digest {digest(joined(draft.forms) or draft.text)}"]
    ours += [f"{_PREFIX}check {finding.check}: {finding.message}" for finding in findings]
    put(entry, draft.text, draft.forms)
    if not entry.fuzzy:
        entry.flags.append("fuzzy")
    entry.tcomment = "\n".join(filter(None, [people_s_comments(entry), *ours]))


def approve(entry: Message) -> None:
    """Take the entry's text as a person's word; the record of who drafted it stays."""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    drop_findings(entry)


def drop_findings(entry: Message) -> None:
    """Remove what checks noted of a draft that is no more."""
    lines = entry.tcomment.split("\n")
    entry.tcomment = "\n".join(line for line in lines if not line.startswith(f"{_PREFIX}check "))


def clear(entry: Message) -> None:
    """Remove a program's draft and all that was noted of it."""
    put(entry, "", ("",) * len(entry.msgstr_plural))
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.tcomment = people_s_comments(entry)


def people_s_comments(entry: Message) -> str:
    """The translator comments that no program wrote."""
    lines = entry.tcomment.split("\n")
    return "\n".join(line for line in lines if not is_program_s(line))


def is_program_s(line: str) -> bool:
    """Whether a line of a message's comments is a record of ours."""
    return line.startswith(_PREFIX)


def drafted_by(entry: Message) -> tuple[str, str]:
    """The engine whose draft the text is or was made from, and the draft's digest; "" if none."""
    found = _record(entry)
    return (found["engine"], found["digest"]) if found and found["engine"] else ("", "")


def flagged(entry: Message) -> bool:
    """Whether a check's finding is noted on the entry's draft."""
    return f"{_PREFIX}check " in entry.tcomment


def _record(entry: Message) -> re.Match[str] | None:
    # An editor may have broken the comment's line: look at the comment as one line.
    return _PROGRAM.search(" ".join(entry.tcomment.split())) if entry.tcomment else None
