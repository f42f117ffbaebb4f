"""What is said of a check's precision is what was read, and errors are all but always right."""

from __future__ import annotations

from collections import Counter

import pytest

from l10n.checks.files import all_checks
from l10n.checks.precision import precision
from l10n.model import Severity
from tests.conftest import ROOT


def _verdicts() -> Counter[tuple[str, str]]:
    lines = (ROOT / "benchmarks" / "verdicts.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert len({row[0] for row in rows}) == len(rows)
    return Counter((check, verdict) for _, check, verdict in rows)


@pytest.mark.parametrize("check", list(all_checks()))
def test_precision_is_what_was_read(check: str) -> None:
    verdicts = _verdicts()
    right, wrong = verdicts[check, "right"], verdicts[check, "wrong"]
    found = precision(check, Severity.ERROR)
    assert found == ((right, right + wrong) if right + wrong else None)


def test_errors_are_right() -> None:
    verdicts = _verdicts()
    right = sum(count for (_, verdict), count in verdicts.items() if verdict == "right")
    assert right / sum(verdicts.values()) >= 0.95
