"""Placeholders, markup, addresses of the source must stand in the translation unchanged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.model import Finding, Severity

_PLACEHOLDER = re.compile(
    r"""
      </?\d+/?>                                 # numbered placeables: <1> </1> <2/>
    | \{\{[^{}\s][^{}]*\}\}                     # {{name}}
    | \{[\w.:!-]*\}                             # {name} {0:.2f}
    | %\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]    # %(name)s
    | %(?:\d+\$)?[#0\-+]*\d*(?:\.\d+)?[sdifgxXc]\b  # %s %1$d %.2f
    | \$\{?\w+\}?(?<!\$\d)(?<!\$\d\d)(?!\d)     # $name ${name}; $5 is a price
    | https?://[^\s<>"”»)]*[^\s<>"”»).,;:!?]    # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+              # e-mail
    """,
    re.VERBOSE,
)


class Placeholders:
    """Each placeholder of the source occurs as often in the translation, to the letter."""

    name = "placeholders"

    def run(self, source: str, target: str) -> Iterator[Finding]:
        wanted, found = _placeholders(source), _placeholders(target)
        for placeholder in wanted - found:
            message = f"{placeholder} of the source is missing in the translation"
            yield Finding(self.name, Severity.ERROR, message)
        for placeholder in found - wanted:
            message = f"{placeholder} is not in the source"
            yield Finding(self.name, Severity.ERROR, message)


def _placeholders(text: str) -> Counter[str]:
    return Counter(match.group() for match in _PLACEHOLDER.finditer(text))
