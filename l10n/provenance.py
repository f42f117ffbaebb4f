"""Who wrote a translation, recorded where every PO editor shows it: in the entry's comments.

A machine's draft carries the flag ``fuzzy`` and one translator comment::

    # l10n: machine, argos/starter-en-mn 0.1, confidence 0.42, digest 3f2a9c1b7d5e
    #, fuzzy
    msgid "…"

The digest is of the machine's text. While it matches, the text is the machine's and a program may
replace it. Once it does not, a person has edited, and no program touches the text, fuzzy or not.
An entry that is not fuzzy is approved, in whatever editor the flag was cleared. Findings about a
draft follow as further comments, ``# l10n: check …``; all other comments are people's and stay.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable

import polib

from l10n.model import Finding, Hypothesis, Origin, State, Translation

_PREFIX = "l10n: "
_MACHINE = re.compile(
    r"l10n: machine, (?P<engine>.+), confidence (?P<confidence>\d\.\d+), "
    r"digest (?P<digest>[0-9a-f]+)"
)


def digest(text: str) -> str:
    """12 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def confidence(hypothesis: Hypothesis) -> float:
    """How likely a hypothesis is to be right, 0 to 1: the geometric mean of its tokens' odds."""
    return round(math.exp(min(hypothesis.score, 0.0)), 2)


def read(entry: polib.POEntry) -> Translation:
    """The translation that an entry holds, and whose it is."""
    text: str = entry.msgstr
    if not (text or any(entry.msgstr_plural.values())):
        return Translation()
    state = State.DRAFT if entry.fuzzy else State.APPROVED
    found = _machine_comment(entry)
    if found and found["digest"] == digest(text):
        return Translation(text, state, Origin.MACHINE, found["engine"], float(found["confidence"]))
    return Translation(text, state, Origin.HUMAN)


def write_machine(
    entry: polib.POEntry, hypothesis: Hypothesis, engine: str, findings: Iterable[Finding]
) -> None:
    """Put a machine's draft into an entry that holds none by a person.

    Args:
        entry: the entry; its people's comments and other flags stay.
        hypothesis: the draft.
        engine: engine, model and version.
        findings: what the checks say of the draft.
    """
    entry.msgstr = hypothesis.text
    if not entry.fuzzy:
        entry.flags.append("fuzzy")
    ours = [
        f"{_PREFIX}machine, {engine}, confidence {confidence(hypothesis):.2f}, "
        f"digest {digest(hypothesis.text)}"
    ]
    ours += [f"{_PREFIX}check {finding.check}: {finding.message}" for finding in findings]
    theirs = [line for line in entry.tcomment.splitlines() if not line.startswith(_PREFIX)]
    entry.tcomment = "\n".join([*theirs, *ours])


def flagged(entry: polib.POEntry) -> bool:
    """Whether a check's finding is noted on the entry's draft."""
    return any(line.startswith(f"{_PREFIX}check ") for line in entry.tcomment.splitlines())


def _machine_comment(entry: polib.POEntry) -> re.Match[str] | None:
    # Editors wrap long comments or glue them together: look in the comment as one line.
    return _MACHINE.search(" ".join(entry.tcomment.split()))
