"""Checks of translations: one small class each, registered in :data:`CHECKS`.

:func:`check` looks at one pair of texts, :func:`check_units` at many, which then also are compared
with each other. ``l10n.checks.files`` has what can be wrong with a PO file as a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from l10n.checks.accelerators import Accelerators
from l10n.checks.addresses import Addresses, is_credits
from l10n.checks.alphabet import Alphabet
from l10n.checks.base import Check, Context, Unit
from l10n.checks.capitalization import Capitalization
from l10n.checks.consistency import Inconsistent, SameTranslation
from l10n.checks.corpus import Corpus
from l10n.checks.dates import Dates
from l10n.checks.homoglyphs import Homoglyphs
from l10n.checks.invisible import Invisible
from l10n.checks.language import Language
from l10n.checks.length import Length
from l10n.checks.markup import Markup
from l10n.checks.names import Acronyms, Names
from l10n.checks.newlines import Newlines
from l10n.checks.number_format import NumberFormat
from l10n.checks.numbers import Numbers
from l10n.checks.placeholders import Placeholders
from l10n.checks.plurals import Plurals, often_used
from l10n.checks.punctuation import Brackets, EndPunctuation, Quotes
from l10n.checks.repetition import Repetition
from l10n.checks.spacing import NonBreakingSpace, Whitespace
from l10n.checks.spelling import Spelling
from l10n.checks.terms import Glossary
from l10n.checks.untranslated import Unchanged, Untranslated
from l10n.model import Finding, Severity
from l10n.plugins import Registry, adopter

__all__ = [
    "BREAKING",
    "CHECKS",
    "Context",
    "Corpus",
    "Unit",
    "check",
    "check_unit",
    "check_units",
    "is_severe",
    "run_checks",
]

_CHECKS: tuple[Check, ...] = (
    Untranslated(),
    Unchanged(),
    Placeholders(),
    Markup(),
    Addresses(),
    Plurals(),
    Language(),
    Alphabet(),
    Homoglyphs(),
    Repetition(),
    Numbers(),
    NumberFormat(),
    Dates(),
    Names(),
    Acronyms(),
    Glossary(),
    Length(),
    EndPunctuation(),
    Brackets(),
    Quotes(),
    Capitalization(),
    Whitespace(),
    Newlines(),
    NonBreakingSpace(),
    Invisible(),
    Accelerators(),
    Spelling(),
    Inconsistent(),
    SameTranslation(),
)
CHECKS = Registry("l10n.checks", "check", ((one.name, one) for one in _CHECKS), adopter(Check))
"""All checks by name."""

# Findings of these, as errors, mean that a machine's draft is broken rather than imperfect.
BREAKING = ("untranslated", "placeholders", "markup", "language", "repetition")
"""The checks by which :func:`is_severe` judges."""

# What the plural has and the singular may lack: held against the plural where a form needs it.
_COUNTED = frozenset(("placeholders", "numbers"))


def check(
    source: str, target: str, locale: str = "", context: Context | None = None
) -> list[Finding]:
    """What the checks find in one translation.

    Args:
        source: the text in the source language.
        target: its translation; one without text is a finding too.
        locale: the translation's; "" leaves out what depends on it.
        context: what else is known, instead of ``locale``.
    """
    return check_unit(Unit(source, target), context or Context(locale))


def run_checks(names: Iterable[str], unit: Unit, context: Context) -> Iterator[Finding]:
    """What only the checks of some names find in a unit without plural forms, in their order."""
    is_empty = not unit.target.strip()
    for name in names:
        one = CHECKS[name]
        if one.empty or not is_empty:
            yield from one.run(unit, context)


def is_severe(findings: Iterable[Finding]) -> bool:
    """Whether a machine's draft is worth another try: empty, looping, unfit, the wrong language."""
    return any(
        finding.check in BREAKING
        and (finding.severity is Severity.ERROR or finding.check == "untranslated")
        for finding in findings
    )


def check_unit(unit: Unit, context: Context) -> list[Finding]:
    """What the checks find in one unit, errors first.

    Checks that the context has switched off are left out, and so are those that the unit's flags
    silence: ``ignore-NAME``, or ``ignore-all`` for all of them.
    """
    if "ignore-all" in unit.flags or not unit.source or is_credits(unit):
        return []
    findings = _run(unit, context, once=bool(unit.forms))
    if unit.forms:
        findings += _forms(unit, context)
    if not findings:
        return []
    findings.sort(key=lambda finding: finding.severity is not Severity.ERROR)
    return [replace(finding, key=unit.key) for finding in findings]


def _run(unit: Unit, context: Context, once: bool) -> list[Finding]:
    checks = _enabled(context.disabled, once)
    if not unit.target.strip():
        checks = tuple(one for one in checks if one.empty)
    if unit.flags:
        checks = tuple(one for one in checks if f"ignore-{one.name}" not in unit.flags)
    findings: list[Finding] = []
    for one in checks:
        findings += one.run(unit, context)
    return findings


@cache
def _enabled(disabled: frozenset[str], once: bool) -> tuple[Check, ...]:
    return tuple(
        one for one in CHECKS.complete().values() if one.once is once and one.name not in disabled
    )


def _forms(unit: Unit, context: Context) -> Iterator[Finding]:
    """Findings about each plural form, against the plural, or the singular where that fits better.

    A form for one number alone, or a few, may leave the number out, as the singular does; the
    others may not: msgstr[0] in Russian is for 1, and for 21 and 31 too.
    """
    often = often_used(unit.plural_forms, context.locale, len(unit.forms))
    seen: set[tuple[str, str]] = set()
    for number, (form, is_often) in enumerate(zip(unit.forms, often, strict=True)):
        one = replace(unit, source=unit.plural, target=form, forms=(), is_exact=not is_often)
        found = _run(one, context, once=False)
        if found and not (is_often and any(each.check in _COUNTED for each in found)):
            singular = replace(one, source=unit.source)
            found = min(found, _run(singular, context, once=False), key=len)
        for finding in found:
            if (finding.check, finding.message) not in seen:
                seen.add((finding.check, finding.message))
                yield replace(finding, form=number)


def check_units(
    units: Callable[[], Iterable[Unit]], context: Context
) -> Iterator[tuple[Unit, list[Finding]]]:
    """Units with their findings, those without left out, in order.

    Args:
        units: called twice: once to learn what is usual in them, once to check them. Nothing
            but the unit in hand is kept, so that they may be read from files as they are needed.
        context: what is known of them; its corpus is replaced by what they teach.
    """
    learned = replace(context, corpus=Corpus.learned(units()))
    for unit in units():
        if findings := check_unit(unit, learned):
            yield unit, findings
