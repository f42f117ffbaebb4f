"""PO files in and out through polib, with what polib does not do: errors that name the line, and
comments that are never re-wrapped (a wrapped comment cannot be read back as the line it was).
"""

from __future__ import annotations

import re
from pathlib import Path

import polib

from l10n.errors import CatalogError

# GNU gettext's tools break strings at 79 columns; polib counts one less for the same result.
_WIDTH = 78
_SYNTAX_ERROR = re.compile(r"\(line (\d+)\)(?:: (.+))?")


def new() -> polib.POFile:
    """A PO file without messages."""
    return polib.POFile(wrapwidth=_WIDTH)


def load(path: Path) -> polib.POFile:
    """Parse a PO or POT file.

    Raises:
        CatalogError: it cannot be read or does not parse; the message names file and line.
    """
    try:
        return polib.pofile(str(path), wrapwidth=_WIDTH)
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"{path}: not in the encoding that its header names ({error.reason})",
            "save it as UTF-8 in a PO editor; nothing was changed",
        ) from None
    except OSError as error:
        if error.errno is not None:
            raise CatalogError(
                f"{path}: cannot be read ({error.strerror})", "check its permissions"
            ) from None
        found = _SYNTAX_ERROR.search(str(error))
        line, reason = found.groups() if found else ("1", str(error))
        raise CatalogError(
            f"{path}:{line}: not a valid PO file" + (f": {reason}" if reason else ""),
            "mend it by hand (`msgfmt -c` shows the spot too); nothing was changed",
        ) from None


def dump(po: polib.POFile) -> bytes:
    """The bytes of a PO file, in its own encoding."""
    parts = [f"# {line}".rstrip() + "\n" for line in po.header.split("\n")] if po.header else []
    in_use = [entry for entry in po if not entry.obsolete]
    obsolete = [entry for entry in po if entry.obsolete]
    entries = [po.metadata_as_entry(), *in_use, *obsolete]
    parts.append("\n".join(_render(entry, po.wrapwidth) for entry in entries))
    return "".join(parts).encode(po.encoding)


def _render(entry: polib.POEntry, width: int) -> str:
    comments = _prefixed("#", entry.tcomment)
    if not entry.obsolete:
        comments += _prefixed("#.", entry.comment)
    bare = polib.POEntry.__new__(polib.POEntry)
    bare.__dict__.update(entry.__dict__, tcomment="", comment="")
    return comments + str(bare.__unicode__(width))


def _prefixed(mark: str, comment: str) -> str:
    return (
        "".join(f"{mark} {line}".rstrip() + "\n" for line in comment.split("\n")) if comment else ""
    )
