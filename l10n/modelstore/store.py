"""The store: a folder with a folder per installed model, and what the user decided about them.

::

    <store>/<id>/model.json     what it is, with the checksum of every file
    <store>/<id>/content/…      its files
    <store>/defaults.json       which model serves a pair, where the user chose one
    <store>/pins.json           checksums that the first install of a source recorded
    <store>/.staging/<id>/      what is not whole yet
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from l10n.errors import ModelError
from l10n.files import atomic_write, locked
from l10n.model import Pair
from l10n.modelstore import manifest, names
from l10n.modelstore.manifest import FileRecord, Model


def default_root() -> Path:
    """Where models are kept: ``L10N_MODELS``, else the system's place for a user's data."""
    if chosen := os.environ.get("L10N_MODELS"):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "l10n" / "models"


class Store:
    """The installed models.

    Args:
        root: the folder; it need not exist.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or default_root()

    def models(self) -> list[Model]:
        """All installed models, by id; a folder with a broken manifest is passed over."""
        return [model for model in map(self._try, self._ids()) if model is not None]

    def find(self, id: str) -> Model | None:
        """An installed model, None where there is none of that id.

        Raises:
            ModelError: its manifest is broken.
        """
        folder = self.root / names.check_id(id)
        path = folder / "model.json"
        if not path.is_file():
            return None
        model = manifest.load(path.read_bytes(), folder, path)
        if model.id != id:
            raise ModelError(
                f"{path}: is of the model {model.id}, not of {id}", "install the model again"
            )
        return model

    def get(self, id: str) -> Model:
        """An installed model.

        Raises:
            ModelError: it is not installed, or broken.
        """
        model = self.find(id)
        if model is None:
            there = ", ".join(self._ids()) or "none"
            raise ModelError(f"no model {id!r} is installed", f"installed: {there}")
        return model

    def put(self, staged: Path, model: Model) -> Model:
        """Move a staged model into the store, whole or not at all.

        Args:
            staged: a folder of the store's file system that holds ``content``.
            model: what it is; its files are recorded here, and give it a version if it has none.

        Raises:
            ModelError: another model has its id.
        """
        target = self.root / names.check_id(model.id)
        if target.exists():
            raise ModelError(
                f"a model {model.id!r} is installed already",
                f"remove it first: l10n models remove {model.id}; or name this one with --id",
            )
        files = manifest.records(staged / "content")
        version = model.version or manifest.fingerprint(files)
        model = replace(model, version=version, files=files, folder=staged)
        atomic_write(staged / "model.json", manifest.dump(model))
        try:
            staged.rename(target)
        except OSError as error:
            raise ModelError(
                f"{target}: cannot be made ({error.strerror or error})",
                "check the permissions of the models' folder (l10n models path)",
            ) from error
        return replace(model, folder=target)

    def remove(self, id: str) -> None:
        """Delete a model and the choices that name it.

        Raises:
            ModelError: it is not installed.
        """
        folder = self.root / names.check_id(id)
        if not folder.is_dir():
            self.get(id)
        # Out of sight in one step, so that a crash leaves no half model.
        doomed = self.root / ".staging" / f"removed-{id}-{os.getpid()}"
        doomed.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(doomed)
        shutil.rmtree(doomed)
        with self._editing("defaults.json") as defaults:
            for pair in [pair for pair, chosen in defaults.items() if chosen == id]:
                del defaults[pair]

    def verify(self, model: Model) -> list[str]:
        """What is wrong with a model's files, a line each; nothing where all is as installed."""
        problems = []
        for name, record in model.files.items():
            path = model.content / name
            if not path.is_file():
                problems.append(f"{name}: is missing")
            elif path.stat().st_size != record.size:
                problems.append(f"{name}: has {path.stat().st_size} bytes, not {record.size}")
            elif manifest.sha256(path) != record.sha256:
                problems.append(f"{name}: has another checksum")
        there = {
            path.relative_to(model.content).as_posix()
            for path in model.content.rglob("*")
            if path.is_symlink() or not path.is_dir()
        }
        problems += [f"{name}: does not belong to it" for name in sorted(there - {*model.files})]
        return problems

    def defaults(self) -> dict[Pair, str]:
        """The models that the user chose for pairs."""
        raw = self._read("defaults.json")
        return {names.parse_pair(pair): str(id) for pair, id in raw.items()}

    def set_default(self, pair: Pair, id: str | None) -> None:
        """Choose the model of a pair; None takes the choice back.

        Raises:
            ModelError: the model is not installed.
        """
        if id is not None:
            self.get(id)
        with self._editing("defaults.json") as defaults:
            if id is None:
                defaults.pop("-".join(pair), None)
            else:
                defaults["-".join(pair)] = id

    def choose(self, pair: Pair) -> Model | None:
        """The model that serves a pair when nobody names one.

        The user's choice; else the installed one with the best chrF, none that is known to be
        non-commercial or whose licence is not known: those are used when somebody says so.

        Raises:
            ModelError: the user's choice is not installed any more.
        """
        chosen = self.defaults().get(pair)
        if chosen is not None:
            return self.get(chosen)
        free = [model for model in self.models() if model.commercial and pair in model.pairs]
        return max(free, key=lambda model: (model.chrf(pair) or 0.0, model.id), default=None)

    def pins(self, source: str) -> tuple[str, dict[str, FileRecord]] | None:
        """Revision and checksums that the first install of a source recorded."""
        raw = self._read("pins.json").get(source)
        if raw is None:
            return None
        return raw["revision"], {
            name: FileRecord(record["size"], record["sha256"])
            for name, record in raw["files"].items()
        }

    def pin(self, source: str, revision: str, files: Mapping[str, FileRecord]) -> None:
        """Record a source's revision and checksums."""
        with self._editing("pins.json") as pins:
            pins[source] = {
                "revision": revision,
                "files": {name: asdict(record) for name, record in files.items()},
            }

    @contextmanager
    def staging(self, id: str) -> Iterator[Path]:
        """A folder to put a model together in, held against other processes.

        What is left in it when the block ends in an error is there the next time: a download goes
        on where it stopped.
        """
        folder = self.root / ".staging" / names.check_id(id)
        with locked(folder):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ModelError(
                    f"{folder}: cannot be made ({error.strerror or error})",
                    "check the permissions, or set L10N_MODELS to a folder of your own",
                ) from error
            yield folder

    def _ids(self) -> list[str]:
        return sorted(path.parent.name for path in self.root.glob("[!.]*/model.json"))

    def _try(self, id: str) -> Model | None:
        try:
            return self.find(id)
        except ModelError:
            return None

    def _read(self, name: str) -> dict[str, Any]:
        path = self.root / name
        if not path.is_file():
            return {}
        try:
            raw = json.loads(path.read_bytes())
        except ValueError as error:
            raise ModelError(f"{path}: cannot be read ({error})", "delete the file") from None
        if not isinstance(raw, dict):
            raise ModelError(f"{path}: cannot be read (no table)", "delete the file")
        return raw

    @contextmanager
    def _editing(self, name: str) -> Iterator[dict[str, Any]]:
        with locked(self.root / name):
            raw = self._read(name)
            yield raw
            text = json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            atomic_write(self.root / name, text.encode())
