"""A file that is written while it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n.po import file as po
from l10n.po.catalog import Catalog


def test_write_during_reading_makes_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that writes in place is caught half-way: the catalog must be read again."""
    path = tmp_path / "a.po"
    path.write_bytes(b"")
    load = po.load

    def interrupted(path: Path) -> po.File:
        found = load(path)
        path.write_text('msgid "Go."\nmsgstr "Иди."\n', "utf-8")
        return found

    monkeypatch.setattr(po, "load", interrupted)
    catalog = Catalog.open(path, "ru")
    monkeypatch.undo()
    assert catalog.is_stale()
    assert not Catalog.open(path, "ru").is_stale()
