"""Drafts of all plural forms by machine translation.

A form is drafted from a sentence with a number that wants it: of "%d file", "%d files" a Russian
catalog's three forms come from "1 file", "2 files" and "5 files", and the number in each
translation becomes the placeholder again. A model thus inflects the noun as after any number. Where
the number does not come out once, the form is drafted from the plural as it stands. What a small
model still gets wrong of that is mended where grammar leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from l10n.checks.counted import in_case
from l10n.glossary.inflection import is_form
from l10n.glossary.lexicon import lookup
from l10n.languages.plurals import LOOKED_AT, Rule
from l10n.languages.profile import profile
from l10n.markup import grammar
from l10n.markup.protected import protected
from l10n.model import Hypothesis

# A placeholder for a number by its type, or by what it is called.
_COUNT = grammar.pattern(grammar.PRINTF_NUMBER)
_NAME = re.compile(r"[A-Za-z_]\w*|\d+")
_COUNT_NAMES = frozenset(("n", "num", "number", "count", "total", "amount", "quantity", "0", "1"))


def needed(msgid: str, plural: str, forms: Rule) -> list[str]:
    """The texts whose translations :func:`drafted` makes the forms of."""
    texts = [plural, msgid]
    for form in range(forms.nplurals):
        if sentence := _sentence(msgid, plural, forms, form):
            texts.append(sentence.text)
    return list(dict.fromkeys(texts))


def drafted(
    msgid: str, plural: str, forms: Rule, found: Mapping[str, Hypothesis], language: str
) -> list[tuple[str, Hypothesis]]:
    """A hypothesis for each form, with the text that it is a translation of.

    Args:
        msgid: the text for one.
        plural: the text for other numbers.
        forms: of the catalog.
        found: hypotheses by text, of all that are :func:`needed`.
        language: of the translation.
    """
    results = []
    for form in range(forms.nplurals):
        source, hypothesis = plural, found[plural]
        if _numbers(forms, form) == [1]:
            source, hypothesis = msgid, found[msgid]
        if sentence := _sentence(msgid, plural, forms, form):
            counted = found[sentence.text]
            text, times = sentence.number.subn(lambda _: sentence.placeholder, counted.text)
            if times == 1:
                source, hypothesis = sentence.text, replace(counted, text=text)
        results.append((source, hypothesis))
    texts = in_case([hypothesis.text for _, hypothesis in results], language)
    if profile(language).bare_counts:
        texts = [_bare(text, plural, language) for text in texts]
    return [
        (source, replace(hypothesis, text=text))
        for (source, hypothesis), text in zip(results, texts, strict=True)
    ]


def _bare(text: str, plural: str, language: str) -> str:
    """A form of nothing but a number and a noun, the noun as the dictionary has it."""
    span, places = _place(plural), list(protected(text))
    if span is None or plural[: span[0]].strip() or len(places) != 1 or places[0][0]:
        return text
    end = places[0][1]
    words = text[end:].split()
    for entry in lookup(plural[span[1] :].strip(), language):
        base = entry.equivalent.split()
        is_noun = entry.part in ("n", "phr") and words[:-1] == base[:-1]
        if is_noun and len(words) == len(base) and is_form(base[-1], words[-1], language):
            return f"{text[:end]} {entry.equivalent}"
    return text


class _Sentence(NamedTuple):
    """A text with a number in it, the pattern that finds the number, what it stands for."""

    text: str
    number: re.Pattern[str]
    placeholder: str


def _sentence(msgid: str, plural: str, forms: Rule, form: int) -> _Sentence | None:
    """The sentence that a form is drafted from; None where there is no place for a number."""
    numbers = _numbers(forms, form)
    source, span = msgid, _place(msgid) if 1 in numbers else None
    if span is None:  # not "1 files", where the singular has no place for a number
        source, span = plural, _place(plural)
        numbers = [number for number in numbers if number != 1]
    if span is None or not numbers:
        return None
    number = next((n for n in numbers if str(n) not in source), numbers[0])
    text = f"{source[: span[0]]}{number}{source[span[1] :]}"
    return _Sentence(text, re.compile(rf"(?<!\d){number}(?!\d)"), source[slice(*span)])


@cache
def _numbers(forms: Rule, form: int) -> list[int]:
    """The numbers that want a form; 0 last, for "0 files" is a way to say that there are none."""
    numbers = [number for number in range(LOOKED_AT) if forms.form(number) == form]
    return [*filter(None, numbers), *([0] if 0 in numbers else [])]


def _place(text: str) -> tuple[int, int] | None:
    """Where a program puts the number into a text."""
    places = list(protected(text))
    for span in places:
        if _COUNT.fullmatch(text[slice(*span)]):
            return span
    for span in places:
        name = _NAME.search(text[slice(*span)])
        if (name[0].lower() if name else "0") in _COUNT_NAMES:
            return span
    return places[0] if len(places) == 1 and text[slice(*places[0])] == "%s" else None
