"""Reading and writing files so that nothing is ever half there."""

from __future__ import annotations

import glob
import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from l10n.errors import WriteError
from l10n.workdir import GATE, lock_files

if TYPE_CHECKING:
    from filelock import BaseFileLock

_log = logging.getLogger(__name__)
# Windows refuses to replace a file that another program has open, as searches for viruses do for
# moments: seconds to wait before it is tried again.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
_POLL_SECONDS = 0.05  # between two looks at a lock that another holds


def atomic_write(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` in one step, see :func:`atomic_open`.

    Raises:
        WriteError: the folder or the file cannot be written; nothing has changed then.
    """
    with atomic_open(path) as file:
        file.write(data)


@contextmanager
def atomic_open(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` when the block ends without an error.

    A crash leaves the old file or the new one: it is written to a temporary file in the same
    folder, flushed to the disk, then renamed over the old file (POSIX rename(2) is atomic). Folders
    on the way are made; permissions of the old file stay.

    Raises:
        WriteError: the folder or the file cannot be written; nothing has changed then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # a link stays a link: its target is replaced
        _remove_leftovers(target)
        descriptor, name = tempfile.mkstemp(
            prefix=f".{path.name}.", suffix=".tmp", dir=target.parent
        )
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(_mode(target))
            _replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be written ({error.strerror or error})",
            "check the folder's permissions, the free space, and whether a program has it open; "
            "the old content is untouched",
        ) from error


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        WriteError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be removed ({error.strerror or error})",
            "check the folder's permissions",
        ) from error


def check_writable(path: Path) -> None:
    """Find out before long work whether ``path`` could be written at its end.

    Raises:
        WriteError: the nearest existing folder, or the file itself, is read-only or no folder.
    """
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    reason = ""
    if not folder.is_dir():
        reason = f"{folder} is not a folder"
    elif path.is_dir():
        reason = "it is a folder"
    elif not os.access(folder, os.W_OK | os.X_OK):
        reason = f"the folder {folder} is read-only"
    elif path.exists() and not os.access(path, os.W_OK):
        reason = "the file is read-only"
    if reason:
        raise WriteError(
            f"{path}: cannot be written: {reason}", "change its permissions or move it"
        )


@contextmanager
def locked(path: Path, *, purpose: str = "", wait: bool = True) -> Iterator[None]:
    """Hold the lock of ``path`` against every other l10n process.

    The lock is a file in the project's ``.l10n/locks``, see :mod:`l10n.workdir`: nothing is left
    beside ``path``, and the lock file is removed when it has served. The system frees the lock of
    a process that dies.

    Args:
        path: what is locked.
        purpose: tells several locks of one path apart.
        wait: whether to wait for whoever holds it; a notice is logged then.

    Raises:
        WriteError: the lock file cannot be made, or another holds it and ``wait`` is false.
    """
    try:
        file = _lock_file(path, purpose)
        lock = _try_lock(file)
        if lock is None:
            if not wait:
                raise WriteError(
                    f"{path}: another l10n is at work on it", "wait for it, or leave out --no-wait"
                )
            _log.warning("waiting for another l10n that is at work on %s", path)
            while lock is None:
                time.sleep(_POLL_SECONDS)
                lock = _try_lock(file)
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be locked ({error.strerror or error})",
            "check the folder's permissions",
        ) from error
    try:
        _remove_old_locks(path)
        yield
    finally:
        _unlock(lock)


def _lock_file(path: Path, purpose: str) -> Path:
    """The lock file of a path, at the first place that takes it."""
    *others, last = lock_files(path, purpose)
    for place in others:
        if place.exists() or os.access(place.parent, os.W_OK):
            return place
    return last


@contextmanager
def _gate(folder: Path) -> Iterator[None]:
    """Keep others from making, trying and removing the lock files of a folder for a moment.

    Without it a lock file could be removed between the moments in which another process opens and
    locks it; a third would make a new one, and two would hold the lock of one path.
    """
    from filelock import FileLock

    gate = folder / GATE
    is_new = not gate.exists()
    with FileLock(gate):
        if is_new:
            _sweep(folder)
        yield


def _try_lock(file: Path) -> BaseFileLock | None:
    """The lock, held; None where another holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(file)
    with _gate(file.parent):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return None
    return lock


def _unlock(lock: BaseFileLock) -> None:
    file = Path(lock.lock_file)
    try:
        with _gate(file.parent):
            # Windows removes no file that is open; behind the gate nobody takes it meanwhile.
            lock.release()
            file.unlink(missing_ok=True)
    except OSError:  # the folder is gone, or has become read-only: an empty file is left
        lock.release()


def _sweep(folder: Path) -> None:
    """Remove the lock files that earlier versions have left, but for those that are held."""
    from filelock import FileLock, Timeout

    for file in folder.glob("*.lock"):
        if file.name != GATE:
            with suppress(OSError, Timeout), FileLock(file, timeout=0):
                file.unlink()


def _remove_old_locks(path: Path) -> None:
    """Remove the lock files that earlier versions have left beside a file."""
    for name in (f".{path.name}.lock", f".{path.name}.run.lock"):
        old = path.with_name(name)
        with suppress(OSError):
            if old.is_file() and not old.stat().st_size:
                old.unlink()


def _remove_leftovers(path: Path) -> None:
    """Remove temporary files of runs that were killed in the middle of a write, an hour ago."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > 3600:
                leftover.unlink()


def _replace(temporary: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Makes the rename itself last through a power cut; not every system can open a folder.
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def content_digest(data: bytes) -> bytes:
    """The digest of a file's content: 16 bytes of BLAKE2b."""
    return hashlib.blake2b(data, digest_size=16).digest()


def file_stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written, and is had without reading it; None where none is."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
