"""What all CTranslate2 models share: decoding in batches.

A model family adds only its :class:`Codec`: how it writes a sentence in tokens, and reads one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from l10n.engines.alignment import align
from l10n.engines.decoding import USUAL, Decoding, Search
from l10n.engines.loops import is_loop
from l10n.engines.splitting import Piece, is_endless, rejoin, split_long
from l10n.errors import ModelError
from l10n.model import Hint, Hypothesis, Link

if TYPE_CHECKING:
    import ctranslate2

# A translation into a language whose letters the vocabulary knows less well may be some times as
# long as its source in tokens, short sentences more so.
_LONGEST_RATIO = 3
_LONGEST_EXTRA = 32
# Marian and Argos models have tables of 512 positions, and break at the next one.
_LAST_POSITION = 510
# What a retry forbids of a model that looped: the same three tokens twice.
_RETRY = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.2}


class Codec(Protocol):
    """How a model writes sentences for one language pair.

    Attributes:
        max_tokens: the longest sentence it takes, in tokens.
        prefix: tokens that the translation is made to begin with.
    """

    max_tokens: int
    prefix: Sequence[str]

    def encode(self, text: str) -> list[str]:
        """Everything that the encoder is to see, language tags and sentence end included."""

    def encode_target(self, text: str) -> list[str]:
        """A translation's tokens, without ``prefix``; none where the family cannot tell."""

    def decode(self, tokens: list[str]) -> str:
        """The text of a translation's tokens, without ``prefix``."""


class _Output(NamedTuple):
    tokens: list[str]
    score: float
    attention: Sequence[Sequence[float]] = ()


