"""Puts right what certainly can be: findings that carry a fix, in texts and in PO files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from l10n.checks import CHECKS, check_unit
from l10n.checks.base import Context, Unit
from l10n.checks.corpus import Corpus
from l10n.checks.files import Settings, locale_of
from l10n.files import locked
from l10n.model import Finding, State
from l10n.po import provenance
from l10n.po.catalog import Catalog, Entry
from l10n.po.message import Message

# The checks whose findings carry fixes; no other is asked.
FIXING = frozenset(
    ("homoglyphs", "number-format", "end-punctuation", "quotes", "whitespace", "newlines",
     "non-breaking-space", "invisible")
)  # fmt: skip
_NOTED = "l10n: check "  # how a comment begins that holds a finding, see l10n.po.provenance
_ROUNDS = 12  # a fix may bring another to light; a finding shows one spot of several


@dataclass(frozen=True, slots=True)
class Fixed:
    """A message that was put right.

    Attributes:
        path, key: where it stands.
        before, after: its translation, all forms.
        checks: whose findings they were.
    """

    path: Path
    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    checks: tuple[str, ...]


def fix(unit: Unit, context: Context) -> tuple[Unit, list[Finding]]:
    """The unit with all put right that certainly can be, and the findings that were.

    >>> from l10n.checks.base import Context, Unit
    >>> fix(Unit("Hello, world!", "Привет, мир "), Context("ru"))[0].target
    'Привет, мир!'
    """
    wanted = replace(context, disabled=context.disabled | (frozenset(CHECKS) - FIXING))
    done: list[Finding] = []
    for _ in range(_ROUNDS):
        found = [one for one in check_unit(unit, wanted) if one.fix is not None and one.span]
        changed = unit
        for number, text in enumerate(unit.forms or (unit.target,)):
            new, used = apply(text, [one for one in found if one.form in (None, number)])
            done += used
            if not unit.forms:
                changed = replace(changed, target=new)
            elif new != text:
                forms = [*changed.forms]
                forms[number] = new
                changed = replace(changed, forms=tuple(forms), target=forms[0])
        if changed == unit:
            break
        unit = changed
    return unit, done


def apply(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """A text with the fixes of some findings in it, and the findings; one of two that overlap."""
    used: list[Finding] = []
    end = len(text) + 1
    ordered = sorted(findings, key=lambda one: one.span or (0, 0), reverse=True)
    for one in ordered:
        if one.fix is None or one.span is None or one.span[1] > min(end, len(text)):
            continue
        start, stop = one.span
        if start == stop == end:
            continue
        text = text[:start] + one.fix + text[stop:]
        end = start
        used.append(one)
    return text, used


def fix_files(
    paths: Sequence[Path],
    settings: Settings | None = None,
    *,
    locale: str = "",
    source_locale: str = "en",
    approved: bool = False,
) -> Iterator[Fixed]:
    """Put right what can be in PO files, and save them; what was put right, message by message.

    Only drafts are changed, unless ``approved`` asks for what people have approved too. A
    machine's draft stays one, and what is approved stays approved.

    Raises:
        CatalogError: a file is no PO file that can be written again.
        WriteError: a file cannot be written.
    """
    for path in paths:
        own = locale_of(path, locale)
        disabled = settings.disabled(own) if settings else frozenset()
        with locked(path):
            catalog = Catalog.open(path, own or None)
            units = [(entry, _unit(entry, catalog)) for entry in catalog.entries()]
            context = Context(
                own,
                source_locale,
                corpus=Corpus.learned(unit for _, unit in units),
                disabled=disabled,
            )
            fixed = list(_fix_catalog(catalog, units, context, approved))
            if fixed:
                catalog.save()
        yield from fixed


def _fix_catalog(
    catalog: Catalog, units: Sequence[tuple[Entry, Unit]], context: Context, approved: bool
) -> Iterator[Fixed]:
    for entry, unit in units:
        state = entry.translation.state
        if state is State.NEW or (state is State.APPROVED and not approved):
            continue
        better, done = fix(unit, context)
        if not done:
            continue
        before, after = (one.forms or (one.target,) for one in (unit, better))
        checks = tuple(dict.fromkeys(one.check for one in done))
        catalog.change(entry.key, partial(_put, texts=after, checks=checks))
        yield Fixed(catalog.path, entry.key, before, after, checks)


def _put(message: Message, *, texts: tuple[str, ...], checks: tuple[str, ...]) -> bool:
    """Put texts into a message; a program's draft stays a program's, with what else was found."""
    translation = provenance.read(message)
    is_program_s = message.fuzzy and translation.confidence is not None
    forms = texts if message.msgid_plural else ()
    if is_program_s:
        draft = replace(translation, text=texts[0], forms=forms)
        noted = [line for line in message.tcomment.split("\n") if line.startswith(_NOTED)]
        fixed = tuple(f"{_NOTED}{check}:" for check in checks)
        provenance.write(message, draft)
        kept = [line for line in noted if not line.startswith(fixed)]
        message.tcomment = "\n".join([message.tcomment, *kept])
    else:
        provenance.put(message, texts[0], forms)
    return True


def _unit(entry: Entry, catalog: Catalog) -> Unit:
    texts = entry.translation.texts
    unit = Unit(entry.msgid, texts[0], entry.key, entry.msgctxt, entry.flags)
    if not entry.plural:
        return unit
    rule = catalog.headers.get("Plural-Forms", "")
    return replace(unit, plural=entry.plural, forms=tuple(texts), plural_forms=rule)
