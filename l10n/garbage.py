"""Python's garbage collector, kept away while many objects are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, kept: bool = False) -> Iterator[None]:
    """Let no garbage be looked for in a block.

    While objects get more, the collector looks through all of them again and again: half of the
    time that a large catalog takes to read.

    Args:
        kept: whether what is there afterwards lives as long as the program: it is never looked
            through again, which would stop a server for tenths of a second.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if kept:
            gc.freeze()
        if enabled:
            gc.enable()
