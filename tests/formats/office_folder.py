"""Office documents as folders of their members, so that a change of one can be read in a diff."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can say


def pack(folder: Path) -> bytes:
    """The archive of a folder, always the same; OpenDocument wants ``mimetype`` first and bare."""
    out = io.BytesIO()
    files = [path for path in folder.rglob("*") if path.is_file()]
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(files, key=lambda path: (path.name != "mimetype", path)):
            name = path.relative_to(folder).as_posix()
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _DATE), path.read_bytes(), kind)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, str]:
    """The members of an archive of texts, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
