"""What all units together teach: usual lengths, texts translated in two ways."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from statistics import median

from l10n.checks.base import Unit
from l10n.checks.kinds import DOCUMENTS, Kind
from l10n.checks.length import DEFAULT_RATIO
from l10n.checks.spacing import BOUND_MEASURE, PLAIN_MEASURE

_ENOUGH = 50  # translations from which a usual length can be learned
_SAMPLE = 200_000  # lengths kept; more teach nothing new
_SHORT = 15  # characters; see l10n.checks.length
_LEAST_SPREAD = 1.0
_MAD = 1.4826  # a normal distribution's standard deviation, in median absolute deviations
_WORDS = 3  # of a translation; shorter ones are often rightly the same for two sources
_DIGIT = re.compile(r"\d")
_NOT_TEXT = re.compile(r"[\W_]+")


class Corpus:
    """Learns from one pass over the units, then answers in a second.

    Keeps hashes and lengths, not texts: some 200 bytes per unit. Texts are kept only of units
    whose source or translation stands in a conflict.
    """

    def __init__(self) -> None:
        self.ratio = DEFAULT_RATIO
        self.binds_units = False
        self._kinds: dict[str, Kind] = {}
        self._kind_of: dict[str, str] = {}
        self._lengths = array("I")
        self._bound = self._plain = 0
        self._target_of: dict[int, int] = {}
        self._source_of: dict[int, int] = {}
        self._two_targets: set[int] = set()
        self._two_sources: set[int] = set()
        self._seen: dict[int, tuple[str, str]] = {}

    @classmethod
    def learned(cls, units: Iterable[Unit]) -> Corpus:
        """What a pass over the units teaches."""
        corpus = cls()
        for unit in units:
            corpus._take(unit)
        corpus._conclude()
        return corpus

    def kind(self, path: str) -> str:
        """What a catalog is of, see :mod:`l10n.checks.kinds`."""
        return self._kind_of.get(path, DOCUMENTS)

    def other_translation(self, unit: Unit) -> tuple[str, str]:
        """Another translation of the unit's source, and where it stands; "" for none."""
        identity = _source_hash(unit)
        if identity not in self._two_targets:
            return "", ""
        other, where = self._seen.setdefault(identity, (unit.target, _place(unit)))
        return (other, where) if other != unit.target else ("", "")

    def other_source(self, unit: Unit) -> tuple[str, str]:
        """Another source of the unit's translation, and where it stands; "" for none."""
        identity = hash(unit.target)
        if identity not in self._two_sources:
            return "", ""
        other, where = self._seen.setdefault(identity, (unit.source, _place(unit)))
        return (other, where) if bare(other) != bare(unit.source) else ("", "")

    def _take(self, unit: Unit) -> None:
        source, target = unit.source, unit.target
        if not source or not target:
            return
        kind = self._kinds.get(unit.path)
        if kind is None:
            kind = self._kinds[unit.path] = Kind()
        kind.take(source, unit.flags)
        identity, content = _source_hash(unit), hash(target)
        if self._target_of.setdefault(identity, content) != content:
            self._two_targets.add(identity)
        if is_telling(source, target):
            # Those that differ in case or punctuation alone are told apart when asked for.
            plain = hash(source)
            if self._source_of.setdefault(content, plain) != plain:
                self._two_sources.add(content)
        if len(source) >= _SHORT and len(self._lengths) < 2 * _SAMPLE:
            self._lengths.extend((len(source), len(target)))
        if _DIGIT.search(target):
            self._bound += bool(BOUND_MEASURE.search(target))
            self._plain += bool(PLAIN_MEASURE.search(target))

    def _conclude(self) -> None:
        self._kind_of = {path: kind.name for path, kind in self._kinds.items()}
        self._target_of.clear()
        self._source_of.clear()
        self.binds_units = self._bound > 3 and self._bound > 2 * self._plain
        sources, targets = self._lengths[0::2], self._lengths[1::2]
        if len(sources) >= _ENOUGH:
            factor = median(t / s for s, t in zip(sources, targets, strict=True))
            off = (abs(t - factor * s) / s**0.5 for s, t in zip(sources, targets, strict=True))
            self.ratio = factor, max(_MAD * median(off), _LEAST_SPREAD)
        self._lengths = array("I")


def _source_hash(unit: Unit) -> int:
    return hash((unit.source, unit.msgctxt))


def bare(text: str) -> str:
    """A text without what may differ and still be the same: case, punctuation, blanks."""
    return _NOT_TEXT.sub("", text).lower() or text


def is_telling(source: str, target: str) -> bool:
    """Whether it means something that another source has the same translation."""
    return source != target and target.count(" ") >= _WORDS - 1


def _place(unit: Unit) -> str:
    return f"{unit.path}:{unit.line}" if unit.path else unit.key or "another entry"
