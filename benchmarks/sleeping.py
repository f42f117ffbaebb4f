"""`l10n` with the engine "sleeping", which waits as long as a model computes.

It shows what more workers give on a machine that has not the cores for them: what the command and
Dask do themselves is real, only the model's work is a sleep. Workers load this module as a preload.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

import l10n.cli
from l10n.engines import ENGINES
from l10n.model import Hypothesis, Pair


class Sleeping:
    """Gives texts in quotation marks back after ``L10N_SLEEP`` seconds for each."""

    def model_name(self, pair: Pair) -> str:
        """See :class:`l10n.engines.protocol.Engine`."""
        return f"sleeping/{pair} 1"

    def takes_hints(self, pair: Pair) -> bool:
        """See :class:`l10n.engines.protocol.Engine`."""
        return False

    def translate(self, texts: Sequence[str], pair: Pair, **options: Any) -> list[Hypothesis]:
        """See :class:`l10n.engines.protocol.Engine`."""
        time.sleep(float(os.environ["L10N_SLEEP"]) * len(texts))
        return [Hypothesis(f"«{text}»", -0.5) for text in texts]


ENGINES["sleeping"] = lambda decoding: Sleeping()

if __name__ == "__main__":
    l10n.cli.main()
