"""Format strings, as the flags of PO files name them: one reader for each kind.

``msgfmt -c`` refuses a catalog whose translations would make a program crash or leave something
out; these readers find the same. GNU gettext manual, "c-format Flags and Other Format Flags".
"""

from __future__ import annotations

from l10n.checks.directives.base import Difference, Directive, Format, Parsed, compare
from l10n.checks.directives.braces import BRACES
from l10n.checks.directives.languages import PRINTF
from l10n.checks.directives.lisp import LISP
from l10n.checks.directives.numbered import NUMBERED

__all__ = ["FORMATS", "Difference", "Directive", "Format", "Parsed", "compare"]

FORMATS: dict[str, Format] = {
    f"{one.name}-format": one for one in (*PRINTF, *BRACES, *NUMBERED, *LISP)
}
