"""The one door for sentences: whoever wants one machine-translated asks here.

text ──lines──▶ what the model sees ──hints──▶ engine ──▶ candidates ──choose──▶ best one
     ──restore──▶ numbers, capitals, markup, keys ──check──▶ asked again where it is unusable
     ──▶ hypothesis with its confidence

The command, the library, the server, the workers of a corpus, the review page and the evaluation
all come through :class:`Translator`: the same text is the same draft everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from l10n.engines import Engine, make_engine
from l10n.engines.decoding import Decoding
from l10n.glossary import Glossary
from l10n.languages.codes import language, parse_locale
from l10n.model import Hint, Hypothesis, Pair
from l10n.translation import hints
from l10n.translation.asking import Batch
from l10n.translation.confidence import confidence
from l10n.translation.lines import joined, lines
from l10n.translation.messages import Task, task
from l10n.translation.repairing import translated

if TYPE_CHECKING:
    from l10n.translation.cache import Cache


class Translator:
    """Translates messages with an engine and all that l10n does around one.

    Args:
        engine: any that there is.
        source_locale: the locale of the texts.
        decoding: its settings: whether to choose among candidates, and what the cache goes by.
        glossary: the project's terms, which models that take hints are told, and which count in
            the choice.
        learned: terms that approved sentences have taught; the glossary goes before them.
        lexicon: whether models that take hints are told of words that they have seen seldom.
        cache: where what was said before is looked up and kept; None for nowhere.
        chooses: whether to choose among candidates; None for what the settings say.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        source_locale: str = "en",
        decoding: Decoding | None = None,
        glossary: Glossary | None = None,
        learned: Glossary | None = None,
        lexicon: bool = True,
        cache: Cache | None = None,
        chooses: bool | None = None,
    ) -> None:
        self.engine = engine
        self._source_locale = source_locale
        self._decoding = decoding or Decoding()
        self._glossary = glossary if glossary and glossary.terms else None
        known = {"glossary": self._glossary, "learned": learned}
        self._sources: list[hints.Source] = [
            hints.GlossaryHints(one, name) for name, one in known.items() if one and one.terms
        ]
        if lexicon:
            self._sources.append(hints.LexiconHints(language(source_locale)))
        self._cache = cache
        self._chooses = chooses

    def known(self, texts: Sequence[str], pair: Pair, locale: str = "") -> list[str]:
        """Those of the texts that need no engine, since the cache has all of them."""
        if not self._cache or not self._cache.path.exists():
            return []
        wanted = list(dict.fromkeys(line for text in texts for line in lines(text)[::2]))
        order = self._order(wanted, pair, locale or pair.target, len(texts))
        found = self._cached(order)
        return [text for text in texts if all(line in found for line in lines(text)[::2])]

    def told(self, text: str, pair: Pair, locale: str = "") -> list[hints.Told]:
        """What the model is told of the words of a message; nothing where it takes no hints.

        Raises:
            ModelError: no model serves the pair.
        """
        if not self.engine.takes_hints(pair):
            return []
        seen = (task(line).cased for line in lines(text)[::2])
        return [
            one for line in seen for one in hints.told(self._sources, line, locale or pair.target)
        ]

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
        wanted = list(dict.fromkeys(line for text in texts for line in lines(text)[::2]))
        order = self._order(wanted, pair, locale or pair.target, len(texts))
        found = {} if alternatives else self._cached(order)
        if rest := {line: one for line, one in order.tasks.items() if line not in found}:
            batch = replace(order.batch, alternatives=alternatives)
            drafted = translated(batch, rest, order.hints)
            if self._cache and not alternatives:
                self._cache.put(order.model, order.settings, drafted)
            found |= drafted
        return [self._judged(text, joined(text, found)) for text in texts]

    def _order(self, wanted: Sequence[str], pair: Pair, locale: str, count: int) -> _Order:
        """What the engine would be asked, and how."""
        chooses = self._decoding.chooses(count) if self._chooses is None else self._chooses
        batch = Batch(
            self.engine, pair, locale, self._source_locale, self._glossary, chooses=chooses
        )
        tasks = {line: task(line) for line in wanted}
        told: dict[str, tuple[Hint, ...]] = {}
        if wanted and self._sources and self.engine.takes_hints(pair):
            for line, one in tasks.items():
                if found := hints.gathered(self._sources, one.cased, locale):
                    told[line] = found
        return _Order(batch, tasks, told, self._decoding)

    def _judged(self, text: str, hypothesis: Hypothesis) -> Hypothesis:
        others = tuple(
            replace(other, confidence=confidence(text, other)) for other in hypothesis.alternatives
        )
        sureness = confidence(text, hypothesis)
        return replace(hypothesis, confidence=sureness, alternatives=others)

    def _cached(self, order: _Order) -> dict[str, Hypothesis]:
        if not self._cache or not order.tasks:
            return {}
        return self._cache.get(order.model, order.settings, order.tasks)


@dataclass(frozen=True)
class _Order:
    """What an engine is asked.

    Attributes:
        batch: how.
        tasks: what it is to see of each line.
        hints: what it is told of the words of some.
        decoding: how it searches.
    """

    batch: Batch
    tasks: Mapping[str, Task]
    hints: Mapping[str, tuple[Hint, ...]]
    decoding: Decoding

    @property
    def model(self) -> str:
        """Engine, model and version."""
        return self.batch.engine.model_name(self.batch.pair)

    @cached_property
    def settings(self) -> dict[str, str]:
        """By line, all that the answer depends on beside model and line."""
        batch, glossary = self.batch, self.batch.glossary
        common = f"{batch.pair} {batch.locale} {self.decoding} {batch.chooses}"
        found = {}
        for line, one in self.tasks.items():
            terms = glossary.terms_in(one.cased, batch.locale) if glossary else ()
            said = repr((self.hints.get(line, ()), terms)) if terms or line in self.hints else ""
            found[line] = f"{common} {sha256(said.encode()).hexdigest()[:16]}" if said else common
        return found


def translate(
    sentences: Sequence[str],
    to: str,
    *,
    source: str = "en",
    engine: str = "auto",
    decoding: Decoding | None = None,
    glossary: Glossary | None = None,
) -> list[Hypothesis]:
    """Machine-translate sentences, offline, in one batch, as `l10n translate` does.

    Args:
        sentences: one each; :func:`l10n.formats.segmentation.segment` splits text. Markup in them
            stands as in :attr:`l10n.model.Segment.msgid`.
        to: the target locale.
        source: the locale they are in.
        engine: a name in :data:`l10n.engines.ENGINES`, or the id of an installed model.
        decoding: how to search; ``Decoding(nbest=3)`` gives each hypothesis two alternatives.
        glossary: terms to use, as `l10n translate` takes them from the project's.

    Returns:
        As many hypotheses as sentences, in the same order.

    Raises:
        LocaleError: a locale is unknown.
        ModelError: no model serves the pair.
    """
    source, to = parse_locale(source), parse_locale(to)
    pair = Pair(language(source), language(to))
    nbest = decoding.nbest if decoding else 1
    translator = Translator(
        make_engine(engine, decoding), source_locale=source, decoding=decoding, glossary=glossary
    )
    return translator.translate(sentences, pair, locale=to, alternatives=nbest - 1)
