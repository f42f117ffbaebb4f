"""Scores of translations against references."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from l10n import markup
from l10n.engines import Engine
from l10n.engines.decoding import Decoding
from l10n.errors import L10nError
from l10n.evaluation.corpora import TestSet
from l10n.evaluation.measures import Measures, measure
from l10n.glossary import Glossary
from l10n.installation import install_command
from l10n.languages.codes import language
from l10n.model import Pair
from l10n.translation.translator import Translator

if TYPE_CHECKING:
    from types import ModuleType

# Resamples of the test set for the confidence interval (Koehn 2004), as sacreBLEU does by default.
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over a test set.

    Attributes:
        metric: chrF2, chrF2++, BLEU or TER.
        value: 0 to 100; higher is better, but for TER, which counts edits per 100 words.
        interval: half the width of the 95 % confidence interval, by bootstrap; 0 if not asked for.
        signature: what one has to know to get the same figure, in sacreBLEU's words.
    """

    metric: str
    value: float
    interval: float
    signature: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One model on one test set.

    Attributes:
        model: engine, model and version.
        test_set: what it was tested on.
        hypotheses: its translations, line by line.
        sentence_scores: chrF2 of each line.
        scores: over the whole set.
        seconds: time it took to translate.
        measures: what else was counted.
    """

    model: str
    test_set: TestSet
    hypotheses: tuple[str, ...]
    sentence_scores: tuple[float, ...]
    scores: tuple[Score, ...]
    seconds: float
    measures: Measures


def evaluate(
    engine: Engine,
    test_set: TestSet,
    source_locale: str = "en",
    resamples: int = RESAMPLES,
    decoding: Decoding | None = None,
    glossary: Glossary | None = None,
) -> Evaluation:
    """Translate a test set and score it.

    Args:
        engine: what to test.
        test_set: sources and references.
        source_locale: the sources' locale.
        resamples: of the bootstrap; 0 for no confidence intervals.
        decoding: says with which quality to translate.
        glossary: the terms to use, and to count.

    Raises:
        ModelError: the engine has no model for the pair.
        L10nError: sacreBLEU is not installed.
    """
    _sacrebleu()  # found out before long work
    pair = Pair(language(source_locale), language(test_set.locale))
    model = engine.model_name(pair)
    start = time.monotonic()
    translator = Translator(
        engine, source_locale=source_locale, decoding=decoding, glossary=glossary
    )
    # A line is plain text: what looks like a placeable in it is none.
    messages = [markup.escape(line) for line in test_set.sources]
    found = translator.translate(messages, pair, locale=test_set.locale)
    hypotheses = [markup.plain(one.text) for one in found]
    seconds = time.monotonic() - start
    scores, sentences = score(hypotheses, test_set.references, resamples)
    measures = measure(
        test_set.sources,
        hypotheses,
        test_set.references,
        test_set.locale,
        source_locale=source_locale,
        glossary=glossary,
        engine=engine,
    )
    return Evaluation(model, test_set, tuple(hypotheses), sentences, scores, seconds, measures)


def score(
    hypotheses: Sequence[str], references: Sequence[str], resamples: int = RESAMPLES
) -> tuple[tuple[Score, ...], tuple[float, ...]]:
    """Scores over all lines (chrF2, chrF2++, BLEU), and chrF2 of each line.

    Raises:
        L10nError: sacreBLEU is not installed.
    """
    metrics = _sacrebleu()
    # BLEU's smoothing "exp" and tokenizer "13a" are sacreBLEU's defaults, as in published scores.
    chosen = (metrics.CHRF(), metrics.CHRF(word_order=2), metrics.BLEU())
    scores = tuple(corpus_score(metric, hypotheses, references, resamples) for metric in chosen)
    sentences = (
        chosen[0].sentence_score(hypothesis, [reference]).score
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    )
    return scores, tuple(sentences)


def corpus_score(
    metric: Any, hypotheses: Sequence[str], references: Sequence[str], resamples: int = 0
) -> Score:
    """One of sacreBLEU's metrics over all lines."""
    options = {"n_bootstrap": resamples} if resamples else {}
    try:
        result = metric.corpus_score(list(hypotheses), [list(references)], **options)
    except TypeError:  # sacreBLEU 2.6 cannot average resamples that have no match at all
        result = metric.corpus_score(list(hypotheses), [list(references)])
    interval = float(getattr(result, "_ci", 0.0)) if resamples else 0.0
    return Score(result.name, float(result.score), interval, str(metric.get_signature()))


def _sacrebleu() -> ModuleType:
    try:
        from sacrebleu import metrics
    except ImportError:
        raise L10nError(
            "scoring needs sacreBLEU, which is not installed", install_command("evaluate")
        ) from None
    module: ModuleType = metrics
    return module
