"""Machine drafts beside what people made of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from l10n.model import State
from l10n.po.catalog import Catalog, Entry
from l10n.po.provenance import digest
from l10n.translation.cache import Cache


class PostEdit(NamedTuple):
    """A machine's draft and the text that a person approved in its place, by whatever model."""

    model: str
    draft: str
    text: str


def post_edits(catalog: Catalog, cache: Cache) -> Iterator[PostEdit]:
    """The approved sentences of a catalog whose machine draft is known.

    The entry's comment says which model drafted it; the draft's text is in the project's cache.
    Entries without either are left out.
    """
    by_model: dict[str, list[Entry]] = {}
    for entry in catalog.entries():
        if entry.drafted_by and entry.translation.state is State.APPROVED:
            by_model.setdefault(entry.drafted_by, []).append(entry)
    for model, entries in by_model.items():
        known = cache.drafts(model, [entry.msgid for entry in entries])
        for entry in entries:
            for draft in known.get(entry.msgid, ()):
                if digest(draft) == entry.draft_digest:
                    yield PostEdit(model, draft, entry.translation.text)
