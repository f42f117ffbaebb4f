"""Memories as files of other tools; the suffix picks the format."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from l10n.errors import ExchangeError
from l10n.exchange import po, tmx
from l10n.memory.unit import Unit
from l10n.model import Pair


class Reader(Protocol):
    """Reads units one by one.

    Args:
        path: the file.
        source: locale of the texts where the file does not name one.
        target: locale of the translations where the file does not name one, else None.
        drafts: also what nobody has approved.

    Raises:
        L10nError: the file cannot be read, perhaps only after the first units.
    """

    def __call__(
        self, path: Path, source: str, target: str | None, drafts: bool
    ) -> Iterator[Unit]: ...


class Writer(Protocol):
    """Writes units; a file that is there already is replaced in one step.

    Returns:
        How many units were written, and how many the format could not take.

    Raises:
        WriteError: the file cannot be written.
    """

    def __call__(self, path: Path, units: Iterable[Unit], pair: Pair) -> tuple[int, int]: ...


FORMATS: dict[str, tuple[Reader, Writer]] = {
    ".tmx": (tmx.read, tmx.write),
    ".po": (po.read, po.write),
}


def fold(unit: Unit, locales: Collection[str]) -> Unit:
    """A unit with the locales of a project: ``ru_RU`` becomes ``ru`` where that is the project's.

    Args:
        unit: as another tool has it.
        locales: the project's, the source locale among them.
    """
    pair = Pair(*(_folded(locale, locales) for locale in unit.pair))
    return unit if pair == unit.pair else replace(unit, pair=pair)


def _folded(locale: str, locales: Collection[str]) -> str:
    bare = locale.split("_")[0]
    return bare if locale not in locales and bare in locales else locale


def format_of(path: Path) -> tuple[Reader, Writer]:
    """Reader and writer for a file.

    Raises:
        ExchangeError: no format has its suffix.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise ExchangeError(
            f"{path}: not a format of translation memories",
            f"formats by suffix: {', '.join(FORMATS)}",
        ) from None
