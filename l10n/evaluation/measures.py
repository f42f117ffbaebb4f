"""What can be counted in translations beside their likeness to references.

Terms of the glossary, words that there are not, numbers that are lost, names that change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from l10n.engines.protocol import Aligner
from l10n.glossary import Glossary, Term
from l10n.glossary.inflection import WORD, fold, is_form
from l10n.glossary.term import Rule
from l10n.languages.codes import language
from l10n.languages.words import known
from l10n.model import Pair
from l10n.translation.learning import Approved, agreement
from l10n.translation.numbers import lost, numbers_in


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts over all lines; each is a number of cases and how many of them went well.

    Attributes:
        terms, honoured: the glossary's demands in the sources, and those that are met.
        comparable, same_form: of those met by one of the words to use, how many references use it
            too, and how many of these in the same form: a lower bound of what is inflected rightly,
            for another form may be right in another sentence.
        words, unknown: words in small letters, and those of them that no list of words has.
        reference_words, reference_unknown: the same of the references: what the lists lack.
        numbers, kept: numbers in the sources, and those that the translations have in some form.
        names, consistent: places of names that recur, and those with the commonest translation;
            0 where the engine does not align.
    """

    terms: int = 0
    honoured: int = 0
    comparable: int = 0
    same_form: int = 0
    words: int = 0
    unknown: int = 0
    reference_words: int = 0
    reference_unknown: int = 0
    numbers: int = 0
    kept: int = 0
    names: int = 0
    consistent: int = 0


def measure(
    sources: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[str],
    locale: str,
    *,
    source_locale: str = "en",
    glossary: Glossary | None = None,
    engine: object = None,
) -> Measures:
    """Count in some translations, line by line.

    Args:
        sources: what was translated.
        hypotheses: its translations.
        references: translations by people.
        locale: theirs.
        source_locale: of the sources.
        glossary: whose demands are counted.
        engine: whose attention tells what names are called, if it can.
    """
    terms, honoured, comparable, same_form = _terms(
        sources, hypotheses, references, locale, glossary or Glossary()
    )
    words, unknown = small_words(hypotheses, language(locale))
    reference_words, reference_unknown = small_words(references, language(locale))
    found = [numbers_in(source) for source in sources]
    gone = [
        len(lost(source, text, locale, source_locale))
        for source, text in zip(sources, hypotheses, strict=True)
    ]
    names = consistent = 0
    if isinstance(engine, Aligner):
        pairs = [Approved(a, b) for a, b in zip(sources, hypotheses, strict=True)]
        pair = Pair(language(source_locale), language(locale))
        consistent, names = agreement(pairs, engine, pair)
    return Measures(
        terms,
        honoured,
        comparable,
        same_form,
        words,
        unknown,
        reference_words,
        reference_unknown,
        sum(found),
        sum(found) - sum(gone),
        names,
        consistent,
    )


def _terms(
    sources: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[str],
    locale: str,
    glossary: Glossary,
) -> tuple[int, int, int, int]:
    demands = met = comparable = same = 0
    for source, text, reference in zip(sources, hypotheses, references, strict=True):
        wanted = list(
            {id(one.term): one.term for one in glossary.terms_in(source, locale)}.values()
        )
        for term in wanted:
            demands += 1
            if not glossary.satisfied(term, text, locale):
                continue
            met += 1
            if term.rule is Rule.USE and (theirs := _form(term, reference, locale)):
                comparable += 1
                same += _form(term, text, locale) == theirs
    return demands, met, comparable, same


def _form(term: Term, text: str, locale: str) -> tuple[str, ...]:
    """The words of a text that are one of a term's targets; none where none are."""
    words = WORD.findall(text)
    for target in term.target(locale):
        parts = WORD.findall(target)
        for start in range(len(words) - len(parts) + 1):
            here = words[start : start + len(parts)]
            if parts and all(map(is_form, parts, here, [language(locale)] * len(parts))):
                return tuple(map(fold, here))
    return ()


def small_words(texts: Sequence[str], code: str) -> tuple[int, int]:
    """How many words in small letters some texts have, and how many of these no list of words has.

    Args:
        texts: in one language.
        code: the language.
    """
    verdicts = [
        verdict
        for text in texts
        for word in WORD.findall(text)
        if word.islower() and (verdict := known(word, code)) is not None
    ]
    return len(verdicts), verdicts.count(False)