class CTranslate2Runner:
    """Translates sentences of one pair.

    Args:
        translator: the weights.
        codec: the family's tokens.
        decoding: how to search.
        repetition_penalty: what suits the model, where the settings leave it open.
    """

    def __init__(
        self,
        translator: ctranslate2.Translator,
        codec: Codec,
        decoding: Decoding,
        repetition_penalty: float = 1.0,
    ) -> None:
        self._translator = translator
        self._codec = codec
        self._decoding = decoding
        self._penalty = decoding.repetition_penalty or repetition_penalty

    def translate(
        self,
        texts: Sequence[str],
        *,
        search: Search = USUAL,
        hints: Sequence[Sequence[Hint]] | None = None,
        avoid: Sequence[Sequence[str]] | None = None,
    ) -> list[Hypothesis]:
        """One hypothesis per text, in order; see :class:`l10n.engines.protocol.Engine`.

        Args:
            texts: sentences; one that is endless gets an empty translation, which costs no time.
            search: how. An alignment is the model's attention, a sentence that must be split has
                none; again is with repetitions forbidden and a wider beam; the beam is as wide at
                least as ``nbest``.
            avoid: not heeded by families that cannot tell a translation's tokens.
            hints: ignored; see :class:`l10n.engines.hints.HintedRunner`.
        """
        pieces = [self._split(text) for text in texts]
        options: dict[str, Any] = {"num_hypotheses": search.nbest or self._decoding.nbest}
        options["beam_size"] = max(self._decoding.beam_size, options["num_hypotheses"])
        if search.aligned:
            options["return_attention"] = True
        if search.again:
            options |= _RETRY | {"beam_size": options["beam_size"] + 2}
        results = []
        for split, outputs in zip(pieces, self._decode_each(pieces, options, avoid), strict=True):
            if not split:
                results.append(Hypothesis("", 0.0))
                continue
            best, *others = (
                self._joined(split, [ranked[min(rank, len(ranked) - 1)] for ranked in outputs])
                for rank in range(max(map(len, outputs)))
            )
            results.append(replace(best, alternatives=tuple(others)))
        return results

    def align(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """What the model attends to while it is made to say what people have written.

        See :class:`l10n.engines.protocol.Aligner`.
        """
        limit = min(self._decoding.max_tokens or self._codec.max_tokens, _LAST_POSITION)
        prefix = list(self._codec.prefix)
        written = [
            (self._codec.encode(source), self._codec.encode_target(target))
            for source, target in zip(sources, targets, strict=True)
        ]
        found: list[tuple[Link, ...]] = [() for _ in written]
        short = [
            index
            for index, (source, target) in enumerate(written)
            if target and len(source) <= limit and len(prefix) + len(target) <= limit
        ]
        if not short:
            return found
        results = self._translator.translate_batch(
            [written[index][0] for index in short],
            target_prefix=[prefix + written[index][1] for index in short],
            max_batch_size=self._decoding.batch_tokens,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=len(prefix) + max(len(written[index][1]) for index in short) + 1,
            beam_size=1,
            return_attention=True,
        )
        for index, result in zip(short, results, strict=True):
            source, target = written[index]
            rows = result.attention[0][len(prefix) : len(prefix) + len(target)]
            if len(rows) == len(target):
                found[index] = align(sources[index], source, targets[index], target, rows)
        return found

    def _decode_each(
        self,
        texts: Sequence[list[tuple[Piece, list[str]]]],
        options: dict[str, Any],
        avoid: Sequence[Sequence[str]] | None,
    ) -> list[list[list[_Output]]]:
        """The n best of each piece of each text."""
        sources = [[source for _, source in pieces] for pieces in texts]
        if avoid is None:
            following = iter(self._decode_all(list(chain.from_iterable(sources)), options))
            return [list(islice(following, len(own))) for own in sources]

        # CTranslate2 forbids words to a whole batch. What else is asked for must not matter to a
        # text, so each is a batch of its own; side by side that takes hardly longer.
        def apart(own: list[list[str]], words: Sequence[str]) -> list[list[_Output]]:
            return self._decode_all(own, options | {"suppress_sequences": self._written(words)})

        with ThreadPoolExecutor() as pool:
            return list(pool.map(apart, sources, avoid))

    def _written(self, words: Sequence[str]) -> list[list[str]]:
        """The tokens of words. One of a single token is passed over: others begin with it."""
        return [tokens for tokens in map(self._codec.encode_target, words) if len(tokens) > 1]

    def _split(self, text: str) -> list[tuple[Piece, list[str]]]:
        """A sentence in pieces that the model takes, each with its tokens; none if endless."""
        limit = self._decoding.max_tokens or self._codec.max_tokens
        tokens = self._codec.encode(text)
        if len(tokens) <= limit:
            return [(Piece(text, ""), tokens)]
        if is_endless(len(tokens), limit):
            return []
        pieces = split_long(text, lambda part: len(self._codec.encode(part)) <= limit)
        return [(piece, self._codec.encode(piece.text)) for piece in pieces]

    def _joined(self, pieces: list[tuple[Piece, list[str]]], outputs: list[_Output]) -> Hypothesis:
        texts = [self._codec.decode(output.tokens).strip() for output in outputs]
        text = rejoin([piece for piece, _ in pieces], texts)
        lengths = [len(output.tokens) + 1 for output in outputs]
        scores = [output.score * n for output, n in zip(outputs, lengths, strict=True)]
        links: tuple[Link, ...] = ()
        if len(pieces) == 1 and outputs[0].attention:
            [(piece, source)], [output] = pieces, outputs
            links = align(piece.text, source, text, output.tokens, output.attention)
        return Hypothesis(text, sum(scores) / sum(lengths), alignment=links)

    def _decode_all(self, sources: list[list[str]], options: dict[str, Any]) -> list[list[_Output]]:
        """The n best of each source; where the best one loops, a retry's that do not."""
        results = list(self._decode(sources, options))
        looping = [
            index
            for index, (source, ranked) in enumerate(zip(sources, results, strict=True))
            if _is_bad(ranked[0].tokens, source)
        ]
        if looping:
            retried = self._decode([sources[index] for index in looping], options | _RETRY)
            for index, ranked in zip(looping, retried, strict=True):
                if ranked[0].tokens and not _is_bad(ranked[0].tokens, sources[index]):
                    results[index] = ranked
        return results

    def _decode(self, sources: list[list[str]], options: dict[str, Any]) -> Iterator[list[_Output]]:
        settings, prefix = self._decoding, list(self._codec.prefix)
        search = partial(
            self._translator.translate_batch,
            sources,
            target_prefix=[prefix] * len(sources) if prefix else None,
            length_penalty=settings.length_penalty,
            max_batch_size=settings.batch_tokens,
            batch_type="tokens",
            max_input_length=0,  # long sentences are split, never cut off
            max_decoding_length=max(map(_longest, sources), default=0),
            replace_unknowns=True,
            return_scores=True,
            **({"repetition_penalty": self._penalty} | options),
        )
        try:
            try:
                results = search()
            except ValueError:  # a token to avoid is not in the model's vocabulary
                results = search(suppress_sequences=[])
        except RuntimeError as error:  # out of memory, out of positions
            raise ModelError(
                f"the model fails: {' '.join(str(error).split())}",
                "lower batch-tokens or max-tokens under [tool.l10n.decoding]",
            ) from None
        for result in results:
            told = result.attention if options.get("return_attention") else []
            attentions = told or [[]] * len(result.scores)
            yield [
                self._output(tokens[len(prefix) :], score, attention)
                for tokens, score, attention in zip(
                    result.hypotheses, result.scores, attentions, strict=True
                )
            ]

    def _output(
        self, tokens: list[str], score: float, attention: Sequence[Sequence[float]]
    ) -> _Output:
        # CTranslate2 gives the sum of log-probabilities over length ** length_penalty.
        total = score * max(len(tokens), 1) ** self._decoding.length_penalty
        mean = total / (len(tokens) + 1)  # the sentence end counts as a token
        mean = min(mean, 0.0) if math.isfinite(mean) else 0.0
        # Attention of the prefix comes first, or not at all, by CTranslate2's version.
        return _Output(tokens, mean, attention[-len(tokens) :] if tokens else [])


def _longest(source: Sequence[str]) -> int:
    return min(len(source) * _LONGEST_RATIO + _LONGEST_EXTRA, _LAST_POSITION)


def _is_bad(tokens: Sequence[str], source: Sequence[str]) -> bool:
    """Whether a translation loops, or found no end."""
    return is_loop(tokens, source) or len(tokens) >= _longest(source)
