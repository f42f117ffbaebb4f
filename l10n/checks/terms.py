"""The glossary's terms: what the project's glossary says of them is done."""

from __future__ import annotations

from collections.abc import Iterator

from l10n.checks.base import Check, Context, Unit
from l10n.checks.wording import Message
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
            words = " / ".join(repr(word) for word in term.target(context.locale))
            found = unit.source[start:end]
            message = {
                "use": Message("the glossary has {words} for {term!r}", words=words, term=found),
                "keep": Message("the glossary keeps {term!r} as it is", term=term.source),
                "forbid": Message(
                    "the glossary forbids {words} for {term!r}", words=words, term=found
                ),
            }[term.rule.value]
            yield self.warning(message, "follow the glossary, or correct it", source=(start, end))
