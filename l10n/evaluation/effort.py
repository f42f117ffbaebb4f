"""How much people had to change of what the machine wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from l10n.evaluation.scores import _sacrebleu, corpus_score
from l10n.po.catalog import Catalog
from l10n.translation.cache import Cache
from l10n.translation.postediting import post_edits


@dataclass(frozen=True, slots=True)
class Effort:
    """Post-editing effort over the approved sentences whose machine draft is known.

    Attributes:
        sentences: how many there are.
        unchanged: how many were approved as the machine wrote them.
        ter: edits per 100 words (translation edit rate, Snover 2006), the approved text being the
            reference (HTER).
        edit_distance: share of characters that had to be typed or deleted, 0 to 1.
    """

    sentences: int
    unchanged: int
    ter: float
    edit_distance: float


def post_editing(catalogs: Iterable[Catalog], cache: Cache) -> Effort:
    """Compare approved translations with the drafts they were made from.

    See :func:`l10n.translation.postediting.post_edits` for which are compared.

    Raises:
        L10nError: sacreBLEU is not installed.
    """
    from rapidfuzz.distance import Indel

    metrics = _sacrebleu()
    found = [one for catalog in catalogs for one in post_edits(catalog, cache)]
    drafts, texts = [one.draft for one in found], [one.text for one in found]
    if not texts:
        return Effort(0, 0, 0.0, 0.0)
    distance = sum(Indel.distance(a, b) for a, b in zip(drafts, texts, strict=True))
    length = sum(len(a) + len(b) for a, b in zip(drafts, texts, strict=True))
    return Effort(
        len(texts),
        sum(a == b for a, b in zip(drafts, texts, strict=True)),
        corpus_score(metrics.TER(), drafts, texts).value,
        distance / length,
    )
