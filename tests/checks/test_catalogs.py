"""Whole catalogs: right ones have no findings, broken ones an error in each entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.checks.files import check_files, entries
from l10n.model import Severity

CATALOGS = Path(__file__).parent / "catalogs"


@pytest.mark.parametrize("name", ["right.ru.po", "more.ru.po", "right.uk.po"])
def test_right_catalogs_have_no_findings(name: str) -> None:
    found = [(one.line, str(one.finding.message)) for one in check_files([CATALOGS / name])]
    assert found == []


@pytest.mark.parametrize("name", ["broken.ru.po", "plural.ru.po"])
def test_each_broken_entry_is_an_error(name: str) -> None:
    path = CATALOGS / name
    wanted = {entry.line for entry in entries(path, []) if entry.msgid}
    found = {one.line for one in check_files([path]) if one.finding.severity is Severity.ERROR}
    assert found == wanted


def test_every_catalog_is_tested() -> None:
    tested = {"right.ru.po", "more.ru.po", "right.uk.po", "broken.ru.po", "plural.ru.po"}
    assert {path.name for path in CATALOGS.iterdir()} == tested
