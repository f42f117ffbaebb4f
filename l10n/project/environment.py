"""All that decides beside a project's files what the index knows: this program and what it uses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from l10n.plugins import announced
from l10n.version import __version__

_PACKAGE = str(Path(__file__).parents[1])
_GROUPS = ("l10n.formats", "l10n.checks", "l10n.exporters", "l10n.languages")


@cache
def environment() -> str:
    """A digest that changes with Python, with this package's code, and with what is installed.

    Installed packages are known by the names of their folders of metadata, which hold the version
    (PyPA, "Recording installed projects"). The code of this package, and of packages that announce
    things of ours, is known by the stamps of its files: it may be edited in place.
    """
    digest = blake2b(digest_size=16)
    digest.update(f"{__version__}\0{sys.version}\0{sys.flags.optimize}".encode())
    for piece in (*_installed(), *_stamps([_PACKAGE])):
        digest.update(os.fsencode(f"\0{piece}"))
    for group in _GROUPS:
        for name, entry in sorted(announced(group).items()):
            digest.update(f"\0{group}\0{name}\0{entry.value}".encode())
            with suppress(ImportError, ValueError):
                spec = find_spec(entry.module.partition(".")[0])
                places = spec.submodule_search_locations or [spec.origin or ""] if spec else ()
                for piece in _stamps(places):
                    digest.update(os.fsencode(f"\0{piece}"))
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    for place in sys.path:
        try:
            names = [one.name for one in os.scandir(place or ".")]
        except OSError:
            continue
        yield from sorted(name for name in names if name.endswith(("-info", ".egg-link")))


def _stamps(places: Iterable[str]) -> Iterator[str]:
    """Name, size and time of the files of Python modules and their data."""
    for place in places:
        if Path(place).is_file():
            yield _stamp(place, os.stat(place))  # noqa: PTH116
        for folder, folders, _ in os.walk(place):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            with os.scandir(folder) as found:
                files = sorted((one for one in found if one.is_file()), key=lambda one: one.name)
                yield from (_stamp(one.path, one.stat()) for one in files)


def _stamp(path: str, status: os.stat_result) -> str:
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}"
