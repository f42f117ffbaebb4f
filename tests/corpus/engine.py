"""An engine for workers: they load this module as a Dask preload, which registers it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from typing import Any

from l10n.engines import ENGINES
from l10n.engines.decoding import USUAL, Search
from l10n.model import Hypothesis, Pair
from tests.engines import Brackets


class Fragile(Brackets):
    """Fails at POISON; at DEADLY its process dies; sleeps L10N_TEST_SLEEP seconds per batch."""

    def translate(
        self, texts: Sequence[str], pair: Pair, *, search: Search = USUAL, **options: Any
    ) -> list[Hypothesis]:
        time.sleep(float(os.environ.get("L10N_TEST_SLEEP", "0")))
        if any("POISON" in text for text in texts):
            raise RuntimeError("the engine fails at this")
        if any("DEADLY" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().translate(texts, pair, search=search, **options)


ENGINES["fragile"] = lambda decoding: Fragile()
