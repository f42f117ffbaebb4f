"""What a document's catalog teaches a memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from l10n.memory.unit import Unit, in_context
from l10n.model import Origin, Pair, Segment, State, Translation


def approved(
    segments: Sequence[Segment],
    translation: Callable[[str], Translation],
    pair: Pair,
    document: str,
) -> Iterator[Unit]:
    """The approved sentences of a document, a unit for each place where one stands.

    Args:
        segments: the document's, in its order.
        translation: what the catalog holds for a key, as ``Catalog.translation``.
        pair: source locale and target locale.
        document: its name.
    """
    sentences = [segment for segment in segments if segment.content]
    queries = in_context([segment.msgid for segment in sentences])
    for segment, query in zip(sentences, queries, strict=True):
        found = translation(segment.key)
        if found.state is not State.APPROVED:
            continue
        # Of plural forms the first and the last, for the singular and the plural text.
        texts = {segment.msgid: found.texts[0], segment.plural or segment.msgid: found.texts[-1]}
        for source, text in texts.items():
            if text.strip():
                origin = found.origin or Origin.HUMAN
                yield Unit(source, text, pair, origin, True, query.before, query.after, document)
