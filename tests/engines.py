"""An engine whose answers a test can foresee. Only for tests of what happens around an engine."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

from l10n.engines.decoding import USUAL, Search
from l10n.model import Hypothesis, Pair


class Brackets:
    """Puts brackets round each text; the log in ``L10N_TEST_LOG`` says which it was asked for."""

    def takes_hints(self, pair: Pair) -> bool:
        return False

    def model_name(self, pair: Pair) -> str:
        return f"brackets/{pair.target} 1.0"

    def translate(
        self, texts: Sequence[str], pair: Pair, *, search: Search = USUAL, **options: Any
    ) -> list[Hypothesis]:
        if (log := os.environ.get("L10N_TEST_LOG")) and not search.again:
            with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123 - one write, one line
                file.write("\t".join(texts) + "\n")
            time.sleep(float(os.environ.get("L10N_TEST_DELAY", "0")))
        return [Hypothesis(f"«{text}»", -0.5) for text in texts]
