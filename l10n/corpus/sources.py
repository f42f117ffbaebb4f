"""The inputs of a run, and where the output of each goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from l10n.corpus import lines, parquet
from l10n.corpus.compression import COMPRESSIONS
from l10n.corpus.partition import Limits, Partition
from l10n.errors import SourceError

Partitions = Callable[[Path, Limits], Iterator[Partition]]

FORMATS: dict[str, Callable[[str], Partitions]] = {
    "text": lambda field: partial(_by_line, syntax=lines.TextSyntax()),
    "jsonl": lambda field: partial(_by_line, syntax=lines.JsonlSyntax(field)),
    "parquet": lambda field: lambda path, limits: parquet.partitions(path, field, limits),
}
"""By name, how a format is read, given the field that is translated."""

_SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}


@dataclass(frozen=True, slots=True)
class Source:
    """An input.

    Attributes:
        path: the file.
        name: its path below the folder that was named, or its bare name; the output's folder has
            the same.
        format: a name in :data:`FORMATS`.
        size: bytes.
    """

    path: Path
    name: str
    format: str
    size: int


def find_sources(inputs: Sequence[Path], output: Path, format: str | None = None) -> list[Source]:
    """The files that inputs stand for: themselves, or all corpora in a folder and below it.

    Args:
        inputs: files and folders. In a folder, names that begin with a dot or an underscore are
            passed over, and so is ``output``.
        output: where the translations go.
        format: a name in :data:`FORMATS` for all files; None for what their suffixes say.

    Raises:
        SourceError: one is missing or has no known format, or two have the same name.
    """
    if format is not None and format not in FORMATS:
        raise SourceError(f"unknown format {format!r}", f"there are: {', '.join(FORMATS)}")
    sources: dict[str, Source] = {}
    for given in inputs:
        for path, name in _files(given, output, format):
            if name in sources and sources[name].path.resolve() != path.resolve():
                raise SourceError(
                    f"{path} and {sources[name].path} would have the same output",
                    "translate them into two output folders, or name a folder they are both in",
                )
            sources[name] = _source(path, name, format)
    return list(sources.values())


def _by_line(path: Path, limits: Limits, syntax: lines.Syntax) -> Iterator[Partition]:
    return lines.partitions(path, syntax, limits)


def _files(given: Path, output: Path, format: str | None) -> Iterator[tuple[Path, str]]:
    if not given.is_dir():
        yield given, given.name
        return
    found = False
    for path in sorted(given.rglob("*")):
        name = path.relative_to(given)
        hidden = any(part.startswith((".", "_")) for part in name.parts)
        if hidden or not path.is_file() or path.resolve().is_relative_to(output.resolve()):
            continue
        if format or _format(path):
            found = True
            yield path, name.as_posix()
    if not found:
        raise SourceError(
            f"{given}: has no corpus in it", f"files that can be read: {', '.join(_SUFFIXES)}"
        )


def _source(path: Path, name: str, format: str | None) -> Source:
    chosen = format or _format(path)
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file", "check the path") from None
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be read ({error.strerror})", "check its permissions"
        ) from None
    if chosen is None:
        raise SourceError(
            f"{path}: {path.suffix or 'a file without a suffix'} is no known format of a corpus",
            f"say which with --format {'|'.join(FORMATS)}; documents are for `l10n translate`",
        )
    return Source(path, name, chosen, size)


def _format(path: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
        found = _SUFFIXES.get(suffixes[-1]) if suffixes else None
        return None if found == "parquet" else found  # it is compressed inside
    return _SUFFIXES.get(suffixes[-1]) if suffixes else None
