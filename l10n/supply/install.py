"""Installing models of the catalogue: the only part of l10n that uses the network.

Files come into a folder beside the store, are checked against the catalogue's checksums, or those
that the first install recorded (trust on first use), and move into the store whole.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Mapping
from pathlib import Path

from l10n.errors import ModelError
from l10n.modelstore import manifest, names
from l10n.modelstore.catalogue import Offer
from l10n.modelstore.manifest import FileRecord, Model
from l10n.modelstore.store import Store
from l10n.supply import archive
from l10n.supply.add import argos_model, check
from l10n.supply.download import MAX_SIZE, Progress, fetch


def install(
    store: Store, offer: Offer, *, trust_anew: bool = False, progress: Progress | None = None
) -> Model:
    """Download a model of the catalogue and put it into the store.

    Args:
        store: where to.
        offer: what.
        trust_anew: take files that differ from those of the first install, and record them.
        progress: called as bytes come.

    Returns:
        The model; the one that is there where another process has installed it meanwhile.

    Raises:
        ModelError: a file cannot be had, or has a wrong checksum, size, name or content; nothing
            is in the store then. What was broken off can be gone on with.
    """
    with store.staging(offer.id) as staging:
        if (there := store.find(offer.id)) is not None:
            return there
        parts, whole = staging / "parts", staging / "whole"
        shutil.rmtree(whole, ignore_errors=True)
        parts.mkdir(parents=True, exist_ok=True)
        key = f"{offer.source}@{offer.revision or offer.version}"
        revision, known = (None if trust_anew else store.pins(key)) or (offer.revision, {})
        revision = _download(offer, revision, parts, progress)
        try:
            fetched = _fetched(offer, parts)
            _compare(offer, fetched, known)
            model = _assemble(offer, parts, whole / "content", revision)
            installed = store.put(whole, check(model, whole / "content"))
        except ModelError:
            # Whatever is wrong with what came, it is not gone on with.
            shutil.rmtree(parts, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(whole, ignore_errors=True)
        store.pin(key, revision, fetched)
        shutil.rmtree(staging, ignore_errors=True)
        return installed


def _download(offer: Offer, revision: str, parts: Path, progress: Progress | None) -> str:
    """Fetch all files; gives the revision that they are of."""
    if offer.repository:
        from l10n.supply.hub import fetch_repository

        return fetch_repository(offer.repository, revision, offer.files, parts, progress)
    for file in offer.files:
        target = parts / file.name.rsplit("/", 1)[-1]
        if not target.is_file():
            url = f"{offer.address.rstrip('/')}/{file.name}"
            fetch(url, target, size=file.size, sha256=file.sha256, progress=progress)
    return revision


def _fetched(offer: Offer, parts: Path) -> dict[str, FileRecord]:
    found = {}
    for file in offer.files:
        name = file.name if offer.repository else file.name.rsplit("/", 1)[-1]
        path = parts / name
        found[file.name] = FileRecord(path.stat().st_size, manifest.sha256(path))
        if file.sha256 and found[file.name].sha256 != file.sha256:
            raise ModelError(
                f"{offer.id}: {file.name} has another checksum than the catalogue's",
                "it was not kept; run the command again",
            )
    return found


def _compare(
    offer: Offer, fetched: Mapping[str, FileRecord], known: Mapping[str, FileRecord]
) -> None:
    for name, record in known.items():
        if fetched.get(name) != record:
            raise ModelError(
                f"{offer.id}: {name} is not the file that was installed the first time",
                "it was not kept; if you know why it changed, add --trust-anew",
            )


def _assemble(offer: Offer, parts: Path, content: Path, revision: str) -> Model:
    """Make the model's folder from what was fetched."""
    content.parent.mkdir(parents=True, exist_ok=True)
    if offer.family == "argos":
        package = parts / offer.files[0].name.rsplit("/", 1)[-1]
        archive.unpack_argos(package, content)
        model = argos_model(content, id=offer.id, licence=offer.licence, source=offer.id)
        if model.pairs != offer.pairs or model.version != offer.version:
            raise ModelError(
                f"{offer.id}: the package is {model.pairs[0]} {model.version}",
                "it is not the one that the catalogue means; it was not kept",
            )
    elif offer.convert:
        from l10n.supply.convert import convert

        convert(parts, content, offer.convert)
    else:
        for path in sorted(path for path in parts.rglob("*") if path.is_file()):
            name = path.relative_to(parts).as_posix()
            target = content / names.check_path(name.removesuffix(".gz"))
            target.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".gz"):
                _gunzip(path, target)
            else:
                shutil.copyfile(path, target)
    return Model(
        id=offer.id,
        family=offer.family,
        version=offer.version or revision[:12],
        pairs=offer.pairs,
        licence=offer.licence,
        source=offer.source,
        tags=offer.tags,
        scores=offer.scores,
    )


def _gunzip(path: Path, target: Path) -> None:
    limit = min(MAX_SIZE, path.stat().st_size * archive.MAX_RATIO)
    try:
        with gzip.open(path) as packed, target.open("wb") as file:
            while block := packed.read(1 << 20):
                file.write(block)
                if file.tell() > limit:
                    raise ModelError(f"{path.name}: unpacks to too much", "it was not kept")
    except (OSError, EOFError, zlib.error) as error:
        raise ModelError(f"{path.name}: cannot be unpacked ({error})", "it was not kept") from None
