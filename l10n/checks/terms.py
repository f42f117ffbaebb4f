"""The glossary's terms: where the source has one, the translation has its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from l10n.checks.base import Check, Context, Span, Unit
from l10n.model import Finding

_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
_ENDING = 3  # letters that an inflection may change at the end of a word
# Languages that put one ending after another: Mongolian гэрээ, гэрээнүүдийг.
_LONG_ENDINGS = {"mn": 7, "kk": 7, "ky": 7, "tr": 8, "fi": 6, "hu": 7, "et": 5, "az": 7, "uz": 8}
_VOWELS_TO_FLEE = "оеёіу"  # день, дня; рядок, рядка: the vowel of the last syllable may go


class Glossary(Check):
    """Terms are translated as the glossary has it, in any inflection.

    A word of the text is a form of a term's word if both begin alike and differ in a few letters
    at the end: Cyrillic languages inflect at the end, English adds s, ed, ing.
    """

    name = "glossary"

    def run(self, unit: Unit, context: Context) -> Iterator[Finding]:
        if not context.terms:
            return
        source = unit.source_prose.lower()
        words: list[str] | None = None
        for term in context.terms:
            first = term.source.partition(" ")[0].lower()
            if first[: max(1, len(first) - 1)] not in source:
                continue
            span = find_term(term.source, source)
            if span is None:
                continue
            if words is None:
                words = _WORD.findall(unit.target_lower)
            ending = _LONG_ENDINGS.get(context.language, _ENDING)
            if not any(_has_words(target, words, ending) for target in term.targets):
                options = " or ".join(repr(target) for target in term.targets)
                yield self.warning(
                    f"the glossary has {options} for {unit.source[span[0] : span[1]]!r}",
                    "use the glossary's term, or correct the glossary",
                    source=span,
                )


def find_term(term: str, lowered: str) -> Span | None:
    """Where an English term stands in a text in lower case, in the singular or the plural."""
    match = _term_pattern(term).search(lowered)
    return match.span() if match else None


@lru_cache(maxsize=65536)
def _term_pattern(term: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in term.lower().split()]
    last = words[-1]
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        words[-1] = f"{last[:-1]}(?:y|ies)"
    else:
        words[-1] = f"{last}(?:e?s|['’]s)?"
    return re.compile(r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)")


def _has_words(term: str, words: list[str], ending: int) -> bool:
    """Whether all words of a term stand in a row in the text, each in some form."""
    wanted = _WORD.findall(term.lower())
    return any(
        all(is_form(word, words[at + i], ending) for i, word in enumerate(wanted))
        for at in range(len(words) - len(wanted) + 1)
    )


@lru_cache(maxsize=262144)
def is_form(word: str, other: str, ending: int = 3) -> bool:
    """Whether two words in lower case are forms of one.

    Args:
        word: as in the glossary.
        other: as in a text.
        ending: letters that an inflection may add beyond those that it replaces.

    >>> is_form("соглашение", "соглашениями"), is_form("рядок", "рядка"), is_form("кот", "код")
    (True, True, False)
    """
    if word == other:
        return True
    common = 0
    while common < min(len(word), len(other)) and word[common] == other[common]:
        common += 1
    stem = max(len(word) - _ENDING, (len(word) + 1) // 2, min(len(word), 3))
    if common >= stem and len(other) - common <= ending + 1:
        return True
    bare = word.rstrip("ьй")
    if len(bare) > 2 and bare[-2] in _VOWELS_TO_FLEE:
        short = bare[:-2] + bare[-1]
        return other.startswith(short) and len(other) - len(short) <= ending
    return False
