"""A term and the rule that it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Rule(str, Enum):
    """What a translation has to do with a term.

    ``use`` one of the targets, do not use any of them (``forbid``), or ``keep`` the source term
    letter by letter.
    """

    USE = "use"
    FORBID = "forbid"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a glossary.

    Attributes:
        source: the term in the source language.
        targets: by locale, the words to use or not to use; the first is the one preferred.
        rule: what to do.
        note: for people.
    """

    source: str
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rule: Rule = Rule.USE
    note: str = ""

    def target(self, locale: str) -> tuple[str, ...]:
        """The words for a locale, or for its language: ``ru`` serves ``ru_UA`` too."""
        return self.targets.get(locale) or self.targets.get(locale.split("_")[0], ())

    def applies(self, locale: str) -> bool:
        """Whether the term says anything about translations into a locale."""
        return self.rule is Rule.KEEP or bool(self.target(locale))
