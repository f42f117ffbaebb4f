"""One batch of lines on its way through an engine: asked, chosen, restored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from l10n.checks import BREAKING, Context, Unit, is_severe, run_checks
from l10n.engines import Engine
from l10n.engines.decoding import Search
from l10n.glossary import Glossary, Occurrence
from l10n.model import Hint, Hypothesis, Pair
from l10n.translation import choosing, numbers, terms
from l10n.translation.inventing import made_up
from l10n.translation.messages import Task, keeps, restored, settled, task

_ROUNDS = 2  # of asking without made-up words: a third finds next to nothing


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

    def drafts(
        self,
        tasks: Mapping[str, Task],
        hints: Mapping[str, Sequence[Hint]],
        *,
        again: bool = False,
    ) -> dict[str, Hypothesis]:
        """What the engine says; again without placeholders where these do not come out whole.

        Args:
            tasks: what the model is to see of each text.
            hints: what it is told of the words; none where there are none.
            again: whether to search otherwise than usual: what came out before is unusable.
        """
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
        wants_links = any(tasks[text].wants_links or self._terms(tasks[text]) for text in batch)
        wanted = max(choosing.CANDIDATES if self.chooses else 0, 1 + self.alternatives)
        search = Search(wants_links, again, wanted if wanted > 1 else 0)
        ask = partial(self._candidates, tasks, hints, search)
        candidates = ask(batch)
        if not self.chooses:
            usable = {text: [x for x in own if x.text.strip()] for text, own in candidates.items()}
            return found | usable
        chosen = {text: self._chosen(tasks[text], own) for text, own in candidates.items()}
        # Where the best one has made-up words, candidates without them join the others.
        avoid: dict[str, tuple[str, ...]] = dict.fromkeys(batch, ())
        for _ in range(_ROUNDS):
            bad = {
                text: self._made_up(tasks[text], chosen[text], hints.get(text, ()))
                for text in batch
            }
            batch = [text for text in batch if set(bad[text]) - set(avoid[text])]
            if not batch:
                break
            avoid |= {text: tuple(dict.fromkeys((*avoid[text], *bad[text]))) for text in batch}
            for text, more in ask(batch, [avoid[text] for text in batch]).items():
                candidates[text] += more
                chosen[text] = self._chosen(tasks[text], candidates[text])
        return found | chosen

    def _candidates(
        self,
        tasks: Mapping[str, Task],
        hints: Mapping[str, Sequence[Hint]],
        search: Search,
        texts: Sequence[str],
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> dict[str, tuple[Hypothesis, ...]]:
        """The engine's answers as they come, with their alternatives."""
        told = [hints.get(text, ()) for text in texts]
        answers = self.engine.translate(
            [tasks[text].text for text in texts],
            self.pair,
            search=search,
            hints=told if any(told) else None,
            avoid=avoid,
        )
        return {
            text: (answer, *answer.alternatives)
            for text, answer in zip(texts, answers, strict=True)
        }

    def _made_up(
        self, task: Task, ranked: Sequence[Hypothesis], hints: Sequence[Hint]
    ) -> tuple[str, ...]:
        """Words of the best candidate that there are not."""
        if not ranked:
            return ()
        told = [base for one in self._terms(task) for base in one.term.target(self.locale)]
        told += [hint.base for hint in hints]
        return made_up(ranked[0].text, self.locale, told, task.cased)

    def hints_of_terms(self, task: Task, hints: Sequence[Hint]) -> tuple[Hint, ...]:
        """Those of a text's hints that are the glossary's."""
        places = {one.start for one in self._terms(task)}
        return tuple(hint for hint in hints if hint.start in places)

    def _terms(self, task: Task) -> Sequence[Occurrence]:
        """Where the glossary's terms stand in a text."""
        return self.glossary.terms_in(task.cased, self.locale) if self.glossary else ()

    def _chosen(self, task: Task, candidates: Sequence[Hypothesis]) -> list[Hypothesis]:
        context = Context(self.locale, self.source_locale)
        count = None
        if self.glossary is not None and self._terms(task):
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
            if one.text != best.text and not self.is_unusable(text, one):
                others.setdefault(one.text, one)
        return replace(best, alternatives=tuple(others.values()))

    def _mended(self, task: Task, found: Hypothesis) -> Hypothesis:
        if self.glossary is not None:
            found = terms.honoured(self.glossary, task.cased, found, self.locale)
        return numbers.mended(task.text, found, self.locale, self.source_locale)

    def is_unusable(self, text: str, hypothesis: Hypothesis) -> bool:
        """Whether what came out is no translation of a text."""
        # Only what decides; a draft is looked at with all checks where it is kept, once.
        unit = Unit(text, hypothesis.text)
        context = Context(self.locale, self.source_locale)
        return bool(text) and is_severe(run_checks(BREAKING, unit, context))
