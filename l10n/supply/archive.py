"""Archives of models: Argos packages and l10n's own exports, read as if an enemy had made them.

Every name is checked before a byte is written. What does not belong to a model (Argos packages
carry sentence splitters as pickles, which run code when they are loaded) stays in the archive.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from l10n.errors import ModelError
from l10n.files import check_writable
from l10n.modelstore import manifest, names
from l10n.modelstore.manifest import Model

SUFFIX = ".l10nmodel"

MAX_ENTRIES = 2_000
MAX_SIZE = 16 << 30  # bytes unpacked
MAX_RATIO = 300  # a file's size over its packed size: weights compress to a half, JSON to a tenth
_SMALL = 1 << 20  # a file of up to this size may be packed as well as it likes
_BLOCK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date of the format: exports do not depend on the day

# The files of an Argos package that a translation needs, and those that say whose it is.
_ARGOS = re.compile(
    r"metadata\.json|sentencepiece\.model|bpe\.model|(?:README|LICENSE)(?:\.md|\.txt)?|"
    r"model/(?:model\.bin|config\.json|vmap\.txt|(?:shared|source|target)_vocabulary\.(?:json|txt))"
)


def unpack_argos(archive: Path, target: Path) -> None:
    """Unpack the wanted files of an Argos package, without the folder they are in.

    Args:
        archive: a zip file with one folder in it.
        target: where to; must not exist.

    Raises:
        ModelError: it is no such archive, or not a safe one.
    """

    def wanted(path: PurePosixPath) -> str | None:
        inside = "/".join(path.parts[1:])
        return inside if _ARGOS.fullmatch(inside) else None

    with _opened(archive) as zipped:
        tops = {PurePosixPath(info.filename).parts[:1] for info in zipped.infolist()}
        if len(tops) > 1:
            raise _refused(archive, "holds more than one folder, an Argos package holds one")
        _unpack(zipped, archive, target, wanted)


def unpack_export(archive: Path, target: Path) -> Model:
    """Unpack what :func:`export` wrote, and check every file's size and checksum.

    Args:
        archive: the file.
        target: where to; must not exist. Its ``content`` are the model's files.

    Raises:
        ModelError: it is no such archive, not a safe one, or a file is not what was exported.
    """
    with _opened(archive) as zipped:
        try:
            data = _read_small(zipped, "model.json")
        except KeyError:
            raise _refused(archive, "holds no model.json") from None
        model = manifest.load(data, target, f"{archive}: model.json")

        def wanted(path: PurePosixPath) -> str | None:
            if path == PurePosixPath("model.json"):
                return None
            name = "/".join(path.parts[1:])
            if path.parts[0] != "content" or name not in model.files:
                raise _refused(archive, f"holds {str(path)[:100]!r}, which its model.json does not")
            return f"content/{name}"

        _unpack(zipped, archive, target, wanted)
    for name, record in model.files.items():
        path = target / "content" / name
        if not path.is_file():
            raise _refused(archive, f"lacks {name}")
        if path.stat().st_size != record.size or manifest.sha256(path) != record.sha256:
            raise _refused(archive, f"{name} has another checksum than when it was exported")
    return model


def is_export(archive: Path) -> bool:
    """Whether a file is one of ours rather than an Argos package."""
    with _opened(archive) as zipped:
        return "model.json" in zipped.namelist()


def export(model: Model, target: Path) -> None:
    """Write a model into one file; the same model gives the same bytes.

    Raises:
        ModelError: a file of the model is missing.
        WriteError: the file cannot be written; nothing is left behind then.
    """
    check_writable(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as zipped:
            _write(zipped, "model.json", manifest.dump(model))
            for name in sorted(model.files):
                _copy(zipped, f"content/{name}", model.content / name)
        temporary.replace(target)
    except OSError as error:
        raise ModelError(
            f"{target}: cannot be written ({error.strerror or error})",
            "check the free space and the permissions",
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as zipped:
            _check(zipped, archive)
            yield zipped
    except FileNotFoundError:
        raise ModelError(f"{archive}: no such file", "check the path") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,  # an unknown method of compression
        EOFError,
        OSError,
        UnicodeError,
        RuntimeError,  # encrypted
        ValueError,
    ) as error:
        raise _refused(archive, f"cannot be read as a zip file ({error})") from None


def _check(zipped: zipfile.ZipFile, archive: Path) -> None:
    """Refuse an archive before any of it is unpacked."""
    infos = zipped.infolist()
    if len(infos) > MAX_ENTRIES:
        raise _refused(archive, f"holds {len(infos)} entries, more than {MAX_ENTRIES}")
    seen: set[str] = set()
    for info in infos:
        name, mode = info.filename, info.external_attr >> 16
        if info.is_dir():
            name = name.rstrip("/")
        elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise _refused(archive, f"{name[:100]!r} is no plain file")
        try:
            # Sentence splitters lie deeper than a model's own files may.
            for part in name.split("/"):
                names.check_path(part)
        except ModelError:
            raise _refused(archive, f"{name[:100]!r} is no safe name") from None
        if name.casefold() in seen:
            raise _refused(archive, f"holds {name[:100]!r} twice")
        seen.add(name.casefold())
        if info.flag_bits & 1:
            raise _refused(archive, f"{name[:100]!r} is encrypted")
        if info.file_size > max(_SMALL, info.compress_size * MAX_RATIO):
            raise _refused(archive, f"{name[:100]!r} unpacks to {MAX_RATIO} times its size or more")
    if sum(info.file_size for info in infos) > MAX_SIZE:
        raise _refused(archive, f"unpacks to more than {MAX_SIZE >> 30} GiB")
    # Entries that share their packed bytes make a small archive unpack to a huge one.
    if sum(info.compress_size for info in infos) > archive.stat().st_size:
        raise _refused(archive, "its entries overlap")


def _unpack(
    zipped: zipfile.ZipFile,
    archive: Path,
    target: Path,
    wanted: Callable[[PurePosixPath], str | None],
) -> None:
    target.mkdir(parents=True)
    for info in zipped.infolist():
        name = None if info.is_dir() else wanted(PurePosixPath(info.filename))
        if name is None:
            continue
        path = target / names.check_path(name)
        with zipped.open(info) as packed:
            blocks = _blocks(packed, info.file_size, archive)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.writelines(blocks)
            except OSError as error:
                raise ModelError(
                    f"{path}: cannot be written ({error.strerror or error})",
                    "check the free space and the permissions",
                ) from error


def _blocks(packed: IO[bytes], size: int, archive: Path) -> Iterator[bytes]:
    """A file's bytes; what its entry says of its size is not trusted."""
    left = size
    while block := packed.read(_BLOCK):
        left -= len(block)
        if left < 0:
            raise _refused(archive, "a file is larger than it says")
        yield block
    if left:
        raise _refused(archive, "a file is smaller than it says")


def _read_small(zipped: zipfile.ZipFile, name: str) -> bytes:
    with zipped.open(name) as file:
        data = file.read(_SMALL + 1)
    if len(data) > _SMALL:
        raise ValueError(f"{name} is too large")
    return data


def _write(zipped: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o644 << 16
    zipped.writestr(info, data, zipfile.ZIP_DEFLATED)


def _copy(zipped: zipfile.ZipFile, name: str, path: Path) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
    info.file_size = path.stat().st_size
    with path.open("rb") as source, zipped.open(info, "w") as packed:
        while block := source.read(_BLOCK):
            packed.write(block)


def _refused(archive: Path, reason: str) -> ModelError:
    return ModelError(f"{archive}: {reason}", "nothing was unpacked; get the file again")
