"""The one door for sentences: whoever wants one machine-translated asks here.

text ──lines──▶ what the model sees ──hints──▶ engine ──▶ candidates ──choose──▶ best one
     ──restore──▶ numbers, capitals, markup, keys ──check──▶ asked again where it is unusable
     ──▶ hypothesis with its confidence

The command, the library, the server, the workers of a corpus, the review page and the evaluation
all come through :class:`Translator`: the same text is the same draft everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from l10n.checks import BREAKING, Context, Unit, is_severe, run_checks
from l10n.engines import Engine, make_engine
from l10n.engines.decoding import Decoding
from l10n.languages.codes import language, parse_locale
from l10n.model import Hypothesis, Pair
from l10n.translation import numbers
from l10n.translation.cache import Cache
from l10n.translation.confidence import confidence
from l10n.translation.lines import joined, lines
from l10n.translation.messages import Task, keeps, restored, settled, task


class Translator:
    """Translates messages with an engine and all that l10n does around one.

    Args:
        engine: any that there is.
        source_locale: the locale of the texts.
        cache: where what was said before is looked up and kept; None for nowhere.
        settings: what the engine's answers depend on beside the text, for the cache.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        source_locale: str = "en",
        cache: Cache | None = None,
        settings: str = "",
    ) -> None:
        self.engine = engine
        self._source_locale = source_locale
        self._cache = cache
        self._settings = settings

    def known(self, texts: Sequence[str], pair: Pair, locale: str = "") -> list[str]:
        """Those of the texts that need no engine, since the cache has all of them."""
        wanted = {line for text in texts for line in lines(text)[::2]}
        found = self._cached(list(wanted), pair, locale or pair.target)
        return [text for text in texts if all(line in found for line in lines(text)[::2])]

    def translate(
        self, texts: Sequence[str], pair: Pair, *, locale: str = "", alternatives: int = 0
    ) -> list[Hypothesis]:
        """As many hypotheses as texts, in the same order, in few batches.

        Args:
            texts: messages with placeables, see :mod:`l10n.markup`; of several lines if need be.
            pair: from what into what.
            locale: the translations', where it is more than the pair's language.
            alternatives: how many others are wanted of each, best first, as complete as the first.

        Returns:
            Hypotheses without text where no program can translate the message. Their
            alternatives are usable translations, fewer than wanted where there are no more.

        Raises:
            ModelError: no model serves the pair, or it fails.
        """
        locale = locale or pair.target
        wanted = list(dict.fromkeys(line for text in texts for line in lines(text)[::2]))
        found = {} if alternatives else self._cached(wanted, pair, locale)
        if rest := [line for line in wanted if line not in found]:
            drafted = _Run(self.engine, pair, locale, self._source_locale, alternatives).of(rest)
            if self._cache and not alternatives:
                self._cache.put(self.engine.model_name(pair), self._key(pair, locale), drafted)
            found |= drafted
        return [self._judged(text, joined(text, found)) for text in texts]

    def _judged(self, text: str, hypothesis: Hypothesis) -> Hypothesis:
        others = tuple(
            replace(other, confidence=confidence(text, other)) for other in hypothesis.alternatives
        )
        sureness = confidence(text, hypothesis)
        return replace(hypothesis, confidence=sureness, alternatives=others)

    def _cached(self, texts: Sequence[str], pair: Pair, locale: str) -> dict[str, Hypothesis]:
        if not self._cache:
            return {}
        return self._cache.get(self.engine.model_name(pair), self._key(pair, locale), texts)

    def _key(self, pair: Pair, locale: str) -> str:
        # One model may serve several pairs, and answers otherwise when it is asked otherwise.
        return " ".join(filter(None, (str(pair), locale, self._settings)))


