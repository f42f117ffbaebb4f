"""Exchange with other tools: one module per format, its reading and writing side by side.

:data:`EXPORTERS` are the formats of localized documents; memories as files of other tools are in
:mod:`l10n.exchange.memories`, glossaries in :mod:`l10n.exchange.tbx`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from l10n.formats.localized import Localized
from l10n.plugins import Registry, adopter


class Exporter(NamedTuple):
    """An output format.

    Attributes:
        write: makes the bytes of the file.
        suffix: put after the source's name; "" for the source's own name.
        approved_only: whether drafts stay out unless they are asked for.
        folder: below the locale's folder; the suffix then replaces the source's.
    """

    write: Callable[[Localized], bytes]
    suffix: str = ""
    approved_only: bool = False
    folder: str = ""


def _lazily(module: str, function: str = "export") -> Callable[[Localized], bytes]:
    def write(localized: Localized) -> bytes:
        from importlib import import_module

        written: bytes = getattr(import_module(f"l10n.{module}"), function)(localized)
        return written

    return write


_EXPORTERS = {
    "same": Exporter(_lazily("formats.splicing")),
    "mo": Exporter(_lazily("exchange.mo"), ".mo", approved_only=True, folder="LC_MESSAGES"),
    "tmx": Exporter(_lazily("exchange.tmx"), ".tmx"),
    "xliff": Exporter(_lazily("exchange.xliff"), ".xlf"),
    "xliff-1.2": Exporter(_lazily("exchange.xliff", "export_1_2"), ".1.2.xlf"),
    "bilingual": Exporter(_lazily("exchange.bilingual"), ".bilingual.html"),
    "csv": Exporter(_lazily("exchange.csv"), ".csv"),
    "json": Exporter(_lazily("exchange.json"), ".segments.json"),
}
EXPORTERS = Registry("l10n.exporters", "exporter", _EXPORTERS.items(), adopter(Exporter))
"""All exporters by name."""
