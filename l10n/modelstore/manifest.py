"""What is recorded of an installed model: ``model.json`` beside its files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from l10n.errors import ModelError
from l10n.model import Pair
from l10n.modelstore.names import check_id, check_path, check_tags, check_version, parse_pair

SCHEMA = 1

_SHA256 = re.compile(r"[0-9a-f]{64}")

# What a licence allows, for those that models come under; None: not known, a person has to look.
COMMERCIAL: dict[str, bool] = {
    "MIT": True,
    "Apache-2.0": True,
    "CC0-1.0": True,
    "MIT OR CC0-1.0": True,
    "CC-BY-4.0": True,
    "CC-BY-SA-4.0": True,
    "MPL-2.0": True,
    "BSD-3-Clause": True,
    "CC-BY-NC-4.0": False,
    "CC-BY-NC-SA-4.0": False,
}


@dataclass(frozen=True, slots=True)
class Score:
    """How good a model is for one pair.

    Attributes:
        pair: source and target.
        metric: chrF (chrF2) or BLEU, 0 to 100.
        value: the score.
        test: the test set.
        source: who measured it.
    """

    pair: Pair
    metric: str
    value: float
    test: str
    source: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a model: its size in bytes and its SHA-256, in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model.

    Attributes:
        id: its name in the store, a folder's name.
        family: name in :func:`l10n.engines.families.families`.
        version: as its makers call it, or a revision.
        pairs: what it translates.
        tags: its own names of languages, by code.
        licence: SPDX identifier, "" where it is not known.
        source: where it was got from.
        scores: its quality.
        files: what it is made of, by path inside of :attr:`content`.
        folder: where it is.
    """

    id: str
    family: str
    version: str
    pairs: tuple[Pair, ...]
    licence: str
    source: str
    tags: Mapping[str, str] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def content(self) -> Path:
        """The folder of the model's own files."""
        return self.folder / "content"

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(record.size for record in self.files.values())

    @property
    def commercial(self) -> bool | None:
        """Whether its licence allows commercial use; None where that is not known."""
        return COMMERCIAL.get(self.licence)

    def chrf(self, pair: Pair) -> float | None:
        """The best chrF known for a pair."""
        return best_chrf(self.scores, pair)


def best_chrf(scores: tuple[Score, ...], pair: Pair) -> float | None:
    """The best chrF among some scores for a pair; None where there is none."""
    return max(
        (score.value for score in scores if score.pair == pair and score.metric == "chrF"),
        default=None,
    )


def dump(model: Model) -> bytes:
    """The manifest's text; the same model gives the same bytes."""
    data = asdict(model) | {"schema": SCHEMA}
    del data["folder"]
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def load(data: bytes, folder: Path, where: object) -> Model:
    """A model from its manifest; nothing in it is trusted.

    Args:
        data: what the file holds.
        folder: of the model.
        where: the file, for messages.

    Raises:
        ModelError: it is no manifest, or a value in it is not of its kind.
    """
    try:
        raw = json.loads(data)
        if raw["schema"] != SCHEMA:
            raise ValueError(f"schema {raw['schema']!r} is not {SCHEMA}")
        return Model(
            id=check_id(raw["id"]),
            family=str(raw["family"]),
            version=check_version(raw["version"]),
            pairs=tuple(parse_pair(f"{source}-{target}") for source, target in raw["pairs"]),
            licence=str(raw["licence"])[:80],
            source=str(raw["source"])[:300],
            tags=check_tags(raw["tags"]),
            scores=tuple(
                Score(
                    parse_pair("-".join(score["pair"])),
                    str(score["metric"]),
                    float(score["value"]),
                    str(score["test"]),
                    str(score["source"]),
                )
                for score in raw["scores"]
            ),
            files={check_path(name): _record(record) for name, record in raw["files"].items()},
            folder=folder,
        )
    except ModelError as error:
        raise ModelError(f"{where}: {error.message}", error.hint) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(
            f"{where}: is no manifest of a model ({type(error).__name__}: {error})",
            "remove the model and install it again",
        ) from None


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def records(folder: Path) -> dict[str, FileRecord]:
    """Size and checksum of every file in a folder, by path.

    Raises:
        ModelError: a name is not safe, or something is neither file nor folder.
    """
    found: dict[str, FileRecord] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ModelError(f"{path}: is neither file nor folder", "put the file itself there")
        if path.is_file():
            name = check_path(path.relative_to(folder).as_posix())
            found[name] = FileRecord(path.stat().st_size, sha256(path))
    return found


def fingerprint(files: Mapping[str, FileRecord]) -> str:
    """8 hexadecimal digits that other files would not have."""
    text = "\n".join(f"{name} {files[name].sha256}" for name in sorted(files))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _record(raw: Mapping[str, Any]) -> FileRecord:
    size, digest = raw["size"], raw["sha256"]
    if not isinstance(size, int) or size < 0 or not _SHA256.fullmatch(digest):
        raise ValueError("a file's record is broken")
    return FileRecord(size, digest)
