"""Adding models from files at hand: nothing here uses the network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from l10n.engines.families import check_folder, family
from l10n.errors import ModelError
from l10n.model import Pair
from l10n.modelstore import manifest, names
from l10n.modelstore.manifest import Model
from l10n.modelstore.store import Store
from l10n.supply import archive


def add_archive(store: Store, path: Path, *, id: str = "", licence: str = "") -> Model:
    """Install an Argos package or an exported model from its file.

    Args:
        store: where to.
        path: the file.
        id: what to call it; by default what it calls itself.
        licence: SPDX identifier, where the file does not know it.

    Raises:
        ModelError: it is not safe, not whole, or a model of its id is installed.
    """
    if archive.is_export(path):
        return _add_export(store, path, id)
    with store.staging(f"adding-{manifest.sha256(path)[:16]}") as staging:
        try:
            content = staging / "whole" / "content"
            archive.unpack_argos(path, content)
            return store.put(
                staging / "whole",
                check(argos_model(content, id=id, licence=licence, source=path.name), content),
            )
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def add_folder(
    store: Store,
    folder: Path,
    *,
    family_name: str,
    pairs: Sequence[Pair],
    id: str = "",
    licence: str = "",
    version: str = "",
    tags: Mapping[str, str] | None = None,
) -> Model:
    """Install a folder of model files by copying it.

    Args:
        store: where to.
        folder: a CTranslate2 model with its tokenizer, an unpacked Argos package or the files of a
            Firefox model.
        family_name: name in :func:`l10n.engines.families.families`.
        pairs: what it translates; an Argos package knows its own.
        id: what to call it; by default the folder's name.
        licence: SPDX identifier.
        version: as its makers call it.
        tags: its own names of languages.

    Raises:
        ModelError: a file is missing or broken, a tag is not in the vocabulary, or a model of its
            id is installed.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such folder", "check the path")
    kind = family(family_name)
    name = id or folder.resolve().name.lower()
    names.check_id(name)
    if family_name != "argos" and not pairs:
        raise ModelError(f"{folder}: which languages does it translate?", "say: --pair en-mn")
    check_folder(kind, folder)
    manifest.records(folder)  # no links, no odd names
    with store.staging(f"adding-{name}"[:80]) as staging:
        try:
            content = staging / "whole" / "content"
            shutil.copytree(folder, content)
            if family_name == "argos":
                model = argos_model(content, id=name, licence=licence, source=str(folder))
            else:
                model = Model(
                    id=name,
                    family=family_name,
                    version=names.check_version(version),
                    pairs=tuple(pairs),
                    licence=licence,
                    source=str(folder),
                    tags=names.check_tags(dict(tags or {})),
                )
            return store.put(staging / "whole", check(model, content))
        except OSError as error:
            raise ModelError(
                f"{folder}: cannot be copied ({error.strerror or error})",
                "check the free space and the permissions",
            ) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def argos_model(content: Path, *, id: str, licence: str, source: str) -> Model:
    """What an unpacked Argos package says of itself, checked.

    Raises:
        ModelError: its metadata cannot be read, or a value is not of its kind.
    """
    path = content / "metadata.json"
    try:
        raw = json.loads(path.read_bytes())
        pair = names.parse_pair(f"{_text(raw, 'from_code')}-{_text(raw, 'to_code')}")
        version = names.check_version(_text(raw, "package_version"))
        if raw.get("type", "translate") != "translate":
            raise ValueError("it is a package of another kind")
        name = id or f"argos-{pair.source}-{pair.target}-{version}".lower()
        return Model(
            id=names.check_id(name),
            family="argos",
            version=version,
            pairs=(pair,),
            licence=licence,
            source=source,
        )
    except FileNotFoundError:
        raise ModelError(f"{source}: no metadata.json, so no Argos package", "get it again") from (
            None
        )
    except ModelError as error:
        raise ModelError(f"{source}: metadata.json: {error.message}", error.hint) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise ModelError(
            f"{source}: its metadata.json cannot be read ({error})", "get the package again"
        ) from None


def check(model: Model, content: Path) -> Model:
    """Make sure that a model's files are there and know the languages, before it is installed.

    Raises:
        ModelError: a file is missing or broken, or a tag is not in the vocabulary.
    """
    kind = family(model.family)
    check_folder(kind, content)
    for pair in model.pairs:
        kind.codec(content, pair, model.tags)
    return model


def _add_export(store: Store, path: Path, id: str) -> Model:
    with store.staging(f"adding-{manifest.sha256(path)[:16]}") as staging:
        try:
            model = archive.unpack_export(path, staging / "whole")
            check(model, staging / "whole" / "content")
            return store.put(staging / "whole", replace(model, id=id or model.id))
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str):
        raise TypeError(f"{key!r} is no text")
    return value
