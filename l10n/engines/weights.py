"""Loading CTranslate2 models, and letting go of them where memory is short."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from l10n.engines.decoding import Decoding
from l10n.errors import ModelError

if TYPE_CHECKING:
    import ctranslate2

_MEMORY = Path("/proc/meminfo")
# A model needs its file's size, and while it loads and translates as much again.
_ROOM = 2


class Weights:
    """The translators of some folders, each loaded when it is first used, and once.

    Where memory has become short, those that were used longest ago make room for another.

    Args:
        decoding: says on which device, with how many threads and with what arithmetic.
    """

    def __init__(self, decoding: Decoding) -> None:
        self.decoding = decoding
        self._translators: dict[Path, ctranslate2.Translator] = {}

    def open(self, folder: Path) -> ctranslate2.Translator:
        """The translator of a CTranslate2 model's folder.

        Raises:
            ModelError: it does not load.
        """
        translator = self._translators.pop(folder, None)
        if translator is None:
            self._make_room(folder)
            translator = self._load(folder)
        self._translators[folder] = translator  # the last one is the one used last
        return translator

    def _load(self, folder: Path) -> ctranslate2.Translator:
        import ctranslate2

        threads = self.decoding.threads or os.cpu_count() or 1
        device = self.decoding.device
        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        # On a CPU one batch for each core is up to twice as fast as all cores on one batch
        # (benchmarks/speed/throughput.py); the batches share the weights.
        at_once, cores = (threads, 1) if device == "cpu" else (1, threads)
        try:
            return ctranslate2.Translator(
                str(folder),
                device=device,
                compute_type=self.decoding.compute_type,
                inter_threads=at_once,
                intra_threads=cores,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                f"{folder}: the model does not load ({' '.join(str(error).split())})",
                "`l10n models verify` finds damaged files; else see the decoding settings",
            ) from None

    def _make_room(self, folder: Path) -> None:
        weights = folder / "model.bin"
        needed = _ROOM * weights.stat().st_size if weights.is_file() else 0
        while self._translators and available_memory() < needed:
            del self._translators[next(iter(self._translators))]


def available_memory() -> float:
    """Bytes that a process may take without pushing others out; infinite where nobody tells."""
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB", _MEMORY.read_text("ascii"), re.MULTILINE)
    except OSError:  # not Linux
        found = None
    return int(found[1]) * 1024 if found else math.inf
