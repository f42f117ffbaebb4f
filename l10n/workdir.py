"""The folder ``.l10n`` of a project: what l10n needs for itself and version control leaves out.

It holds caches, keys, the journal of bulk changes and the locks; whoever deletes it while nothing
runs loses time, no work.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

NAME = ".l10n"
_IGNORE = "*\n"


def project_folder(root: Path) -> Path:
    """The folder ``.l10n`` of a project, made if need be.

    Raises:
        OSError: it cannot be made.
    """
    folder = root / NAME
    ignore = folder / ".gitignore"
    if not ignore.exists():
        folder.mkdir(parents=True, exist_ok=True)
        ignore.write_text(_IGNORE, "utf-8")
    return folder


def find_root(path: Path) -> Path | None:
    """The project that a file is in: the nearest folder upward that has settings, None without.

    Settings alone tell, not what a run may have made meanwhile: two processes that ask for one
    file must come to the same answer.
    """
    for folder in path.resolve().parents:
        if (folder / "l10n.toml").is_file() or _has_settings(folder / "pyproject.toml"):
            return folder
    return None


def _has_settings(file: Path) -> bool:
    try:
        return b"[tool.l10n" in file.read_bytes()
    except OSError:
        return False


def lock_files(path: Path, purpose: str) -> Iterator[Path]:
    """Where the lock of a file may stand, the best place first; folders are made.

    In a project that is its own ``.l10n/locks``, so that all who share the project's files share
    the locks. For files outside of any, or where that folder cannot be made, it is a folder of
    the user's in the system's folder for temporary files.

    Args:
        path: what is locked.
        purpose: tells several locks of one path apart.
    """
    target = path.resolve()
    root = find_root(target)
    if root is not None:
        try:
            folder = project_folder(root) / "locks"
            folder.mkdir(exist_ok=True)
        except OSError:
            pass
        else:
            yield folder / _name(target.relative_to(root.resolve()), purpose)
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    folder = Path(tempfile.gettempdir()) / f"l10n-locks-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    yield folder / _name(target, purpose)


def _name(path: Path, purpose: str) -> str:
    """A file name for a path: people can guess it, and no two paths share one."""
    spelled = os.path.normcase(path)  # Windows knows a file by any mix of small and capital letters
    digest = hashlib.sha256(os.fsencode(spelled)).hexdigest()[:16]
    return ".".join(filter(None, [path.name[:60], digest, purpose, "lock"]))
