"""What a catalog is of, found out from it: an article and a help text are not judged alike.

``documents`` are sentences; ``software`` are the labels and messages of a program, with format
flags and accelerators; ``docs-of-commands`` are manual pages and help texts, with synopses, names
of options and of files.
"""

from __future__ import annotations

import re
from collections.abc import Set

DOCUMENTS, SOFTWARE, COMMANDS = "documents", "software", "docs-of-commands"

_OPTION = re.compile(r"(?:^|[\s\[*_<(`'«\"])--?[A-Za-z][\w-]*\b|\b[BI]<|\\f[BIR]|^\s*[$#] \w", re.M)
_ACCELERATOR = re.compile(r"(?:^|[^\w&])[_&](?=[^\W\d_])")
_LEAST = 10  # entries; fewer tell nothing
_SHARE = 0.12


class Kind:
    """Takes units one after the other, then says what they are of."""

    def __init__(self) -> None:
        self._total = self._options = self._program = self._labels = 0

    def take(self, source: str, flags: Set[str]) -> None:
        """Look at a source and its flags."""
        self._total += 1
        if "-" in source or "<" in source or "\\" in source:
            self._options += bool(_OPTION.search(source))
        if any(flag.endswith("-format") for flag in flags) or (
            len(source) < 60 and _ACCELERATOR.search(source)
        ):
            self._program += 1
        self._labels += len(source) < 30 and source[-1:] not in ".!?"

    @property
    def name(self) -> str:
        """``documents``, ``software`` or ``docs-of-commands``."""
        if self._total < _LEAST:
            return DOCUMENTS
        if self._options > _SHARE * self._total:
            return COMMANDS
        if self._program > _SHARE * self._total or self._labels > self._total / 2:
            return SOFTWARE
        return DOCUMENTS
