"""The glossary's terms: what the project's glossary says of them is done."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.model import Finding


class Glossary(Check):
    """Terms are translated as the glossary has it, in any inflection."""

    name = "glossary"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        glossary = context.glossary
        if glossary is None or not context.locale:
            return
        seen = []
        for term, start, end in glossary.terms_in(unit.source, context.locale):
            if term in seen or glossary.satisfied(term, unit.target, context.locale):
                continue
            seen.append(term)
            words = " or ".join(repr(word) for word in term.target(context.locale))
            message = {
                "use": f"the glossary has {words} for {unit.source[start:end]!r}",
                "keep": f"the glossary keeps {term.source!r} as it is",
                "forbid": f"the glossary forbids {words} for {unit.source[start:end]!r}",
            }[term.rule.value]
            hint = "follow the glossary, or correct it"
            yield self.warning(message, hint, source=(start, end))
