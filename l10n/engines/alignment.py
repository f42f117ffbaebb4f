"""From a model's attention to links between stretches of text."""

from __future__ import annotations

from collections.abc import Sequence

from l10n.model import Link

# SentencePiece's mark of a word's beginning.
_SPACE = "\u2581"
# What a token attends to with less than this share of its attention is noise.
_LEAST = 0.1


def align(
    source: str,
    source_tokens: Sequence[str],
    target: str,
    target_tokens: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> tuple[Link, ...]:
    """Links by attention.

    Args:
        source: the text.
        source_tokens: its tokens.
        target: its translation.
        target_tokens: that one's tokens.
        attention: per target token, how much it attends to each source token; may be longer, by
            the sentence end.
    """
    source_spans = token_spans(source, source_tokens)
    target_spans = token_spans(target, target_tokens)
    links = []
    for target_span, weights in zip(target_spans, attention, strict=False):
        # Language tags and the sentence end draw attention that says nothing about words.
        total = sum(
            weight
            for (start, end), weight in zip(source_spans, weights, strict=False)
            if start < end
        )
        if target_span[0] == target_span[1] or not total:
            continue
        for source_span, weight in zip(source_spans, weights, strict=False):
            if source_span[0] < source_span[1] and weight / total >= _LEAST:
                links.append(Link(source_span, target_span, weight / total))
    return tuple(links)


def token_spans(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text each token stands; an empty span for one that is not found there."""
    spans = []
    position = 0
    for token in tokens:
        piece = token.replace(_SPACE, "")
        start = text.find(piece, position) if piece else -1
        # A token far off is another occurrence: the tokenizer has rewritten this one.
        if start < 0 or start - position > len(piece) + 8:
            spans.append((position, position))
            continue
        position = start + len(piece)
        spans.append((start, position))
    return spans
