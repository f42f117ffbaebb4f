"""What is recorded of an installed model: ``model.json`` beside its files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from l10n.errors import LocaleError, ModelError
from l10n.languages import language, parse_locale
from l10n.model import Pair

SCHEMA = 1

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_VERSION = re.compile(r"[\w.+-]{0,80}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Windows cannot have files of these names, whatever their suffix.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}")
_TAG = re.compile(r"[^\s\x00-\x1f]{1,40}")

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


def check_id(value: object) -> str:
    """An id that can be a folder's name anywhere.

    Raises:
        ModelError: it cannot.
    """
    text = str(value)
    if not _ID.fullmatch(text) or ".." in text or text.endswith(".") or _RESERVED.fullmatch(text):
        raise ModelError(
            f"{text[:100]!r} cannot be a model's id",
            "up to 80 small letters, digits, dots, hyphens, underscores",
        )
    return text


def check_version(value: object) -> str:
    """A version that fits into a comment line.

    Raises:
        ModelError: it does not.
    """
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        raise ModelError(f"{str(value)[:100]!r} cannot be a version", "as in 1.9")
    return value


def check_path(name: str) -> str:
    """A file's path inside of a model that is safe on every system.

    Raises:
        ModelError: it leads elsewhere, or holds what a file's name should not.
    """
    parts = name.split("/")
    if len(parts) > 4 or not all(
        _NAME.fullmatch(part) and not part.endswith(".") and not _RESERVED.fullmatch(part)
        for part in parts
    ):
        raise ModelError(f"{name[:120]!r} cannot be a file of a model", "the model is not safe")
    return name


def check_tags(value: Mapping[str, Any]) -> dict[str, str]:
    """Tags by language.

    Raises:
        ModelError: one holds white space, or is no text.
    """
    for code, tag in value.items():
        if not isinstance(tag, str) or not _TAG.fullmatch(tag):
            raise ModelError(f"{tag!r} cannot be a tag", "as in mn=khk_Cyrl")
        if not isinstance(code, str):
            raise ModelError(f"{code!r} cannot be a language", "as in mn=khk_Cyrl")
    return {str(code): str(tag) for code, tag in value.items()}


def parse_pair(text: str) -> Pair:
    """A pair as a person writes it: ``en-mn``, or ``en→mn``.

    Raises:
        ModelError: it is none, or a language is unknown.
    """
    source, found, target = text.replace("→", "-").partition("-")
    try:
        if found:
            return Pair(language(parse_locale(source)), language(parse_locale(target)))
    except LocaleError as error:
        raise ModelError(f"{text[:60]!r} is no pair: {error.message}", error.hint) from None
    raise ModelError(f"{text[:60]!r} is no pair of languages", "as in en-mn")


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


def _record(raw: Mapping[str, Any]) -> FileRecord:
    size, digest = raw["size"], raw["sha256"]
    if not isinstance(size, int) or size < 0 or not _SHA256.fullmatch(digest):
        raise ValueError("a file's record is broken")
    return FileRecord(size, digest)
