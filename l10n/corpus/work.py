"""What a worker does: sentences of lines through its engine. Runs on whatever host the worker is.

Each worker process makes its engine once; the engine loads a model when it is first needed and
keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from l10n import markup
from l10n.engines import Engine, make_engine
from l10n.engines.decoding import Decoding
from l10n.errors import ClusterError, L10nError, SourceError
from l10n.formats import make_document
from l10n.formats.refusing import refusals
from l10n.formats.segmentation import segment_document
from l10n.formats.splicing import splice
from l10n.glossary import Glossary, Term
from l10n.model import Document, Pair, Segment
from l10n.translation.translator import Translator
from l10n.version import __version__

# A name for what has none: the reader of plain text takes it for a whole document.
_NAME = Path("line.txt")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
# The engine uses the cores that the worker has; two threads of a worker take turns.
_TURN = Lock()


class WorkerError(ClusterError):
    """A worker is not able to do its work, whatever the lines: it has another model, or none."""


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the translation of a line depends on, beside the line.

    Attributes:
        version: of l10n.
        engine: see :func:`l10n.engines.make_engine`.
        model: what the engine's model is to be, so that all workers use the same.
        decoding: how to search.
        source_locale: of the lines.
        pair: from what into what.
        locale: the target, where it is more than the pair's language.
        terms: the project's glossary, as far as it is of the locale.
    """

    version: str
    engine: str
    model: str
    decoding: Decoding
    source_locale: str
    pair: Pair
    locale: str = ""
    terms: tuple[Term, ...] = field(default=(), hash=False)  # they hold dictionaries


class Outcome(NamedTuple):
    """What came of a line: its translation, or else a problem."""

    text: str
    problem: str = ""


def translate_chunk(
    setup: Setup, texts: Sequence[str], threads: int = 0, known: Mapping[str, str] | None = None
) -> list[Outcome]:
    """Translate lines in a worker: as many outcomes as texts, in the same order.

    Args:
        setup: with what, and into what.
        texts: lines, or fields of records; each is a document of plain text.
        threads: cores for the engine where the settings leave it open; 0 for the worker's.
        known: translations of sentences that the memory has.

    Raises:
        WorkerError: the worker has not the version or the model that is asked for.
        Exception: whatever an engine raises.
    """
    with _TURN:
        engine = _engine_for(setup, threads)
        return translate_texts(
            engine,
            texts,
            setup.source_locale,
            setup.pair,
            # A corpus is large by nature: fast where nothing else is said.
            chooses=setup.decoding.quality == "best",
            locale=setup.locale,
            glossary=_glossary(setup),
            known=known,
        )


@lru_cache(maxsize=16)
def _glossary(setup: Setup) -> Glossary:
    return Glossary(setup.terms, setup.source_locale)


@lru_cache(maxsize=16)
def _engine_for(setup: Setup, threads: int) -> Engine:
    """The engine, its model loaded and tried: it is the lines' fault if they fail from here on."""
    if setup.version != __version__:
        raise WorkerError(
            f"a worker has l10n {__version__}, not {setup.version}",
            "install the same version on all hosts",
        )
    decoding = setup.decoding
    engine = _engine(setup.engine, replace(decoding, threads=decoding.threads or threads))
    try:
        model = engine.model_name(setup.pair)
        if model != setup.model:
            raise WorkerError(
                f"a worker would translate {setup.pair} with {model}, not with {setup.model}",
                "install the same models on all hosts, or name one with --engine",
            )
        engine.translate(["One."], setup.pair)
    except WorkerError:
        raise
    except L10nError as error:
        raise WorkerError(f"a worker cannot work: {error.message}", error.hint) from None
    return engine


@lru_cache(maxsize=1)
def _engine(name: str, decoding: Decoding) -> Engine:
    try:
        return make_engine(name, decoding)
    except L10nError as error:
        raise WorkerError(f"a worker cannot work: {error.message}", error.hint) from None


def translate_texts(
    engine: Engine,
    texts: Sequence[str],
    source_locale: str,
    pair: Pair,
    *,
    chooses: bool = False,
    locale: str = "",
    glossary: Glossary | None = None,
    known: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Translate texts, sentence by sentence in one batch, each as :mod:`l10n.project.run` would.

    Args:
        engine: translates what is not known.
        texts: see :func:`translate_chunk`.
        source_locale: of the texts.
        pair: from what into what.
        chooses: see :class:`l10n.translation.translator.Translator`.
        locale: the target, where it is more than the pair's language.
        glossary: the project's.
        known: translations of sentences; one that does not fit into its text is not taken.

    Raises:
        Exception: whatever the engine raises.
    """
    known = known or {}
    prepared = [prepare(text, source_locale) for text in texts]
    found = [item for item in prepared if item]
    msgids = [one.msgid for _, segments in found for one in segments if one.content]
    remembered = {
        msgid: _line(known[msgid])
        for msgid in msgids
        if msgid in known and not markup.problems(msgid, known[msgid])
    }
    unique = [msgid for msgid in dict.fromkeys(msgids) if msgid not in remembered]
    translator = Translator(engine, source_locale=source_locale, glossary=glossary, chooses=chooses)
    hypotheses = translator.translate(unique, pair, locale=locale)
    said = {msgid: _line(one.text) for msgid, one in zip(unique, hypotheses, strict=True)}
    return [
        _outcome(*item, said | remembered) if item else Outcome(text)
        for text, item in zip(texts, prepared, strict=True)
    ]


def prepare(text: str, source_locale: str) -> tuple[Document, list[Segment]] | None:
    """A text and its sentences; None where it has none."""
    try:
        document = make_document(_NAME, text)
    except SourceError:
        return None
    return document, segment_document(document, source_locale)


def _line(text: str) -> str:
    # Nothing may make two lines of one.
    return _BREAKS.sub(" ", text)


def _outcome(
    document: Document, segments: Sequence[Segment], translations: Mapping[str, str]
) -> Outcome:
    for segment in segments:
        if segment.content and not translations[segment.msgid]:
            return Outcome("", f"no translation for the sentence {_short(segment.msgid)}")
    texts = {one.key: (translations[one.msgid],) for one in segments if one.content}
    for refusal in refusals(document, segments, texts):
        return Outcome("", f"{_short(refusal.segment.msgid)}: {refusal.reason}")
    return Outcome(splice(document, segments, texts))


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
