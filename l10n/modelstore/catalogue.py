"""The catalogue: models that l10n knows of, from ``l10n/modelstore/models.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from l10n.errors import ModelError, did_you_mean
from l10n.model import Pair
from l10n.modelstore import names
from l10n.modelstore.manifest import COMMERCIAL, Score, best_chrf
from l10n.settings import parse_toml

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file to fetch.

    Attributes:
        name: its path, in the repository or below the address.
        size: bytes, None where not known.
        sha256: its checksum, "" where nobody published one: the first install records it.
    """

    name: str
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be had.

    Attributes:
        id, family, version, pairs, tags, licence, scores: as of :class:`Model`.
        title: what people call it.
        address: an ``https:`` folder for plain downloads, else "".
        repository, revision: on the Hugging Face hub, else ""; a revision of "" is asked for at
            the first install.
        files: what to fetch; of an Argos package, the one archive.
        convert: compute type to convert a Transformers checkpoint to, "" where it is ready.
        size: bytes to download, about; None where not known.
        consent: why a person should agree before it is fetched, else "".
    """

    id: str
    title: str
    family: str
    version: str
    pairs: tuple[Pair, ...]
    tags: Mapping[str, str]
    licence: str
    scores: tuple[Score, ...]
    address: str
    repository: str
    revision: str
    files: tuple[File, ...]
    convert: str
    size: int | None
    consent: str

    @property
    def commercial(self) -> bool | None:
        """Whether its licence allows commercial use; None where that is not known."""
        return COMMERCIAL.get(self.licence)

    @property
    def source(self) -> str:
        """Where it comes from, in one word."""
        return f"https://huggingface.co/{self.repository}" if self.repository else self.address

    def chrf(self, pair: Pair) -> float | None:
        """The best chrF known for a pair."""
        return best_chrf(self.scores, pair)


def memory(size: int | None) -> int | None:
    """About how many bytes of memory a model takes: its weights, a tenth more, and the program."""
    return None if size is None else round(size * 1.1) + 100 * _MEGABYTE


@cache
def catalogue() -> dict[str, Offer]:
    """All offers by id, in the order of the file."""
    text = files("l10n.modelstore").joinpath("models.toml").read_text("utf-8")
    return parse(parse_toml(text))


def parse(raw: Mapping[str, Any]) -> dict[str, Offer]:
    """Offers from the TOML tables of a catalogue."""
    return {id: _offer(names.check_id(id), table) for id, table in raw["models"].items()}


def offer(id: str) -> Offer:
    """The offer of that id.

    Raises:
        ModelError: there is none.
    """
    known = catalogue()
    if id not in known:
        hint = did_you_mean(id, known, "`l10n models list` shows what there is")
        raise ModelError(f"the catalogue has no model {id!r}", hint)
    return known[id]


def _offer(id: str, table: Mapping[str, Any]) -> Offer:
    listed = tuple(
        File(**file) if isinstance(file, dict) else File(file) for file in table["files"]
    )
    for file in listed:
        names.check_path(file.name.rsplit("/", 1)[-1])
    return Offer(
        id=id,
        title=table["title"],
        family=table["family"],
        version=names.check_version(table["version"]),
        pairs=tuple(map(names.parse_pair, table["pairs"])),
        tags=names.check_tags(table.get("tags", {})),
        licence=table["licence"],
        scores=tuple(
            Score(
                names.parse_pair(score["pair"]),
                score["metric"],
                float(score["value"]),
                score["test"],
                score["source"],
            )
            for score in table.get("scores", ())
        ),
        address=table.get("address", ""),
        repository=table.get("repository", ""),
        revision=table.get("revision", ""),
        files=listed,
        convert=table.get("convert", ""),
        size=round(table["megabytes"] * _MEGABYTE) if "megabytes" in table else None,
        consent=table.get("consent", ""),
    )
