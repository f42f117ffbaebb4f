"""What `l10n models` shows, as rows of plain values."""

from __future__ import annotations

from typing import Any

from l10n.model import Pair
from l10n.modelstore import Model, Store
from l10n.modelstore.catalogue import Offer, catalogue, memory

_USE = {True: "any", False: "non-commercial", None: "look it up"}


def rows(pair: Pair | None, *, installed_only: bool) -> list[dict[str, Any]]:
    """A row per model and pair: the pairs in their order, the best first."""
    store = Store()
    installed = {model.id: model for model in store.models()}
    offers = {} if installed_only else catalogue()
    known: list[Model | Offer] = [*installed.values()]
    known += [offer for id, offer in offers.items() if id not in installed]
    found = [
        _row(model, its, store) for model in known for its in model.pairs if pair in (None, its)
    ]
    return sorted(
        found, key=lambda row: (row["pair"], -(row["chrf"] or 0), -(row["bleu"] or 0), row["id"])
    )


def details(model: Model | Offer, offer: Offer | None) -> dict[str, Any]:
    """All that is known of one model."""
    found: dict[str, Any] = {
        "id": model.id,
        "title": offer.title if offer else "",
        "family": model.family,
        "version": model.version,
        "pairs": [str(pair) for pair in model.pairs],
        "tags": [f"{code}: {tag}" for code, tag in model.tags.items()],
        "licence": f"{model.licence or 'not known'} (use: {_USE[model.commercial]})",
        "quality": [
            f"{score.pair} {score.metric} {score.value} on {score.test} ({score.source})"
            for score in model.scores
        ],
        "size": _megabytes(model.size, "MB"),
        "memory": _megabytes(memory(model.size), "MB, about"),
        "source": model.source,
    }
    if isinstance(model, Model):
        found["installed"] = str(model.content)
        found["files"] = [f"{name} {record.sha256}" for name, record in model.files.items()]
    else:
        found["installed"] = "no"
        found["revision"] = model.revision
        found["files"] = [f"{file.name} {file.sha256}".strip() for file in model.files]
    return found


def defaults(store: Store, pair: Pair | None) -> list[tuple[str, str, str]]:
    """Which model translates each pair, and why."""
    from l10n.engines.argos import ArgosEngine

    argos = ArgosEngine()
    chosen = store.defaults()
    pairs = {*chosen, *argos.packages, *(its for model in store.models() for its in model.pairs)}
    found = []
    for its in sorted(pairs if pair is None else {pair}):
        if its in chosen:
            found.append((str(its), chosen[its], "your choice"))
        elif (model := store.choose(its)) is not None:
            found.append((str(its), model.id, "the best installed model"))
        elif its in argos.packages:
            found.append((str(its), argos.model_name(its), _why_not(store, its)))
        else:
            found.append((str(its), "–", "no model"))
    return found


def _why_not(store: Store, pair: Pair) -> str:
    """Why a pair goes to Argos's packages or the starter."""
    if any(pair in model.pairs for model in store.models()):
        return "no installed model may be used for anything"
    return "no other model is installed"


def _row(model: Model | Offer, pair: Pair, store: Store) -> dict[str, Any]:
    state = "available"
    if isinstance(model, Model):
        chosen = store.choose(pair)
        state = "default" if chosen is not None and chosen.id == model.id else "installed"
    bleu = [s.value for s in model.scores if s.pair == pair and s.metric == "BLEU"]
    return {
        "id": model.id,
        "pair": str(pair),
        "family": model.family,
        "megabytes": _whole(model.size),
        "memory_megabytes": _whole(memory(model.size)),
        "licence": model.licence or None,
        "use": _USE[model.commercial],
        "chrf": model.chrf(pair),
        "bleu": max(bleu, default=None),
        "state": state,
    }


def _whole(size: int | None) -> int | None:
    return None if size is None else round(size / 1e6)


def _megabytes(size: int | None, unit: str) -> str:
    return "" if size is None else f"{size / 1e6:.0f} {unit}"
