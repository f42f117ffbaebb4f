"""How much people had to change of what the machine wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from l10n.evaluation.scores import _sacrebleu, corpus_score
from l10n.model import State
from l10n.po.catalog import Catalog, Entry
from l10n.po.provenance import digest
from l10n.translation.cache import Cache


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

    The entry's comment says which model drafted it; the draft's text is in the project's cache.
    Entries without either are left out.

    Raises:
        L10nError: sacreBLEU is not installed.
    """
    from rapidfuzz.distance import Indel

    metrics = _sacrebleu()
    drafts: list[str] = []
    texts: list[str] = []
    for catalog in catalogs:
        by_model: dict[str, list[Entry]] = {}
        for entry in catalog.entries():
            if entry.drafted_by and entry.translation.state is State.APPROVED:
                by_model.setdefault(entry.drafted_by, []).append(entry)
        for model, entries in by_model.items():
            known = cache.drafts(model, [entry.msgid for entry in entries])
            for entry in entries:
                for draft in known.get(entry.msgid, ()):
                    if digest(draft) == entry.draft_digest:
                        drafts.append(draft)
                        texts.append(entry.translation.text)
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
