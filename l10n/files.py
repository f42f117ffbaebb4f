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
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from l10n.errors import WriteError
from l10n.workdir import lock_files

if TYPE_CHECKING:
    from filelock import BaseFileLock

_log = logging.getLogger(__name__)
# Windows refuses to replace a file that another program has open, as searches for viruses do for
# moments: seconds to wait before it is tried again.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
_OTHER_FILES = 128  # that a run has open beside its locks: databases, models
_OLD_SECONDS = 3600  # after which a leftover is certainly nobody's any more
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


def allow_locks(count: int) -> None:
    """Let this process hold so many locks at once, as far as the system's limit goes.

    Each is an open file, of which POSIX systems allow a process 256 or 1,024 unless it asks for
    more.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = count + _OTHER_FILES
        if soft != resource.RLIM_INFINITY and soft < wanted:
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _lock_file(path: Path, purpose: str) -> Path:
    """The lock file of a path, at the first place that takes it."""
    *others, last = lock_files(path, purpose)
    for place in others:
        if place.exists() or os.access(place.parent, os.W_OK):
            return place
    return last


def _try_lock(file: Path) -> BaseFileLock | None:
    """The lock, held; None where another holds it."""
    from filelock import FileLock, Timeout

    _sweep(file.parent)
    while True:
        lock = FileLock(file)
        if os.name == "nt":  # where no file is removed that is open, and FileLock removes its own
            with suppress(Timeout):
                lock.acquire(timeout=0)
            return lock if lock.is_locked else None
        # Whoever held the lock may remove the file between the moments in which it is opened and
        # locked here; a third would make another, and two would hold the lock of one path. A file
        # that has gone does not come back: if its name has it before and after, it was locked.
        probe = os.open(file, os.O_RDONLY | os.O_CREAT, 0o666)
        try:
            lock.acquire(timeout=0)
            if _is_open(file, probe):
                return lock
            lock.release()
        except Timeout:
            return None
        finally:
            os.close(probe)


def _is_open(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _unlock(lock: BaseFileLock) -> None:
    try:
        if os.name != "nt":
            with suppress(OSError):  # the folder is gone or read-only: an empty file is left
                Path(lock.lock_file).unlink(missing_ok=True)
    finally:
        lock.release()


@cache
def _sweep(folder: Path) -> None:
    """Remove the lock files that earlier versions and killed runs have left, an hour ago."""
    from filelock import FileLock, Timeout

    for file in folder.glob("*.lock"):
        with suppress(OSError, Timeout):
            if time.time() - file.stat().st_mtime > _OLD_SECONDS:
                probe = os.open(file, os.O_RDONLY)
                try:
                    with FileLock(file, timeout=0):
                        if _is_open(file, probe):
                            file.unlink()
                finally:
                    os.close(probe)


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
            if time.time() - leftover.stat().st_mtime > _OLD_SECONDS:
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
