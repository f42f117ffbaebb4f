"""Chromium, for tests of what a person sees."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
NO_CHROMIUM = "chromium is not installed (Debian package)"


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that asks nobody for anything by itself; skips the test where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM:
        pytest.skip(NO_CHROMIUM)
    with playwright.sync_playwright() as starter:
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = starter.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield browser
        browser.close()
