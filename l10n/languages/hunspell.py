"""Where the system has Hunspell's library and its dictionaries."""

from __future__ import annotations

import ctypes.util
import os
from collections.abc import Iterator
from functools import cache

_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling")
_LIBRARIES = ("hunspell-1.7", "hunspell-1.6", "hunspell")


def libraries() -> Iterator[str]:
    """The shared libraries there are, as the system's loader knows them, the best first.

    Each is looked for when it is asked for, for that starts other programs.
    """
    return filter(None, map(_find, _LIBRARIES))


_find = cache(ctypes.util.find_library)


def folders() -> tuple[str, ...]:
    """Where dictionaries may be: in the folders of ``DICPATH`` first, as Hunspell has it."""
    extra = os.environ.get("DICPATH", "").split(os.pathsep)
    return (*filter(None, extra), *_FOLDERS)
