"""Whole catalogs: right ones have no findings, broken ones an error in each entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.checks.entries import entries
from l10n.checks.files import check_files
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


def _many(tmp_path: Path, broken: int, right: int) -> Path:
    path = tmp_path / "ru.po"
    entries = [f'msgid "a small town {n} is"\nmsgstr "Это город {n}"\n' for n in range(broken)]
    entries += [f'msgid "A town {n} is"\nmsgstr "Это город {n}"\n' for n in range(100, 100 + right)]
    header = 'msgid ""\nmsgstr "Language: ru\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
    path.write_text("\n".join([header, *entries]), "utf-8")
    return path


def test_what_many_messages_share_is_said_once(tmp_path: Path) -> None:
    [result] = check_files([_many(tmp_path, 30, 40)])
    assert (result.finding.check, result.line, result.more) == ("capitalization", 4, 29)


def test_what_few_messages_have_is_said_of_each(tmp_path: Path) -> None:
    path = _many(tmp_path, 30, 400)
    assert [one.more for one in check_files([path])] == [0] * 30
    assert len(list(check_files([_many(tmp_path, 30, 40)], once=False))) == 30


def test_errors_are_said_of_each(tmp_path: Path) -> None:
    path = _many(tmp_path, 30, 0)
    path.write_text(path.read_text("utf-8").replace("город", "гoрод"), "utf-8")
    found = [one for one in check_files([path]) if one.finding.severity is Severity.ERROR]
    assert len(found) == 30
