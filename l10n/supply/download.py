"""Plain downloads: resumed where they stopped, limited in size, checked before they count.

Proxies come from the usual variables (``HTTPS_PROXY``, ``NO_PROXY``), as urllib reads them.
"""

from __future__ import annotations

import http.client
import ipaddress
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

from l10n.errors import ModelError
from l10n.modelstore import manifest
from l10n.version import __version__

Progress = Callable[[str, int, int | None], None]
"""Called with (file name, bytes so far, bytes in all where known)."""

MAX_SIZE = 16 << 30
_TIMEOUT = 60.0  # seconds without a byte
_BLOCK = 1 << 18
_SPARE = 64 << 20  # bytes to leave on the disk


def fetch(
    url: str,
    target: Path,
    *,
    size: int | None = None,
    sha256: str = "",
    progress: Progress | None = None,
) -> None:
    """Download a file; a part of it that is there from the last time is gone on with.

    Args:
        url: https, or http on this machine.
        target: where to; ``<target>.part`` holds what has come so far.
        size: how many bytes it must have, where known.
        sha256: its checksum, where known.
        progress: called as bytes come.

    Raises:
        ModelError: it cannot be had, or is not what it should be. A part that can be gone on with
            stays; whatever is wrong is deleted.
    """
    part, stamp = (target.with_name(target.name + end) for end in (".part", ".stamp"))
    start = part.stat().st_size if part.is_file() else 0
    version = stamp.read_text("utf-8") if stamp.is_file() else ""
    # What neither a checksum nor the server's own stamp vouches for cannot be gone on with.
    if (size is not None and start > size) or not (version or sha256):
        part.unlink(missing_ok=True)
        start = 0
    if start == 0 or start != size:
        _transfer(url, part, start, size, progress, stamp, version)
    _check(url, part, size, sha256)
    stamp.unlink(missing_ok=True)
    part.replace(target)


def _transfer(
    url: str,
    part: Path,
    start: int,
    size: int | None,
    progress: Progress | None,
    stamp: Path,
    version: str,
) -> None:
    try:
        with _open(url, start, version) as response:
            if start and response.status != 206:
                start = 0  # the server knows no ranges, or the file has changed: all of it again
            found = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
            stamp.write_text("" if found.startswith("W/") else found, "utf-8")
            total = _total(response, start, size)
            limit = size if size is not None else MAX_SIZE
            if total is not None and total > limit:
                raise ModelError(
                    f"{url}: has {total} bytes, more than the {limit} it may have",
                    "it is not the file that the catalogue means",
                )
            _check_space(part.parent, (total or 0) - start)
            _receive(url, response, part, start, limit, total, progress)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and start:  # nothing is left to send: the part is whole, or wrong
            return
        reason = " ".join(str(error.reason).split())
        raise _failed(url, f"the server answers {error.code} {reason}") from None
    except (http.client.HTTPException, OSError) as error:
        cause = getattr(error, "reason", None) or error
        raise _failed(url, str(cause) or type(cause).__name__) from None


def _receive(
    url: str,
    response: http.client.HTTPResponse,
    part: Path,
    start: int,
    limit: int,
    total: int | None,
    progress: Progress | None,
) -> None:
    done = start
    try:
        # Without a buffer: one that cannot be written fails once more when it is closed.
        file = part.open("ab" if start else "wb", buffering=0)
    except OSError as error:
        raise _unwritable(part, error) from None
    with file:
        while block := response.read(_BLOCK):
            done += len(block)
            if done > limit:
                part.unlink()
                raise ModelError(f"{url}: sends more than {limit} bytes", "it was not kept")
            _write(file, block, part)
            if progress:
                progress(part.name.removesuffix(".part"), done, total)
    if total is not None and done < total:
        raise _failed(url, f"the connection ended after {done} of {total} bytes")


def _write(file: FileIO, block: bytes, part: Path) -> None:
    left = memoryview(block)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        part.unlink(missing_ok=True)  # a full disk needs its space back
        raise _unwritable(part, error) from None


def _check(url: str, part: Path, size: int | None, sha256: str) -> None:
    found = part.stat().st_size
    if size is not None and found != size:
        part.unlink()
        raise ModelError(f"{url}: has {found} bytes, not {size}", "it was not kept")
    if sha256 and manifest.sha256(part) != sha256:
        part.unlink()
        raise ModelError(
            f"{url}: has another checksum than it should have",
            "it was not kept; the file has changed, or something changed it on the way",
        )


def _total(response: http.client.HTTPResponse, start: int, size: int | None) -> int | None:
    length = response.headers.get("Content-Length", "")
    return start + int(length) if length.isdecimal() else size


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed + _SPARE > free:
        raise ModelError(
            f"{folder}: {needed >> 20} MiB are needed and {free >> 20} MiB are free",
            "make room, or set L10N_MODELS to a folder on another disk",
        )


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never from https down to http. urllib stops at ten."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        try:
            _check_address(newurl)
        except ModelError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, start: int, version: str) -> http.client.HTTPResponse:
    _check_address(url)
    request = urllib.request.Request(url, headers={"User-Agent": f"l10n/{__version__}"})
    if start:
        request.add_header("Range", f"bytes={start}-")
        if version:
            request.add_header("If-Range", version)
    # Only these handlers: an opener by default also opens files and FTP.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    response = opener.open(request, timeout=_TIMEOUT)
    assert isinstance(response, http.client.HTTPResponse)
    return response


def _check_address(url: str) -> None:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_local(parts.hostname or "")):
        return
    raise ModelError(f"{url}: is not fetched, only https is", "use an https address")


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _failed(url: str, reason: str) -> ModelError:
    return ModelError(
        f"{url}: cannot be downloaded: {reason}",
        "run the same command again to go on where it stopped",
    )


def _unwritable(path: Path, error: OSError) -> ModelError:
    return ModelError(
        f"{path}: cannot be written ({error.strerror or error})",
        "check the free space and the permissions; L10N_MODELS names another folder",
    )