class _Run:
    """One batch of lines on its way."""

    def __init__(
        self, engine: Engine, pair: Pair, locale: str, source_locale: str, alternatives: int
    ) -> None:
        self._engine = engine
        self._pair = pair
        self._locale = locale
        self._source_locale = source_locale
        self._alternatives = alternatives
        self._context = Context(locale, source_locale)

    def of(self, texts: Sequence[str]) -> dict[str, Hypothesis]:
        """Hypotheses by text."""
        results = self._drafts(texts, again=False)
        # What came out is unusable: it is asked for once more, and kept if it is better.
        if severe := [text for text, one in results.items() if self._is_unusable(text, one)]:
            retried = self._drafts(severe, again=True)
            results |= {
                text: one for text, one in retried.items() if not self._is_unusable(text, one)
            }
        return results | self._with_lost_numbers(results)

    def _drafts(self, texts: Sequence[str], *, again: bool) -> dict[str, Hypothesis]:
        """What the engine says; again without placeholders where these do not come out whole."""
        tasks = {text: task(text) for text in texts}
        results = self._asked(tasks, again)
        lost = [
            text
            for text, one in tasks.items()
            if (found := results[text]).text.strip() and not keeps(one, found.text)
        ]
        masked = {text: task(text, mask=True) for text in lost}
        results |= self._asked({text: one for text, one in masked.items() if one.marks}, again)
        tasks |= masked
        return {text: self._restored(text, tasks[text], results[text]) for text in texts}

    def _asked(self, tasks: Mapping[str, Task], again: bool) -> dict[str, Hypothesis]:
        """What the engine says of tasks: plain text, with links where something is to be placed."""
        results = {text: one for text in tasks if (one := settled(text, tasks[text])) is not None}
        for wants_links in (False, True):
            batch = [
                text
                for text, one in tasks.items()
                if text not in results and one.wants_links is wants_links
            ]
            if batch:
                found = self._engine.translate(
                    [tasks[text].text for text in batch],
                    self._pair,
                    aligned=wants_links,
                    again=again,
                    nbest=1 + self._alternatives if self._alternatives else 0,
                )
                results |= dict(zip(batch, found, strict=True))
        return results

    def _restored(self, text: str, task: Task, found: Hypothesis) -> Hypothesis:
        if settled(text, task) is not None:
            return found
        best, *others = (
            restored(task, self._mended(task, one), self._pair.target)
            for one in (found, *found.alternatives[: self._alternatives])
        )
        usable = [
            one for one in others if one.text != best.text and not self._is_unusable(text, one)
        ]
        return replace(best, alternatives=tuple({one.text: one for one in usable}.values()))

    def _mended(self, task: Task, found: Hypothesis) -> Hypothesis:
        return numbers.mended(task.text, found, self._locale, self._source_locale)

    def _with_lost_numbers(self, results: Mapping[str, Hypothesis]) -> dict[str, Hypothesis]:
        """Those whose numbers the model had lost, asked again with others in their place."""
        told = {
            text: numbers.with_stand_ins(text, one.text, self._locale, self._source_locale)
            for text, one in results.items()
            if one.text
        }
        told = {text: one for text, one in told.items() if one.numbers}
        if not told:
            return {}
        drafts = self._drafts([one.message for one in told.values()], again=False)
        found = {}
        for text, one in told.items():
            hypothesis = drafts[one.message]
            whole = one.resolved(hypothesis.text)
            if whole and not self._is_unusable(text, replace(hypothesis, text=whole)):
                found[text] = replace(
                    hypothesis, text=whole, alternatives=results[text].alternatives
                )
        return found

    def _is_unusable(self, text: str, hypothesis: Hypothesis) -> bool:
        # Only what decides; a draft is looked at with all checks where it is kept, once.
        unit = Unit(text, hypothesis.text)
        return bool(text) and is_severe(run_checks(BREAKING, unit, self._context))


def translate(
    sentences: Sequence[str],
    to: str,
    *,
    source: str = "en",
    engine: str = "auto",
    decoding: Decoding | None = None,
) -> list[Hypothesis]:
    """Machine-translate sentences, offline, in one batch, as `l10n translate` does.

    Args:
        sentences: one each; :func:`l10n.formats.segmentation.segment` splits text. Markup in them
            stands as in :attr:`l10n.model.Segment.msgid`.
        to: the target locale.
        source: the locale they are in.
        engine: a name in :data:`l10n.engines.ENGINES`, or the id of an installed model.
        decoding: how to search; ``Decoding(nbest=3)`` gives each hypothesis two alternatives.

    Returns:
        As many hypotheses as sentences, in the same order.

    Raises:
        LocaleError: a locale is unknown.
        ModelError: no model serves the pair.
    """
    source, to = parse_locale(source), parse_locale(to)
    pair = Pair(language(source), language(to))
    nbest = decoding.nbest if decoding else 1
    translator = Translator(make_engine(engine, decoding), source_locale=source)
    return translator.translate(sentences, pair, locale=to, alternatives=nbest - 1)
