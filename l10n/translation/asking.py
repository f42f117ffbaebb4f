"""One batch of lines on its way through an engine: asked, chosen, put right, asked again."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from l10n.checks import BREAKING, Context, Unit, is_severe, run_checks
from l10n.engines import Engine
from l10n.engines.decoding import Search
from l10n.glossary import Glossary
from l10n.model import Hint, Hypothesis, Pair
from l10n.translation import choosing, numbers, terms
from l10n.translation.clauses import clauses
from l10n.translation.inventing import made_up
from l10n.translation.messages import Task, keeps, restored, settled, task

_Way = Callable[[Mapping[str, Task], Mapping[str, Sequence[Hint]]], dict[str, Hypothesis]]


@dataclass(frozen=True, slots=True)
class Batch:
    """How lines are translated.

    Attributes:
        engine: what is asked.
        pair: from what into what.
        locale: of the translations.
        source_locale: of the lines.
        glossary: whose terms are to be used; None for none.
        chooses: whether the engine is asked for several candidates.
        alternatives: how many others of each line are wanted.
    """

    engine: Engine
    pair: Pair
    locale: str
    source_locale: str
    glossary: Glossary | None = None
    chooses: bool = False
    alternatives: int = 0

    def translated(
        self, tasks: Mapping[str, Task], hints: Mapping[str, Sequence[Hint]]
    ) -> dict[str, Hypothesis]:
        """Hypotheses by text.

        Args:
            tasks: what the model is to see of each.
            hints: what it is told of the words; none where there are none.
        """
        results = self._drafts(tasks, hints, again=False)
        # What came out is unusable: it is asked for once more, and kept if it is better.
        severe = [text for text, one in results.items() if self._is_unusable(text, one)]
        if severe:
            retried = self._drafts({text: tasks[text] for text in severe}, hints, again=True)
            results |= {
                text: one for text, one in retried.items() if not self._is_unusable(text, one)
            }
        results |= self._with_lost_terms(results, tasks, hints)
        return results | self._with_lost_numbers(results)

    def _with_lost_terms(
        self,
        results: Mapping[str, Hypothesis],
        tasks: Mapping[str, Task],
        hints: Mapping[str, Sequence[Hint]],
    ) -> dict[str, Hypothesis]:
        """Those that break the glossary, searched for otherwise, where that breaks it less."""
        if self.glossary is None:
            return {}
        count = partial(terms.broken, self.glossary, locale=self.locale)
        wrong = {text: count(text, one.text) for text, one in results.items() if one.text}
        better: dict[str, Hypothesis] = {}
        careful = replace(self, chooses=True)  # they are few
        ways: tuple[_Way, ...] = (partial(careful._drafts, again=True), careful._by_clauses)
        # First what changes least. What is told beside the terms may be too much for a model.
        for ask, only_terms in itertools.product(ways, (False, True)):
            wrong = {text: found for text, found in wrong.items() if found}
            own = {text: tasks[text] for text in wrong}
            told = self._hints_of_terms(own, hints) if only_terms else hints
            if only_terms and all(told[text] == hints.get(text, ()) for text in own):
                continue
            drafts = ask(own, told)
            for text, one in drafts.items():
                found = count(text, one.text) if one.text else wrong[text]
                if found < wrong[text] and not self._is_unusable(text, one):
                    better[text] = replace(one, alternatives=results[text].alternatives)
                    wrong[text] = found
        return better

    def _hints_of_terms(
        self, tasks: Mapping[str, Task], hints: Mapping[str, Sequence[Hint]]
    ) -> dict[str, Sequence[Hint]]:
        """The hints that are the glossary's."""
        assert self.glossary is not None
        found: dict[str, Sequence[Hint]] = {}
        for text, one in tasks.items():
            places = {x.start for x in self.glossary.terms_in(one.cased, self.locale)}
            found[text] = tuple(hint for hint in hints.get(text, ()) if hint.start in places)
        return found

    def _by_clauses(
        self, tasks: Mapping[str, Task], hints: Mapping[str, Sequence[Hint]]
    ) -> dict[str, Hypothesis]:
        """Each text put together from its clauses' translations; those of one clause left out."""
        found = {text: clauses(text, one, hints.get(text, ())) for text, one in tasks.items()}
        split = {text: one for text, one in found.items() if one is not None}
        own = {part: one for text in split.values() for part, one in text.tasks.items()}
        told = {part: one for text in split.values() for part, one in text.told.items()}
        drafts = self._drafts(own, told, again=False)
        return {text: one.joined(drafts, self.locale) for text, one in split.items()}

    def _drafts(
        self, tasks: Mapping[str, Task], hints: Mapping[str, Sequence[Hint]], *, again: bool
    ) -> dict[str, Hypothesis]:
        """What the engine says; again without placeholders where these do not come out whole."""
        found = self._asked(tasks, hints, again)
        lost = [text for text, one in found.items() if one and not keeps(tasks[text], one[0].text)]
        masked = {text: task(text, mask=True) for text in lost}
        masked = {text: one for text, one in masked.items() if one.marks}
        if masked:
            found |= self._asked(masked, {}, again)
            tasks = {**tasks, **masked}
        return {text: self._restored(text, tasks[text], found[text]) for text in tasks}

    def _asked(
        self, tasks: Mapping[str, Task], hints: Mapping[str, Sequence[Hint]], again: bool
    ) -> dict[str, list[Hypothesis]]:
        """What the engine says of tasks, plain text, best first; none where it says nothing."""
        done = {text: one for text in tasks if (one := settled(text, tasks[text])) is not None}
        found = {text: [one] if one.text else [] for text, one in done.items()}
        batch = [text for text in tasks if text not in done]
        if not batch:
            return found
        # In one call, so that cores do not wait for one another twice; links cost little.
        wants_links = any(
            tasks[text].wants_links or self._wants_terms(tasks[text]) for text in batch
        )
        told = [hints.get(text, ()) for text in batch]
        wanted = max(choosing.CANDIDATES if self.chooses else 0, 1 + self.alternatives)
        search = Search(wants_links, again, wanted if wanted > 1 else 0)
        answers = self.engine.translate(
            [tasks[text].text for text in batch],
            self.pair,
            search=search,
            hints=told if any(told) else None,
        )
        candidates = {
            text: (answer, *answer.alternatives)
            for text, answer in zip(batch, answers, strict=True)
        }
        if not self.chooses:
            usable = {text: [x for x in own if x.text.strip()] for text, own in candidates.items()}
            return found | usable
        chosen = {text: self._chosen(tasks[text], own) for text, own in candidates.items()}
        for text, others in self._without_inventions(tasks, chosen, hints, search).items():
            chosen[text] = self._chosen(tasks[text], (*candidates[text], *others))
        return found | chosen

    def _without_inventions(
        self,
        tasks: Mapping[str, Task],
        chosen: Mapping[str, Sequence[Hypothesis]],
        hints: Mapping[str, Sequence[Hint]],
        search: Search,
    ) -> dict[str, tuple[Hypothesis, ...]]:
        """More candidates for the texts whose best one has words that there are not."""
        avoid = {
            text: words
            for text, ranked in chosen.items()
            if ranked
            and (
                words := made_up(ranked[0].text, self.locale, self._told(tasks[text], hints, text))
            )
        }
        if not avoid:
            return {}
        told = [hints.get(text, ()) for text in avoid]
        answers = self.engine.translate(
            [tasks[text].text for text in avoid],
            self.pair,
            search=search,
            hints=told if any(told) else None,
            avoid=list(avoid.values()),
        )
        return {
            text: (answer, *answer.alternatives)
            for text, answer in zip(avoid, answers, strict=True)
        }

    def _told(self, task: Task, hints: Mapping[str, Sequence[Hint]], text: str) -> list[str]:
        """What words of a text are to be called."""
        terms = self.glossary.terms_in(task.cased, self.locale) if self.glossary else ()
        bases = [base for one in terms for base in one.term.target(self.locale)]
        return bases + [hint.base for hint in hints.get(text, ())]

    def _wants_terms(self, task: Task) -> bool:
        return self.glossary is not None and bool(self.glossary.terms_in(task.cased, self.locale))

    def _chosen(self, task: Task, candidates: Sequence[Hypothesis]) -> list[Hypothesis]:
        context = Context(self.locale, self.source_locale)
        count = None
        if self.glossary is not None and self._wants_terms(task):
            count = partial(terms.broken, self.glossary, task.cased, locale=self.locale)
        ranked = choosing.best(candidates, task.text, context, count)
        # Whole placeholders are worth more than all else.
        whole = [one for one in ranked if keeps(task, one.text)]
        return [one for one in [*whole, *(x for x in ranked if x not in whole)] if one.text.strip()]

    def _restored(self, text: str, task: Task, found: Sequence[Hypothesis]) -> Hypothesis:
        if not found:
            return Hypothesis("", 0.0)
        if settled(text, task) is not None:
            return found[0]
        # One by one: two candidates may be the same once their first letter is a capital.
        ways = (restored(task, self._mended(task, one), self.pair.target) for one in found)
        best = next(ways)
        others: dict[str, Hypothesis] = {}
        while len(others) < self.alternatives and (one := next(ways, None)) is not None:
            if one.text != best.text and not self._is_unusable(text, one):
                others.setdefault(one.text, one)
        return replace(best, alternatives=tuple(others.values()))

    def _mended(self, task: Task, found: Hypothesis) -> Hypothesis:
        if self.glossary is not None:
            found = terms.honoured(self.glossary, task.cased, found, self.locale)
        return numbers.mended(task.text, found, self.locale, self.source_locale)

    def _with_lost_numbers(self, results: Mapping[str, Hypothesis]) -> dict[str, Hypothesis]:
        """Those whose numbers the model had lost, asked again with others in their place."""
        told = {
            text: numbers.with_stand_ins(text, one.text, self.locale, self.source_locale)
            for text, one in results.items()
            if one.text
        }
        told = {text: one for text, one in told.items() if one.numbers}
        if not told:
            return {}
        drafts = self._drafts(
            {one.message: task(one.message) for one in told.values()}, {}, again=False
        )
        found = {}
        for text, one in told.items():
            hypothesis = drafts[one.message]
            whole = one.resolved(hypothesis.text)
            if whole and not self._is_unusable(text, replace(hypothesis, text=whole)):
                others = results[text].alternatives
                found[text] = replace(hypothesis, text=whole, alternatives=others)
        return found

    def _is_unusable(self, text: str, hypothesis: Hypothesis) -> bool:
        # Only what decides; a draft is looked at with all checks where it is kept, once.
        unit = Unit(text, hypothesis.text)
        context = Context(self.locale, self.source_locale)
        return bool(text) and is_severe(run_checks(BREAKING, unit, context))
