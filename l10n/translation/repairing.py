"""Drafts that lack what they must have, asked for in other ways: unusable ones, terms, numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from l10n.model import Hint, Hypothesis
from l10n.translation import numbers, terms
from l10n.translation.asking import Batch
from l10n.translation.clauses import clauses
from l10n.translation.messages import Task, task

_Tasks = Mapping[str, Task]
_Hints = Mapping[str, Sequence[Hint]]
_Way = Callable[[_Tasks, _Hints], dict[str, Hypothesis]]


def translated(batch: Batch, tasks: _Tasks, hints: _Hints) -> dict[str, Hypothesis]:
    """Hypotheses by text.

    Args:
        batch: what is asked, and how.
        tasks: what the model is to see of each text.
        hints: what it is told of the words; none where there are none.
    """
    results = batch.drafts(tasks, hints)
    # What came out is unusable: it is asked for once more, and kept if it is better.
    severe = {text: tasks[text] for text, one in results.items() if batch.is_unusable(text, one)}
    if severe:
        retried = batch.drafts(severe, hints, again=True)
        results |= {t: one for t, one in retried.items() if not batch.is_unusable(t, one)}
    results |= _with_lost_terms(batch, results, tasks, hints)
    return results | _with_lost_numbers(batch, results, tasks, hints)


def _with_lost_terms(
    batch: Batch, results: Mapping[str, Hypothesis], tasks: _Tasks, hints: _Hints
) -> dict[str, Hypothesis]:
    """Those that break the glossary, searched for otherwise, where that breaks it less."""
    if batch.glossary is None:
        return {}
    count = partial(terms.broken, batch.glossary, locale=batch.locale)
    wrong = {text: count(text, one.text) for text, one in results.items() if one.text}
    better: dict[str, Hypothesis] = {}
    careful = replace(batch, chooses=True)  # they are few
    ways: tuple[_Way, ...] = (partial(careful.drafts, again=True), partial(_by_clauses, careful))
    # First what changes least. What is told beside the terms may be too much for a model.
    for ask, only_terms in itertools.product(ways, (False, True)):
        wrong = {text: found for text, found in wrong.items() if found}
        own = {text: tasks[text] for text in wrong}
        told = {text: batch.hints_of_terms(one, hints.get(text, ())) for text, one in own.items()}
        if only_terms and all(told[text] == tuple(hints.get(text, ())) for text in own):
            continue
        for text, one in ask(own, told if only_terms else hints).items():
            found = count(text, one.text) if one.text else wrong[text]
            if found < wrong[text] and not batch.is_unusable(text, one):
                better[text] = replace(one, alternatives=results[text].alternatives)
                wrong[text] = found
    return better


def _with_lost_numbers(
    batch: Batch, results: Mapping[str, Hypothesis], tasks: _Tasks, hints: _Hints
) -> dict[str, Hypothesis]:
    """Those whose numbers the model had lost, asked for with others in their place.

    Where that does not help, they are asked for clause by clause.
    """
    count = partial(numbers.lost, locale=batch.locale, source_locale=batch.source_locale)
    stand_ins = {
        text: numbers.with_stand_ins(text, one.text, batch.locale, batch.source_locale)
        for text, one in results.items()
        if one.text
    }
    stand_ins = {text: one for text, one in stand_ins.items() if one.numbers}
    drafts = batch.drafts({one.message: task(one.message) for one in stand_ins.values()}, {})
    found: dict[str, Hypothesis] = {}
    for text, told in stand_ins.items():
        whole = told.resolved(drafts[told.message].text)
        if whole and not batch.is_unusable(text, one := replace(drafts[told.message], text=whole)):
            found[text] = one
    left = {text: tasks[text] for text in stand_ins if text not in found}
    for text, one in _by_clauses(batch, left, hints).items():
        fewer = len(count(text, one.text)) < len(count(text, results[text].text))
        if one.text and fewer and not batch.is_unusable(text, one):
            found[text] = one
    return {
        text: replace(one, alternatives=results[text].alternatives) for text, one in found.items()
    }


def _by_clauses(batch: Batch, tasks: _Tasks, hints: _Hints) -> dict[str, Hypothesis]:
    """Each text put together from its clauses' translations; those of one clause left out."""
    found = {text: clauses(text, one, hints.get(text, ())) for text, one in tasks.items()}
    split = {text: one for text, one in found.items() if one is not None}
    own = {part: one for text in split.values() for part, one in text.tasks.items()}
    told = {part: one for text in split.values() for part, one in text.told.items()}
    drafts = batch.drafts(own, told)
    return {text: one.joined(drafts, batch.locale) for text, one in split.items()}
